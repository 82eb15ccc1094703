"""The consent page as a person sees it, in Chromium."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest
from tests.dashboard.conftest import chromium
from tests.server.sign_in.browser import PAGE, asked, redeem

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["chromium"]


class Callback(BaseHTTPRequestHandler):
    """The app's end of the redirect; it sends the browser on to another name of this machine, as apps do."""

    def do_GET(self) -> None:
        if self.path.startswith("/callback"):
            self.send_response(303)
            port = self.headers["Host"].partition(":")[2]
            self.send_header("Location", f"http://127.0.0.1:{port}/in?{urlsplit(self.path).query}")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<title>the app</title>")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def app_port() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Callback) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join(10)


@contextmanager
def opened(chromium: str, problems: list[str]) -> Iterator[Page]:
    from playwright.sync_api import sync_playwright

    with (
        sync_playwright() as playwright,
        closing(playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])) as browser,
    ):
        page = browser.new_page(color_scheme="dark")
        page.set_default_timeout(15_000)
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        yield page


def url(http: httpx.Client, redirect_uri: str) -> str:
    return f"{http.base_url.join(PAGE)}?{urlencode(asked(redirect_uri=redirect_uri))}"


@pytest.mark.parametrize("archive", ["sqlite"], indirect=True)
def test_a_person_finds_themselves_unticks_one_and_allows(http: httpx.Client, chromium: str, app_port: int) -> None:
    problems: list[str] = []
    callback = f"http://localhost:{app_port}/callback"
    with opened(chromium, problems) as page:
        page.goto(url(http, callback))
        page.get_by_label("Creator", exact=True).fill("be")
        page.get_by_role("button", name="Search").click()
        page.wait_for_url("**search=be**")
        assert page.locator("#creators li").count() == 1
        page.locator("#creators a").click()
        page.get_by_text("tokgate demo asks for access").wait_for()
        assert page.locator("body").evaluate("each => getComputedStyle(each).fontFamily").startswith("system-ui")
        page.get_by_label("followers").uncheck()
        page.get_by_role("button", name="Allow").click()
        page.wait_for_url("**/in?**")
        back = dict(parse_qsl(urlsplit(page.url).query))

    assert problems == []
    assert (back["state"], back["scopes"]) == ("s1", "user.info.basic,user.info.profile,video.list")
    assert redeem(http, back["code"], redirect_uri=callback).json()["scope"] == back["scopes"]


@pytest.mark.parametrize("archive", ["sqlite"], indirect=True)
def test_a_person_changes_who_they_are_and_cancels(http: httpx.Client, chromium: str, app_port: int) -> None:
    problems: list[str] = []
    with opened(chromium, problems) as page:
        page.goto(url(http, f"http://localhost:{app_port}/callback"))
        page.get_by_role("link", name="@ana").click()
        page.get_by_role("link", name="someone else").click()
        page.get_by_role("link", name="@ben").click()
        page.get_by_role("button", name="Cancel").click()
        page.wait_for_url("**/in?**")
        assert "error=access_denied" in page.url

    assert problems == []


@pytest.mark.parametrize("archive", ["sqlite"], indirect=True)
def test_no_other_page_shows_it_in_a_frame(http: httpx.Client, chromium: str) -> None:
    framed = f'<iframe src="{url(http, "http://localhost:3000/callback")}"></iframe>'
    with opened(chromium, []) as page, page.expect_console_message(lambda said: "frame-ancestors" in said.text):
        page.set_content(framed)
