"""Short ways to observations and back."""

from __future__ import annotations

from typing import Any

import msgspec

from tokgate.domain.counts import Counts
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation, Outcome, Provenance, Subject
from tokgate.domain.ports import Archive, Order, Position, StoredItem
from tokgate.domain.posts import Post

NEW, UPDATED, DUPLICATE = Outcome.NEW, Outcome.UPDATED, Outcome.DUPLICATE
SECOND = 1_700_000_000
ANN = Creator(user_id="11", username="ann")
BOB = Creator(user_id="22", username="bob")
ORIGIN = Provenance(source="test", file="a.json")


def post_id(number: int, second: int = SECOND) -> int:
    """An id as TikTok makes them in a second."""
    return (second << 32) + number


def post(number: int = 0, second: int = SECOND, *, creator: Creator | None = ANN, **fields: Any) -> Post:
    """A post with content, made in a second."""
    members: dict[str, Any] = {"created_s": second, "text": "hello"} | fields
    return Post(id=post_id(number, second), creator=creator, **members)


def seen(subject: Subject, at: int = 1, *, source: str = "web", **fields: Any) -> Observation:
    """An observation at an instant."""
    return Observation(subject=subject, source=source, observed_ms=at, **fields)


def item_of(subject: Post, **members: Any) -> bytes:
    """A whole web item of a post."""
    return msgspec.json.encode({"id": str(subject.id), "author": {}, "stats": {}} | members)


def seen_as_item(subject: Post, at: int = 1, *, source: str = "web", **members: Any) -> Observation:
    """An observation that came as a web item."""
    item = item_of(subject, **members)
    return seen(subject, at, source=source, body=item, web_item=item)


def keep(archive: Archive, *observations: Observation) -> list[Outcome]:
    """Commit in one batch."""
    return archive.commit(observations, ORIGIN)


def key_of(archive: Archive, username: str = "ann") -> int:
    """The archive's number of a creator it must know."""
    creator = archive.creator(username=username)
    assert creator is not None
    assert creator.key is not None
    return creator.key


def the_post(archive: Archive, number: int = 0, second: int = SECOND) -> Post:
    """The current state of a post that the archive must know."""
    [found] = archive.posts_by_id([post_id(number, second)])
    return found


def counts_of(archive: Archive, number: int = 0) -> Counts:
    """A post's current counts, which must be known."""
    counts = the_post(archive, number).counts
    assert counts is not None
    return counts


def read_through(archive: Archive, creator: int, size: int, order: Order = Order.LATEST) -> list[StoredItem]:
    """All of a creator's pieces, page by page."""
    pieces: list[StoredItem] = []
    after: Position | None = None
    while True:
        page = archive.items(creator, after=after, limit=size, order=order)
        pieces += page.rows
        if page.following is None:
            return pieces
        assert len(page.rows) > 0
        after = page.following
