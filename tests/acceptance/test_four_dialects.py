"""The same post in all four dialects: same ids, same order, and after normalising the same text, time and counts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.archive.conftest import BACKENDS
from tests.made import OBSERVED_MS, creator_named, keep, post_of
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.dialects.justone.credentials import DEMO_TOKEN
from tokgate.dialects.official.credentials import DEMO_CLIENT_TOKEN
from tokgate.dialects.tikapi.credentials import DEMO_API_KEY
from tokgate.domain.counts import Counts, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation, Provenance
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.domain.posts import Post
from tokgate.domain.relations import repost
from tokgate.domain.secrets import hash_secret
from tokgate.server.demo import demo_credentials

Normal = tuple[int, int, str, int, int, int, int]

numbers = st.integers(0, 2**40)
made_counts = st.builds(
    Counts,
    plays=numbers,
    likes=numbers,
    comments=numbers,
    shares=numbers,
    saves=numbers,
    precision=st.just(Precision.EXACT),
)
captions = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)


@st.composite
def creators_posts(draw: st.DrawFn) -> list[Post]:
    """Some posts of a creator, many of them sharing a second, in any order."""
    seconds = draw(
        st.lists(st.integers(1_600_000_000, 1_600_000_003) | st.integers(1_500_000_000, 1_790_000_000), max_size=75)
    )
    low = draw(st.permutations(range(len(seconds))))
    return [
        post_of(post_id=(second << 32) + part, created_s=second, text=draw(captions), counts=draw(made_counts))
        for second, part in zip(seconds, low, strict=True)
    ]


class World:
    """One archive and server for all examples; each has a creator and ids of its own."""

    def __init__(self, archive: Archive, http: httpx.Client) -> None:
        self.archive = archive
        self.http = http
        self.examples = count()

    def keep(self, posts: list[Post]) -> tuple[Creator, list[Post]]:
        number = next(self.examples)
        creator = creator_named(f"creator{number}")
        moved = [_moved(post, number) for post in posts]
        keep(self.archive, creator, moved)
        stored = self.archive.creator(username=creator.username or "")
        assert stored is not None
        self.archive.add_credential(
            CredentialRecord(
                kind="user_token",
                name=f"token {number}",
                hash=hash_secret(self.user_token(creator)),
                client_key="app",
                creator=stored.key,
                scopes=("video.list",),
                created_ms=0,
            )
        )
        return creator, moved

    @staticmethod
    def user_token(creator: Creator) -> str:
        return f"act.{creator.username}"

    def repost_all(self, posts: list[Post]) -> str:
        fan = creator_named(f"fan{next(self.examples)}")
        reposts = [repost(fan, post, at_s=1_795_000_000 - number) for number, post in enumerate(posts)]
        self.archive.commit(
            [Observation(subject=fan, source="made", observed_ms=OBSERVED_MS)]
            + [Observation(subject=each, source="made", observed_ms=OBSERVED_MS) for each in reposts],
            Provenance(source="made"),
        )
        return fan.username or ""


def _moved(post: Post, number: int) -> Post:
    return post_of(
        post_id=post.id + (number << 12), created_s=post.created_s or 0, text=post.text or "", counts=post.counts
    )


@pytest.fixture(scope="module", params=sorted(BACKENDS))
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    archive = open_archive(BACKENDS[request.param](tmp_path_factory.mktemp("dialects")))
    with serving(archive, demo_credentials(None)) as url, httpx.Client(base_url=url, timeout=30) as http:
        yield World(archive, http)
    archive.close()


def through_tikapi(world: World, creator: Creator) -> list[Normal]:
    rows: list[Normal] = []
    params = {"secUid": creator.sec_uid or "", "count": "30"}
    while True:
        page = world.http.get("/public/posts", params=params, headers={"X-API-KEY": DEMO_API_KEY}).json()
        rows += [_web(item) for item in page["itemList"]]
        assert len(page["itemList"]) <= 30
        if not page["hasMore"]:
            return rows
        params["cursor"] = page["cursor"]


def through_justone(world: World, creator: Creator) -> list[Normal]:
    rows: list[Normal] = []
    params = {"token": DEMO_TOKEN, "secUid": creator.sec_uid or "", "cursor": "0"}
    while True:
        data = world.http.get("/api/tiktok/get-user-post/v1", params=params).json()["data"]
        rows += [_web(item) for item in data["itemList"]]
        if not data["hasMore"]:
            return rows
        params["cursor"] = data["cursor"]


def through_display(world: World, creator: Creator) -> list[Normal]:
    fields = "id,create_time,video_description,view_count,like_count,comment_count,share_count"
    rows: list[Normal] = []
    body: dict[str, Any] = {"max_count": 20}
    headers = {"Authorization": f"Bearer {world.user_token(creator)}"}
    while True:
        data = world.http.post("/v2/video/list/", params={"fields": fields}, json=body, headers=headers).json()["data"]
        assert len(data["videos"]) <= 20
        rows += [_official(video) for video in data["videos"]]
        if not data["has_more"]:
            return rows
        body["cursor"] = data["cursor"]


def through_research(world: World, username: str) -> list[Normal]:
    fields = "id,create_time,video_description,view_count,like_count,comment_count,share_count"
    rows: list[Normal] = []
    body: dict[str, Any] = {"username": username, "max_count": 30}
    headers = {"Authorization": f"Bearer {DEMO_CLIENT_TOKEN}"}
    while True:
        path = "/v2/research/user/reposted_videos/"
        data = world.http.post(path, params={"fields": fields}, json=body, headers=headers).json()["data"]
        rows += [_official(video) for video in data["reposted_videos"]]
        if not data["has_more"]:
            return rows
        body["cursor"] = data["cursor"]


def _web(item: dict[str, Any]) -> Normal:
    stats = item["stats"]
    counts = (stats["playCount"], stats["diggCount"], stats["commentCount"], stats["shareCount"])
    return (int(item["id"]), item["createTime"], item["desc"], *counts)


def _official(video: dict[str, Any]) -> Normal:
    counts = (video["view_count"], video["like_count"], video["comment_count"], video["share_count"])
    return (int(video["id"]), video["create_time"], video["video_description"], *counts)


def _domain(post: Post) -> Normal:
    counts = post.counts or Counts()
    numbers = (counts.plays or 0, counts.likes or 0, counts.comments or 0, counts.shares or 0)
    return (post.id, post.created_s or 0, post.text or "", *numbers)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(posts=creators_posts())
def test_a_creators_posts_are_the_same_in_every_dialect(world: World, posts: list[Post]) -> None:
    creator, kept = world.keep(posts)
    newest_first = [
        _domain(post) for post in sorted(kept, key=lambda post: (post.created_s or 0, post.id), reverse=True)
    ]

    assert through_tikapi(world, creator) == newest_first
    assert through_justone(world, creator) == newest_first
    assert through_display(world, creator) == newest_first
    assert through_research(world, world.repost_all(kept)) == [_domain(post) for post in kept]


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(posts=creators_posts(), later=creators_posts(), data=st.data())
def test_paging_neither_loses_nor_repeats_while_posts_come_in(
    world: World, posts: list[Post], later: list[Post], data: st.DataObject
) -> None:
    creator, kept = world.keep(posts)
    params = {"secUid": creator.sec_uid or "", "count": str(data.draw(st.integers(1, 30)))}
    added = iter([_moved(post, 10**6 + next(world.examples)) for post in later])
    seen: list[int] = []
    while True:
        page = world.http.get("/public/posts", params=params, headers={"X-API-KEY": DEMO_API_KEY}).json()
        seen += [int(item["id"]) for item in page["itemList"]]
        if not page["hasMore"]:
            break
        params["cursor"] = page["cursor"]
        keep(world.archive, creator, [post for post in (next(added, None),) if post])

    assert len(seen) == len(set(seen))
    assert {post.id for post in kept} <= set(seen)
