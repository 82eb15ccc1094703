"""Likes and comments of an account: written once, read back by every other call."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from tests.evidence import shows
from tests.server.tikapi.conftest import ANA, FOE, SHY, TOM, post_id_of

import tokgate
from tokgate.contract.errors import ApiError, Cause, Forbidden
from tokgate.dialects.tikapi.resources.comments import UserPostsComments
from tokgate.dialects.tikapi.resources.user_posts import UserPosts
from tokgate.domain.acts import PublishComment
from tokgate.domain.observations import Provenance
from tokgate.domain.ports import Archive

POST = str(post_id_of(TOM, 0))
MINE = str(post_id_of(ANA, 0))


def stats(raw: httpx.Client, post: str = POST) -> tuple[int, int]:
    """The post's likes and comments, as TikAPI tells them."""
    item = raw.get("/public/video", params={"id": post}).json()["itemInfo"]["itemStruct"]
    return item["stats"]["diggCount"], item["stats"]["commentCount"]


def liked(tikapi: tokgate.TikAPI) -> list[str | None]:
    """What Ana likes, as anybody sees it."""
    return [item.id for item in tikapi.public.likes(secUid=ANA.sec_uid or "").itemList]


def comments(official: tokgate.Official, post: str = POST) -> list[tuple[str | None, int | None]]:
    """The post's comments as Research tells them: texts and likes."""
    listed = official.research.video.comment.list
    data = listed(video_id=int(post), fields=["text", "like_count"], max_count=100).data
    assert data is not None
    return [(each.text, each.like_count) for each in data.comments]


def commented(tikapi: tokgate.TikAPI, text: str = "nice", reply_comment_id: str | None = None) -> str:
    """Comment on Tom's post, or reply to a comment there; the comment's id."""
    said = tikapi.user.posts.comments.post(media_id=POST, text=text, reply_comment_id=reply_comment_id)
    comment = said.comment
    assert comment is not None
    assert comment.cid is not None
    return comment.cid


@shows(UserPosts.like, UserPosts.unlike)
def test_a_like_counts_once_and_is_taken_back_once(tikapi: tokgate.TikAPI, raw: httpx.Client) -> None:
    for _ in range(2):
        assert tikapi.user.posts.like(media_id=POST).status == "success"
    assert (stats(raw), liked(tikapi)) == ((11, 2), [POST])
    author = tikapi.public.check(username="tom").userInfo
    assert author is not None
    assert author.stats is not None
    assert author.stats.heartCount == 31

    for _ in range(2):
        tikapi.user.posts.unlike(media_id=POST)
    assert (stats(raw), liked(tikapi)) == ((10, 2), [])


@shows(UserPosts.like, causes=(Cause.UNKNOWN_POST, Cause.BLOCKED, Cause.PRIVATE_CREATOR, Cause.PRIVATE_POST))
@pytest.mark.parametrize(
    ("post", "code"),
    [
        (9, "10204"),
        (10**30, "10204"),
        (post_id_of(FOE, 0), "10113"),
        (post_id_of(SHY, 0), "10222"),
        (post_id_of(TOM, 2), "10216"),
    ],
)
def test_what_the_account_does_not_see_it_cannot_like_or_comment(tikapi: tokgate.TikAPI, post: int, code: str) -> None:
    for call in (
        lambda: tikapi.user.posts.like(media_id=str(post)),
        lambda: tikapi.user.posts.comments.post(media_id=str(post), text="hi"),
    ):
        with pytest.raises(ApiError) as refused:
            call()
        assert (refused.value.status, refused.value.code) == (403, code)


@shows(UserPostsComments.post)
def test_a_comment_is_read_back_as_it_was_posted(
    tikapi: tokgate.TikAPI, official: tokgate.Official, raw: httpx.Client
) -> None:
    text = "🌊 look @tom, and @nobody.at.all"
    answer = tikapi.user.posts.comments.post(media_id=POST, text=text, has_tags=True)

    comment = answer.comment
    assert comment is not None
    assert (comment.text, comment.aweme_id, comment.reply_id) == (text, POST, "0")
    assert comment.user is not None
    assert comment.user.unique_id == "ana"
    [mention] = comment.text_extra or []
    assert (mention.start, mention.end, mention.user_id) == (8, 12, TOM.user_id)
    assert (answer.status_code, answer.status_msg) == (0, "Comment sent successfully")
    assert comments(official) == [(text, 0)]
    assert stats(raw) == (10, 3)


