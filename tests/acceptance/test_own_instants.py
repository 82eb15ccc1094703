"""A page asked for by an instant of the caller's own holds what is older than it, in every dialect and list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.archive.conftest import BACKENDS
from tests.made import OBSERVED_MS, creator_named, keep, post_of
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.dialects.justone.credentials import DEMO_TOKEN
from tokgate.dialects.official.credentials import DEMO_CLIENT_TOKEN
from tokgate.dialects.tikapi.credentials import DEMO_API_KEY
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation, Provenance
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.domain.posts import Post
from tokgate.domain.relations import like, repost
from tokgate.domain.secrets import hash_secret
from tokgate.server.demo import demo_credentials

START_S = 1_700_000_000
#: Within one second, where callers' instants lie: just after it, and wherever else.
WITHIN = st.sampled_from([0, 1, 2, 250, 499, 500, 501, 750, 998, 999])

Ids = list[int]


class World:
    """One archive and server for all examples; each has a creator, who also likes and reposts their own posts."""

    def __init__(self, archive: Archive, http: httpx.Client) -> None:
        self.archive = archive
        self.http = http
        self.examples = count(1)

    def keep(self, seconds: list[int]) -> tuple[Creator, list[Post]]:
        number = next(self.examples)
        creator = creator_named(f"creator{number}")
        posts = [
            post_of(post_id=((START_S + second) << 32) + (number << 8) + place, created_s=START_S + second)
            for place, second in enumerate(seconds)
        ]
        keep(self.archive, creator, posts)
        said = [make(creator, post, at_s=post.created_s) for post in posts for make in (like, repost)]
        observations = [Observation(subject=each, source="made", observed_ms=OBSERVED_MS) for each in said]
        self.archive.commit(observations, Provenance(source="made"))
        stored = self.archive.creator(username=creator.username or "")
        assert stored is not None
        self.archive.add_credential(
            CredentialRecord(
                kind="user_token",
                name=f"token {number}",
                hash=hash_secret(f"act.{creator.username}"),
                client_key="app",
                creator=stored.key,
                scopes=("video.list",),
                created_ms=0,
            )
        )
        return creator, posts


@pytest.fixture(scope="module", params=sorted(BACKENDS))
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    archive = open_archive(BACKENDS[request.param](tmp_path_factory.mktemp("instants")))
    with serving(archive, demo_credentials(None)) as url, httpx.Client(base_url=url, timeout=30) as http:
        yield World(archive, http)
    archive.close()


def posts(world: World, creator: Creator, cursor: int) -> Ids:
    params = {"secUid": creator.sec_uid or "", "cursor": str(cursor)}
    items = world.http.get("/public/posts", params=params, headers={"X-API-KEY": DEMO_API_KEY}).json()["itemList"]
    return [int(item["id"]) for item in items]


def likes(world: World, creator: Creator, cursor: int) -> Ids:
    params = {"secUid": creator.sec_uid or "", "cursor": str(cursor)}
    items = world.http.get("/public/likes", params=params, headers={"X-API-KEY": DEMO_API_KEY}).json()["itemList"]
    return [int(item["id"]) for item in items]


def user_posts(world: World, creator: Creator, cursor: int) -> Ids:
    params = {"secUid": creator.sec_uid or "", "cursor": str(cursor), "token": DEMO_TOKEN}
    data = world.http.get("/api/tiktok/get-user-post/v1", params=params).json()["data"]
    return [int(item["id"]) for item in data["itemList"]]


def display(world: World, creator: Creator, cursor: int) -> Ids:
    data = _official(world, "/v2/video/list/", f"act.{creator.username}", {"cursor": cursor, "max_count": 20})
    return [int(video["id"]) for video in data["videos"]]


def reposts(world: World, creator: Creator, cursor: int) -> Ids:
    body = {"username": creator.username, "cursor": cursor, "max_count": 30}
    data = _official(world, "/v2/research/user/reposted_videos/", DEMO_CLIENT_TOKEN, body)
    return [int(video["id"]) for video in data["reposted_videos"]]


def _official(world: World, path: str, token: str, body: dict[str, Any]) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}"}
    data: dict[str, Any] = world.http.post(path, params={"fields": "id"}, json=body, headers=headers).json()["data"]
    return data


@pytest.mark.parametrize("ask", [posts, likes, user_posts, display, reposts])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seconds=st.lists(st.integers(0, 4), min_size=1, max_size=5), second=st.integers(0, 5), within=WITHIN)
def test_what_is_older_than_an_instant(
    world: World, ask: Callable[[World, Creator, int], Ids], seconds: list[int], second: int, within: int
) -> None:
    creator, made = world.keep(seconds)
    handed_out = {item.rank for item in _items(world, creator)}
    cursor = (START_S + second) * 1000 + within
    assume(cursor not in handed_out)
    older = [post for post in made if (post.created_s or 0) * 1000 < cursor]

    newest_first = sorted(older, key=lambda post: (post.created_s or 0, post.id), reverse=True)
    assert ask(world, creator, cursor) == [post.id for post in newest_first]


def _items(world: World, creator: Creator) -> list[Any]:
    stored = world.archive.creator(username=creator.username or "")
    assert stored is not None
    return list(world.archive.items(stored.key or 0, after=None, limit=30).rows)
