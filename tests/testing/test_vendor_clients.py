"""Clients whose hosts are built in, unmodified, under `intercept`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import pytest
import researchtikpy
from justoneapi import JustOneAPIClient
from tikapi import TikAPI
from tiktok_research_api import (
    Criteria,
    Query,
    QueryUserRepostedVideosRequest,
    QueryVideoRequest,
    TikTokResearchAPI,
)
from tiktok_research_api_helper import query as helper
from tiktok_research_api_helper.api_client import TikTokApiRequestClient, TikTokCredentials, TikTokVideoRequest

import tokgate
from tokgate import Q
from tokgate.testing import Server, intercept

pytestmark = pytest.mark.clients


def test_tiktoks_own_wrapper(session_server: Server) -> None:
    assert version("tiktokresearchapi") == "1.0.4"
    app = session_server.credentials["official"]
    with intercept(session_server):
        api = TikTokResearchAPI(app["client_key"], app["client_secret"], qps=1000)
        assert api.client_token.startswith("clt.")
        wanted = QueryUserRepostedVideosRequest(session_server.sample["username"], max_count=10)
        videos, _, has_more = api.query_user_reposted_videos(wanted, fetch_all_pages=True)
    assert len(videos) > 10
    assert not has_more
    assert len({video["id"] for video in videos}) == len(videos)


@pytest.fixture
def span(session_server: Server) -> tuple[str, str]:
    """The last 60 days of the server's clock."""
    today = session_server.clock.now()
    return f"{today - timedelta(days=60):%Y%m%d}", f"{today:%Y%m%d}"


@pytest.fixture
def searched(session_server: Server, span: tuple[str, str]) -> set[int]:
    """The ids of the sample creator's posts of these days, as our own client finds them."""
    app = session_server.credentials["official"]
    query = Q.username == session_server.sample["username"]
    with tokgate.Official(
        client_key=app["client_key"], client_secret=app["client_secret"], base_url=session_server.url
    ) as client:
        videos = client.research.video.query.all(
            fields=["id"], query=query, start_date=span[0], end_date=span[1], max_count=10
        )
        ids = {int(video.id or 0) for video in videos}
    assert len(ids) > 20
    return ids


def test_tiktoks_own_wrapper_searches(session_server: Server, span: tuple[str, str], searched: set[int]) -> None:
    app = session_server.credentials["official"]
    query = Query(and_criteria=[Criteria("EQ", "username", [session_server.sample["username"]])])
    with intercept(session_server):
        api = TikTokResearchAPI(app["client_key"], app["client_secret"], qps=1000)
        wanted = QueryVideoRequest(query, *span, max_count=10)
        videos, search_id, _, has_more, *_ = api.query_videos(wanted, fetch_all_pages=True)
    assert sorted(video["id"] for video in videos) == sorted(searched)
    assert search_id
    assert not has_more


def test_researchtikpy_searches(session_server: Server, searched: set[int]) -> None:
    app = session_server.credentials["official"]
    query = researchtikpy.Query(
        and_=[
            researchtikpy.Condition(
                researchtikpy.Fields.username,
                researchtikpy.Operators.isin,
                [session_server.sample["username"], "nobody"],
            )
        ]
    )
    today = session_server.clock.now()
    first = today - timedelta(days=30)
    with intercept(session_server):
        token = researchtikpy.get_access_token(app["client_key"], app["client_secret"])["access_token"]
        rows = researchtikpy.get_videos_query(
            query, token, f"{first:%Y%m%d}", f"{today:%Y%m%d}", total_max_count=10_000, max_count=5
        )
    since = first.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
    assert sorted(rows["id"]) == sorted(each for each in searched if each >> 32 >= since)


def test_tiktok_research_api_helper_searches(session_server: Server, span: tuple[str, str], searched: set[int]) -> None:
    app = session_server.credentials["official"]
    keys = TikTokCredentials(client_key=app["client_key"], client_secret=app["client_secret"])
    query = helper.VideoQuery(
        and_=helper.Condition(helper.Fields.username, session_server.sample["username"], helper.Operations.EQ)
    )
    middle = datetime.strptime(span[0], "%Y%m%d").replace(tzinfo=UTC) + timedelta(days=30)
    halves = ((span[0], f"{middle:%Y%m%d}"), (f"{middle + timedelta(days=1):%Y%m%d}", span[1]))
    ids: list[int] = []
    with intercept(session_server):
        client = TikTokApiRequestClient(credentials=keys)
        for start, end in halves:
            cursor = search_id = None
            while True:
                wanted = TikTokVideoRequest(query, start, end, max_count=10, cursor=cursor, search_id=search_id)
                answer = client.fetch_videos(wanted)
                ids += [video["id"] for video in answer.videos]
                cursor, search_id = answer.data["cursor"], answer.data["search_id"]
                if not answer.data["has_more"]:
                    break
    assert sorted(ids) == sorted(searched)


def test_tikapi(session_server: Server) -> None:
    with intercept(session_server):
        api = TikAPI(session_server.credentials["tikapi"]["api_key"])
        pages = 0
        answer = api.public.posts(secUid=session_server.sample["sec_uid"])
        while answer:
            pages += 1
            answer = answer.next_items()
        assert pages > 2
        sandboxed = api.user(accountKey=session_server.credentials["tikapi"]["account_key"])
        assert sandboxed.posts.feed().json()["status"] == "success"


def test_justoneapi(session_server: Server) -> None:
    with intercept(session_server):
        client = JustOneAPIClient(session_server.credentials["justone"]["token"])
        answer = client.tiktok.get_user_post_v1(sec_uid=session_server.sample["sec_uid"], cursor="0")
    assert answer.success
    assert answer.data["itemList"]
