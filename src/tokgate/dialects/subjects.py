"""Whether an object of an answer is a post, a creator or a comment, as type checkers see it too.

A wire type that derives from one of these is read by its dialect's `Readers.means`, and so has a view that is the same
for all dialects (`tokgate.Post.of`).
"""

from __future__ import annotations

from tokgate.contract.wire import Wire


class PostWire(Wire):
    """A post."""


class CreatorWire(Wire):
    """A creator."""


class CommentWire(Wire):
    """A comment."""
