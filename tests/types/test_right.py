"""What type checkers must infer and accept. mypy and pyright (strict) run over this file; pytest runs it as well."""

from __future__ import annotations

from datetime import datetime
from typing import Any, assert_type

from tests.types.declared import Detail, How, Page, Request, Row, Things

import tokgate
from tokgate.contract.answers import Binary, Stream
from tokgate.contract.calls import AsyncCall, AsyncListCall, Call, ListCall
from tokgate.contract.handlers import Encoded, Handlers
from tokgate.contract.operation import Async, Listing, Operation, Sync
from tokgate.contract.paging import AsyncItems, AsyncPages, Items, Pages


def sync_calls(
    things: Things[Sync], client: tokgate.TikAPI, official: tokgate.Official, other: tokgate.JustOne
) -> None:
    assert_type(things.list(owner="a"), Page)
    assert_type(things.list(owner="a", count=3), Page)
    assert_type(things.detail(id="1"), Detail)
    assert_type(things.keep(id="1"), Detail)
    assert_type(things.picture(id="1"), Binary)
    assert_type(things.film(id="1"), Stream)
    assert_type(list(things.film(id="1")), list[bytes])
    things.forget(id="1", how=How.HARD)
    assert_type(things.search.all(words="w"), Items[Row])
    assert_type(things.list.all(owner="a"), Items[Row])
    assert_type(things.list.pages(owner="a", count=3), Pages[Page])
    assert_type(things.list.resume_all("saved"), Items[Row])
    assert_type(things.list.resume_pages("saved"), Pages[Page])
    assert_type([row.id for row in things.list.all(owner="a")], list[str])
    assert_type(things.list.with_options(timeout=1, headers={"x-a": "b"})(owner="a", count=3), Page)
    assert_type(things.list.with_options(deadline=5).all(owner="a"), Items[Row])
    assert_type(client.public.posts(secUid="s"), tokgate.ItemPage)
    assert_type(client.public.posts.all(secUid="s"), Items[tokgate.Item])
    assert_type(client.public.check(username="u"), tokgate.CheckAnswer)
    assert_type(client.user.posts.feed(), tokgate.ItemPage)
    assert_type(client.key(), tokgate.KeyAnswer)
    assert_type(client.with_options(deadline=5, base_url="http://127.0.0.1:8700"), tokgate.TikAPI)
    assert_type(official.user.info(fields=["open_id"]), tokgate.UserAnswer)
    assert_type(official.video.list.all(fields=["id"]), Items[tokgate.Video])
    wanted: list[tokgate.VideoField] = ["id", "view_count"]
    assert_type(official.video.list(fields=wanted), tokgate.VideoPage)
    assert_type(official.research.user.reposted_videos(fields=["id"], username="u"), tokgate.RepostedPage)
    query = official.research.video.query
    asked = ~tokgate.Q.keyword("a") & (tokgate.Q.view_count > 5) & tokgate.Q.region.in_("US", "CA")
    assert_type(asked, tokgate.VideoQuery)
    found = query(fields=["id"], query=asked, start_date="20240101", end_date="20240102")
    assert_type(found, tokgate.ResearchVideoPage)
    walk = query.all(fields=["id"], query=tokgate.Q.username == "u", start_date="20240101", end_date="20240102")
    assert_type(walk, Items[tokgate.ResearchVideo])
    assert_type(other.tiktok.user_posts.pages(secUid="s"), Pages[tokgate.PostsAnswer])
    assert_type(client.fetch("https://cdn.example/cover", timeout=5), tokgate.Binary)
    assert_type(client.upload("https://cdn.example/film", tokgate.Binary(b"")), tokgate.Binary)
    assert_type(client.stream("https://cdn.example/film", headers={"Range": "bytes=9-"}), tokgate.Stream)
    with client as same:
        assert_type(same, tokgate.TikAPI)


