"""What must not work: others' forms, others' codes and tokens, and doing at once what may be done once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from tests.evidence import shows
from tests.server.sign_in.browser import (
    CALLBACK,
    DEMO_APP,
    PAGE,
    TOKEN,
    asked,
    brought,
    consent_page,
    decide,
    redeem,
    refresh,
    revoke,
    signed_in,
    status,
    tokens,
)
from tests.serving import serving

from tokgate.contract.errors import Cause
from tokgate.dialects.official.credentials import APP, DEMO_USER_TOKEN
from tokgate.dialects.official.oauth import OAuth
from tokgate.domain.credentials import App, CredentialRecord
from tokgate.domain.ports import Archive
from tokgate.domain.secrets import hash_secret
from tokgate.server.controls import ControlOptions
from tokgate.server.demo import demo_credentials

OTHER = {"client_key": "awother", "client_secret": "other-secret"}
ADMIN_KEY = "key-of-the-admin"


@pytest.fixture(autouse=True)
def other_app(archive: Archive) -> None:
    """An app beside the demo's, which may ask for one thing."""
    secret = CredentialRecord(
        kind=APP, name="other", hash=hash_secret(OTHER["client_secret"]), client_key="awother", created_ms=0
    )
    archive.add_app(
        App(
            client_key="awother",
            dialect="official",
            name="<b>Other</b>",
            scopes=("user.info.basic",),
            redirect_uris=(CALLBACK,),
        ),
        secret,
    )


def test_a_form_that_the_page_did_not_give_this_browser_is_refused(http: httpx.Client) -> None:
    page = consent_page(http, "ana", asked())
    assert decide(http, page, token="0" * 64).status_code == 403
    assert decide(http, page, token="ä").status_code == 403
    assert decide(http, consent_page(http, "ben", asked()), token=token_of(page)).status_code == 403
    assert decide(http, consent_page(http, "ana", asked(state="s2")), token=token_of(page)).status_code == 403

    cookie = dict(http.cookies)
    http.cookies.clear()
    assert decide(http, page).status_code == 403
    consent_page(http, "ana", asked())
    assert decide(http, page).status_code == 403
    http.cookies.clear()
    http.cookies.update(cookie)
    assert "code" in brought(decide(http, page))


def token_of(page: httpx.Response) -> str:
    return page.text.partition('name="token" value="')[2].partition('"')[0]


def test_another_sites_page_may_not_send_the_form(http: httpx.Client) -> None:
    page = consent_page(http, "ana", asked())
    form = {"token": token_of(page), "decision": "allow", "scope:user.info.basic": "1"}
    for origin in ("https://evil.example", "null"):
        answer = http.post(str(page.url), data=form, headers={"Origin": origin})
        assert answer.status_code == 403
    rebound = http.get(PAGE, params=asked(), headers={"Host": "evil.example"})
    assert rebound.status_code == 403


def test_allowing_what_was_not_asked_for_allows_nothing_more(http: httpx.Client) -> None:
    page = consent_page(http, "ana", asked(scope="user.info.basic"))
    back = brought(decide(http, page, more={"scope:video.list": "1", "scope:research.data.basic": "1"}))

    assert back["scopes"] == "user.info.basic"
    assert redeem(http, back["code"]).json()["scope"] == "user.info.basic"


def test_an_app_asks_for_no_more_than_it_may(http: httpx.Client) -> None:
    assert brought(http.get(PAGE, params=asked(client_key="awother")))["error"] == "invalid_scope"
    page = consent_page(http, "ana", asked(client_key="awother", scope="user.info.basic"))
    assert "&lt;b&gt;Other&lt;/b&gt; asks" in page.text


@shows(OAuth.redeem, OAuth.refresh, OAuth.revoke, causes=(Cause.BAD_GRANT,))
def test_one_apps_code_and_tokens_are_worth_nothing_to_another(http: httpx.Client) -> None:
    code = signed_in(http, "ana")
    assert redeem(http, code, **OTHER).json()["error"] == "invalid_grant"
    got = redeem(http, code).json()

    assert redeem(http, code, **OTHER).json()["error"] == "invalid_grant"
    assert status(http, got["access_token"]) == 200
    assert refresh(http, got["refresh_token"], **OTHER).json()["error"] == "invalid_grant"
    assert revoke(http, got["access_token"], **OTHER).json()["error"] == "invalid_grant"
    assert refresh(http, got["refresh_token"]).status_code == 200
    mixed = {**DEMO_APP, "client_secret": OTHER["client_secret"]}
    assert redeem(http, signed_in(http, "ana"), **mixed).json()["error"] == "invalid_client"


