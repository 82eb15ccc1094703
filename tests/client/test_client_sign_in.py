"""Signing creators in from the SDK: the page to open, what comes back, and the grants that follow a code."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from tests.client.scripted import ManualTiming, Script, reply

import tokgate
from tokgate.contract.errors import Cause, ContractError, Forbidden, TransportError

CALLBACK = "http://127.0.0.1:3000/callback/"
VERIFIER = "gaeCq5mVvbhA8Ce6w5O9XBVIKMkySgv-_9A-rnhm9Ns"
TOKENS = {"access_token": "act.1", "expires_in": 7200, "refresh_token": "rft.1", "scope": "video.list", "open_id": "o"}


def official(script: Script | None = None) -> tokgate.Official:
    transport = script or Script([reply({})])
    return tokgate.Official(client_key="ck", client_secret="cs", transport=transport, timing=ManualTiming())


def test_login_kit_is_asked_in_its_own_words() -> None:
    url = official().authorize_url(
        scopes=["user.info.basic", "video.list"], redirect_uri=CALLBACK, state="s1", code_verifier=VERIFIER
    )

    assert url.startswith("https://www.tiktok.com/v2/auth/authorize/?")
    assert dict(parse_qsl(urlsplit(url).query)) == {
        "client_key": "ck",
        "response_type": "code",
        "redirect_uri": CALLBACK,
        "scope": "user.info.basic,video.list",
        "state": "s1",
        "code_challenge": "e6a178b120743d08509508f269652b0bdf91e29332921bc9e9744fd3dd41bfef",
        "code_challenge_method": "S256",
    }


@pytest.mark.parametrize("kind", [tokgate.TikAPI, tokgate.AsyncTikAPI])
def test_tikapi_is_asked_in_its_own_words(kind: type[tokgate.TikAPI] | type[tokgate.AsyncTikAPI]) -> None:
    client = kind("KEY", client_id="c_0123456789")
    url = client.authorize_url(scopes=["view_profile", "explore"], redirect_uri=CALLBACK, state="s")

    page, _, asked = url.partition("?")
    assert page == "https://tikapi.io/account/authorize"
    assert "scope=view_profile+explore" in asked
    assert "KEY" not in url
    assert client.granted(f"{CALLBACK}?access_token=AK&scope=explore&state=s", state="s").credential == "AK"


def test_a_client_that_is_pointed_at_a_gateway_opens_its_page() -> None:
    client = official().with_options(base_url="http://127.0.0.1:8700")
    url = client.authorize_url(scopes=["video.list"], redirect_uri=CALLBACK, state="s")

    assert url.startswith("http://127.0.0.1:8700/v2/auth/authorize/?client_key=ck&")


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TOKGATE_OFFICIAL_CLIENT_KEY", "TOKGATE_TIKAPI_CLIENT_ID"):
        monkeypatch.delenv(name, raising=False)

    with pytest.raises(ValueError, match="signing in takes a client_key"):
        tokgate.Official().authorize_url(scopes=["video.list"], redirect_uri=CALLBACK, state="s")
    with pytest.raises(ValueError, match="signing in takes a client_id"):
        tokgate.TikAPI("KEY").authorize_url(scopes=["explore"], redirect_uri=CALLBACK, state="s")
    with pytest.raises(ValueError, match="there is no code challenge here"):
        tokgate.TikAPI("KEY", client_id="c").authorize_url(
            scopes=["explore"], redirect_uri=CALLBACK, state="s", code_verifier=VERIFIER
        )
    with pytest.raises(TypeError, match="nobody signs in to justone"):
        tokgate.JustOne("T").authorize_url(scopes=["a"], redirect_uri=CALLBACK, state="s")


NO_ANSWERS = ["code=c&state=other", "code=c", "state=s", "code=&state=s", "access_token=t&state=s"]


@pytest.mark.parametrize("query", NO_ANSWERS)
def test_a_redirect_that_is_no_answer_is_an_error(query: str) -> None:
    with pytest.raises(ContractError, match=r"another state|holds no code"):
        official().granted(f"{CALLBACK}?{query}", state="s")


def test_a_creator_who_says_no_is_a_refusal() -> None:
    with pytest.raises(Forbidden) as caught:
        official().granted(f"{CALLBACK}?error=access_denied&error_description=No+thanks&state=s", state="s")

    assert (caught.value.code, "No thanks" in str(caught.value)) == ("access_denied", True)


def test_a_code_becomes_tokens_and_they_are_renewed() -> None:
    script = Script([reply(TOKENS), reply({**TOKENS, "access_token": "act.2", "refresh_token": "rft.2"})])
    client = official(script)
    brought = client.granted(f"{CALLBACK}?code=c%2A0%211&scopes=video.list&state=s", state="s")
    app = {"client_key": "ck", "client_secret": "cs"}
    first = client.oauth.redeem(**app, code=brought.code, redirect_uri=CALLBACK, code_verifier=VERIFIER)
    second = client.oauth.refresh(**app, refresh_token=first.refresh_token or "")
    sent = [dict(parse_qsl(attempt.body.decode())) for attempt in script.attempts]

    assert brought.scopes == ("video.list",)
    assert sent[0] == {
        **app,
        "code": "c*0!1",
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
        "grant_type": "authorization_code",
    }
    assert sent[1] == {**app, "refresh_token": "rft.1", "grant_type": "refresh_token"}
    assert (second.access_token, "act." in repr(second), "rft." in repr(second)) == ("act.2", False, False)


def test_a_code_is_never_sent_twice_and_a_client_token_is_asked_for_again() -> None:
    lost = Script([TransportError("cut"), reply(TOKENS)])
    app = {"client_key": "ck", "client_secret": "cs"}

    with pytest.raises(TransportError):
        official(lost).oauth.redeem(**app, code="c", redirect_uri=CALLBACK)
    assert len(lost.attempts) == 1
    again = Script([TransportError("cut"), reply(TOKENS)])
    assert official(again).oauth.token(**app).access_token == "act.1"
    assert len(again.attempts) == 2


def test_a_refused_code_is_an_error_under_any_status() -> None:
    said = {"error": "invalid_grant", "error_description": "Authorization code is expired.", "log_id": "L"}

    with pytest.raises(tokgate.ApiError, match="Authorization code is expired") as caught:
        official(Script([reply(said, 200)])).oauth.redeem(
            client_key="ck", client_secret="cs", code="c", redirect_uri=CALLBACK
        )
    assert (caught.value.cause, caught.value.code) == (Cause.BAD_GRANT, "invalid_grant")
