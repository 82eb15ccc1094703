"""Answers with accounts in them."""

from __future__ import annotations

from typing import Any

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
