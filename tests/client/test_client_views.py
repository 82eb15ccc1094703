"""One view of posts, creators and comments, whichever API they came from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import fields, replace
from datetime import UTC, datetime
from itertools import combinations
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.client.scripted import SEC_UID, Script, reply
from tests.dialects.answers import answer_of
from tests.made import creator_named, keep, post_of
from tests.serving import serving

import tokgate
from tokgate.archive import open_archive
from tokgate.client.views import View
from tokgate.contract.wire import Wire
from tokgate.dialects.justone.credentials import DEMO_TOKEN
from tokgate.dialects.official.credentials import DEMO_CLIENT_KEY, DEMO_CLIENT_SECRET, DEMO_USER_TOKEN
from tokgate.dialects.official.display import User
from tokgate.dialects.official.research import ResearchAccount, ResearchComment
from tokgate.dialects.readings import readers_of
from tokgate.dialects.registry import installed
from tokgate.dialects.subjects import CommentWire, CreatorWire, PostWire
from tokgate.dialects.tikapi.credentials import DEMO_API_KEY
from tokgate.dialects.web.aweme import AwemeItem
from tokgate.dialects.web.comments import CommentItem
from tokgate.dialects.web.item import UserInfo
from tokgate.domain import posts
from tokgate.domain.counts import Counts, Precision
from tokgate.domain.observations import Observation, Provenance
from tokgate.domain.relations import repost
from tokgate.server.demo import demo_credentials

ANA, TOM = creator_named("ana"), creator_named("tom")
SECOND = 1_780_000_000
POST_ID = (SECOND << 32) + 7
VIDEO_FIELDS: list[tokgate.VideoField] = list(get_args(tokgate.VideoField))
RESEARCH_FIELDS: list[tokgate.ResearchVideoField] = [
    name for name in get_args(tokgate.ResearchVideoField) if name != "favourites_count"
]

_counts = st.builds(
    Counts,
    plays=st.integers(0, 10**9),
    likes=st.integers(0, 10**8),
    comments=st.integers(0, 10**6),
    shares=st.integers(0, 10**6),
    saves=st.integers(0, 10**6),
    precision=st.just(Precision.EXACT),
)
_captions = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=60)
_posts = st.builds(
    lambda place, text, tags, counts: msgspec.structs.replace(
        post_of(post_id=((SECOND + place) << 32) + place, created_s=SECOND + place, text=text, counts=counts),
        hashtags=[posts.Hashtag(name=tag, id=str(place + 1)) for tag in tags],
    ),
    st.integers(0, 2000),
    _captions,
    st.lists(st.sampled_from(["fyp", "Tanz", "été", "猫"]), unique=True, max_size=3),
    _counts,
)


@contextmanager
def _listings(kept: list[posts.Post]) -> Iterator[list[list[tokgate.Post]]]:
    """The same posts as four listings give them, all of one archive."""
    with ExitStack() as closing:
        archive = open_archive(":memory:")
        closing.callback(archive.close)
        keep(archive, ANA, kept)
        reposts = [repost(TOM, posts.Post(id=post.id)) for post in kept]
        archive.commit(
            [Observation(subject=each, source="made", observed_ms=1_790_000_000_000) for each in reposts],
            Provenance(source="made"),
        )
        url = closing.enter_context(serving(archive, demo_credentials(archive.creator(username="ana"))))
        tikapi = tokgate.TikAPI(DEMO_API_KEY, base_url=url)
        justone = tokgate.JustOne(DEMO_TOKEN, base_url=url)
        official = tokgate.Official(
            client_key=DEMO_CLIENT_KEY, client_secret=DEMO_CLIENT_SECRET, user_token=DEMO_USER_TOKEN, base_url=url
        )
        reposted = official.research.user.reposted_videos
        for client in (tikapi, justone, official):
            closing.enter_context(client)
        yield [
            [tokgate.Post.of(item) for item in tikapi.public.posts.all(secUid=ANA.served_sec_uid)],
            [tokgate.Post.of(item) for item in justone.tiktok.user_posts.all(secUid=ANA.served_sec_uid)],
            [tokgate.Post.of(video) for video in official.video.list.all(fields=VIDEO_FIELDS)],
            [tokgate.Post.of(video) for video in reposted.all(fields=RESEARCH_FIELDS, username="tom")],
        ]


#: Each API has links of its own, signed for whoever asked, and says in its own way how exact it is.
OWN_WORDS = {"source", "cover_url", "play_url", "precision"}


def _told(view: object) -> dict[str, object]:
    """What a view tells, at every level."""
    if isinstance(view, msgspec.Struct):
        names: tuple[str, ...] = view.__struct_fields__
    elif isinstance(view, View):
        names = tuple(each.name for each in fields(view))
    else:
        return {"": view}
    told = {name: getattr(view, name) for name in names if name not in OWN_WORDS}
    return {f"{name} {below}": each for name in told for below, each in _told(told[name]).items() if each is not None}


def _differences(one: View, other: View) -> dict[str, tuple[object, object]]:
    """What both tell, and tell differently."""
    ours, theirs = _told(one), _told(other)
    return {name: (ours[name], theirs[name]) for name in ours.keys() & theirs.keys() if ours[name] != theirs[name]}


@settings(max_examples=6, deadline=None)
@given(st.lists(_posts, min_size=1, max_size=40, unique_by=lambda post: post.id))
def test_one_archives_posts_are_equal_in_all_listings(kept: list[posts.Post]) -> None:
    with _listings(kept) as listings:
        for listing in listings:
            assert {post.id for post in listing} == {str(post.id) for post in kept}
        for ours, theirs in combinations([{post.id: post for post in listing} for listing in listings], 2):
            for number, post in ours.items():
                assert _differences(post, theirs[number]) == {}


def test_a_post_tells_what_its_item_tells() -> None:
    item = {
        "id": str(POST_ID),
        "desc": "hello #Cats",
        "createTime": SECOND,
        "author": {"uniqueId": "ana", "id": "5"},
        "stats": {"playCount": 12},
        "challenges": [{"title": "Cats"}],
        "video": {"duration": 9, "cover": "https://a.example/c"},
    }
    client = tokgate.TikAPI("k", transport=Script([reply({"itemList": [item], "hasMore": False})]))
    (source,) = client.public.posts.all(secUid=SEC_UID)
    post = tokgate.Post.of(source)

    assert post.source is source
    assert (post.id, post.text, post.hashtags, post.duration) == (str(POST_ID), "hello #Cats", ("Cats",), 9)
    assert post.created_at == datetime.fromtimestamp(SECOND, UTC)
    assert post.url == f"https://www.tiktok.com/@ana/video/{POST_ID}"
    assert (post.counts.plays, post.counts.likes, post.region) == (12, None, None)
    assert post.creator == tokgate.Creator(username="ana", user_id="5")
    assert json.loads(post.to_json()) == post.to_dict() | {"created_at": "2026-05-28T20:26:40Z"}
    assert "source" not in post.to_dict()
    assert {post, replace(post, source=tokgate.Item())} == {post}


def test_creators_and_comments_have_a_view_as_well() -> None:
    web = tokgate.Creator.of(UserInfo(user=tokgate.Author(uniqueId="ana"), stats=tokgate.AuthorStats(followerCount=3)))
    display = tokgate.Creator.of(User(username="ana", follower_count=3))
    research = tokgate.Creator.of(ResearchAccount(username="ana", follower_count=3))
    assert [each.audience.followers for each in (web, display, research)] == [3, 3, 3]
    assert {each.username for each in (web, display, research)} == {"ana"}

    theirs = tokgate.Comment.of(CommentItem(cid="1", aweme_id=str(POST_ID), text="hi", create_time=SECOND))
    ours = tokgate.Comment.of(ResearchComment(id=1, video_id=POST_ID, text="hi", create_time=SECOND))
    assert theirs == ours
    assert (ours.id, ours.post_id) == ("1", str(POST_ID))


def test_what_cannot_be_read_is_named_with_its_place() -> None:
    body = {"itemList": [{"id": "1"}, {"id": str(POST_ID), "stats": {"playCount": "many"}}], "hasMore": False}
    page = answer_of(tokgate.ItemPage, body)

    with pytest.raises(tokgate.ContractError, match=r"\$\.itemList\[0\]\.id: "):
        tokgate.Post.of(page.itemList[0])
    with pytest.raises(tokgate.ContractError, match=r"\$\.itemList\[1\]\.stats\.playCount: 'many'"):
        tokgate.Post.of(page.itemList[1])


def test_an_object_that_is_something_else_is_refused_by_name() -> None:
    odd: Any = User(username="ana")
    with pytest.raises(TypeError, match="User is no post"):
        tokgate.Post.of(odd)
    odd = AwemeItem()
    with pytest.raises(TypeError, match="AwemeItem is no post"):
        tokgate.Post.of(odd)


def _kinds_below(kind: type[Wire]) -> set[type[Wire]]:
    return {each for below in kind.__subclasses__() for each in (below, *_kinds_below(below))}


def test_every_wire_type_that_says_what_it_is_is_read() -> None:
    read = {kind for dialect in installed() if dialect.reading for kind in readers_of(dialect).kinds}

    assert {
        kind.__name__ for base in (PostWire, CreatorWire, CommentWire) for kind in _kinds_below(base) - read
    } == set()
