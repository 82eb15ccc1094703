"""TikAPI's popup and redirect as a browser lives through them, in Chromium."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest
from tests.dashboard.conftest import chromium
from tests.server.sign_in.account import PAGE, asked, call
from tests.server.sign_in.test_browser import opened

from tokgate.dialects.tikapi.credentials import DEMO_CLIENT_ID

__all__ = ["chromium"]

#: The app's page: it includes the gateway's script, and keeps all that it hears.
APP = """<!doctype html><title>the app</title>
<script src="{script}"></script>
<button id="in">Log in</button>
<script>
  const heard = [];
  TikAPI.onLogin((result) => heard.push(result));
  document.getElementById("in").onclick = () => TikAPI.popup({{
    client_id: "{client_id}", scope: ["view_profile", "explore"], state: "s7",
  }});
</script>"""
#: A page of another origin that opens the popup as the app would, and hears whatever it is posted.
STRANGER = """<!doctype html><title>stranger</title>
<button id="in">Log in</button>
<script>
  const heard = [];
  addEventListener("message", (event) => heard.push(event.data));
  document.getElementById("in").onclick = () => open("{page}", "w", "popup");
</script>"""

#: How many results were heard once a message arrived that only looks like one.
FORGE = """new Promise((done) => {
  addEventListener("message", () => done(heard.length), {once: true});
  postMessage({_tikapi: true, type: "success", access_token: "forged"}, "*");
})"""


class Pages(BaseHTTPRequestHandler):
    """Answers each path with what the test put there."""

    pages: dict[str, str] = {}

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.pages.get(urlsplit(self.path).path, "<title>the app</title>").encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def app_url() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        thread.join(10)


def put(path: str, page: str) -> None:
    Pages.pages[path] = page


def url(http: httpx.Client, path: str) -> str:
    return str(http.base_url.join(path))


pytestmark = pytest.mark.parametrize("archive", ["sqlite"], indirect=True)


def test_a_person_allows_in_the_popup_and_the_apps_page_has_the_key(
    http: httpx.Client, chromium: str, app_url: str
) -> None:
    put("/app", APP.format(script=url(http, "/assets/js/popup.js"), client_id=DEMO_CLIENT_ID))
    problems: list[str] = []
    with opened(chromium, problems) as page:
        page.goto(f"{app_url}/app")
        with page.expect_popup() as opening:
            page.locator("#in").click()
        window = opening.value
        window.get_by_role("link", name="@ben").click()
        window.get_by_label("explore").uncheck()
        with window.expect_event("close"):
            window.get_by_role("button", name="Allow").click()
        page.wait_for_function("heard.length > 0")
        result = page.evaluate("heard[0]")
        # Anybody may post what looks like a result: it is not heard.
        assert page.evaluate(FORGE) == 1

    assert problems == []
    assert (result["type"], result["scope"], result["state"]) == ("success", ["view_profile"], "s7")
    assert result["userInfo"]["username"] == "ben"
    assert call(http, result["access_token"]).json()["data"]["username"] == "ben"


def test_a_person_cancels_in_the_popup(http: httpx.Client, chromium: str, app_url: str) -> None:
    put("/app", APP.format(script=url(http, "/assets/js/popup.js"), client_id=DEMO_CLIENT_ID))
    with opened(chromium, []) as page:
        page.goto(f"{app_url}/app")
        with page.expect_popup() as opening:
            page.locator("#in").click()
        opening.value.get_by_role("link", name="@ana").click()
        with opening.value.expect_event("close"):
            opening.value.get_by_role("button", name="Cancel").click()
        page.wait_for_function("heard.length > 0")
        result = page.evaluate("heard[0]")

    assert (result["type"], result["message"]) == ("error", "Authorization has been canceled by user.")


def test_a_page_of_another_origin_that_says_it_is_the_app_hears_nothing(
    http: httpx.Client, chromium: str, app_url: str
) -> None:
    """The popup's message is for http://localhost:3000, and the page that opened it stands somewhere else."""
    query = urlencode({**asked(is_popup="true", origin="http://localhost:3000"), "creator": "ben"})
    put("/stranger", STRANGER.format(page=url(http, f"{PAGE}?{query}")))
    problems: list[str] = []
    with opened(chromium, problems) as page:
        page.goto(f"{app_url}/stranger")
        with page.expect_popup() as opening:
            page.locator("#in").click()
        with opening.value.expect_event("close"):
            opening.value.get_by_role("button", name="Allow").click()
        page.evaluate("postMessage('the last', '*')")
        page.wait_for_function("heard.includes('the last')")
        assert page.evaluate("heard") == ["the last"]


def test_a_person_is_redirected_back_to_the_first_page(http: httpx.Client, chromium: str, app_url: str) -> None:
    problems: list[str] = []
    with opened(chromium, problems) as page:
        page.goto(url(http, f"{PAGE}?{urlencode(asked(redirect_uri=f'{app_url}/'))}"))
        page.get_by_role("link", name="@ben").click()
        page.get_by_role("button", name="Allow").click()
        page.wait_for_url(f"{app_url}/?**")
        back = dict(parse_qsl(urlsplit(page.url).query))

    assert problems == []
    assert (back["scope"], back["state"]) == ("view_profile explore", "s1")
    assert call(http, back["access_token"]).json()["data"]["username"] == "ben"


def test_a_creator_takes_it_back_on_the_page(http: httpx.Client, chromium: str, app_url: str) -> None:
    with opened(chromium, []) as page:
        start = url(http, f"{PAGE}?{urlencode({**asked(redirect_uri=f'{app_url}/'), 'creator': 'ben'})}")
        page.goto(start)
        page.get_by_role("button", name="Allow").click()
        page.wait_for_url(f"{app_url}/?**")
        key = dict(parse_qsl(urlsplit(page.url).query))["access_token"]
        page.goto(start)
        page.get_by_role("button", name="Take that back").click()
        page.locator("#done").wait_for()

    assert call(http, key).status_code == 428
