"""What answers with posts in them mean."""

from __future__ import annotations

from collections.abc import Iterator

from tokgate.dialects.readings import Part, Received
from tokgate.dialects.tikapi.reading.readers import READERS, asked_for
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.dialects.tikapi.resources.user_posts import UserPosts
from tokgate.dialects.tikapi.wire.discover import DiscoverPage
from tokgate.dialects.tikapi.wire.hashtags import HashtagPage
from tokgate.dialects.tikapi.wire.posts import ItemPage, VideoAnswer
from tokgate.dialects.web.reading import likes_in, posts_in


@READERS.of(Public.posts)
@READERS.of(UserPosts.feed)
def posts(page: ItemPage, received: Received) -> Iterator[Part]:
    """The posts; they are by the creator asked for where an item does not say."""
    creator = asked_for(received)
    yield from posts_in(page.itemList, received, creator if creator.is_known else None)


@READERS.of(Public.explore)
@READERS.of(UserPosts.explore)
@READERS.of(UserPosts.relatedPosts)
@READERS.of(UserPosts.playlistItems)
@READERS.of(UserPosts.followingPosts)
@READERS.of(UserPosts.savedPosts)
@READERS.of(Public.exploreCategory)
@READERS.of(Public.relatedPosts)
@READERS.of(Public.playlistItems)
@READERS.of(Public.music)
def found(page: ItemPage, received: Received) -> Iterator[Part]:
    """The posts, by whomever."""
    yield from posts_in(page.itemList, received)


@READERS.of(Public.hashtag)
def hashtag(page: HashtagPage, received: Received) -> Iterator[Part]:
    """The posts."""
    yield from posts_in(page.itemList, received)


@READERS.of(Public.discover)
def discover(page: DiscoverPage, received: Received) -> Iterator[Part]:
    """The posts."""
    yield from posts_in(page.itemList, received)


@READERS.of(Public.likes)
@READERS.of(UserPosts.likes)
def likes(page: ItemPage, received: Received) -> Iterator[Part]:
    """The posts, and that the creator asked for likes them; an account's own list does not say whose it is."""
    creator = asked_for(received)
    if creator.is_known:
        yield from likes_in(page.itemList, received, creator)
    else:
        yield from posts_in(page.itemList, received)


@READERS.of(Public.video)
@READERS.of(Public.videoV2)
@READERS.of(Public.videoV3)
@READERS.of(UserPosts.video)
def video(answer: VideoAnswer, received: Received) -> Iterator[Part]:
    """The post."""
    if answer.itemInfo is not None and answer.itemInfo.itemStruct is not None:
        yield from posts_in([answer.itemInfo.itemStruct], received)
