"""Answers of what is there to discover. Of the older ones, each brings the list of its call, under TikTok's name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from tokgate.contract.paging import Paging, Verdict, by_cursor, has_list, no_list
from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer
from tokgate.dialects.tikapi.wire.hashtags import ChallengeInfo
from tokgate.dialects.tikapi.wire.music import MusicInfo
from tokgate.dialects.tikapi.wire.posts import POSTS
from tokgate.dialects.web.item import Item, UserInfo


class DiscoverPage(TikAPIAnswer):
    """A page of popular posts about something. The vendor publishes no shape; this is that of its other lists."""

    itemList: list[Item] = []
    """The posts of this page."""
    hasMore: bool | None = None
    """Whether there is a next page."""
    nextCursor: str | None = None
    """Where the next page begins, digits; missing on the last one."""


class DiscoverAnswer(TikAPIAnswer):
    """Popular users, sounds and hashtags."""

    userInfoList: list[UserInfo] = []
    """The users."""
    musicInfoList: list[MusicInfo] = []
    """The sounds."""
    challengeInfoList: list[ChallengeInfo] = []
    """The hashtags."""
    itemList: list[Item] = []
    """The posts, of a call by keyword."""
    hasMore: bool | None = None
    """Whether there is a next page."""
    offset: int | None = None
    """How many entries came so far: where the next page begins."""


Discovered: TypeAlias = UserInfo | MusicInfo | ChallengeInfo
_LISTS = ("userInfoList", "musicInfoList", "challengeInfoList")


def _posts(page: DiscoverPage) -> list[Item]:
    return page.itemList


def _posts_verdict(page: DiscoverPage) -> Verdict:
    if not (page.itemList or has_list(page, "itemList")):
        return no_list("itemList")
    return by_cursor(page.hasMore, page.nextCursor, "nextCursor")


def _entries(answer: DiscoverAnswer) -> Sequence[Discovered]:
    return answer.userInfoList or answer.musicInfoList or answer.challengeInfoList


def _verdict(answer: DiscoverAnswer) -> Verdict:
    if not (_entries(answer) or any(has_list(answer, name) for name in _LISTS)):
        return no_list(_LISTS[0])
    return by_cursor(answer.hasMore, answer.offset, "offset")


def _key(entry: Discovered) -> str:
    if isinstance(entry, UserInfo):
        return str(entry.user.id if entry.user else None)
    thing = entry.music if isinstance(entry, MusicInfo) else entry.challenge
    return str(thing.id if thing else None)


DISCOVERED_POSTS: Paging[DiscoverPage, Item] = Paging(_posts, _posts_verdict, POSTS.key)
DISCOVERED: Paging[DiscoverAnswer, Discovered] = Paging(_entries, _verdict, _key)
