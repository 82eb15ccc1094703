"""The pages in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
from tests.dashboard.conftest import ADMIN_KEY, Served
from tests.made import creator_named

from tokgate.dialects.tikapi.credentials import DEMO_API_KEY
from tokgate.server.controls import ControlOptions

if TYPE_CHECKING:
    from playwright.sync_api import Page


@contextmanager
def watched(chromium: str, url: str, problems: list[str]) -> Iterator[Page]:
    """A page whose errors, and requests to other hosts, are noted as problems."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(color_scheme="dark")
        page.set_default_timeout(15_000)
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda sent: None if sent.url.startswith(url) else problems.append(sent.url))
        try:
            yield page
        finally:
            browser.close()


def posts(url: str, sec_uid: str | None = None) -> int:
    wanted = sec_uid or creator_named("ana").sec_uid or ""
    headers = {"X-API-KEY": DEMO_API_KEY}
    return httpx.get(f"{url}/public/posts", params={"secUid": wanted, "count": 5}, headers=headers).status_code


def test_rows_appear_as_requests_come_and_filters_hold(served: Served, chromium: str) -> None:
    problems: list[str] = []
    with served() as url, watched(chromium, url, problems) as page:
        posts(url)
        page.goto(url + "/dashboard/requests")
        page.wait_for_selector("#log tbody tr >> nth=0")
        page.wait_for_selector("#live:not([hidden])")
        posts(url, "nobody")
        page.wait_for_selector("#log tbody tr >> nth=1")
        first = page.inner_text("#log tbody tr >> nth=0")
        assert "tikapi.public.posts" in first
        assert "secUid=nobody" in first

        page.select_option("select[name=operation]", "justone")
        page.wait_for_selector("#empty:not([hidden])")
        assert page.url.endswith("?operation=justone")
        page.goto(url + "/dashboard/requests?operation=tikapi.public.posts&status=2xx")
        page.wait_for_selector("#log tbody tr >> nth=0")
        assert page.locator("#log tbody tr").count() == 1

    assert problems == []


def test_pausing_keeps_what_comes_for_later(served: Served, chromium: str) -> None:
    problems: list[str] = []
    with served() as url, watched(chromium, url, problems) as page:
        page.goto(url + "/dashboard/requests")
        page.wait_for_selector("#live:not([hidden])")
        page.click("#pause")
        posts(url)
        page.locator("#count", has_text="1 waiting").wait_for()
        assert page.locator("#log tbody tr").count() == 0
        page.click("#pause")
        page.wait_for_selector("#log tbody tr >> nth=0")

    assert problems == []


def test_the_overview_shows_clock_quotas_and_faults_as_they_stand(served: Served, chromium: str) -> None:
    problems: list[str] = []
    with served() as url, watched(chromium, url, problems) as page:
        httpx.post(url + "/_tokgate/clock", json={"set": "2026-12-24T18:00:00Z", "freeze": True}).raise_for_status()
        fault = {"operation": "official.video.list", "fault": "rate_limit", "first": 2}
        httpx.post(url + "/_tokgate/faults", json=fault).raise_for_status()
        posts(url)
        page.goto(url + "/dashboard")
        page.wait_for_selector("#faults tbody tr")
        page.wait_for_selector("#quotas tbody tr")

        assert page.inner_text("#clock") == "2026-12-24 18:00:00 UTC"
        assert page.inner_text("#clock-state") == "frozen"
        assert page.inner_text("#posts") == "40"
        assert "the first 2 calls" in page.inner_text("#faults tbody tr")

    assert problems == []


def test_behind_a_key_the_page_asks_for_it_and_then_polls(
    served: Served, chromium: str, behind_a_key: ControlOptions
) -> None:
    problems: list[str] = []
    with served(behind_a_key) as url, watched(chromium, url, problems) as page:
        page.goto(url + "/dashboard/requests")
        page.wait_for_selector("#login:not([hidden])")
        page.fill("#key", "a wrong one")
        page.press("#key", "Enter")
        page.locator("#notice", has_text="That is not the admin key.").wait_for()
        page.fill("#key", ADMIN_KEY)
        page.press("#key", "Enter")
        page.wait_for_selector("#login", state="hidden")
        posts(url)
        page.wait_for_selector("#log tbody tr >> nth=0")

    assert [each for each in problems if "401" not in each] == []


def test_a_page_goes_on_when_the_server_comes_back(served: Served, chromium: str) -> None:
    with watched(chromium, "", []) as page:
        with served() as url:
            port = int(url.rpartition(":")[2])
            for _ in range(3):
                posts(url)
            page.goto(url + "/dashboard/requests")
            page.wait_for_selector("#log tbody tr >> nth=2")
        page.locator("#notice", has_text="does not answer").wait_for()
        with served(port=port) as url:
            posts(url, "after")
            page.locator("#log tbody tr", has_text="after").wait_for()
            assert page.locator("#log tbody tr").count() == 1
