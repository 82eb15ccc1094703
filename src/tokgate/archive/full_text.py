"""How a database is asked for posts by their words: its own spelling of a table `post_words` and of an expression."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec


class FullText(msgspec.Struct, frozen=True):
    """A database's words for it. Expressions are made of words (see `tokgate.domain.words`) only, and go as values."""

    post: str
    """The column that holds the post's id."""
    matching: str
    """The condition that a row's words match an expression, the one placeholder in it."""
    phrase: Callable[[Sequence[str]], str]
    """The expression for words that follow each other."""
    both: str
    """What stands between two expressions that must both match."""
    either: str
    """What stands between two expressions of which one must match."""
