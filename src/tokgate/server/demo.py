"""What everybody knows: credentials for the demo and for development on loopback. They are never stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from tokgate.contract.dialect import CredentialKind, Dialect
from tokgate.dialects.registry import installed
from tokgate.domain.creators import Creator, open_id_of
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.domain.secrets import hash_secret

NAME = "demo"


class Sample(msgspec.Struct, frozen=True):
    """A creator, and one of their posts, to try things with."""

    creator: Creator
    post_id: int


def demo_credentials(creator: Creator | None, dialects: Sequence[Dialect] | None = None) -> list[CredentialRecord]:
    """The demo credentials of every dialect; those that act for a creator only if there is one."""
    return [
        _record(dialect, kind, creator)
        for dialect in (installed() if dialects is None else dialects)
        for kind in dialect.credentials
        if kind.demo and (creator is not None or not kind.for_creator)
    ]


def _record(dialect: Dialect, kind: CredentialKind, creator: Creator | None) -> CredentialRecord:
    by_sign_in = dialect.sign_in is not None and any(kind.kind in each for each in dialect.sign_in.lifetimes.values())
    return CredentialRecord(
        kind=kind.kind,
        name=NAME,
        # One of its own in each dialect: what a creator takes back in one, they have not in the others.
        grant=f"{NAME} {dialect.name}" if by_sign_in and kind.for_creator else None,
        hash=hash_secret(dialect.demo[kind.demo]),
        client_key=dialect.demo["client_key"] if kind.is_app or kind.of_app else None,
        creator=creator.key if kind.for_creator and creator is not None else None,
        scopes=kind.granted,
        created_ms=0,
    )


def renew_demo(archive: Archive, credentials: Iterable[CredentialRecord]) -> None:
    """Those that came by signing in are as new, whatever an earlier server of this archive noted of their end."""
    ended = [each.hash for each in credentials if each.grant and archive.credential(each.kind, each.hash)]
    if ended:
        archive.forget_credentials(ended)


def ready_line(
    url: str,
    archive: str,
    *,
    with_credentials: bool,
    sample: Sample | None,
    dialects: Sequence[Dialect] | None = None,
) -> dict[str, object]:
    """What is printed once the server answers. Without `with_credentials` only where it is; `sample` may be None."""
    served = installed() if dialects is None else dialects
    line: dict[str, object] = {"url": url, "dashboard": None, "archive": archive}
    if with_credentials:
        line.update((dialect.name, _shown(dialect, sample)) for dialect in served if dialect.demo)
    if sample is not None:
        # A creator's open_id is another one in each app.
        app = next((dialect.demo["client_key"] for dialect in served if "client_key" in dialect.demo), "")
        line["sample"] = {
            "username": sample.creator.username,
            "sec_uid": sample.creator.served_sec_uid,
            "user_id": sample.creator.served_user_id,
            "open_id": open_id_of(sample.creator, app),
            "video_id": str(sample.post_id),
        }
    return line


def _shown(dialect: Dialect, sample: Sample | None) -> dict[str, str | None]:
    """A dialect's members; those that act for a creator are None where there is none."""
    acting = {kind.demo for kind in dialect.credentials if kind.for_creator}
    return {name: None if sample is None and name in acting else value for name, value in dialect.demo.items()}
