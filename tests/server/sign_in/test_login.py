"""Signing in, from the page to the tokens and their end."""

from __future__ import annotations

import httpx
import pytest
from tests.evidence import shows
from tests.server.sign_in.browser import (
    CALLBACK,
    CHALLENGE,
    DEMO_APP,
    PAGE,
    VERIFIER,
    asked,
    brought,
    consent_page,
    decide,
    info,
    redeem,
    refresh,
    revoke,
    signed_in,
    status,
    tokens,
)

from tokgate.contract.errors import Cause
from tokgate.dialects.official.credentials import DEMO_REFRESH_TOKEN, DEMO_USER_TOKEN, DISPLAY_SCOPES
from tokgate.dialects.official.oauth import OAuth
from tokgate.domain.ports import Archive
from tokgate.domain.secrets import hash_secret
from tokgate.server.clock import MovableClock

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


@shows(OAuth.redeem, fields=True)
def test_a_creator_allows_some_and_the_app_gets_just_that(http: httpx.Client) -> None:
    page = consent_page(http, "ben", asked())
    back = brought(decide(http, page, untick=("scope:user.info.stats",)))

    assert back.keys() == {"code", "state", "scopes"}
    assert (back["state"], back["scopes"]) == ("s1", "user.info.basic,user.info.profile,video.list")
    got = redeem(http, back["code"]).json()
    assert got.keys() == {
        "access_token", "expires_in", "token_type", "open_id", "scope", "refresh_token", "refresh_expires_in"
    }  # fmt: skip
    assert got["access_token"].startswith("act.")
    assert got["refresh_token"].startswith("rft.")
    assert (got["expires_in"], got["refresh_expires_in"], got["token_type"]) == (86_400, 31_536_000, "Bearer")
    assert got["scope"] == back["scopes"]
    user = info(http, got["access_token"], "open_id,username").json()["data"]["user"]
    assert user == {"open_id": got["open_id"], "username": "ben"}
    assert status(http, got["access_token"], "follower_count") == 401


def test_the_page_lists_creators_and_finds_them(http: httpx.Client) -> None:
    everyone = http.get(PAGE, params=asked())
    assert "tokgate demo" in everyone.text
    assert "@ana" in everyone.text
    assert "@ben" in everyone.text

    found = http.get(PAGE, params={**asked(), "search": "BE"})
    assert "@ben" in found.text
    assert "@ana" not in found.text
    assert "no creator with" in http.get(PAGE, params={**asked(), "search": "%"}).text
    assert "no creator with" in consent_page(http, "<script>", asked()).text
    assert http.get(PAGE.rstrip("/"), params=asked()).status_code == 200


def test_what_a_page_answers_is_for_nobodys_frame_and_runs_nothing(http: httpx.Client) -> None:
    headers = consent_page(http, "ana", asked()).headers

    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"
    cookie = headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_cancelling_is_told_to_the_app(http: httpx.Client) -> None:
    back = brought(decide(http, consent_page(http, "ana", asked()), allow=False))

    assert (back["error"], back["state"]) == ("access_denied", "s1")
    assert "code" not in back


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": 'tök"en'}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"scope": None}, "invalid_scope"),
        ({"scope": "user.info.basic,research.data.basic"}, "invalid_scope"),
        ({"scope": "user.info.everything"}, "invalid_scope"),
        ({"code_challenge": "x"}, "invalid_request"),
        ({"code_challenge": CHALLENGE, "code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": "S256"}, "invalid_request"),
    ],
)
def test_an_app_that_asks_wrongly_is_told_at_its_own_address(
    http: httpx.Client, changed: dict[str, str | None], error: str
) -> None:
    answer = http.get(PAGE, params=asked(**changed))

    assert answer.headers["location"].startswith(CALLBACK + "?")
    assert (brought(answer)["error"], brought(answer)["state"]) == (error, "s1")


@pytest.mark.parametrize(
    "changed",
    [
        {"client_key": None},
        {"client_key": "awnobody"},
        {"redirect_uri": None},
        {"redirect_uri": "http://localhost:3000/elsewhere"},
        {"redirect_uri": "http://localhost:3000/callback?next=https://evil.example"},
        {"redirect_uri": "http://localhost:3000@evil.example/callback"},
        {"redirect_uri": "https://evil.example/callback"},
        {"redirect_uri": '"><script>alert(1)</script>'},
        {"redirect_uri": "javascript:alert(1)//:3000/callback"},
    ],
)
def test_nobody_is_sent_to_an_address_that_is_not_the_apps(http: httpx.Client, changed: dict[str, str | None]) -> None:
    for answer in (
        http.get(PAGE, params=asked(**changed)),
        http.get(PAGE, params={**asked(**changed), "response_type": "token"}),
    ):
        assert answer.status_code == 400
        assert "location" not in answer.headers
        assert "<script>" not in answer.text


