"""The app's tests: time, limits and failures are moved on a real server, so nothing is mocked and nothing sleeps."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from app import DailyQuotaUsed, Progress, RepostCollector

from tokgate.testing import Server, intercept

PAGES = "official.research.user.reposted_videos"


@pytest.fixture
def collector(tokgate_server: Server) -> Iterator[RepostCollector]:
    app = tokgate_server.credentials["official"]
    collector = RepostCollector(app["client_key"], app["client_secret"], base_url=tokgate_server.url)
    yield collector
    collector.close()


@pytest.fixture
def progress(tokgate_server: Server) -> Progress:
    return Progress(tokgate_server.sample["username"])


def test_all_pages_are_collected_once(collector: RepostCollector, progress: Progress, tokgate_server: Server) -> None:
    collector.collect(progress)
    assert len({video["id"] for video in progress.videos}) == len(progress.videos) > 20
    tokgate_server.assert_called("official.oauth.token", times=1)
    tokgate_server.assert_called(PAGES, times=1, cursor=0, max_count=20)


def test_a_token_that_expired_is_fetched_anew(
    collector: RepostCollector, progress: Progress, tokgate_server: Server
) -> None:
    collector.collect_page(progress)
    tokgate_server.clock.advance("3h")
    collector.collect(progress)
    assert progress.done
    tokgate_server.assert_called("official.oauth.token", times=2)
    assert [call.cause for call in tokgate_server.requests(PAGES, status=401)] == ["bad_key"]


def test_the_quota_comes_back_at_midnight_utc(
    collector: RepostCollector, progress: Progress, tokgate_server: Server
) -> None:
    tokgate_server.clock.set("2026-11-20T23:59:00Z")
    tokgate_server.quotas.limit(1, bucket="official.research")
    collector.collect_page(progress)
    with pytest.raises(DailyQuotaUsed):
        collector.collect(progress)
    kept = len(progress.videos)
    tokgate_server.clock.set("2026-11-21T00:00:00Z")
    collector.collect_page(progress)
    assert len(progress.videos) > kept


def test_a_connection_that_drops_in_a_page_loses_nothing(
    collector: RepostCollector, progress: Progress, tokgate_server: Server
) -> None:
    tokgate_server.faults.add(PAGES, "dropped_connection", after=1, first=1, bytes=200)
    with pytest.raises(httpx.TransportError):
        collector.collect(progress)
    assert len(progress.videos) == 20
    collector.collect(progress)
    whole = Progress(progress.username)
    collector.collect(whole)
    assert progress.videos == whole.videos


def test_the_app_as_it_is_deployed(progress: Progress, tokgate_server: Server) -> None:
    """With TikTok's own host, which is led to the server."""
    app = tokgate_server.credentials["official"]
    with intercept(tokgate_server):
        collector = RepostCollector(app["client_key"], app["client_secret"])
        collector.collect(progress)
        collector.close()
    assert progress.done
