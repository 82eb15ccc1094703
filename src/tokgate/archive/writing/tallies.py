"""The counters that a deed moves, each said as an observation of what it is then."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tokgate.archive.rules.acts import later, moved
from tokgate.archive.writing.scene import Scene
from tokgate.domain.counts import Audience, Counts, Precision
from tokgate.domain.observations import Subject
from tokgate.domain.posts import Comment, Post


class Tallies:
    """Changes by thing and counter. A counter that nobody told stays unknown."""

    def __init__(self, scene: Scene, at_ms: int) -> None:
        self._scene = scene
        self._at_ms = at_ms
        self._posts: dict[int, dict[str, int]] = {}
        self._creators: dict[int, dict[str, int]] = {}
        self._comments: dict[int, dict[str, int]] = {}

    def add_post(self, post_id: int, counter: str | None, change: int) -> None:
        """A post's counter moves; None: none of them does."""
        _add(self._posts, post_id, counter, change)

    def add_creator(self, key: int, counter: str | None, change: int) -> None:
        """A creator's counter moves; nobody's where the key is 0."""
        _add(self._creators, key, counter, change)

    def add_comment(self, comment_id: int, counter: str | None, change: int) -> None:
        """A comment's counter moves."""
        _add(self._comments, comment_id, counter, change)

    def said(self) -> Iterator[tuple[Subject, int]]:
        """What is to be said of each thing, and the instant at which that is the newest word."""
        for post_id, changes in self._posts.items():
            post = self._scene.post(post_id)
            counts = {} if post is None or post.gone_ms is not None else _told(post, changes)
            if post is not None and counts:
                precision = Precision(post.precision or Precision.UNKNOWN)
                yield Post(id=post_id, counts=Counts(precision=precision, **counts)), later(self._at_ms, post.counts_ms)
        for key, changes in self._creators.items():
            row = self._scene.creator(key)
            if counts := _told(row, changes):
                audience = Audience(precision=Precision(row.precision or Precision.UNKNOWN), **counts)
                name = self._scene.name(key)
                yield msgspec.structs.replace(name, audience=audience), later(self._at_ms, row.audience_ms)
        for comment_id, changes in self._comments.items():
            comment = self._scene.comment(comment_id)
            counts = {} if comment is None or comment.gone_ms is not None else _told(comment, changes)
            if comment is not None and counts:
                yield msgspec.structs.replace(Comment(id=comment_id), **counts), later(self._at_ms, comment.content_ms)


def _add(changes: dict[int, dict[str, int]], key: int, counter: str | None, change: int) -> None:
    if key and counter is not None:
        of_thing = changes.setdefault(key, {})
        of_thing[counter] = of_thing.get(counter, 0) + change


def _told(row: object, changes: dict[str, int]) -> dict[str, int]:
    """The counters that are known, as they are after the changes."""
    held = {counter: getattr(row, counter) for counter in changes}
    return {counter: moved(value, changes[counter]) for counter, value in held.items() if value is not None}
