"""What TikAPI shows to anybody: creators' lists, posts and what hangs on them."""

from __future__ import annotations

import httpx
import pytest
from tests.evidence import shows
from tests.server.tikapi_calls import get, pages, refused

from tokgate.contract.errors import Cause
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Post
from tokgate.domain.relations import RelationKind


@pytest.fixture(scope="module")
def posts(archive: Archive, sample: Creator) -> list[Post]:
    return archive.posts(sample.key or 0, after=None, limit=1000).rows


# Creators


@shows(Public.checkV3, causes=(Cause.UNKNOWN_CREATOR,))
def test_the_other_way_to_a_profile_tells_the_same(http: httpx.Client, sample: Creator) -> None:
    for names in ({"username": sample.username}, {"user_id": sample.user_id}, {"secUid": sample.sec_uid}):
        assert get(http, "/public/check/v3", **names) == get(http, "/public/check", username=sample.username)
    assert refused(http, "/public/check/v3", username="nobody.at.all") == (403, 10202)


@shows(Public.followersList, Public.followingList)
@pytest.mark.parametrize("path", ["/public/followers", "/public/following"])
def test_follows_page_with_a_number_to_their_end(
    http: httpx.Client, archive: Archive, sample: Creator, path: str
) -> None:
    if path == "/public/followers":
        known = [each.creator for each in archive.followers(sample.key or 0, after=None, limit=1000).rows]
    else:
        relations = archive.relations(RelationKind.FOLLOW, sample.key or 0, after=None, limit=1000).rows
        known = [each.other for each in relations if each.other]
    found = list(pages(http, path, "nextCursor", secUid=sample.sec_uid, count=7))

    assert all(type(page["nextCursor"]) is int for page in found[:-1])
    assert "nextCursor" not in found[-1]
    ids = [entry["user"]["id"] for page in found for entry in page["userList"]]
    assert ids == [creator.served_user_id for creator in known]
    assert len(ids) > 7
    assert found[0]["userList"][0]["stats"]["followerCount"] >= 0


@shows(Public.followersList, Public.playlists, causes=(Cause.UNKNOWN_CREATOR, Cause.PRIVATE_CREATOR))
@pytest.mark.parametrize("path", ["/public/followers", "/public/following", "/public/playlists"])
def test_lists_of_nobody_and_of_private_accounts_are_refused(http: httpx.Client, private: Creator, path: str) -> None:
    assert refused(http, path, secUid="MS4wLjABAAAAnobody") == (403, 10202)
    assert refused(http, path, secUid=private.sec_uid) == (403, 10222)


@shows(Public.playlists, Public.playlistItems)
@pytest.mark.parametrize("count", [1, 3, 30])
def test_playlists_and_what_is_in_them_page_to_their_end(
    http: httpx.Client, archive: Archive, sample: Creator, count: int
) -> None:
    known = archive.playlists(sample.key or 0, after=None, limit=100).rows
    found = list(pages(http, "/public/playlists", "cursor", secUid=sample.sec_uid, count=count))

    assert all(type(page["cursor"]) is str for page in found)
    entries = [entry for page in found for entry in page["playList"]]
    assert [(entry["id"], entry["name"]) for entry in entries] == [(str(each.id), each.name) for each in known]
    assert entries[0]["creator"]["uniqueId"] == sample.username

    items = list(pages(http, "/public/playlist/items", "cursor", playlist_id=known[0].id, count=count))
    assert [item["id"] for page in items for item in page["itemList"]] == [str(each) for each in known[0].posts or ()]
    assert entries[0]["videoCount"] == len(known[0].posts or ())


@shows(Public.playlistItems, causes=(Cause.UNKNOWN_ID,))
def test_an_unknown_playlist_is_refused(http: httpx.Client) -> None:
    assert refused(http, "/public/playlist/items", playlist_id=1) == (403, 10224)


# Posts


@shows(Public.video, Public.videoV2, Public.videoV3)
def test_a_post_is_the_same_in_all_three_ways(http: httpx.Client, posts: list[Post]) -> None:
    video = get(http, "/public/video", id=posts[0].id)

    assert get(http, "/public/video/v2", id=posts[0].id) == video
    assert get(http, "/public/video/v3", id=posts[0].id, username="whoever") == video
    assert video["itemInfo"]["itemStruct"]["id"] == str(posts[0].id)


