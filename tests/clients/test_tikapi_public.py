"""The vendor's client, unmodified, calls everything public of the demo's world and pages each list to its end."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.evidence import shows
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.dialects.tikapi.credentials import DEMO_API_KEY
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive
from tokgate.domain.relations import RelationKind
from tokgate.server.demo import demo_credentials
from tokgate.world.making import write_world
from tokgate.world.people import sample_username
from tokgate.world.sizes import DEMO

SCRIPT = Path(__file__).with_name("run_tikapi_public.py")
Pages = list[dict[str, Any]]

pytestmark = pytest.mark.clients


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Archive, Creator, str]]:
    archive = open_archive(str(tmp_path_factory.mktemp("public") / "world.db"))
    write_world(archive, 7, msgspec.structs.replace(DEMO, items=True))
    sample = archive.creator(username=sample_username(7))
    assert sample
    with serving(archive, demo_credentials(sample)) as url:
        yield archive, sample, url
    archive.close()


@shows(*Public.operations())
def test_every_public_call_answers_and_every_list_ends(world: tuple[Archive, Creator, str]) -> None:
    archive, sample, url = world
    key, sec_uid = sample.key or 0, sample.sec_uid
    posts = archive.posts(key, after=None, limit=100).rows
    post = max(posts, key=lambda post: archive.comment_count(post.id))
    comments = archive.comments_from(post.id, offset=0, limit=100).rows
    parent = max(comments, key=lambda each: archive.comment_count(post.id, parent=each.id))
    sound = next(post.sound.id for post in posts if post.sound and post.sound.id)
    tag = next(tag for post in posts for tag in post.hashtags or ())
    playlist = archive.playlists(key, after=None, limit=1).rows[0]
    calls: dict[str, tuple[str, dict[str, Any]]] = {
        "check": ("check", {"username": sample.username}),
        "checkV3": ("checkV3", {"secUid": sec_uid}),
        "posts": ("posts", {"secUid": sec_uid}),
        "likes": ("likes", {"secUid": sec_uid}),
        "followers": ("followersList", {"secUid": sec_uid, "count": 20}),
        "following": ("followingList", {"secUid": sec_uid, "count": 5}),
        "explore": ("explore", {}),
        "video": ("video", {"id": str(post.id)}),
        "videoV2": ("videoV2", {"id": str(post.id)}),
        "videoV3": ("videoV3", {"id": str(post.id), "username": sample.username}),
        "related": ("relatedPosts", {"video_id": str(post.id)}),
        "playlists": ("playlists", {"secUid": sec_uid, "count": 1}),
        "playlist": ("playlistItems", {"playlist_id": str(playlist.id), "count": 1}),
        "category": ("exploreCategory", {"category_id": 5}),
        "by name": ("hashtag", {"name": tag.name, "count": 9}),
        "by id": ("hashtag", {"id": tag.id, "count": 9}),
        "comments": ("commentsList", {"media_id": str(post.id), "count": 2}),
        "replies": ("commentRepliesList", {"media_id": str(post.id), "comment_id": str(parent.id), "count": 1}),
        "music": ("music", {"id": str(sound), "count": 9}),
        "musicInfo": ("musicInfo", {"id": str(sound)}),
        "discover": ("discover", {"keyword": "baking", "count": 9}),
        **{
            category: ("search", {"category": category, "query": "baking"})
            for category in ("general", "users", "videos", "autocomplete")
        },
    }

    answers = run(url, calls)

    assert all(pages[0]["status"] == "success" for pages in answers.values())
    assert {name for name, _ in calls.values()} == {each.name.rpartition(".")[2] for each in Public.operations()}
    follows = archive.relations(RelationKind.FOLLOW, key, after=None, limit=1000).rows
    sizes = {
        "posts": len(archive.items(key, after=None, limit=1000).rows),
        "likes": len(archive.related_items(RelationKind.LIKE, key, after=None, limit=1000).rows),
        "playlist": len(playlist.posts or ()),
        "by name": archive.hashtag_count(tag.name),
        "by id": archive.hashtag_count(tag.name),
        "music": archive.sound_count(sound),
    }
    for name, size in sizes.items():
        assert len(_ids(answers[name], "itemList")) == size > 9, name
    assert len(_entries(answers["followers"], "userList")) == len(archive.followers(key, after=None, limit=1000).rows)
    assert len(_entries(answers["following"], "userList")) == len(follows)
    assert len(_entries(answers["comments"], "comments")) == len(comments)
    assert len(_entries(answers["replies"], "comments")) == archive.comment_count(post.id, parent=parent.id)
    assert _ids(answers["discover"], "itemList") == _ids(answers["videos"], "item_list")
    assert len(answers["videos"]) > 1


def run(url: str, calls: dict[str, tuple[str, dict[str, Any]]]) -> dict[str, Pages]:
    command = [sys.executable, str(SCRIPT), url, DEMO_API_KEY, json.dumps(calls)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    pages: dict[str, Pages] = json.loads(done.stdout)
    return pages


def _entries(pages: Pages, name: str) -> list[dict[str, Any]]:
    return [entry for page in pages for entry in page[name]]


def _ids(pages: Pages, name: str) -> set[str]:
    ids = [entry["id"] for entry in _entries(pages, name)]
    assert len(ids) == len(set(ids))
    return set(ids)
