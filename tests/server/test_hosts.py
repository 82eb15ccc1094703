"""While known credentials are accepted, only this machine's names and the vendors' own are answered to."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.serving import serving

from tokgate.dialects.official.credentials import DEMO_CLIENT_KEY, DEMO_CLIENT_SECRET, DEMO_USER_TOKEN
from tokgate.dialects.registry import installed
from tokgate.dialects.tikapi.credentials import DEMO_API_KEY
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive
from tokgate.server.controls import ControlOptions
from tokgate.server.demo import demo_credentials
from tokgate.server.hosts import LocalHosts, base_url, is_loopback

APP = {"client_key": DEMO_CLIENT_KEY, "client_secret": DEMO_CLIENT_SECRET, "grant_type": "client_credentials"}


@pytest.fixture(scope="module")
def opened(archive: Archive, sample: Creator) -> Iterator[httpx.Client]:
    """As with `--dev`."""
    options = ControlOptions(admin_open=True, log=True)
    known = demo_credentials(sample)
    with serving(archive, known, options=options) as url, httpx.Client(base_url=url, timeout=30) as http:
        yield http


def statuses(http: httpx.Client, host: str) -> set[int]:
    """Of one call of each dialect, of a token request, and of routes of our own."""
    named = {"Host": host}
    answers = [
        http.get("/key/info", headers={"X-API-KEY": DEMO_API_KEY, **named}),
        http.get("/api/tiktok/get-user-detail/v1", params={"token": "x"}, headers=named),
        http.post("/v2/oauth/token/", data=APP, headers=named),
        http.get("/nothing/here", headers=named),
        http.get("/media/x", headers=named),
        http.get("/_tokgate/health", headers=named),
    ]
    return {answer.status_code for answer in answers}


@pytest.mark.parametrize(
    "host", ["evil.example:8700", "127.0.0.1.evil.example", "localhost.evil.example", "[", "", "a:b"]
)
def test_a_page_whose_name_leads_here_reads_nothing(opened: httpx.Client, host: str) -> None:
    assert statuses(opened, host) == {403}


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:1", "[::1]:8700", "LOCALHOST:8700", "app.localhost", "localhost."]
)
def test_this_machine_is_answered_by_any_name(opened: httpx.Client, host: str) -> None:
    assert opened.get("/key/info", headers={"Host": host, "X-API-KEY": DEMO_API_KEY}).status_code == 200
    assert opened.get("/_tokgate/state", headers={"Host": host}).status_code == 200


def test_clients_that_were_led_here_show_a_vendors_host_and_control_nothing(opened: httpx.Client) -> None:
    hosts = [host for dialect in installed() for host in dialect.hosts]
    assert hosts
    for host in hosts:
        answer = opened.get("/key/info", headers={"Host": host, "X-API-KEY": DEMO_API_KEY})
        assert answer.status_code == 200
        assert opened.get("/_tokgate/state", headers={"Host": host}).status_code == 403


def test_with_keys_of_ones_own_any_name_may_lead_here(archive: Archive) -> None:
    with serving(archive, []) as url:
        assert httpx.get(f"{url}/key/info", headers={"Host": "gateway.example"}).status_code == 401
        assert httpx.get(f"{url}/_tokgate/health", headers={"Host": "gateway.example"}).status_code == 200


def test_links_to_pictures_take_up_allowed_hosts_alone(opened: httpx.Client) -> None:
    bearer = {"Authorization": f"Bearer {DEMO_USER_TOKEN}"}

    def link(host: str) -> str:
        url = "/v2/video/list/?fields=id,cover_image_url"
        answer = opened.post(url, json={}, headers={**bearer, "Host": host})
        return str(answer.json()["data"]["videos"][0]["cover_image_url"]) if answer.status_code == 200 else ""

    assert link("localhost:99").startswith("http://localhost:99/media/")
    assert link("open.tiktokapis.com").startswith("http://open.tiktokapis.com/media/")
    assert link("evil.example") == ""


def test_a_link_takes_up_nothing_but_a_name_and_a_port() -> None:
    scope = {"scheme": "http", "server": ("127.0.0.1", 8700)}
    for host in ("gateway.example", "gateway.example:80", "[::1]:8700"):
        assert base_url(scope, host) == f"http://{host}"
    for host in ("", "a b", "x/../y", "ana@evil.example", "evil.example/path?", 'x"><', "[::1"):
        assert base_url(scope, host) == "http://127.0.0.1:8700"


def test_names_of_this_machine() -> None:
    for name in ("localhost", "127.9.9.9", "::1", "[::1]", "a.localhost"):
        assert is_loopback(name)
    for name in ("", "127.0.0.1.evil.example", "notlocalhost", "128.0.0.1", "0.0.0.0"):
        assert not is_loopback(name)


@given(
    st.lists(
        st.sampled_from(["localhost", "127.0.0.1", "[::1]", "evil", ".example", "@", ":", "8700", "/", "#", "%", "."])
        | st.text(max_size=4),
        max_size=5,
    ).map("".join)
)
def test_an_odd_host_is_taken_or_refused_and_no_link_has_more_than_a_host_of_it(name: str) -> None:
    header = name.encode("utf-8", "surrogatepass")
    assert LocalHosts(installed()).allow(header) in (True, False)

    parts = urlsplit(base_url({"server": ("127.0.0.1", 8700), "scheme": "http"}, header.decode("latin-1")))
    assert parts.scheme == "http"
    assert parts.hostname
    assert (parts.username, parts.path, parts.query, parts.fragment) == (None, "", "", "")
