"""Answers about hashtags."""

from __future__ import annotations

from tokgate.contract.paging import Paging
from tokgate.contract.wire import Wire
from tokgate.dialects.tikapi.wire.music import PostsCount
from tokgate.dialects.tikapi.wire.posts import POSTS, ItemPage
from tokgate.dialects.web.item import Challenge, Item


class ChallengeInfo(Wire):
    """A hashtag, and how often it is used."""

    challenge: Challenge | None = None
    """The hashtag."""
    stats: PostsCount | None = None
    """How many posts have it."""


class HashtagPage(ItemPage):
    """A page of the posts with a hashtag."""

    challengeInfo: ChallengeInfo | None = None
    """The hashtag."""
    itemStruct: ItemPage | None = None
    """The page once more, as the SDKs until 2.0.11 look for it; only these get it."""


HASHTAG_POSTS: Paging[HashtagPage, Item] = Paging(POSTS.items, POSTS.verdict, POSTS.key)
