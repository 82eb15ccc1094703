"""What must not work on TikAPI's page: others' pages, others' apps, and texts that want to be markup."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from tests.server.sign_in.account import CALLBACK, PAGE, allowed, asked, call, consent_page, in_popup
from tests.server.sign_in.browser import brought, decide
from tests.serving import serving

from tokgate.dialects.official.credentials import DEMO_CLIENT_KEY
from tokgate.dialects.tikapi.credentials import DEMO_CLIENT_ID
from tokgate.domain.credentials import App, CredentialRecord
from tokgate.domain.ports import Archive
from tokgate.domain.secrets import hash_secret
from tokgate.server.clock import MovableClock
from tokgate.server.controls import ControlOptions
from tokgate.server.demo import demo_credentials

SHOP = "c_0123456789"
SHOP_CALLBACK = "https://shop.example/in"
EVIL = "https://evil.example"


@pytest.fixture(autouse=True)
def apps(archive: Archive) -> None:
    """An app of TikAPI with a name that is markup, and one of Login Kit."""
    name = "<script>alert(1)</script>\"'"
    archive.add_app(
        App(client_key=SHOP, dialect="tikapi", name=name, scopes=("explore",), redirect_uris=(SHOP_CALLBACK,))
    )
    secret = CredentialRecord(kind="app", name="kit", hash=b"k" * 32, client_key="awkit", created_ms=0)
    archive.add_app(App(client_key="awkit", dialect="official", name="kit", redirect_uris=(CALLBACK,)), secret)


@pytest.mark.parametrize(
    "uri",
    [
        EVIL,
        "http://127.0.0.1:8000/other",
        "http://127.0.0.1:8000@evil.example/",
        "http://127.0.0.1:8000/?x=1",
        "http://127.0.0.1:/",
        "http://127.0.0.1:99999/",
        "//127.0.0.1:8000/",
        "http://127.0.0.1.evil.example:8000/",
        "http://127.0.0.1:8000/#",
        "javascript:alert(1)",
        "",
    ],
)
def test_nobody_is_sent_to_what_is_not_registered(http: httpx.Client, uri: str) -> None:
    answer = http.get(PAGE, params=asked(redirect_uri=uri))
    assert answer.status_code == 400
    assert "location" not in answer.headers


def test_an_app_of_login_kit_is_no_app_here_and_the_other_way_round(http: httpx.Client) -> None:
    for client_id in ("awkit", DEMO_CLIENT_KEY, "c_nobody00000", ""):
        assert http.get(PAGE, params=asked(client_id=client_id)).status_code == 400
    login_kit = {"client_key": SHOP, "response_type": "code", "scope": "video.list", "redirect_uri": SHOP_CALLBACK}
    assert http.get("/v2/auth/authorize/", params=login_kit).status_code == 400


def test_an_app_asks_for_no_more_than_it_may(http: httpx.Client) -> None:
    shop = {"client_id": SHOP, "redirect_uri": SHOP_CALLBACK}
    assert brought(http.get(PAGE, params=asked(**shop)))["error"] == "invalid_scope"
    page = consent_page(http, "ana", asked(**shop, scope="explore"))
    back = brought(decide(http, page, more={"scope:view_profile": "1"}))
    assert back["scope"] == "explore"
    assert call(http, back["access_token"]).status_code == 403


def test_a_form_that_this_browser_was_not_given_grants_nothing(http: httpx.Client) -> None:
    page = consent_page(http, "ana", asked())
    assert decide(http, page, token="0" * 64).status_code == 403
    other = consent_page(http, "ben", asked())
    token = other.text.partition('name="token" value="')[2].partition('"')[0]
    assert decide(http, page, token=token).status_code == 403
    http.cookies.clear()
    assert decide(http, page).status_code == 403
    assert decide(http, page, decision="take back").status_code == 403


def test_another_sites_page_may_not_send_the_form(http: httpx.Client) -> None:
    page = consent_page(http, "ana", asked())
    for origin in (EVIL, "null"):
        assert http.post(str(page.url), data={"decision": "allow"}, headers={"Origin": origin}).status_code == 403
    assert http.get(PAGE, params=asked(), headers={"Host": "evil.example"}).status_code == 403


def test_no_page_runs_what_it_was_not_made_with_or_stands_in_a_frame(http: httpx.Client) -> None:
    pages = [
        http.get(PAGE, params=asked()),
        consent_page(http, "ana", asked()),
        decide(http, consent_page(http, "ana", in_popup())),
    ]
    for page in pages:
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert page.headers["x-frame-options"] == "DENY"
    assert ["script-src 'sha256-" in page.headers["content-security-policy"] for page in pages] == [False, False, True]


def test_names_and_states_stay_texts(http: httpx.Client) -> None:
    shop = {"client_id": SHOP, "redirect_uri": None, "scope": "explore", "origin": "https://shop.example"}
    state = '"></p><script>alert(2)</script>'
    page = consent_page(http, "ana", in_popup(**shop, state=state))
    told = decide(http, page)
    for each in (page, told):
        assert "<script>alert" not in each.text
        assert "</p><script>" not in each.text


@pytest.mark.parametrize(
    "origin",
    [EVIL, "*", "null", "http://localhost", "http://localhost:3000/x", "http://localhost:3000.evil.example", "//x"],
)
def test_a_page_that_is_none_of_the_apps_is_told_nothing(http: httpx.Client, origin: str) -> None:
    for query in (in_popup(), asked(is_popup="true", redirect_uri=CALLBACK)):
        page = http.get(PAGE, params={**query, "origin": origin, "creator": "ana"})
        assert page.status_code == 400
        assert "data-message" not in page.text


def test_a_referer_of_another_page_is_told_nothing(http: httpx.Client) -> None:
    query = {**in_popup(origin=None), "creator": "ana"}
    assert http.get(PAGE, params=query, headers={"Referer": f"{EVIL}/"}).status_code == 400
    assert http.get(PAGE, params=query, headers={"Referer": "http://[bad"}).status_code == 400
    assert http.get(PAGE, params=query).status_code == 400


def test_where_it_is_not_known_who_opened_it_all_the_apps_pages_are_told_and_nobody_else(http: httpx.Client) -> None:
    page = consent_page(http, "ana", in_popup(client_id=SHOP, scope="explore", origin=None))
    told = decide(http, page).text
    assert 'data-origins="[&#34;https://shop.example&#34;]"' in told


def test_the_opener_cannot_be_changed_between_the_page_and_the_decision(http: httpx.Client) -> None:
    page = consent_page(http, "ana", in_popup())
    changed = page.text.replace("origin=http%3A%2F%2Flocalhost%3A3000", "origin=http%3A%2F%2Flocalhost%3A4000")
    assert changed != page.text
    moved = httpx.Response(200, text=changed)
    assert decide(http, moved).status_code == 403


def test_a_qr_code_means_nothing_here(http: httpx.Client) -> None:
    assert http.get(PAGE, params=asked(qr="anything")).status_code == 200


def test_a_deleted_app_is_out_at_once(http: httpx.Client, archive: Archive, clock: MovableClock) -> None:
    key = allowed(http, "ana", client_id=SHOP, redirect_uri=SHOP_CALLBACK, scope="explore")["access_token"]
    assert call(http, key, "/user/feed").status_code == 200
    archive.delete_app(SHOP, clock.now_ms())

    assert call(http, key, "/user/feed").status_code == 428
    assert http.get(PAGE, params=asked(client_id=SHOP, redirect_uri=SHOP_CALLBACK)).status_code == 400


@pytest.fixture
def guarded(archive: Archive) -> Iterator[httpx.Client]:
    """A server that is not only for this machine."""
    options = ControlOptions(admin_hash=hash_secret("key-of-the-admin"))
    known = demo_credentials(archive.creator(username="ana"))
    with serving(archive, known, options=options) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client


def test_where_strangers_come_the_page_asks_for_the_admin_key(guarded: httpx.Client) -> None:
    page = guarded.get(PAGE, params=asked())
    assert "Admin key" in page.text
    assert decide(guarded, page, decision="take back").status_code == 403
    assert decide(guarded, page, key="key-of-the-admin").status_code == 303
    assert "access_token" in allowed(guarded, "ana")


def test_without_credentials_that_everybody_knows_there_is_no_demo_app(archive: Archive) -> None:
    options = ControlOptions(admin_open=True)
    with serving(archive, [], options=options) as url, httpx.Client(base_url=url) as http:
        assert http.get(PAGE, params=asked(client_id=DEMO_CLIENT_ID)).status_code == 400
