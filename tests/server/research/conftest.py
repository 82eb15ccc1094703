"""An archive that knows each thing of which the Research API tells, behind a real server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.made import OBSERVED_MS, creator_named, keep, post_of
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.dialects.official.credentials import DEMO_CLIENT_TOKEN
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation, Provenance, Subject
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Comment, Post, Tombstone
from tokgate.domain.relations import follow, like, pin
from tokgate.server.demo import demo_credentials

CLIENT = {"Authorization": f"Bearer {DEMO_CLIENT_TOKEN}"}
SECOND = 1_780_000_000
ANA, SHY, SECRET = creator_named("ana"), creator_named("shy"), creator_named("secret")
POSTS = [post_of(post_id=((SECOND + n) << 32) + n, created_s=SECOND + n, text=f"post {n}") for n in range(5)]
GONE, HIDDEN = POSTS[3].id, POSTS[4].id
COMMENTED = POSTS[0].id
#: Fans of ana's, by the second in which they began to follow her: many in one second, and some of whom nobody told.
FANS = {f"fan{n}": second for n, second in enumerate([9, 8, 8, 8, 7, 5, 5, 5, 5, 5, 2])}
UNTIMED = [f"late{n}" for n in range(5)]


class Researcher:
    """Calls the Research API's operations by their paths."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http

    def call(self, path: str, fields: str | None = None, **body: Any) -> httpx.Response:
        """POST; a parameter that is None is sent as null."""
        params = {} if fields is None else {"fields": fields}
        return self.http.post(f"/v2/research/{path}/", params=params, json=body)

    def data(self, path: str, fields: str | None = None, **body: Any) -> dict[str, Any]:
        """The data of an answer, which must be a success."""
        answer = self.call(path, fields, **body)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        assert told["error"].keys() == {"code", "message", "log_id"}
        assert told["error"]["code"] == "ok"
        found: dict[str, Any] = told["data"]
        return found

    def pages(self, path: str, fields: str | None = None, **body: Any) -> list[dict[str, Any]]:
        """Every page of a list, one after the other."""
        pages = [self.data(path, fields, **body)]
        while pages[-1]["has_more"]:
            assert len(pages) < 100
            pages.append(self.data(path, fields, **{**body, "cursor": pages[-1]["cursor"]}))
        return pages


def commit(archive: Archive, *subjects: Subject) -> None:
    """Keep subjects as one source told them."""
    archive.commit(
        [Observation(subject=each, source="made", observed_ms=OBSERVED_MS) for each in subjects],
        Provenance(source="made"),
    )


@pytest.fixture(scope="session")
def known() -> Iterator[Archive]:
    """The archive: ana, whom many follow; shy, who hides her likes; secret, whose account is private."""
    archive = open_archive(":memory:")
    keep(archive, ANA, POSTS)
    commit(
        archive,
        *(creator_named(name) for name in (*FANS, *UNTIMED)),
        SHY,
        Creator(username="shy", likes_public=False),
        SECRET,
        Creator(username="secret", private=True),
        Tombstone(post=Post(id=GONE), reason="deleted"),
        Post(id=POSTS[1].id, creator=ANA),
        *(like(ANA, Post(id=post.id), at_s=SECOND + 100 * n) for n, post in enumerate(POSTS)),
        *(pin(ANA, Post(id=POSTS[n].id), rank=rank) for rank, n in enumerate((2, 0, 1))),
        *(follow(Creator(username=name), ANA, at_s=SECOND + second) for name, second in FANS.items()),
        *(follow(Creator(username=name), ANA) for name in UNTIMED),
    )
    keep(archive, ANA, [post_of(post_id=HIDDEN, created_s=SECOND + 4, text="post 4", private=True)])
    comments = [
        Comment(id=(SECOND << 32) + n, post_id=COMMENTED, text=f"comment {n}", created_s=SECOND + n // 3)
        for n in range(1, 26)
    ]
    replies = [
        Comment(id=(SECOND << 32) + 100 + n, post_id=COMMENTED, parent_id=comments[0].id, text=f"reply {n}")
        for n in range(6)
    ]
    commit(archive, *comments, *replies, Comment(id=77, post_id=HIDDEN, text="on a private post"))
    yield archive
    archive.close()


@pytest.fixture(scope="session")
def researcher(known: Archive) -> Iterator[Researcher]:
    """An approved client of it."""
    with (
        serving(known, demo_credentials(known.creator(username="ana"))) as url,
        httpx.Client(base_url=url, headers=CLIENT, timeout=30) as http,
    ):
        yield Researcher(http)
