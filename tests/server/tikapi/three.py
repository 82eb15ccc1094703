"""Three accounts that nobody has told anything of yet, behind a real server, and how each dialect tells of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import msgspec
from tests.made import OBSERVED_MS, creator_named, keep, post_of
from tests.serving import serving

from tokgate.dialects.official.credentials import DEMO_CLIENT_TOKEN
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY, DEMO_API_KEY
from tokgate.domain.counts import Audience, Counts, Precision
from tokgate.domain.messages import Conversation, Message
from tokgate.domain.observations import Observation, Provenance, Subject
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.domain.secrets import hash_secret
from tokgate.server.demo import demo_credentials

NAMES = ("ann", "bob", "cay")
SECOND = 1_780_000_000
_NOBODY = Audience(followers=0, following=0, likes=0, posts=2, liked=0, friends=0, precision=Precision.EXACT)
_NOTHING = Counts(plays=0, likes=0, comments=0, shares=0, saves=0, reposts=0, precision=Precision.EXACT)
ACCOUNTS = {name: msgspec.structs.replace(creator_named(name), audience=_NOBODY) for name in NAMES}
#: Whose each post is, by its id.
POSTS = {
    ((SECOND + number) << 32) + number: name for number, name in enumerate(name for name in NAMES for _ in range(2))
}
#: Who began each conversation, and with whom.
TALKS = {7_000_000_000_000_000_001: ("ann", "bob"), 7_000_000_000_000_000_002: ("cay", "ann")}


def fill(archive: Archive) -> None:
    """Two posts of each account, which nobody has seen, and conversations of one message, not accepted yet."""
    for name, creator in ACCOUNTS.items():
        own = [id for id, author in POSTS.items() if author == name]
        keep(archive, creator, [post_of(post_id=id, created_s=id >> 32, counts=_NOTHING) for id in own])
    talks = [
        Conversation(
            id=id,
            name=f"0:1:{id}",
            owner=ACCOUNTS[asks],
            ticket=f"ticket-{id}",
            accepted=False,
            participants=[ACCOUNTS[asks], ACCOUNTS[asked]],
        )
        for id, (asks, asked) in TALKS.items()
    ]
    first = [
        Message(id=id + 10, conversation=id, sender=ACCOUNTS[asks], text="hello", sent_ms=OBSERVED_MS)
        for id, (asks, _) in TALKS.items()
    ]
    subjects: list[Subject] = [*talks, *first]
    seen = [Observation(subject=each, source="made", observed_ms=OBSERVED_MS) for each in subjects]
    archive.commit(seen, Provenance(source="made"))


def _credentials(archive: Archive) -> Iterator[CredentialRecord]:
    """Each account's own, and those that act for nobody."""
    for name in NAMES:
        for record in demo_credentials(archive.creator(username=name)):
            if record.creator is None:
                yield record
            else:
                grant = f"{record.grant} {name}" if record.grant else None
                secret = hash_secret(_secret(name, record.kind))
                yield msgspec.structs.replace(record, name=name, grant=grant, hash=secret)


def _secret(name: str, kind: str) -> str:
    return f"{name}-{kind}-0123456789"


class Standing:
    """A clock that stands until a second is to pass."""

    def __init__(self) -> None:
        self.second = OBSERVED_MS // 1000 + 1

    def now_ms(self) -> int:
        """The beginning of the second."""
        return self.second * 1000


@contextmanager
def three_served(archive: Archive, clock: Standing) -> Iterator[Three]:
    """A server in front of an archive that is filled."""
    known = {record.hash: record for record in _credentials(archive)}
    with serving(archive, list(known.values()), clock) as url, httpx.Client(base_url=url, timeout=60) as http:
        yield Three(http)


class Three:
    """Calls for an account, or for nobody."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def post(self, name: str, path: str, **members: object) -> tuple[int, Any]:
        """Something that an account does: the status, and the answer."""
        answer = self._http.post(path, json=members, headers=_keys(name))
        return answer.status_code, answer.json()

    def get(self, name: str, path: str, **members: object) -> tuple[int, Any]:
        """Something that an account asks for, or with no name anybody."""
        answer = self._http.get(path, params={key: str(value) for key, value in members.items()}, headers=_keys(name))
        return answer.status_code, answer.json()

    def found(self, name: str, path: str, **members: object) -> Any:
        """The same, which must be a success."""
        status, answer = self.get(name, path, **members)
        assert status == 200, (path, answer)
        return answer

    def walk(self, name: str, path: str, rows: str, **members: object) -> list[Any]:
        """The rows of every page of a list."""
        found: list[Any] = []
        for _ in range(100):
            page = self.found(name, path, **members)
            found += page[rows]
            following = page.get("nextCursor") if "nextCursor" in page else page.get("cursor")
            if not page.get("hasMore", page.get("has_more", "nextCursor" in page)):
                return found
            members["nextCursor" if "nextCursor" in page else "cursor"] = following
        raise AssertionError(f"{path} never ends")

    def display(self, name: str, path: str, method: str = "POST", **body: object) -> Any:
        """What Display tells an account; `fields` goes into the query."""
        fields = body.pop("fields")
        headers = {"Authorization": f"Bearer {_secret(name, 'user_token')}"}
        sent = body if method == "POST" else None
        return _data(self._http.request(method, path, params={"fields": str(fields)}, json=sent, headers=headers))

    def research(self, path: str, fields: str | None, **body: object) -> Any:
        """What Research tells."""
        headers = {"Authorization": f"Bearer {DEMO_CLIENT_TOKEN}"}
        query = {"fields": fields} if fields else {}
        return _data(self._http.post(f"/v2/research/{path}/", params=query, json=body, headers=headers))

    def research_walk(self, path: str, rows: str, fields: str | None = None, **body: object) -> list[Any]:
        """The rows of every page of a list of Research."""
        found: list[Any] = []
        for _ in range(100):
            page = self.research(path, fields, **body)
            found += page.get(rows) or []
            if not page["has_more"]:
                return found
            body["cursor"] = page["cursor"]
        raise AssertionError(f"{path} never ends")


def _keys(name: str) -> dict[str, str]:
    return {"X-API-KEY": DEMO_API_KEY} | ({"X-ACCOUNT-KEY": _secret(name, ACCOUNT_KEY.kind)} if name else {})


def _data(answer: httpx.Response) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]