def test_a_member_that_comes_twice_is_refused(http: httpx.Client) -> None:
    twice = httpx.QueryParams(asked()).add("redirect_uri", "https://evil.example/callback")

    assert http.get(PAGE, params=twice).status_code == 400


def test_scopes_may_stand_between_blanks_and_a_stray_client_id_means_nothing(http: httpx.Client) -> None:
    query = asked(scope="user.info.basic video.list", state=None, client_id="other")
    back = brought(decide(http, consent_page(http, "ana", query)))

    assert back.keys() == {"code", "scopes"}
    assert back["scopes"] == "user.info.basic,video.list"


@pytest.mark.parametrize("method", ["S256", None])
@pytest.mark.parametrize("verifier", [VERIFIER, "a" * 32])
def test_pkce_is_in_hex_with_or_without_its_method(http: httpx.Client, method: str | None, verifier: str) -> None:
    challenge = CHALLENGE if verifier == VERIFIER else hash_secret(verifier).hex()
    code = signed_in(http, "ana", code_challenge=challenge, code_challenge_method=method)

    assert redeem(http, code, code_verifier="b" * 43).json()["error_description"].startswith("Code verifier")
    assert redeem(http, code, code_verifier=verifier).status_code == 200


@shows(OAuth.redeem, causes=(Cause.BAD_GRANT,))
@pytest.mark.parametrize("form", [{}, {"code_verifier": ""}, {"code_verifier": CHALLENGE}, {"code_verifier": "a" * 31}])
def test_a_challenge_is_not_got_round(http: httpx.Client, form: dict[str, str]) -> None:
    code = signed_in(http, "ana", code_challenge=CHALLENGE)

    assert redeem(http, code, **form).json()["error"] == "invalid_grant"


def test_a_verifier_without_a_challenge_is_refused(http: httpx.Client) -> None:
    assert redeem(http, signed_in(http, "ana"), code_verifier=VERIFIER).json()["error"] == "invalid_grant"


@shows(OAuth.redeem, causes=(Cause.BAD_GRANT,))
def test_a_code_is_good_once_and_sent_again_ends_what_it_gave(http: httpx.Client) -> None:
    code = signed_in(http, "ana")
    first = redeem(http, code).json()
    second = refresh(http, first["refresh_token"]).json()
    others = tokens(http, "ana")
    again = redeem(http, code)

    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert again.json().keys() == {"error", "error_description", "log_id"}
    assert status(http, first["access_token"]) == status(http, second["access_token"]) == 401
    assert refresh(http, second["refresh_token"]).status_code == 400
    assert status(http, others["access_token"]) == 200


@shows(OAuth.redeem, causes=(Cause.BAD_GRANT,))
def test_a_code_dies_after_ten_minutes(http: httpx.Client, clock: MovableClock) -> None:
    code = signed_in(http, "ana")
    clock.advance(600_001)

    assert redeem(http, code).json()["error_description"] == "Authorization code is expired."


@shows(OAuth.redeem, causes=(Cause.BAD_GRANT,))
def test_another_redirect_uri_than_the_pages_is_refused_and_the_code_still_good(http: httpx.Client) -> None:
    code = signed_in(http, "ana")
    other = redeem(http, code, redirect_uri="http://localhost:3001/callback").json()

    assert other["error"] == "invalid_request"
    assert other["error_description"] == "Redirect_uri is not matched with the uri when requesting code."
    assert redeem(http, code).status_code == 200


def test_a_code_that_was_not_decoded_is_not_known(http: httpx.Client) -> None:
    code = signed_in(http, "ana")

    assert redeem(http, code.replace("*", "%2A").replace("!", "%21")).json()["error"] == "invalid_grant"
    assert redeem(http, code).status_code == 200


@shows(OAuth.refresh, fields=True, causes=(Cause.BAD_GRANT,))
def test_refreshing_rotates_and_the_old_one_is_dead_at_once(http: httpx.Client) -> None:
    first = tokens(http, "ana")
    second = refresh(http, first["refresh_token"]).json()

    assert second["refresh_token"] != first["refresh_token"]
    assert (second["open_id"], second["scope"]) == (first["open_id"], first["scope"])
    again = refresh(http, first["refresh_token"])
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert status(http, second["access_token"]) == 200
    assert refresh(http, second["refresh_token"]).status_code == 200


def test_tokens_live_as_long_as_they_say(http: httpx.Client, clock: MovableClock) -> None:
    first = tokens(http, "ana")
    clock.advance(DAY_MS - 60_000)
    assert status(http, first["access_token"]) == 200
    clock.advance(60_000)
    assert status(http, first["access_token"]) == 401

    second = refresh(http, first["refresh_token"]).json()
    assert status(http, second["access_token"]) == 200
    clock.advance(365 * DAY_MS)
    assert refresh(http, second["refresh_token"]).json()["error"] == "invalid_grant"