@shows(Public.video, Public.videoV2, Public.videoV3, Public.relatedPosts, causes=(Cause.UNKNOWN_POST,))
@pytest.mark.parametrize("path", ["/public/video", "/public/video/v2", "/public/related_posts", "/public/comment/list"])
def test_what_hangs_on_an_unknown_or_private_post_is_refused(
    http: httpx.Client, archive: Archive, private: Creator, path: str
) -> None:
    name = {"/public/related_posts": "video_id", "/public/comment/list": "media_id"}.get(path, "id")
    hidden = next(post for post in archive.all_posts(private.key))

    assert refused(http, path, **{name: 1}) == (403, 10204)
    assert refused(http, path, **{name: hidden.id}) == (403, 10204)
    assert refused(http, path, **{name: "https://vm.tiktok.com/ZM1/"}) == (403, 10204)


@shows(Public.relatedPosts)
def test_related_posts_share_sound_hashtags_or_creator(http: httpx.Client, posts: list[Post]) -> None:
    found = get(http, "/public/related_posts", video_id=posts[0].id)
    tags = {tag.name.lower() for tag in posts[0].hashtags or ()}
    sound = str(posts[0].sound.id) if posts[0].sound else None

    assert found["hasMore"] is False
    ids = [item["id"] for item in found["itemList"]]
    assert 10 < len(ids) == len(set(ids)) <= 30
    assert str(posts[0].id) not in ids
    for item in found["itemList"]:
        shared = tags & {challenge["title"].lower() for challenge in item["challenges"]}
        assert (
            shared
            or item["music"]["id"] == sound
            or item["author"]["uniqueId"] == found["itemList"][-1]["author"]["uniqueId"]
        )


@shows(Public.explore)
def test_popular_posts_are_of_these_days_the_most_liked_first_and_the_same_again(
    http: httpx.Client, archive: Archive
) -> None:
    found = get(http, "/public/explore", count=20)
    likes = [item["stats"]["diggCount"] for item in found["itemList"]]
    newest = max(summary.newest_ms or 0 for summary in archive.creators()) // 1000

    assert len(likes) == 20
    assert likes == sorted(likes, reverse=True)
    assert all(item["createTime"] > newest - 31 * 86_400 for item in found["itemList"])
    assert found["hasMore"] is False
    assert get(http, "/public/explore", count=20, session_id=3, country="US") == found


@shows(Public.exploreCategory, causes=(Cause.INVALID_PARAMETER,))
def test_a_category_has_the_posts_with_its_hashtags(http: httpx.Client) -> None:
    found = get(http, "/public/explore/category", category_id=4)["itemList"]

    assert found
    for item in found:
        assert {"pets", "dogsoftiktok"} & {challenge["title"].lower() for challenge in item["challenges"]}
    assert get(http, "/public/explore/category", category_id=3)["itemList"] == []
    assert refused(http, "/public/explore/category", category_id=9) == (400, None)


# Comments


@shows(Public.commentsList, Public.commentRepliesList)
@pytest.mark.parametrize("count", [1, 2, 30])
def test_comments_and_replies_page_with_a_number_to_their_end(
    http: httpx.Client, archive: Archive, posts: list[Post], count: int
) -> None:
    post = max(posts, key=lambda post: archive.comment_count(post.id))
    known = archive.comments_from(post.id, offset=0, limit=1000).rows
    found = list(pages(http, "/public/comment/list", "cursor", media_id=post.id, count=count))

    assert all(type(page["cursor"]) is int and page["total"] == len(known) for page in found)
    assert found[-1]["has_more"] == 0
    comments = [comment for page in found for comment in page["comments"]]
    assert [comment["cid"] for comment in comments] == [str(each.id) for each in known]
    assert comments[0]["user"]["sec_uid"]

    parent = max(known, key=lambda each: archive.comment_count(post.id, parent=each.id))
    replies = list(
        pages(http, "/public/comment/reply/list", "cursor", media_id=post.id, comment_id=parent.id, count=count)
    )
    answered = [reply for page in replies for reply in page["comments"]]
    assert len(answered) == archive.comment_count(post.id, parent=parent.id) > 0
    assert {reply["reply_id"] for reply in answered} == {str(parent.id)}


@shows(Public.commentRepliesList, causes=(Cause.UNKNOWN_ID,))
def test_replies_to_a_comment_that_the_post_has_not_are_refused(
    http: httpx.Client, archive: Archive, posts: list[Post]
) -> None:
    of_another = archive.comments_from(posts[1].id, offset=0, limit=1).rows[0]

    assert refused(http, "/public/comment/reply/list", media_id=posts[0].id, comment_id=of_another.id) == (403, 10224)
    assert refused(http, "/public/comment/reply/list", media_id=posts[0].id, comment_id=1) == (403, 10224)


def test_a_cursor_beyond_all_comments_is_the_end(http: httpx.Client, posts: list[Post]) -> None:
    for cursor in (1000, 2**53, 2**62):
        page = get(http, "/public/comment/list", media_id=posts[0].id, cursor=cursor)
        assert (page["comments"], page["has_more"]) == ([], 0)
