"""Answers with comments in them."""

from __future__ import annotations

from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer
from tokgate.dialects.web.comments import CommentItem


class CommentPage(TikAPIAnswer):
    """A page of comments, or of the replies to one."""

    comments: list[CommentItem] = []
    """The comments of this page."""
    cursor: int | None = None
    """Where the next page begins."""
    has_more: int | None = None
    """1 if there is a next page, else 0."""
    total: int | None = None
    """How many comments there are in all."""
