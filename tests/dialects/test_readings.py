"""What answers mean, whichever dialect they come in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import msgspec
import pytest
from tests.dialects.answers import OBSERVED_MS, answer_of, received, subjects_of
from tests.made import creator_named, keep, post_of
from tests.serving import serving

import tokgate
from tokgate import JustOne, Official, TikAPI
from tokgate.archive import open_archive
from tokgate.contract.dialect import Dialect, operations_of
from tokgate.dialects.justone.credentials import DEMO_TOKEN
from tokgate.dialects.justone.reading import READERS as JUSTONE
from tokgate.dialects.justone.resources import TikTok
from tokgate.dialects.official.credentials import DEMO_CLIENT_KEY, DEMO_CLIENT_SECRET, DEMO_USER_TOKEN
from tokgate.dialects.official.oauth import OAuth
from tokgate.dialects.official.reading import READERS as OFFICIAL
from tokgate.dialects.official.research_resources import ResearchUser
from tokgate.dialects.official.resources import UserResource, VideoResource
from tokgate.dialects.readings import AnswerReading, Readers, readers_of
from tokgate.dialects.registry import installed
from tokgate.dialects.tikapi.credentials import DEMO_ACCOUNT_KEY, DEMO_API_KEY
from tokgate.dialects.tikapi.reading import READERS as TIKAPI
from tokgate.dialects.tikapi.reading.comments import comments
from tokgate.dialects.tikapi.reading.people import followers, following
from tokgate.dialects.tikapi.resources.api import Api
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.dialects.tikapi.resources.user import User
from tokgate.dialects.tikapi.resources.user_posts import UserPosts
from tokgate.dialects.tikapi.wire.comments import CommentPage
from tokgate.dialects.tikapi.wire.keys import KeyAnswer
from tokgate.dialects.tikapi.wire.people import CheckAnswer, FollowPage
from tokgate.dialects.tikapi.wire.posts import ItemPage
from tokgate.dialects.tikapi.wire.sessions import SessionAnswer
from tokgate.dialects.web.writing import item_of, user_info
from tokgate.domain.counts import Audience
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation, Provenance
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Comment, Post
from tokgate.domain.relations import Relation, RelationKind, follow, like, repost
from tokgate.server.demo import demo_credentials

ANA, TOM = creator_named("ana"), creator_named("tom")
SECOND = 1_780_000_000
POSTS = [
    post_of(post_id=((SECOND + number) << 32) + number, created_s=SECOND + number, text=f"post {number} #fyp")
    for number in range(45)
]
NAMES = {"sec_uid": ANA.sec_uid, "username": "ana"}


# Every operation


@pytest.mark.parametrize("dialect", installed(), ids=lambda dialect: dialect.name)
def test_there_is_a_reading_of_every_operation_that_is_declared(dialect: Dialect) -> None:
    readers = readers_of(dialect)
    operations = operations_of(dialect)
    assert operations
    assert [operation.name for operation in operations if operation not in readers] == []


def test_a_dialect_that_does_not_say_how_it_is_read_is_named() -> None:
    silent = msgspec.structs.replace(installed()[0], name="silent", reading="")
    with pytest.raises(LookupError, match="the dialect silent does not say how its answers are read"):
        readers_of(silent)


def test_an_operation_is_read_in_one_way() -> None:
    readers = Readers()
    with pytest.raises(LookupError, match=r"nothing says how the answers of tikapi\.key are read"):
        readers.read(Api.key, {}, answer_of(KeyAnswer, {}), OBSERVED_MS)
    readers.nothing_of(Api.key)
    with pytest.raises(ValueError, match=r"tikapi\.key has a reading already"):
        readers.nothing_of(Api.key)


# From one archive through a server and a client into another


class Clients:
    """The three clients of one server, and the archive behind it."""

    def __init__(self, archive: Archive, url: str) -> None:
        self.archive = archive
        self.tikapi = TikAPI(DEMO_API_KEY, account_key=DEMO_ACCOUNT_KEY, base_url=url)
        self.justone = JustOne(DEMO_TOKEN, base_url=url)
        self.official = Official(
            client_key=DEMO_CLIENT_KEY, client_secret=DEMO_CLIENT_SECRET, user_token=DEMO_USER_TOKEN, base_url=url
        )


@pytest.fixture(scope="module")
def clients() -> Iterator[Clients]:
    with ExitStack() as closing:
        archive = open_archive(":memory:")
        closing.callback(archive.close)
        keep(archive, msgspec.structs.replace(ANA, audience=Audience(followers=12, likes=7)), POSTS)
        likes = [like(TOM, Post(id=post.id)) for post in POSTS[:5]]
        likes += [repost(TOM, Post(id=post.id)) for post in POSTS[5:9]]
        archive.commit(
            [Observation(subject=each, source="made", observed_ms=OBSERVED_MS) for each in likes],
            Provenance(source="made"),
        )
        url = closing.enter_context(serving(archive, demo_credentials(archive.creator(username="ana"))))
        yield Clients(archive, url)


def ids_in(reading: AnswerReading) -> list[int]:
    assert reading.unreadable == []
    return [each.subject.id for each in reading.observations if isinstance(each.subject, Post)]


def relations_in(reading: AnswerReading, kind: RelationKind) -> list[Relation]:
    found = [each.subject for each in reading.observations if isinstance(each.subject, Relation)]
    assert {each.kind for each in found} == {kind}
    return found


def subject_in(reading: AnswerReading) -> object:
    assert reading.unreadable == []
    (observation,) = reading.observations
    return observation.subject


def test_pages_collected_from_a_server_are_served_again_byte_for_byte(clients: Clients) -> None:
    secUid = ANA.served_sec_uid
    collected = open_archive(":memory:")
    for page in clients.tikapi.public.posts.pages(secUid=secUid):
        reading = TIKAPI.read(Public.posts, {"secUid": secUid}, page, OBSERVED_MS)
        assert len(ids_in(reading)) == len(page.itemList)
        collected.commit(reading.observations, Provenance(source="web_item", dialect="tikapi"))
    creator = collected.creator(username="ana")
    assert creator is not None
    with serving(collected, demo_credentials(creator)) as url:
        again = TikAPI(DEMO_API_KEY, base_url=url).public.posts(secUid=secUid, count=20)
    assert again.raw == clients.tikapi.public.posts(secUid=secUid, count=20).raw
    collected.close()


def test_each_post_has_the_very_bytes_of_its_item(clients: Clients) -> None:
    page = clients.justone.tiktok.user_posts(secUid=ANA.served_sec_uid)
    reading = JUSTONE.read(TikTok.user_posts, {"secUid": ANA.sec_uid}, page, OBSERVED_MS)
    bodies = [each.web_item or b"" for each in reading.observations]
    assert b",".join(bodies) in page.raw
    assert ids_in(reading) == [post.id for post in reversed(POSTS)][:30]
    assert {each.observed_ms for each in reading.observations} == {OBSERVED_MS}


def test_likes_and_reposts_are_those_of_the_account_asked_for(clients: Clients) -> None:
    tom = TOM.served_sec_uid
    page = clients.tikapi.public.likes(secUid=tom)
    reading = TIKAPI.read(Public.likes, {"secUid": tom}, page, OBSERVED_MS)
    likes = relations_in(reading, RelationKind.LIKE)
    assert [each.post and each.post.id for each in likes] == ids_in(reading)
    assert sorted(ids_in(reading)) == [post.id for post in POSTS[:5]]
    assert {each.creator.sec_uid for each in likes} == {tom}

    asked = {"username": "tom", "fields": ["id", "username", "create_time"]}
    answer = clients.official.research.user.reposted_videos(username="tom", fields=["id", "username", "create_time"])
    reposted = OFFICIAL.read(ResearchUser.reposted_videos, asked, answer, OBSERVED_MS)
    reposts = relations_in(reposted, RelationKind.REPOST)
    assert (
        sorted(ids_in(reposted))
        == sorted(each.post.id for each in reposts if each.post)
        == [post.id for post in POSTS[5:9]]
    )
    assert {each.creator for each in reposts} == {Creator(username="tom")}


def test_profiles_are_creators_with_their_audience(clients: Clients) -> None:
    check = TIKAPI.read(Public.check, {"username": "ana"}, clients.tikapi.public.check(username="ana"), OBSERVED_MS)
    creator = subject_in(check)
    assert isinstance(creator, Creator)
    assert (creator.username, creator.sec_uid) == ("ana", ANA.sec_uid)
    assert creator.audience is not None
    assert (creator.audience.followers, creator.audience.likes) == (12, 7)

    fields: list[tokgate.UserField] = ["username", "display_name", "follower_count"]
    answer = clients.official.user.info(fields=fields)
    shown = subject_in(OFFICIAL.read(UserResource.info, {"fields": fields}, answer, OBSERVED_MS))
    assert isinstance(shown, Creator)
    assert (shown.username, shown.name, shown.audience and shown.audience.followers) == ("ana", "Ana", 12)


def test_a_profile_that_names_nobody_is_said_to_be_unreadable(clients: Clients) -> None:
    answer = clients.official.user.info(fields=["display_name"])
    reading = OFFICIAL.read(UserResource.info, {"fields": ["display_name"]}, answer, OBSERVED_MS)
    assert (reading.observations, [each.path for each in reading.unreadable]) == ([], ["$.data.user.username"])


def test_single_posts_and_own_posts(clients: Clients) -> None:
    post = POSTS[3]
    video = clients.tikapi.public.video(id=str(post.id))
    assert ids_in(TIKAPI.read(Public.video, {"id": str(post.id)}, video, OBSERVED_MS)) == [post.id]
    feed = clients.tikapi.user.posts.feed(count=3)
    newest = [each.id for each in reversed(POSTS)][:3]
    assert ids_in(TIKAPI.read(UserPosts.feed, {"count": 3}, feed, OBSERVED_MS)) == newest

    asked: list[tokgate.VideoField] = ["id", "create_time", "share_url", "video_description", "like_count"]
    listed = clients.official.video.list(fields=asked, max_count=3)
    reading = OFFICIAL.read(VideoResource.list, {"fields": asked}, listed, OBSERVED_MS)
    assert ids_in(reading) == newest
    assert {each.subject.creator for each in reading.observations if isinstance(each.subject, Post)} == {
        Creator(username="ana")
    }


def test_a_check_of_a_session_tells_whose_it_is(clients: Clients) -> None:
    seen = subject_in(TIKAPI.read(User.verify, {}, clients.tikapi.user.verify(), OBSERVED_MS))
    assert isinstance(seen, Creator)
    assert (seen.username, seen.name, seen.user_id) == ("ana", ANA.name, ANA.served_user_id)
    assert TIKAPI.read(User.verify, {}, answer_of(SessionAnswer, {}), OBSERVED_MS).observations == []


def test_keys_and_tokens_tell_nothing_that_is_kept(clients: Clients) -> None:
    assert TIKAPI.read(Api.key, {}, clients.tikapi.key(), OBSERVED_MS).observations == []
    assert OAuth.token in OFFICIAL
    assert answer_of(KeyAnswer, {}).key is None


# Odd answers


def item(post: Post, **members: object) -> dict[str, object]:
    return {**item_of(msgspec.structs.replace(post, creator=ANA)), **members}


def test_an_odd_item_costs_none_of_the_others_and_is_told_with_its_place() -> None:
    odd_id, odd_count = item(POSTS[1], id="12"), item(POSTS[2], stats={"playCount": "12.1K"})
    page = answer_of(ItemPage, {"itemList": [item(POSTS[0]), odd_id, "gone", odd_count, item(POSTS[3])]})
    reading = TIKAPI.read(Public.posts, {"secUid": ANA.sec_uid}, page, OBSERVED_MS)
    assert [each.subject.id for each in reading.observations if isinstance(each.subject, Post)] == [
        POSTS[0].id,
        POSTS[3].id,
    ]
    assert [each.path for each in reading.unreadable] == [
        "$.itemList[2]",
        "$.itemList[1].id",
        "$.itemList[3].stats.playCount",
    ]
    assert "12.1K" in reading.unreadable[2].reason


def test_a_list_that_is_none_is_not_an_empty_one() -> None:
    reading = TIKAPI.read(Public.posts, {}, answer_of(ItemPage, {"itemList": "later"}), OBSERVED_MS)
    assert [(each.path, each.reason) for each in reading.unreadable] == [
        ("$.itemList", "is not as declared, and was left out")
    ]


def test_an_item_without_author_is_by_the_creator_asked_for() -> None:
    alone = {name: member for name, member in item(POSTS[0]).items() if name != "author"}
    page = answer_of(ItemPage, {"itemList": [alone]})
    post = subject_in(TIKAPI.read(Public.posts, {"secUid": "MS4wA"}, page, OBSERVED_MS))
    unknown = subject_in(TIKAPI.read(UserPosts.feed, {}, page, OBSERVED_MS))
    assert isinstance(post, Post)
    assert isinstance(unknown, Post)
    assert (post.creator, unknown.creator) == (Creator(sec_uid="MS4wA"), None)


def test_an_answer_without_its_object_says_nothing() -> None:
    assert TIKAPI.read(Public.check, {}, answer_of(CheckAnswer, {"status": "success"}), OBSERVED_MS) == AnswerReading(
        observations=[], unreadable=[]
    )


def test_reading_an_answer_twice_says_the_same() -> None:
    parts = [{"desc": "a "}, {"desc": "#b", "textExtra": [{"start": 0, "end": 2, "hashtagName": "b", "type": 1}]}]
    odd = item(POSTS[0], desc="a #b", contents=parts)
    odd.pop("textExtra")
    page = answer_of(ItemPage, {"itemList": [odd]})
    first, second = (TIKAPI.read(Public.posts, {}, page, OBSERVED_MS) for _ in range(2))
    assert first == second
    post = first.observations[0].subject
    assert isinstance(post, Post)
    assert [(span.start, span.end) for span in post.spans or ()] == [(2, 4)]


def test_a_page_of_followers_is_creators_and_that_they_follow() -> None:
    page = answer_of(FollowPage, {"userList": [user_info(TOM), {"user": {}}], "nextCursor": 17})
    parts = list(followers(page, received(secUid=ANA.sec_uid)))
    creator, followed = subjects_of(parts[:2])
    assert isinstance(creator, Creator)
    assert (creator.username, page.nextCursor) == ("tom", 17)
    assert followed == follow(TOM.named, Creator(sec_uid=ANA.sec_uid))
    assert len(parts) == 3

    assert subjects_of(list(following(page, received(secUid=ANA.sec_uid)))[:2])[1] == follow(
        Creator(sec_uid=ANA.sec_uid), TOM.named
    )


def test_a_page_of_comments_is_comments_and_the_replies_in_them() -> None:
    post_id = str(POSTS[0].id)
    reply = {"cid": "7603301260598838034", "text": "me too", "reply_id": "7603301260598838032"}
    first = {
        "cid": "7603301260598838032",
        "aweme_id": post_id,
        "text": "nice",
        "reply_comment": [reply],
    }
    page = answer_of(CommentPage, {"comments": [first], "cursor": 20, "has_more": 1, "total": 2})
    parts = list(comments(page, received(media_id=post_id)))
    comment, answer = subjects_of(parts)
    assert isinstance(comment, Comment)
    assert isinstance(answer, Comment)
    assert (comment.post_id, comment.parent_id) == (POSTS[0].id, None)
    assert (answer.post_id, answer.parent_id, answer.text) == (POSTS[0].id, comment.id, "me too")
    assert isinstance(parts[1], Observation)
    assert parts[1].body == msgspec.json.encode(reply)
