"""What TikAPI's answers mean."""

from __future__ import annotations

from collections.abc import Iterator

from tokgate.dialects.readings import Part, Readers, Received
from tokgate.dialects.tikapi.resources import Api, Public, UserPosts
from tokgate.dialects.tikapi.wire import CheckAnswer, CommentPage, FollowPage, ItemPage, VideoAnswer
from tokgate.dialects.web.accounts import Account
from tokgate.dialects.web.accounts import creator_of as account_of
from tokgate.dialects.web.comments import ESSENTIAL as ESSENTIAL_IN_COMMENT
from tokgate.dialects.web.comments import CommentItem, comment_of, comments_in
from tokgate.dialects.web.reading import followers_in, following_in, likes_in, posts_in, profile_in, tell_web_objects
from tokgate.domain.creators import Creator

READERS = Readers()
READERS.nothing_of(Api.key)
tell_web_objects(READERS)
READERS.means(CommentItem, comment_of, ESSENTIAL_IN_COMMENT)
READERS.means(Account, account_of)


@READERS.of(Public.check)
def check(answer: CheckAnswer, received: Received) -> Iterator[Part]:
    """The creator."""
    if answer.userInfo is not None:
        yield from profile_in(answer.userInfo, received)


@READERS.of(Public.posts)
@READERS.of(UserPosts.feed)
def posts(page: ItemPage, received: Received) -> Iterator[Part]:
    """The posts; they are by the creator asked for where an item does not say."""
    asked_for = _asked_for(received)
    yield from posts_in(page.itemList, received, asked_for if asked_for.is_known else None)


@READERS.of(Public.likes)
def likes(page: ItemPage, received: Received) -> Iterator[Part]:
    """The posts, and that the creator asked for likes them."""
    yield from likes_in(page.itemList, received, _asked_for(received))


@READERS.of(Public.video)
def video(answer: VideoAnswer, received: Received) -> Iterator[Part]:
    """The post."""
    if answer.itemInfo is not None and answer.itemInfo.itemStruct is not None:
        yield from posts_in([answer.itemInfo.itemStruct], received)


def followers(page: FollowPage, received: Received) -> Iterator[Part]:
    """The accounts, and that they follow the creator asked for."""
    yield from followers_in(page.userList, received, _asked_for(received))


def following(page: FollowPage, received: Received) -> Iterator[Part]:
    """The accounts, and that the creator asked for follows them."""
    yield from following_in(page.userList, received, _asked_for(received))


def comments(page: CommentPage, received: Received) -> Iterator[Part]:
    """The comments of a post, or the replies to one of them, with the replies that stand in them."""
    yield from comments_in(page.comments, received)


def _asked_for(received: Received) -> Creator:
    return Creator(sec_uid=received.text("secUid"), user_id=received.text("user_id"))
