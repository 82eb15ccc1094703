"""Lists as an account sees them: its own where no creator is named, and nothing that is hidden from it."""

from __future__ import annotations

from collections.abc import Iterable

import httpx
import pytest
from tests.evidence import shows
from tests.made import keep, post_of
from tests.server.tikapi.conftest import ANA, FOE, SECOND, SHY, TOM, now, post_id_of

import tokgate
from tokgate.contract.errors import ApiError, Cause
from tokgate.dialects.tikapi.resources.comments import UserPostsComments
from tokgate.dialects.tikapi.resources.earlier import EarlierUser
from tokgate.dialects.tikapi.resources.user import User
from tokgate.dialects.tikapi.resources.user_posts import UserPosts
from tokgate.dialects.web.item import Item
from tokgate.domain.observations import Provenance, Subject
from tokgate.domain.playlists import Playlist
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Comment, Post
from tokgate.domain.relations import Relation, RelationKind, follow, like

POST = post_id_of(TOM, 0)
TOMS = [post_id_of(TOM, 1), POST]


@pytest.fixture
def lively(lively: Archive) -> Archive:
    """Ana follows Tom and Shy, likes and saved Tom's two public posts, and has a playlist of her own."""
    saved = [
        Relation(kind=RelationKind.SAVE, creator=ANA, post=Post(id=id), at_s=SECOND + number)
        for number, id in enumerate(reversed(TOMS))
    ]
    liked = [like(ANA, Post(id=id), at_s=SECOND + number) for number, id in enumerate(reversed(TOMS))]
    follows = [follow(ANA, other, at_s=SECOND + number) for number, other in enumerate((TOM, SHY))]
    back = [follow(TOM, ANA, at_s=SECOND)]
    mine = [Playlist(id=77, creator=ANA, name="mine", posts=[post_id_of(ANA, n) for n in (2, 0, 1)])]
    said = [
        Comment(id=500 + n, post_id=POST, parent_id=500 if n > 3 else None, creator=TOM, text=str(n), created_s=SECOND)
        for n in range(8)
    ]
    subjects: list[Subject] = [*saved, *liked, *follows, *back, *mine, *said]
    lively.commit([now(each) for each in subjects], Provenance(source="made"))
    return lively


def ids(items: Iterable[Item]) -> list[int]:
    """The ids of some items."""
    return [int(item.id or 0) for item in items]


@shows(User.following, User.followingV1, User.followers)
@pytest.mark.parametrize("count", [1, 30])
def test_follows_are_the_accounts_own_or_a_named_creators(tikapi: tokgate.TikAPI, count: int) -> None:
    user = tikapi.user
    for walk, names in (
        (user.following.all(count=count), ["shy", "tom"]),
        (user.followingV1.all(count=count), ["shy", "tom"]),
        (user.followers.all(count=count), ["tom"]),
        (user.following.all(count=count, secUid=TOM.sec_uid), ["ana"]),
        (user.followers.all(count=count, secUid=TOM.sec_uid), ["ana"]),
        (user.followers.all(count=count, secUid=SHY.sec_uid), ["ana"]),
    ):
        assert [each.user.uniqueId for each in walk if each.user] == names


@shows(User.following)
def test_the_earlier_sdks_send_the_cursor_under_another_name(raw: httpx.Client) -> None:
    first = raw.get("/user/following", params={"count": 1}).json()
    second = raw.get("/user/following", params={"count": 1, "cursor": first["nextCursor"]}).json()

    assert [page["userList"][0]["user"]["uniqueId"] for page in (first, second)] == ["shy", "tom"]
    assert isinstance(first["nextCursor"], int)
    assert "nextCursor" not in second


@shows(UserPosts.likes, UserPosts.savedPosts, UserPosts.followingPosts, UserPosts.feed, UserPosts.playlistItems)
@pytest.mark.parametrize("count", [1, 2, 30])
def test_posts_are_walked_to_their_end(tikapi: tokgate.TikAPI, count: int) -> None:
    posts = tikapi.user.posts
    shys = [post_id_of(SHY, number) for number in (2, 1, 0)]
    assert ids(posts.likes.all(count=count)) == TOMS
    assert ids(posts.likes.all(count=count, secUid=ANA.sec_uid)) == TOMS
    assert ids(posts.savedPosts.all(count=count)) == TOMS
    assert ids(posts.followingPosts.all(count=count)) == sorted([*TOMS, *shys], key=lambda id: (-(id >> 32), -id))
    assert ids(posts.feed.all(count=count, secUid=SHY.sec_uid)) == shys
    assert ids(posts.feed.all(count=count, user_id=TOM.user_id)) == TOMS
    assert ids(posts.playlistItems.all(count=count, playlist_id="77")) == [post_id_of(ANA, n) for n in (2, 0, 1)]


