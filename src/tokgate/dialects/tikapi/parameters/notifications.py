"""What notifications are asked with, and where a page of them begins."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.cursors import DIGITS, ByRankAndId, Cursor
from tokgate.contract.parameters import Choice, Choices, query
from tokgate.dialects.tikapi.parameters.forms import digits
from tokgate.domain.messages import NotificationKind
from tokgate.domain.paging import Position


class NoticeFilter(Choices):
    """Which notifications are asked for."""

    ALL = Choice("all", "all of them")
    LIKES = Choice("likes", "likes of posts and comments")
    COMMENTS = Choice("comments", "comments and replies")
    MENTIONS = Choice("mentions", "mentions in comments and captions")
    FOLLOWERS = Choice("followers", "new followers")


KIND_OF = {
    NoticeFilter.LIKES: NotificationKind.LIKE,
    NoticeFilter.COMMENTS: NotificationKind.COMMENT,
    NoticeFilter.MENTIONS: NotificationKind.MENTION,
    NoticeFilter.FOLLOWERS: NotificationKind.FOLLOW,
}
_VENDOR_HELP = "Returned in every response, should be included in the next request for iteration."
Filter = Annotated[NoticeFilter, query(name="filter", help="Filter notifications by type")]
MaxTime = Annotated[
    str,
    digits(
        "The max_time of the previous answer, or the Unix second before which to begin. 0 is the start.",
        vendor_help=_VENDOR_HELP,
        vendor_type="any",
        max_length=60,
    ),
]
MinTime = Annotated[
    str,
    digits(
        "The min_time of the previous answer, or the Unix second of the oldest notification to tell.",
        vendor_help=_VENDOR_HELP,
        vendor_type="any",
    ),
]
#: Digits that are a Unix second, or the place after a notification: many share a second.
_SECONDS = 10**12
_BY_TIME_AND_ID = ByRankAndId(Position)


class _BySecondOrPlace:
    """A bare Unix second names the place before all of it; other numbers name a notification."""

    def number(self, position: Position) -> int:
        """Second and id in one number."""
        return _BY_TIME_AND_ID.number(position)

    def position(self, number: int) -> Position:
        """The position that a second or such a number names."""
        return Position(number) if number < _SECONDS else _BY_TIME_AND_ID.position(number)


BY_NOTICE = Cursor(_BySecondOrPlace(), DIGITS)
