"""Answers with comments in them."""

from __future__ import annotations

from tokgate.contract.paging import Paging, Verdict, by_cursor, has_list, no_list
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


def _comments(page: CommentPage) -> list[CommentItem]:
    return page.comments


def _verdict(page: CommentPage) -> Verdict:
    if not (page.comments or has_list(page, "comments")):
        return no_list("comments")
    return by_cursor(None if page.has_more is None else bool(page.has_more), page.cursor)


def _key(item: CommentItem) -> str:
    return str(item.cid)


COMMENTS: Paging[CommentPage, CommentItem] = Paging(_comments, _verdict, _key)
