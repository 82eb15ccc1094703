"""The vendor's clients for Python and Node, unmodified, make every call and page every list to its end."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.compat.vendor import EARLIER, schema_in
from tests.evidence import shows

import tokgate
from tokgate.compat.tikapi.schema import Category
from tokgate.contract.dialect import operations_of
from tokgate.contract.operation import Listing, Operation
from tokgate.dialects.tikapi.dialect import DIALECT
from tokgate.testing import Server

HERE = Path(__file__).parent
#: Where `make` puts the client for Node.
PACKAGES = Path(sys.prefix) / "clients" / "npm"
Arguments = dict[str, Any]
#: Of those that the vendor's SDK 3.2.2 has, by the names that it gives them.
OPERATIONS = {
    operation.name.removeprefix("tikapi."): operation
    for operation in operations_of(DIALECT)
    if not operation.name.startswith("tikapi.earlier.")
}
#: Of the client 3.0.0, whose `next_items` sends what was answered under a name that the call does not have.
ENDLESS_IN_3_0 = ("public.search", "user.following")

pytestmark = pytest.mark.clients


@pytest.fixture
def server() -> Iterator[Server]:
    """A world of its own for each client, as half of the calls change it."""
    with Server() as server:
        yield server


def clients() -> list[Any]:
    node = [shutil.which("node") or "node", str(HERE / "run_tikapi_all.mjs"), str(PACKAGES)]
    missing = not (shutil.which("node") and PACKAGES.exists())
    return [
        pytest.param([sys.executable, str(HERE / "run_tikapi_all.py")], id="python"),
        pytest.param(node, id="node", marks=pytest.mark.skipif(missing, reason="there is no Node here")),
    ]


@shows(*OPERATIONS.values())
@pytest.mark.parametrize("command", clients())
def test_every_call_answers_and_every_list_ends(server: Server, command: list[str]) -> None:
    keys = server.credentials["tikapi"]
    with tokgate.TikAPI(keys["api_key"], account_key=keys["account_key"], base_url=server.url) as client:
        calls = every_call(client, server.sample)
        assert calls.keys() == OPERATIONS.keys()
        expected = {name: [rows_of(client, name, each) for each in given] for name, given in calls.items()}

    answers = answers_to(command, server, calls)

    found = {name: [rows_in(OPERATIONS[name], pages) for pages in each] for name, each in answers.items()}
    assert found == expected
    paged = [name for name, operation in OPERATIONS.items() if operation.pages and max(map(len, answers[name])) > 1]
    assert len(paged) > 12, f"only {paged} have a second page"


def test_the_earlier_client_makes_every_call_too(server: Server) -> None:
    keys = server.credentials["tikapi"]
    with tokgate.TikAPI(keys["api_key"], account_key=keys["account_key"], base_url=server.url) as client:
        known = known_names(client, server.sample)
        posts = rows_of(client, "public.posts", {"secUid": server.sample["sec_uid"]})
    names = names_in(schema_in(EARLIER / "tikapi"))
    calls = {name: given for name, given in {**reading(known), **writing(known)}.items() if name in names}
    calls["public.check"] = [{"username": known["username"], "secUid": known["sec_uid"]}]
    calls["public.discover"] = [{"category": each, "count": 20} for each in ("users", "music", "hashtag")]

    command = [sys.executable, str(HERE / "run_tikapi_all.py")]
    answers = answers_to(command, server, calls, unpaged=ENDLESS_IN_3_0, path=EARLIER)

    assert answers.keys() == names
    assert rows_in(OPERATIONS["public.posts"], answers["public.posts"][0]) == posts
    assert all(len(pages) > 1 for pages in answers["public.discover"])


def names_in(category: Category) -> set[str]:
    """The names of all calls of a client's schema."""
    held = (names_in(each) for each in category.categories.values())
    return {".".join((*category.path, name)) for name in category.endpoints}.union(*held)