@shows(UserPostsComments.delete)
def test_a_deleted_comment_takes_its_replies_and_the_posts_count_back(
    tikapi: tokgate.TikAPI, official: tokgate.Official, raw: httpx.Client
) -> None:
    first = commented(tikapi, "first")
    reply = commented(tikapi, "reply", reply_comment_id=first)
    answered = tikapi.user.posts.comments.post(media_id=POST, text="to the reply", reply_comment_id=reply).comment
    assert answered is not None
    assert (answered.reply_id, answered.reply_to_reply_id) == (first, reply)
    assert stats(raw) == (10, 5)

    for _ in range(2):
        tikapi.user.posts.comments.delete(comment_id=first)

    assert stats(raw) == (10, 2)
    assert comments(official) == []


@shows(UserPostsComments.like, UserPostsComments.unlike)
def test_a_comments_like_counts_once(tikapi: tokgate.TikAPI, official: tokgate.Official) -> None:
    comment = commented(tikapi)
    for _ in range(2):
        tikapi.user.posts.comments.like(media_id=POST, comment_id=comment)
    assert comments(official) == [("nice", 1)]
    for _ in range(2):
        tikapi.user.posts.comments.unlike(media_id=POST, comment_id=comment)
    assert comments(official) == [("nice", 0)]


@shows(UserPostsComments.like, UserPostsComments.delete, causes=(Cause.UNKNOWN_ID,))
def test_a_comment_that_is_not_there(tikapi: tokgate.TikAPI) -> None:
    comment = commented(tikapi)
    for call in (
        lambda: tikapi.user.posts.comments.like(media_id=MINE, comment_id=comment),
        lambda: tikapi.user.posts.comments.post(media_id=POST, text="hi", reply_comment_id="5"),
        lambda: tikapi.user.posts.comments.delete(comment_id="99999999999999999999"),
    ):
        with pytest.raises(ApiError) as refused:
            call()
        assert (refused.value.status, refused.value.code) == (403, "10224")


@shows(UserPostsComments.delete, causes=(Cause.NOT_THEIRS,))
def test_only_ones_own_comments_and_those_under_ones_own_posts_are_deleted(
    tikapi: tokgate.TikAPI, lively: Archive
) -> None:
    tom = lively.creator(username="tom")
    assert tom is not None
    said = [
        lively.act(
            PublishComment(creator=tom.key or 0, post=int(post), text="tom says"),
            Provenance(source="made"),
            at_ms=1_790_000_000_000,
        ).id
        for post in (POST, MINE)
    ]

    with pytest.raises(Forbidden, match="Somebody else made this"):
        tikapi.user.posts.comments.delete(comment_id=str(said[0]))
    assert tikapi.user.posts.comments.delete(comment_id=str(said[1])).status == "success"


@pytest.mark.parametrize("lively", ["sqlite", "postgres"], indirect=True)
def test_ten_who_write_at_once_lose_nothing(served: str, raw: httpx.Client, official: tokgate.Official) -> None:
    def write(number: int) -> list[int]:
        with httpx.Client(base_url=served, headers=raw.headers, timeout=60) as client:
            said = {"media_id": POST, "text": f"number {number}"}
            paths = ("/user/comment", "/user/like", "/user/comment", "/user/follow")
            bodies = (said, {"media_id": POST}, said, {"username": "tom"})
            return [client.post(path, json=body).status_code for path, body in zip(paths, bodies, strict=True)]

    with ThreadPoolExecutor(10) as pool:
        codes = list(pool.map(write, range(10)))

    assert codes == [[200] * 4] * 10
    assert stats(raw) == (11, 22)
    assert sorted(text or "" for text, _ in comments(official)) == sorted(2 * [f"number {n}" for n in range(10)])
