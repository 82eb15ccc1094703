"""What the answers of TikTok's own APIs mean."""

from __future__ import annotations

from collections.abc import Iterator

from tokgate.dialects.official import display_reading as display
from tokgate.dialects.official import research_reading as research
from tokgate.dialects.official.display import User, UserAnswer, Video, VideoPage
from tokgate.dialects.official.oauth import OAuth
from tokgate.dialects.official.research import (
    RepostedPage,
    ResearchAccount,
    ResearchAccountAnswer,
    ResearchComment,
    ResearchCommentPage,
    ResearchFollowPage,
    ResearchVideo,
)
from tokgate.dialects.official.research_video import ResearchVideoPage, ResearchVideos
from tokgate.dialects.official.resources import ResearchUser, UserResource, VideoResource
from tokgate.dialects.readings import Part, Readers, Received, related
from tokgate.domain.creators import Creator
from tokgate.domain.posts import Post
from tokgate.domain.relations import follow, repost

READERS = Readers()
READERS.nothing_of(OAuth.token)
READERS.nothing_of(OAuth.redeem)
READERS.nothing_of(OAuth.refresh)
READERS.nothing_of(OAuth.revoke)
READERS.means(Video, display.post_of, display.ESSENTIAL)
READERS.means(User, display.creator_of)
READERS.means(ResearchVideo, research.post_of, research.ESSENTIAL_IN_VIDEO)
READERS.means(ResearchComment, research.comment_of, research.ESSENTIAL_IN_COMMENT)
READERS.means(ResearchAccount, research.creator_of)


@READERS.of(UserResource.info)
def user_info(answer: UserAnswer, received: Received) -> Iterator[Part]:
    """The creator, if `username` was among the fields: no other member tells who it is."""
    if answer.data is not None and answer.data.user is not None:
        yield from display.user_in(answer.data.user, received)


@READERS.of(VideoResource.list)
@READERS.of(VideoResource.query)
def videos(page: VideoPage, received: Received) -> Iterator[Part]:
    """The posts; they are by the holder of the token, whom `share_url` names if it was among the fields."""
    for video in page.data.videos if page.data is not None else ():
        yield from display.video_in(video, received)


@READERS.of(ResearchVideos.query)
def found_videos(page: ResearchVideoPage, received: Received) -> Iterator[Part]:
    """The posts that the query found."""
    for video in page.data.videos if page.data is not None else ():
        yield from research.video_in(video, received)


@READERS.of(ResearchUser.reposted_videos)
def reposted_videos(page: RepostedPage, received: Received) -> Iterator[Part]:
    """The posts, latest repost first, and that the account asked for reposted each."""
    account = Creator(username=received.text("username"))
    data = page.data
    for video in (data.reposted_videos or data.user_reposted_videos or ()) if data is not None else ():
        yield from related(
            research.video_in(video, received), Post, lambda post: repost(account, Post(id=post.id)), received
        )


def account(answer: ResearchAccountAnswer, received: Received) -> Iterator[Part]:
    """The account asked for."""
    if answer.data is not None:
        yield from research.account_in(answer.data, received, received.text("username"))


def comments(page: ResearchCommentPage, received: Received) -> Iterator[Part]:
    """The comments of a post, or the replies to one of them."""
    for comment in page.data.comments if page.data is not None else ():
        yield from research.comment_in(comment, received)


def followers(page: ResearchFollowPage, received: Received) -> Iterator[Part]:
    """The accounts, latest first, and that they follow the one asked for."""
    followed = Creator(username=received.text("username"))
    for entry in (page.data.user_followers or ()) if page.data is not None else ():
        accounts = research.account_in(entry, received)
        yield from related(accounts, Creator, lambda creator: follow(creator.named, followed), received)


def following(page: ResearchFollowPage, received: Received) -> Iterator[Part]:
    """The accounts, latest first, and that the one asked for follows them."""
    follower = Creator(username=received.text("username"))
    for entry in (page.data.user_following or ()) if page.data is not None else ():
        accounts = research.account_in(entry, received)
        yield from related(accounts, Creator, lambda creator: follow(follower, creator.named), received)