@shows(UserPosts.playlists)
def test_playlists_are_the_accounts_own(tikapi: tokgate.TikAPI) -> None:
    [playlist] = tikapi.user.posts.playlists().playList
    assert (playlist.id, playlist.name, playlist.videoCount) == ("77", "mine", 3)
    assert tikapi.user.posts.playlists(secUid=TOM.sec_uid).playList == []


@shows(UserPosts.video, causes=(Cause.UNKNOWN_POST, Cause.BLOCKED, Cause.PRIVATE_POST))
def test_a_post_says_whether_the_account_likes_and_saved_it(tikapi: tokgate.TikAPI, raw: httpx.Client) -> None:
    def flags(post: int) -> tuple[bool, bool]:
        item = raw.get("/user/video", params={"id": post}).json()["itemInfo"]["itemStruct"]
        return item["digged"], item["collected"]

    assert flags(POST) == (True, True)
    tikapi.user.posts.unlike(media_id=str(POST))
    assert flags(POST) == (False, True)
    assert flags(post_id_of(SHY, 0)) == (False, False)
    for hidden, code in ((post_id_of(FOE, 0), "10113"), (post_id_of(TOM, 2), "10216"), (5, "10204")):
        with pytest.raises(ApiError) as refused:
            tikapi.user.posts.video(id=str(hidden))
        assert (refused.value.status, refused.value.code) == (403, code)


@shows(UserPosts.video)
def test_an_account_sees_its_own_private_posts(tikapi: tokgate.TikAPI, lively: Archive) -> None:
    mine = post_of(post_id=post_id_of(ANA, 9), created_s=SECOND + 540, text="to myself", private=True)
    keep(lively, ANA, [mine])

    seen = tikapi.user.posts.video(id=str(mine.id)).itemInfo
    assert seen is not None
    assert seen.itemStruct is not None
    assert seen.itemStruct.desc == "to myself"
    assert tikapi.user.posts.like(media_id=str(mine.id)).status == "success"


@shows(UserPosts.explore, UserPosts.search, UserPosts.relatedPosts, EarlierUser.search)
def test_what_is_found_is_what_anybody_finds(tikapi: tokgate.TikAPI, raw: httpx.Client) -> None:
    posts, public = tikapi.user.posts, tikapi.public
    assert ids(posts.explore(count=5).itemList) == ids(public.explore(count=5).itemList)
    assert ids(posts.relatedPosts(video_id=str(POST)).itemList) == [post_id_of(TOM, 1)]
    found = posts.search(category="videos", query="tom")
    assert ids(found.item_list) == TOMS
    by_name = raw.get("/user/search", params={"query": "to"}).json()["user_list"]
    assert [each["user_info"]["unique_id"] for each in by_name] == ["tom"]


@shows(UserPostsComments.list, UserPostsComments.replies, EarlierUser.comments, EarlierUser.replies)
def test_comments_are_walked_and_say_which_the_account_likes(tikapi: tokgate.TikAPI, raw: httpx.Client) -> None:
    comments = tikapi.user.posts.comments
    tikapi.user.posts.comments.like(media_id=str(POST), comment_id="502")

    for walk in (comments.list.all, tikapi.earlier.user.comments.all):
        assert [each.cid for each in walk(media_id=str(POST), count=3)] == ["500", "501", "502", "503"]
    for replies in (comments.replies.all, tikapi.earlier.user.replies.all):
        walked = replies(media_id=str(POST), comment_id="500", count=3)
        assert [each.cid for each in walked] == ["504", "505", "506", "507"]
    for path in ("/user/comment/list", "/comment/list"):
        page = raw.get(path, params={"media_id": POST, "count": 20}).json()
        assert [each["user_digged"] for each in page["comments"]] == [0, 0, 1, 0]
        assert (page["cursor"], page["has_more"]) == (4, 0)


@shows(UserPosts.feed, User.following, UserPosts.likes, causes=(Cause.BLOCKED, Cause.UNKNOWN_CREATOR))
def test_who_is_hidden_from_the_account_shows_it_no_list(tikapi: tokgate.TikAPI) -> None:
    for sec_uid, code in ((FOE.sec_uid, "10113"), ("x" * 40, "10202")):
        for call in (tikapi.user.posts.feed, tikapi.user.following, tikapi.user.posts.likes):
            with pytest.raises(ApiError) as refused:
                call(secUid=sec_uid)
            assert (refused.value.status, refused.value.code) == (403, code)
