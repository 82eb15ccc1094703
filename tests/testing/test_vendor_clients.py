"""Clients whose hosts are built in, unmodified, under `intercept`."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from justoneapi import JustOneAPIClient
from tikapi import TikAPI
from tiktok_research_api import QueryUserRepostedVideosRequest, TikTokResearchAPI

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
