"""PostgreSQL's text search."""

from __future__ import annotations

from collections.abc import Sequence

from tokgate.archive.full_text import FullText


def _phrase(words: Sequence[str]) -> str:
    return " <-> ".join(f"'{word}'" for word in words)


TSVECTOR = FullText(post="post", matching="words @@ CAST(? AS tsquery)", phrase=_phrase, both=" & ", either=" | ")
