"""Lists of the Research API: what is in them, in which order, and how they are paged."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from tests.evidence import shows
from tests.server.research.conftest import FANS, POSTS, SECOND, UNTIMED, Researcher, commit

from tokgate.dialects.official.research_comments import ResearchComments
from tokgate.dialects.official.research_resources import ResearchPlaylists, ResearchUser
from tokgate.domain.creators import Creator
from tokgate.domain.playlists import Playlist
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Comment, Post

ANAS = {"username": "ana"}


# Followers: by Unix seconds


def names_of(pages: list[dict[str, Any]]) -> list[list[str]]:
    return [[each["username"] for each in page["user_followers"]] for page in pages]


@shows(ResearchUser.followers)
@pytest.mark.parametrize("size", range(1, 20))
def test_a_page_of_followers_leaves_none_of_its_last_second_for_the_next(researcher: Researcher, size: int) -> None:
    pages = names_of(researcher.pages("user/followers", username="ana", max_count=size))

    assert sorted(name for page in pages for name in page) == sorted([*FANS, *UNTIMED])
    seconds = [[FANS[name] for name in page if name in FANS] for page in pages]
    timed = [page for page in seconds if page]
    assert [second for page in timed for second in page] == sorted(FANS.values(), reverse=True)
    assert all(page[-1] > following[0] for page, following in itertools.pairwise(timed))
    most = max(list(FANS.values()).count(second) for second in FANS.values())
    assert all(len(page) <= max(size, most) for page in pages)


def test_followers_are_given_from_any_second_on(researcher: Researcher) -> None:
    page = researcher.data("user/followers", username="ana", max_count=100, cursor=SECOND + 8)

    assert set(names_of([page])[0]) == {*(name for name, second in FANS.items() if second < 8), *UNTIMED}
    assert page["has_more"] is False
    assert researcher.data("user/followers", username="ana", cursor=page["cursor"])["user_followers"] == []


@shows(ResearchUser.following)
def test_whom_an_account_follows(researcher: Researcher) -> None:
    followed = researcher.data("user/following", username="fan1")["user_following"]
    assert followed == [{"username": "ana", "display_name": "Ana"}]
    assert researcher.data("user/following", username="ana")["user_following"] == []


# Liked and pinned posts


@shows(ResearchUser.liked_videos)
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_likes_come_latest_first_without_what_nobody_sees(researcher: Researcher, size: int) -> None:
    pages = researcher.pages("user/liked_videos", "id", username="ana", max_count=size)
    ids = [video["id"] for page in pages for video in page["user_liked_videos"]]
    assert ids == [POSTS[n].id for n in (2, 1, 0)]


@pytest.mark.parametrize("cursor", [SECOND + 200, (SECOND + 200) * 1000, str(SECOND + 200)])
def test_likes_are_given_from_an_instant_on_in_either_unit(researcher: Researcher, cursor: int | str) -> None:
    page = researcher.data("user/liked_videos", "id", username="ana", cursor=cursor)
    assert [video["id"] for video in page["user_liked_videos"]] == [POSTS[1].id, POSTS[0].id]


@shows(ResearchUser.pinned_videos)
def test_pins_come_from_the_top(researcher: Researcher) -> None:
    data = researcher.data("user/pinned_videos", "id", **ANAS)
    assert data == {"pinned_videos_list": [{"id": POSTS[n].id} for n in (2, 0, 1)]}


# Comments: by index


@shows(ResearchComments.list)
@pytest.mark.parametrize("size", [1, 7, 25, 100])
def test_comments_are_paged_by_index(researcher: Researcher, size: int) -> None:
    asked = {"video_id": POSTS[0].id, "max_count": size}
    pages = researcher.pages("video/comment/list", "id,text,parent_comment_id", **asked)

    comments = [comment for page in pages for comment in page["comments"]]
    assert [comment["text"] for comment in comments] == [f"comment {n}" for n in range(1, 26)]
    assert {comment["parent_comment_id"] for comment in comments} == {POSTS[0].id}
    assert pages[-1]["cursor"] == 25
    assert researcher.data("video/comment/list", "id", **asked, cursor=25)["comments"] == []


def test_ten_comments_are_a_page(researcher: Researcher) -> None:
    data = researcher.data("video/comment/list", "id", video_id=POSTS[0].id)
    assert (len(data["comments"]), data["cursor"], data["has_more"]) == (10, 10, True)


def test_replies_to_a_comment(researcher: Researcher) -> None:
    first = researcher.data("video/comment/list", "id", video_id=POSTS[0].id, max_count=1)["comments"][0]["id"]
    data = researcher.data("video/comment/list", "text,video_id,parent_comment_id", comment_id=first)

    assert [each["text"] for each in data["comments"]] == [f"reply {n}" for n in range(6)]
    assert {(each["video_id"], each["parent_comment_id"]) for each in data["comments"]} == {(POSTS[0].id, first)}
    assert (data["cursor"], data["has_more"]) == (6, False)


def test_comments_on_a_post_that_is_known_by_them_alone(researcher: Researcher, known: Archive) -> None:
    stranger = (SECOND + 9) << 32
    commit(known, Comment(id=stranger + 5, post_id=stranger, text="first"))
    assert researcher.data("video/comment/list", "text", video_id=stranger)["comments"] == [{"text": "first"}]


def test_a_post_without_comments_has_an_empty_list(researcher: Researcher) -> None:
    data = researcher.data("video/comment/list", "id", video_id=POSTS[1].id)
    assert data == {"comments": [], "cursor": 0, "has_more": False}


# Playlists: by index


@shows(ResearchPlaylists.info)
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_a_playlist_is_paged_by_index_and_leaves_out_what_nobody_sees(
    researcher: Researcher, known: Archive, size: int
) -> None:
    unknown = (SECOND + 50) << 32
    ids = [POSTS[2].id, POSTS[3].id, unknown, POSTS[4].id, POSTS[0].id]
    commit(known, Playlist(id=900, creator=Creator(username="ana"), name="All", updated_s=SECOND, posts=ids))
    pages = researcher.pages("playlist/info", playlist_id=900, max_count=size)

    assert [each for page in pages for each in page["playlist_video_ids"]] == [POSTS[2].id, unknown, POSTS[0].id]
    assert {page["playlist_name"] for page in pages} == {"All"}
    assert pages[-1]["cursor"] == 5


def test_a_playlist_of_which_nobody_told_what_is_in_it(researcher: Researcher, known: Archive) -> None:
    commit(known, Playlist(id=901, creator=Creator(username="ana"), name="Heard of", total=3))
    assert researcher.data("playlist/info", playlist_id=901) == {
        "playlist_id": 901,
        "playlist_name": "Heard of",
        "playlist_item_total": 3,
        "playlist_video_ids": [],
        "cursor": 0,
        "has_more": False,
    }


# Accounts


@shows(ResearchUser.info)
def test_an_account_stands_directly_in_data_and_what_is_not_known_is_absent(researcher: Researcher) -> None:
    fields = "display_name,bio_url,follower_count,is_verified,avatar_url"
    assert researcher.data("user/info", fields, username="ana") == {"display_name": "Ana"}


def test_ids_are_numbers_and_absent_values_have_no_key(researcher: Researcher) -> None:
    fields = "id,voice_to_text,music_id,region_code,like_count,share_count"
    video = researcher.data("user/pinned_videos", fields, **ANAS)["pinned_videos_list"][0]
    assert video == {"id": POSTS[2].id, "like_count": 10, "share_count": 1}


def test_a_stub_is_in_no_list(researcher: Researcher, known: Archive) -> None:
    commit(known, Post(id=(SECOND + 60) << 32, creator=Creator(username="ana")))
    ids = researcher.data("user/pinned_videos", "id", **ANAS)["pinned_videos_list"]
    assert len(ids) == 3