async def async_calls(things: Things[Async], client: tokgate.AsyncTikAPI, official: tokgate.AsyncOfficial) -> None:
    assert_type(await things.list(owner="a"), Page)
    assert_type(await things.detail(id="1"), Detail)
    assert_type(await things.picture(id="1"), Binary)
    assert_type([part async for part in await things.film(id="1")], list[bytes])
    await things.forget(id="1")
    assert_type(How.SOFTLY.value, str)
    assert_type(things.list.all(owner="a"), AsyncItems[Row])
    assert_type(things.list.pages(owner="a"), AsyncPages[Page])
    assert_type(await things.list.with_options(retries=0)(owner="a"), Page)
    assert_type(things.list.with_options(query={"a": "b"}).pages(owner="a"), AsyncPages[Page])
    assert_type([row.id async for row in things.list.all(owner="a")], list[str])
    assert_type(await client.public.posts(secUid="s"), tokgate.ItemPage)
    assert_type(await client.key(), tokgate.KeyAnswer)
    assert_type([post async for post in client.user.posts.feed.all()], list[tokgate.Item])
    assert_type(await official.video.query(fields=["id"], filters=tokgate.VideoFilters(["1"])), tokgate.VideoPage)
    assert_type(await client.upload("https://cdn.example/film", tokgate.Binary(b"")), tokgate.Binary)
    assert_type(await client.fetch("https://cdn.example/cover"), tokgate.Binary)
    async with client as same:
        assert_type(same, tokgate.AsyncTikAPI)


def bound_forms(
    sync: Things[Sync], later: Things[Async]
) -> tuple[Call[Detail, ...], ListCall[Page, Row, ...], AsyncCall[Detail, ...], AsyncListCall[Page, Row, ...]]:
    return sync.detail, sync.list, later.detail, later.list


def views(item: tokgate.Item, video: tokgate.Video, research: tokgate.ResearchVideo, user: tokgate.User) -> None:
    assert_type([tokgate.Post.of(each) for each in (item, video, research)], list[tokgate.Post])
    assert_type(tokgate.Post.of(item).created_at, datetime | None)
    assert_type(tokgate.Post.of(item).counts.plays, int | None)
    assert_type(tokgate.Post.of(video).hashtags, tuple[str, ...] | None)
    assert_type(tokgate.Creator.of(user).audience.followers, int | None)
    assert_type(item.to_dict(), dict[str, Any])
    assert_type(item.author, tokgate.Author | None)


def transports(attempt: tokgate.Attempt) -> tokgate.Reply:
    return tokgate.Reply(status=200, headers={}, body=attempt.body)


plugged: tokgate.Transport = transports
with_it = tokgate.TikAPI("k", transport=transports)
smaller = tokgate.TikAPI("k", transport=tokgate.HttpTransport(most_bytes=1 << 20))


def errors(problem: tokgate.ApiError) -> None:
    assert_type(problem.reset_at, float | None)
    assert_type(problem.cause, tokgate.Cause)


operation: Operation[Detail, ...] = Things.detail
listing: Listing[Page, Row, ...] = Things.list
handlers: Handlers[Request] = Handlers()
others: Handlers[Request] = Handlers()


@handlers.implements(Things.list)
def list_things(request: Request, /, *, owner: str, count: int = 30, **_: object) -> Page:
    return Page(rows=[Row(id=owner)] * count)


@others.implements(Things.list)
def list_some_things(request: Request, /, *, owner: str, **_: object) -> Page:
    return Page(rows=[Row(id=owner)])


@handlers.implements(Things.detail)
def detail(request: Request, /, *, id: str, **_: object) -> Detail | Encoded[Detail]:
    return Encoded(b"{}")


@handlers.implements(Things.picture)
def picture(request: Request, /, *, id: str, **_: object) -> Binary:
    return Binary(b"", "image/png")


@handlers.implements(Things.forget)
def forget(request: Request, /, *, id: str, **_: object) -> None:
    return None


def test_the_declarations_are_what_they_seem() -> None:
    assert isinstance(listing, Listing)
    assert operation.name == "sample.things.detail"
    assert [operation.name for operation, _ in handlers] == [
        "sample.things.list",
        "sample.things.detail",
        "sample.things.picture",
        "sample.things.forget",
    ]
