"""Answers with accounts in them."""

from __future__ import annotations

from typing import Any

from tokgate.contract.paging import Paging, Verdict, by_cursor, has_list, no_list
from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer
from tokgate.dialects.web.item import UserInfo


class CheckAnswer(TikAPIAnswer):
    """A creator's profile. `shareMeta` stands inside `userInfo` in the vendor's examples, and beside it in answers."""

    userInfo: UserInfo | None = None
    """The account and its counters."""
    shareMeta: dict[str, Any] | None = None
    """The texts with which the profile is shared, `title` and `desc`."""


class FollowPage(TikAPIAnswer):
    """A page of followers or of followed accounts."""

    userList: list[UserInfo] = []
    """The accounts of this page."""
    nextCursor: int | None = None
    """Where the next page begins; missing on the last one."""


class FollowPageV1(FollowPage):
    """The same, with the cursor by which this call goes on."""

    cursor: int | None = None
    """As `nextCursor`, on the last page too."""
    hasMore: bool | None = None
    """Whether there is a next page."""


def _accounts(page: FollowPage) -> list[UserInfo]:
    return page.userList


def _verdict(page: FollowPage) -> Verdict:
    if not (page.userList or has_list(page, "userList")):
        return no_list("userList")
    return by_cursor(page.nextCursor is not None, page.nextCursor, "nextCursor")


def _key(account: UserInfo) -> str:
    user = account.user
    return str((user.secUid or user.id or user.uniqueId) if user else None)


FOLLOWS: Paging[FollowPage, UserInfo] = Paging(_accounts, _verdict, _key)


def _verdict_by_cursor(page: FollowPageV1) -> Verdict:
    if not (page.userList or has_list(page, "userList")):
        return no_list("userList")
    return by_cursor(page.hasMore, page.cursor)


FOLLOWS_BY_CURSOR: Paging[FollowPageV1, UserInfo] = Paging(_accounts, _verdict_by_cursor, _key)