def test_one_kind_of_secret_is_not_taken_for_another(http: httpx.Client) -> None:
    got = tokens(http, "ana")

    assert refresh(http, got["access_token"]).json()["error"] == "invalid_grant"
    assert revoke(http, got["refresh_token"]).json()["error"] == "invalid_grant"
    assert redeem(http, got["refresh_token"]).json()["error"] == "invalid_grant"
    assert status(http, got["refresh_token"]) == 401


def test_of_two_that_redeem_at_once_one_succeeds_and_neither_keeps_it(http: httpx.Client) -> None:
    code = signed_in(http, "ana")
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: redeem(http, code), range(8)))

    won = [answer for answer in answers if answer.status_code == 200]
    assert len(won) == 1
    assert {answer.json().get("error") for answer in answers if answer not in won} == {"invalid_grant"}
    assert status(http, won[0].json()["access_token"]) == 401


def test_of_many_that_refresh_at_once_one_succeeds(http: httpx.Client) -> None:
    token = tokens(http, "ana")["refresh_token"]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: refresh(http, token), range(8)))

    won = [answer.json() for answer in answers if answer.status_code == 200]
    assert len(won) == 1
    assert status(http, won[0]["access_token"]) == 200


def test_a_rotated_or_deleted_app_is_out_at_once(http: httpx.Client, archive: Archive) -> None:
    form = {**OTHER, "grant_type": "client_credentials"}
    assert http.post(TOKEN, data=form).status_code == 200
    archive.delete_app("awother", 2_000_000_000_000)

    assert http.post(TOKEN, data=form).json()["error"] == "invalid_client"
    page = http.get(PAGE, params=asked(client_key="awother", scope="user.info.basic"))
    assert page.status_code == 400


@pytest.fixture
def guarded(archive: Archive) -> Iterator[httpx.Client]:
    """A server that is not only for this machine."""
    options = ControlOptions(admin_hash=hash_secret(ADMIN_KEY))
    known = demo_credentials(archive.creator(username="ana"))
    with serving(archive, known, options=options) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client


def test_where_strangers_come_the_page_asks_for_the_admin_key(guarded: httpx.Client) -> None:
    page = guarded.get(PAGE, params=asked())
    assert "Admin key" in page.text
    assert "ana" not in page.text
    assert decide(guarded, page, key="wrong").status_code == 403
    assert decide(guarded, page, allow=True).status_code == 403

    let_in = decide(guarded, page, key=ADMIN_KEY)
    assert let_in.status_code == 303
    assert "@ana" in guarded.get(let_in.headers["location"]).text
    code = signed_in(guarded, "ana")
    assert redeem(guarded, code).status_code == 200


def test_a_cookie_that_somebody_made_is_not_trusted(guarded: httpx.Client) -> None:
    guarded.get(PAGE, params=asked())
    name, value = next(iter(guarded.cookies.items()))
    guarded.cookies.clear()
    guarded.cookies.set(name, value + "0" * 64)

    assert "Admin key" in guarded.get(PAGE, params=asked()).text


def test_without_an_admin_key_nobody_signs_in(archive: Archive) -> None:
    known = demo_credentials(archive.creator(username="ana"))
    with serving(archive, known) as url, httpx.Client(base_url=url) as http:
        assert http.get(PAGE, params=asked()).status_code == 403
        assert status(http, DEMO_USER_TOKEN) == 200


def test_a_page_that_is_asked_oddly_answers(http: httpx.Client) -> None:
    assert http.put(PAGE).status_code == 405
    assert http.get(PAGE + "?" + "a=1&" * 60).status_code == 400
    assert http.get(PAGE + "?client_key=%ff%fe&redirect_uri=%00").status_code == 400
    assert http.post(PAGE, params=asked(), content=b"x" * 70_000).status_code == 413
    assert http.post(PAGE, params=asked(), content=b"\xff\x00").status_code == 403
    assert http.head(PAGE, params=asked()).status_code == 200
