"""Credentials that are known to everybody, for the demo and for development on loopback. They are never stored."""

from __future__ import annotations

import msgspec

from tokgate.dialects.justone.resources import TOKEN
from tokgate.dialects.official.credentials import APP, CLIENT_TOKEN, DISPLAY_SCOPES, RESEARCH, USER_TOKEN
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY, API_KEY, DEMO_ACCOUNT_KEY, DEMO_API_KEY
from tokgate.dialects.tikapi.scopes import SCOPES
from tokgate.domain.creators import Creator, open_id_of
from tokgate.domain.ports import CredentialRecord
from tokgate.server.keyring import hash_secret

CLIENT_KEY = "awtokgatedemo"
CLIENT_SECRET = "tokgate-demo-client-secret"  # noqa: S105 - known on purpose
CLIENT_TOKEN_TEXT = "clt.tokgate.demo"  # noqa: S105
USER_TOKEN_TEXT = "act.tokgate.demo"  # noqa: S105
REDIRECT_URI = "http://localhost:3000/callback"
TIKAPI_CLIENT_ID = "c_tokgatedemo"
JUSTONE_TOKEN = "tokgate-demo-token"  # noqa: S105


class Sample(msgspec.Struct, frozen=True):
    """A creator, and one of their posts, to try things with."""

    creator: Creator
    post_id: int


def known_credentials(creator: Creator | None) -> list[CredentialRecord]:
    """The records of the credentials above; those that act for a creator only if there is one."""
    scopes = (*DISPLAY_SCOPES, RESEARCH)
    records = [
        _record(APP, CLIENT_SECRET, client_key=CLIENT_KEY, scopes=scopes),
        _record(CLIENT_TOKEN.kind, CLIENT_TOKEN_TEXT, client_key=CLIENT_KEY, scopes=(RESEARCH,)),
        _record(API_KEY.kind, DEMO_API_KEY),
        _record(TOKEN.kind, JUSTONE_TOKEN),
    ]
    if creator is not None:
        records += [
            _record(
                USER_TOKEN.kind, USER_TOKEN_TEXT, client_key=CLIENT_KEY, creator=creator.key, scopes=DISPLAY_SCOPES
            ),
            _record(ACCOUNT_KEY.kind, DEMO_ACCOUNT_KEY, creator=creator.key, scopes=SCOPES),
        ]
    return records


def _record(
    kind: str, secret: str, *, client_key: str | None = None, creator: int | None = None, scopes: tuple[str, ...] = ()
) -> CredentialRecord:
    return CredentialRecord(
        kind=kind,
        name="demo",
        hash=hash_secret(secret),
        client_key=client_key,
        creator=creator,
        scopes=scopes,
        created_ms=0,
    )


def ready_line(url: str, archive: str, *, with_credentials: bool, sample: Sample | None) -> dict[str, object]:
    """What is printed once the server answers. Without `with_credentials` only where it is; `sample` may be None."""
    line: dict[str, object] = {"url": url, "dashboard": None, "archive": archive}
    if with_credentials:
        line["official"] = {
            "client_key": CLIENT_KEY,
            "client_secret": CLIENT_SECRET,
            "client_token": CLIENT_TOKEN_TEXT,
            "user_token": USER_TOKEN_TEXT if sample else None,
            "redirect_uri": REDIRECT_URI,
        }
        line["tikapi"] = {
            "api_key": DEMO_API_KEY,
            "account_key": DEMO_ACCOUNT_KEY if sample else None,
            "client_id": TIKAPI_CLIENT_ID,
        }
        line["justone"] = {"token": JUSTONE_TOKEN}
    if sample is not None:
        line["sample"] = {
            "username": sample.creator.username,
            "sec_uid": sample.creator.served_sec_uid,
            "user_id": sample.creator.served_user_id,
            "open_id": open_id_of(sample.creator, CLIENT_KEY),
            "video_id": str(sample.post_id),
        }
    return line