@shows(OAuth.revoke, fields=True, causes=(Cause.BAD_GRANT,))
def test_revoking_ends_the_whole_grant_and_no_other(http: httpx.Client) -> None:
    first, others = tokens(http, "ana"), tokens(http, "ben")
    second = refresh(http, first["refresh_token"]).json()
    answer = revoke(http, first["access_token"])

    assert (answer.status_code, answer.json()) == (200, {})
    assert status(http, second["access_token"]) == 401
    assert refresh(http, second["refresh_token"]).status_code == 400
    assert status(http, others["access_token"]) == 200
    assert revoke(http, first["access_token"]).json()["error"] == "invalid_grant"


def test_the_demos_tokens_die_when_the_clock_is_moved_and_are_renewed(http: httpx.Client, clock: MovableClock) -> None:
    clock.advance(25 * HOUR_MS)
    assert status(http, DEMO_USER_TOKEN) == 401

    renewed = refresh(http, DEMO_REFRESH_TOKEN).json()
    assert info(http, renewed["access_token"], "username").json()["data"]["user"]["username"] == "ana"
    assert renewed["scope"] == ",".join(DISPLAY_SCOPES)
    assert refresh(http, DEMO_REFRESH_TOKEN).json()["error"] == "invalid_grant"
    clock.advance(-25 * HOUR_MS)
    assert status(http, DEMO_USER_TOKEN) == 200


def test_the_demos_grant_ends_like_others(http: httpx.Client) -> None:
    assert revoke(http, DEMO_USER_TOKEN).status_code == 200
    assert status(http, DEMO_USER_TOKEN) == 401
    assert refresh(http, DEMO_REFRESH_TOKEN).status_code == 400


def test_no_secret_is_kept(http: httpx.Client, archive: Archive) -> None:
    code = signed_in(http, "ana")
    got = redeem(http, code).json()

    kept = repr(archive.credentials())
    for secret in (code, got["access_token"], got["refresh_token"], DEMO_APP["client_secret"]):
        assert secret not in kept


def test_who_has_allowed_it_all_before_is_sent_back_at_once_if_the_app_wants_that(http: httpx.Client) -> None:
    scopes = {"scope": "user.info.basic,video.list"}
    back = brought(decide(http, consent_page(http, "ben", asked(**scopes))))
    token = redeem(http, back["code"]).json()["access_token"]

    at_once = brought(http.get(PAGE, params=asked(**scopes, disable_auto_auth="0", state="s2")))
    assert (at_once["state"], at_once["scopes"]) == ("s2", "user.info.basic,video.list")
    got = redeem(http, at_once["code"]).json()
    assert info(http, got["access_token"], "open_id").json()["data"]["user"]["open_id"] == got["open_id"]
    assert redeem(http, back["code"]).status_code == 400
    assert status(http, token) == 401

    fewer = asked(scope="video.list", disable_auto_auth="0")
    assert http.get(PAGE, params=fewer).status_code == 303
    assert http.head(PAGE, params=fewer).status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"disable_auto_auth": "1"},
        {"disable_auto_auth": "0", "scope": "user.info.basic,user.info.stats"},
        {"disable_auto_auth": "0", "creator": "ana"},
        {"disable_auto_auth": "0", "search": ""},
    ],
)
def test_otherwise_the_page_is_shown(http: httpx.Client, changed: dict[str, str]) -> None:
    decide(http, consent_page(http, "ben", asked(scope="user.info.basic")))

    assert http.get(PAGE, params=asked(**{"scope": "user.info.basic", **changed})).status_code == 200


def test_nobody_is_sent_back_at_once_who_took_it_back_or_is_another_browser(http: httpx.Client) -> None:
    query = asked(scope="user.info.basic", disable_auto_auth="0")
    decide(http, consent_page(http, "ben", query))
    cookie = http.cookies["tokgate_sign_in"]
    assert http.get(PAGE, params=query).status_code == 303

    signed = cookie.split(".")
    forged = ".".join([*signed[:2], str(int(signed[2]) + 1), signed[3]])
    other = ".".join(["0" * 32, *signed[1:]])
    for value in (forged, other):
        http.cookies.clear()
        assert http.get(PAGE, params=query, headers={"Cookie": f"tokgate_sign_in={value}"}).status_code == 200
    http.cookies.clear()
    http.cookies.set("tokgate_sign_in", cookie)
    decide(http, consent_page(http, "ben", query), decision="take back")
    assert http.get(PAGE, params=query).status_code == 200