def answers_to(
    command: list[str],
    server: Server,
    calls: Mapping[str, list[Arguments]],
    *,
    unpaged: Sequence[str] = (),
    path: Path | None = None,
) -> dict[str, list[list[Any]]]:
    """By the name of each call, the pages that a vendor's client came by, once for each of the arguments."""
    keys = server.credentials["tikapi"]
    told: Arguments = {"base": server.url, "api_key": keys["api_key"], "account_key": keys["account_key"]}
    told |= {"calls": calls, "unpaged": unpaged}
    environment = {**os.environ, "PYTHONPATH": str(path)} if path else None
    done = subprocess.run(command, input=json.dumps(told), capture_output=True, text=True, timeout=300, env=environment)
    assert done.returncode == 0, done.stderr
    answers: dict[str, list[list[Any]]] = json.loads(done.stdout)
    return answers


def rows_of(client: tokgate.TikAPI, name: str, arguments: Arguments) -> int | None:
    """How many entries a list has for our own client; None for what is no list."""
    if OPERATIONS[name].pages is None:
        return None
    listing: Any = reduce(getattr, name.split("."), client)
    return len(list(listing.all(**arguments)))


def rows_in(operation: Operation[Any, ...], pages: list[Any]) -> int | None:
    """How many entries the pages have that the vendor's client came by."""
    if not isinstance(operation, Listing):
        return None
    paging: Any = operation.pages
    return sum(len(paging.items(msgspec.convert(page, operation.answer.type, strict=False))) for page in pages)


def every_call(client: tokgate.TikAPI, sample: Mapping[str, str]) -> dict[str, list[Arguments]]:
    """By the name of each call the arguments to make it with: what only reads comes first."""
    known = known_names(client, sample)
    return {**reading(known), **writing(known)}


def known_names(client: tokgate.TikAPI, sample: Mapping[str, str]) -> dict[str, Any]:
    """What there is to ask for in the demo's world, under names of our own."""
    items = list(client.public.posts.all(secUid=sample["sec_uid"]))
    post = max(items, key=lambda item: (item.stats and item.stats.commentCount) or 0)
    comments = list(client.public.commentsList.all(media_id=str(post.id)))
    parent = max(comments, key=lambda comment: comment.reply_comment_total or 0)
    talk = next(iter(client.user.conversations.all()))
    kept, deleted = list(client.user.conversationRequests.conversations.all())[:2]
    [room] = [card.live_info for card in client.user.live.list.all(count=1)][:1]
    [running] = [card.live_info for card in client.user.live.recommend(room_id=str(room.id)).data][:1] if room else []
    other = next(iter(client.public.followingList.all(secUid=sample["sec_uid"])))
    return {
        "sec_uid": sample["sec_uid"],
        "username": sample["username"],
        "user_id": sample["user_id"],
        "post": str(post.id),
        "sound": str(post.music.id) if post.music else "",
        "hashtag": next(tag.title for item in items for tag in item.challenges or () if tag.title),
        "comment": str(parent.cid),
        "playlist": str(next(iter(client.public.playlists.all(secUid=sample["sec_uid"]))).id),
        "talk": {"conversation_id": talk.id, "conversation_short_id": talk.short_id},
        "ticket": talk.ticket,
        "kept": {"conversation_id": kept.id, "conversation_short_id": kept.short_id},
        "asker": str(kept.ownerUid),
        "deleted": {"conversation_id": deleted.id, "conversation_short_id": deleted.short_id},
        "room": str(room.id) if room else "",
        "running": str(running.id) if running else "",
        "other": other.user,
    }


