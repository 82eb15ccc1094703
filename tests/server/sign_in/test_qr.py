"""Signing in by a QR code."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from tests.evidence import shows
from tests.server.sign_in.browser import DEMO_APP, decide, redeem, status

from tokgate.contract.errors import Cause
from tokgate.dialects.official.oauth import OAuth
from tokgate.server.clock import MovableClock


def started(http: httpx.Client) -> dict[str, str]:
    form = {"client_key": DEMO_APP["client_key"], "scope": "user.info.basic,video.list", "state": "s1"}
    answer: dict[str, str] = http.post("/v2/oauth/get_qrcode/", data=form).json()
    assert answer.keys() == {"scan_qrcode_url", "token"}
    return answer


def checked(http: httpx.Client, token: str, **changed: str) -> dict[str, Any]:
    answer: dict[str, Any] = http.post("/v2/oauth/check_qrcode/", data={**DEMO_APP, "token": token, **changed}).json()
    return answer


def opened(http: httpx.Client, code: dict[str, str], word: str = "mine") -> httpx.Response:
    url = code["scan_qrcode_url"].replace("tobefilled", word)
    return http.get(url + "&creator=ana")


@shows(OAuth.get_qrcode, OAuth.check_qrcode, fields=True)
def test_it_is_scanned_confirmed_and_used_once(http: httpx.Client) -> None:
    code = started(http)
    assert checked(http, code["token"]) == {"status": "new"}
    page = opened(http, code)
    assert checked(http, code["token"]) == {"status": "scanned"}
    assert "close this page" in decide(http, page, untick=("scope:video.list",)).text

    said = checked(http, code["token"])
    assert (said["status"], said["client_ticket"]) == ("confirmed", "mine")
    back = dict(parse_qsl(urlsplit(said["redirect_uri"]).query))
    assert (back["state"], back["scopes"]) == ("s1", "user.info.basic")
    got = redeem(http, back["code"], redirect_uri=said["redirect_uri"].partition("?")[0]).json()
    assert status(http, got["access_token"]) == 200
    assert checked(http, code["token"]) == {"status": "utilised"}
    assert opened(http, code).status_code == 400


def test_one_that_is_cancelled_or_too_old_gives_nothing(http: httpx.Client, clock: MovableClock) -> None:
    cancelled, late = started(http), started(http)
    decide(http, opened(http, cancelled), allow=False)
    assert checked(http, cancelled["token"])["status"] == "scanned"
    assert opened(http, cancelled).status_code == 400
    page = opened(http, late)
    clock.advance(600_001)

    assert checked(http, cancelled["token"]) == checked(http, late["token"]) == {"status": "expired"}
    assert decide(http, page).status_code == 400


def test_of_many_that_ask_at_once_one_gets_the_code(http: httpx.Client) -> None:
    code = started(http)
    decide(http, opened(http, code))
    with ThreadPoolExecutor(8) as threads:
        said = list(threads.map(lambda _: checked(http, code["token"])["status"], range(8)))

    assert sorted(said) == ["confirmed", *["utilised"] * 7]


@shows(OAuth.get_qrcode, causes=(Cause.BAD_CLIENT, Cause.BAD_GRANT))
@shows(OAuth.check_qrcode, causes=(Cause.BAD_CLIENT, Cause.BAD_GRANT))
@pytest.mark.parametrize(
    ("path", "form", "error"),
    [
        ("get", {"client_key": "awnobody", "scope": "video.list"}, "invalid_client"),
        ("get", {"client_key": DEMO_APP["client_key"], "scope": "research.data.basic"}, "invalid_scope"),
        ("get", {"client_key": DEMO_APP["client_key"]}, "invalid_request"),
        ("check", {**DEMO_APP, "token": "unknown"}, "invalid_grant"),
        ("check", {**DEMO_APP, "client_secret": "no", "token": "unknown"}, "invalid_client"),
    ],
)
def test_what_is_asked_wrongly_is_refused(http: httpx.Client, path: str, form: dict[str, str], error: str) -> None:
    assert http.post(f"/v2/oauth/{path}_qrcode/", data=form).json()["error"] == error


def test_who_sees_the_code_cannot_ask_in_the_apps_place(http: httpx.Client) -> None:
    code = started(http)
    ticket = dict(parse_qsl(urlsplit(code["scan_qrcode_url"]).query))["qr"]

    assert checked(http, ticket)["error"] == "invalid_grant"
    assert http.get("/v2/auth/authorize/", params={"qr": code["token"]}).status_code == 400
