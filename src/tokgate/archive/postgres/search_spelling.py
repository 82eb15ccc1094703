"""Searches in PostgreSQL's words: its text search, and an index that it reads without being told."""

from __future__ import annotations

from collections.abc import Sequence

from tokgate.archive.search_spelling import SearchSpelling


def _phrase(words: Sequence[str]) -> str:
    return " <-> ".join(f"'{word}'" for word in words)


POSTGRES = SearchSpelling(
    post="post",
    matching="words @@ CAST(? AS tsquery)",
    # Not EXISTS: PostgreSQL may make a list of all posts that match of it.
    own="coalesce((SELECT words @@ CAST(? AS tsquery) FROM post_words WHERE post = p.id), false)",
    phrase=_phrase,
    both=" & ",
    either=" | ",
    by_time="post AS p",
    entry="p",
)