def reading(known: Mapping[str, Any]) -> dict[str, list[Arguments]]:
    """Calls that change nothing. Counts are small, so that lists have pages."""
    sec_uid, post = {"secUid": known["sec_uid"]}, known["post"]
    searches = [{"category": each, "query": "baking"} for each in ("general", "users", "videos", "autocomplete")]
    replies = {"media_id": post, "comment_id": known["comment"], "count": 1}
    return {
        "key": [{}],
        "public.check": [{"username": known["username"]}, {"user_id": known["user_id"]}],
        "public.checkV3": [sec_uid],
        "public.posts": [sec_uid],
        "public.likes": [sec_uid],
        "public.followersList": [sec_uid],
        "public.followingList": [{**sec_uid, "count": 5}],
        "public.explore": [{}],
        "public.video": [{"id": post}],
        "public.videoV2": [{"id": post}],
        "public.videoV3": [{"id": post, "username": known["username"]}],
        "public.relatedPosts": [{"video_id": post}],
        "public.playlists": [{**sec_uid, "count": 1}],
        "public.playlistItems": [{"playlist_id": known["playlist"], "count": 2}],
        "public.exploreCategory": [{"category_id": "5"}],
        "public.hashtag": [{"name": known["hashtag"], "count": 9}],
        "public.commentsList": [{"media_id": post, "count": 2}],
        "public.commentRepliesList": [replies],
        "public.music": [{"id": known["sound"], "count": 2}],
        "public.musicInfo": [{"id": known["sound"]}],
        "public.discover": [{"keyword": "baking", "count": 9}],
        "public.search": searches,
        "user.info": [{}, {"username": known["username"]}],
        "user.verify": [{}],
        "user.notifications": [{"count": 3}, {"filter": "followers"}],
        "user.analytics": [
            {"type": "video", "media_id": post},
            *({"type": each, "days": 30} for each in ("overview", "content", "followers", "live")),
        ],
        "user.followingV1": [{"count": 5}],
        "user.following": [{"count": 5}],
        "user.followers": [{}],
        "user.posts.feed": [{}],
        "user.posts.likes": [{}],
        "user.posts.followingPosts": [{}],
        "user.posts.relatedPosts": [{"video_id": post}],
        "user.posts.savedPosts": [{"count": 2}],
        "user.posts.playlists": [{"count": 1}],
        "user.posts.playlistItems": [{"playlist_id": known["playlist"], "count": 2}],
        "user.posts.explore": [{}],
        "user.posts.search": searches,
        "user.posts.video": [{"id": post}],
        "user.posts.comments.list": [{"media_id": post, "count": 2}],
        "user.posts.comments.replies": [replies],
        "user.conversations": [{}],
        "user.messages": [{**known["talk"], "limit": "2"}],
        "user.conversationRequests.conversations": [{}],
        "user.conversationRequests.messages": [known["kept"]],
        "user.live.permissions": [{}],
        "user.live.info": [{"room_id": known["room"]}],
        "user.live.recommend": [{"room_id": known["room"]}],
        "user.live.stats": [{"room_id": known["room"]}],
        "user.live.chat": [{"room_id": known["room"]}],
        "user.live.topics": [{}],
        # The vendor's clients do not go on by page numbers themselves.
        "user.live.transactionHistory": [{"count": 100}],
        "user.live.search": [{"query": "live"}],
        "user.live.analytics": [{"days": 30}],
        "user.live.list": [{"count": 1}],
        "user.live.details": [{"room_id": known["room"]}],
    }


def writing(known: Mapping[str, Any]) -> dict[str, list[Arguments]]:
    """Calls that change something, in an order in which each can."""
    other, comment = known["other"], {"media_id": known["post"], "comment_id": known["comment"]}
    named = {"username": other.uniqueId, "secUid": other.secUid, "user_id": str(other.id)}
    return {
        "user.edit": [{"field": "nickname", "value": "another name"}, {"field": "bio", "value": "told anew"}],
        "user.unfollow": [named],
        "user.follow": [named],
        "user.posts.like": [{"media_id": known["post"]}],
        "user.posts.unlike": [{"media_id": known["post"]}],
        "user.posts.comments.post": [{"media_id": known["post"], "text": "first!"}],
        "user.posts.comments.like": [comment],
        "user.posts.comments.unlike": [comment],
        "user.posts.comments.delete": [{"comment_id": known["comment"]}],
        "user.sendMessage": [{"text": "hello", "ticket": known["ticket"], **known["talk"]}],
        "user.conversationRequests.markRead": [known["kept"]],
        "user.conversationRequests.accept": [{"user_id": known["asker"], **known["kept"]}],
        "user.conversationRequests.delete": [known["deleted"]],
        "user.live.start": [{"title": "a room"}],
        "user.live.sendChat": [{"room_id": known["running"], "text": "hello"}],
        "user.live.stop": [{}],
    }
