"""SQLite's FTS5."""

from __future__ import annotations

from collections.abc import Sequence

from tokgate.archive.full_text import FullText


def _phrase(words: Sequence[str]) -> str:
    return f'"{" ".join(words)}"'


FTS5 = FullText(post="rowid", matching="post_words MATCH ?", phrase=_phrase, both=" AND ", either=" OR ")
