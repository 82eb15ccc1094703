"""What searches need of a database and each database spells in its own way: words of posts, and reading by time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec


class SearchSpelling(msgspec.Struct, frozen=True):
    """Conditions on the table `post_words`, expressions over words, and how posts `p` are read in the order of time.

    Expressions are made of words (see `tokgate.domain.words`) only, and go as values.
    """

    post: str
    """The column of `post_words` that holds the post's id."""
    matching: str
    """The condition that a row's words match an expression, the one placeholder in it."""
    own: str
    """The condition that the words of a post `p` match an expression, by looking at this post's alone."""
    phrase: Callable[[Sequence[str]], str]
    """The expression for words that follow each other."""
    both: str
    """What stands between two expressions that must both match."""
    either: str
    """What stands between two expressions of which one must match."""
    by_time: str
    """The tables for reading posts by the index over time."""
    entry: str
    """The name under which `by_time` tells what the index holds."""
