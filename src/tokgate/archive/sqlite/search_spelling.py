"""Searches in SQLite's words: FTS5, and an index that is read by itself before any post is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from tokgate.archive.search_spelling import SearchSpelling


def _phrase(words: Sequence[str]) -> str:
    return f'"{" ".join(words)}"'


SQLITE = SearchSpelling(
    post="rowid",
    matching="post_words MATCH ?",
    own="EXISTS (SELECT 1 FROM post_words WHERE post_words MATCH ? AND rowid = p.id)",
    phrase=_phrase,
    both=" AND ",
    either=" OR ",
    by_time="post AS t INDEXED BY post_by_time "
    "CROSS JOIN post AS p ON p.creator = t.creator AND p.ms = t.ms AND p.id = t.id",
    entry="t",
)
