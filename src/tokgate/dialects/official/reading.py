"""What the answers of TikTok's own APIs mean."""

from __future__ import annotations

from collections.abc import Iterator

from tokgate.dialects.official import display_reading as display
from tokgate.dialects.official import research_reading as research
from tokgate.dialects.official import shop_reading as shops
from tokgate.dialects.official.display import User, UserAnswer, Video, VideoPage
from tokgate.dialects.official.earlier import Earlier, EarlierUserAnswer, EarlierVideoPage
from tokgate.dialects.official.oauth import OAuth
from tokgate.dialects.official.research import (
    LikedPage,
    PinnedAnswer,
    RepostedPage,
    ResearchAccount,
    ResearchAccountAnswer,
    ResearchComment,
    ResearchCommentPage,
    ResearchFollowPage,
    ResearchVideo,
)
from tokgate.dialects.official.research_comments import ResearchComments
from tokgate.dialects.official.research_playlists import ResearchPlaylistPage
from tokgate.dialects.official.research_resources import (
    ResearchPlaylists,
    ResearchShops,
    ResearchUser,
    ResearchValidation,
)
from tokgate.dialects.official.research_shops import ProductAnswer, ReviewAnswer, ShopAnswer
from tokgate.dialects.official.research_video import ResearchVideoPage, ResearchVideos
from tokgate.dialects.official.resources import UserResource, VideoResource
from tokgate.dialects.readings import InvalidMember, Part, Readers, Received, related, unreadable
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Post
from tokgate.domain.relations import follow, like, pin, repost

READERS = Readers()
READERS.nothing_of(OAuth.token)
READERS.nothing_of(OAuth.redeem)
READERS.nothing_of(OAuth.refresh)
READERS.nothing_of(OAuth.get_qrcode)
READERS.nothing_of(OAuth.check_qrcode)
READERS.nothing_of(OAuth.revoke)
READERS.nothing_of(Earlier.access_token)
READERS.nothing_of(Earlier.refresh_token)
READERS.nothing_of(Earlier.revoke)
# An id that is not among the valid ones may be of a private post or a deleted one, and only the file names it.
READERS.nothing_of(ResearchValidation.create)
READERS.nothing_of(ResearchValidation.status)
READERS.nothing_of(ResearchValidation.download)
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


@READERS.of(Earlier.user_info)
def earlier_user_info(answer: EarlierUserAnswer, received: Received) -> Iterator[Part]:
    """The creator, as today."""
    if answer.data is not None and answer.data.user is not None:
        yield from display.user_in(answer.data.user, received)


@READERS.of(VideoResource.list)
@READERS.of(VideoResource.query)
def videos(page: VideoPage, received: Received) -> Iterator[Part]:
    """The posts; they are by the holder of the token, whom `share_url` names if it was among the fields."""
    for video in page.data.videos if page.data is not None else ():
        yield from display.video_in(video, received)


@READERS.of(Earlier.video_list)
@READERS.of(Earlier.video_query)
def earlier_videos(page: EarlierVideoPage, received: Received) -> Iterator[Part]:
    """The posts, as today."""
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


@READERS.of(ResearchUser.liked_videos)
def liked_videos(page: LikedPage, received: Received) -> Iterator[Part]:
    """The posts, latest like first, and that the account asked for likes each."""
    account = Creator(username=received.text("username"))
    for video in (page.data.user_liked_videos or ()) if page.data is not None else ():
        yield from related(
            research.video_in(video, received), Post, lambda post: like(account, Post(id=post.id)), received
        )


@READERS.of(ResearchUser.pinned_videos)
def pinned_videos(answer: PinnedAnswer, received: Received) -> Iterator[Part]:
    """The posts, from the top, and that the account asked for keeps each there."""
    account = Creator(username=received.text("username"))
    videos = (answer.data.pinned_videos_list or ()) if answer.data is not None else ()
    for rank, video in enumerate(videos):
        for part in research.video_in(video, received):
            yield part
            if isinstance(part, Observation) and isinstance(part.subject, Post):
                yield received.observation(pin(account, Post(id=part.subject.id), rank=rank), part.source)


@READERS.of(ResearchUser.info)
def account(answer: ResearchAccountAnswer, received: Received) -> Iterator[Part]:
    """The account asked for."""
    if answer.data is not None:
        yield from research.account_in(answer.data, received, received.text("username"))


@READERS.of(ResearchComments.list)
def comments(page: ResearchCommentPage, received: Received) -> Iterator[Part]:
    """The comments of a post, or the replies to one of them."""
    for comment in page.data.comments if page.data is not None else ():
        yield from research.comment_in(comment, received)


@READERS.of(ResearchUser.followers)
def followers(page: ResearchFollowPage, received: Received) -> Iterator[Part]:
    """The accounts, latest first, and that they follow the one asked for."""
    followed = Creator(username=received.text("username"))
    for entry in (page.data.user_followers or ()) if page.data is not None else ():
        accounts = research.account_in(entry, received)
        yield from related(accounts, Creator, lambda creator: follow(creator.named, followed), received)


@READERS.of(ResearchUser.following)
def following(page: ResearchFollowPage, received: Received) -> Iterator[Part]:
    """The accounts, latest first, and that the one asked for follows them."""
    follower = Creator(username=received.text("username"))
    for entry in (page.data.user_following or ()) if page.data is not None else ():
        accounts = research.account_in(entry, received)
        yield from related(accounts, Creator, lambda creator: follow(follower, creator.named), received)


@READERS.of(ResearchPlaylists.info)
def playlist(page: ResearchPlaylistPage, received: Received) -> Iterator[Part]:
    """The playlist; what is in it only where this page is all of it."""
    if page.data is None:
        return
    try:
        told = research.playlist_of(page.data, is_first=received.text("cursor") in (None, "0"))
        yield received.observation(told, research.RESEARCH, body=page.data.exact())
    except InvalidMember as problem:
        yield unreadable(page.data, problem)


@READERS.of(ResearchShops.shop)
def shop_list(answer: ShopAnswer, received: Received) -> Iterator[Part]:
    """The shops of a name."""
    for each in (answer.data.shop_data or ()) if answer.data is not None else ():
        yield from shops.shop_in(each, received)


@READERS.of(ResearchShops.product)
def products(answer: ProductAnswer, received: Received) -> Iterator[Part]:
    """What the shop that was asked for sells."""
    for each in (answer.data.product_data or ()) if answer.data is not None else ():
        yield from shops.product_in(each, received)


@READERS.of(ResearchShops.review)
def reviews(answer: ReviewAnswer, received: Received) -> Iterator[Part]:
    """What buyers say of the product that was asked for."""
    for each in (answer.data.review_data or ()) if answer.data is not None else ():
        yield from shops.review_in(each, received)
