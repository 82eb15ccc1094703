"""Writing the full-text index of posts."""

from __future__ import annotations

import msgspec

from tokgate.archive.rules.words import document
from tokgate.archive.session import Session


class Wording(msgspec.Struct, frozen=True):
    """What of a post makes its words."""

    text: str | None
    hashtags: tuple[str, ...]
    created_s: int


class WordWriter:
    """The words of the posts that one commit touches."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._put: list[tuple[int, str]] = []
        self._drop: list[tuple[int]] = []

    def keep(self, post_id: int, held: Wording | None, now: Wording) -> None:
        """Keep the index in step with a post; `held` None: it is new."""
        if held == now:
            return
        before = _document(post_id, held) if held else ""
        after = _document(post_id, now)
        if after == before:
            return
        if after:
            self._put.append((post_id, after))
        else:
            self._drop.append((post_id,))

    def flush(self) -> None:
        """Write what changed, in the order of the index."""
        self._session.write_each("words_drop", self._drop)
        self._session.write_each("words_put", sorted(self._put))


def _document(post_id: int, wording: Wording) -> str:
    return document(wording.text, wording.hashtags, post_id, wording.created_s)
