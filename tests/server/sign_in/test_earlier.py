"""The first version of Login Kit and Display beside the second: what it may do, and whose its paths are."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from tests.evidence import shows
from tests.server.sign_in.browser import CHALLENGE, DEMO_APP, VERIFIER, redeem, refresh, signed_in, status, tokens

import tokgate
from tokgate.contract.errors import Cause
from tokgate.dialects.official.credentials import DEMO_CLIENT_KEY, USER_BASIC
from tokgate.dialects.official.earlier import Earlier


def exchange(http: httpx.Client, granted: str, **changed: str) -> httpx.Response:
    query = {**DEMO_APP, "grant_type": "authorization_code", "code": granted, **changed}
    return http.post("/oauth/access_token/", params=query)


def renew(http: httpx.Client, token: str) -> httpx.Response:
    query = {"client_key": DEMO_CLIENT_KEY, "grant_type": "refresh_token", "refresh_token": token}
    return http.post("/oauth/refresh_token/", params=query)


def first(http: httpx.Client, username: str, **changed: str) -> dict[str, Any]:
    tokens: dict[str, Any] = exchange(http, signed_in(http, username, **changed)).json()["data"]
    return tokens


def ask(http: httpx.Client, path: str, token: str, open_id: str, **more: object) -> httpx.Response:
    return http.post(path, json={"access_token": token, "open_id": open_id, **more})


@shows(Earlier.refresh_token, causes=(Cause.BAD_GRANT,))
def test_only_what_this_version_gave_out_is_renewed_without_the_secret(http: httpx.Client) -> None:
    of_today = tokens(http, "ana")
    refused = renew(http, of_today["refresh_token"])
    assert (refused.status_code, refused.json()["data"]["error_code"]) == (400, 10010)
    assert refused.json()["message"] == "error"
    assert status(http, of_today["access_token"]) == 200

    given = renew(http, first(http, "ana")["refresh_token"]).json()["data"]
    again = renew(http, given["refresh_token"]).json()["data"]
    # With the secret it is renewed as any other, and has no such freedom from then on.
    upgraded = refresh(http, again["refresh_token"]).json()
    assert status(http, upgraded["access_token"]) == 200
    assert renew(http, upgraded["refresh_token"]).status_code == 400


@shows(Earlier.access_token, causes=(Cause.BAD_GRANT,))
def test_a_challenge_is_not_got_round_by_the_first_version(http: httpx.Client) -> None:
    code = signed_in(http, "ana", code_challenge=CHALLENGE)
    assert exchange(http, code).json()["data"]["error_code"] == 10007
    assert exchange(http, code, code_verifier=VERIFIER).status_code == 400
    assert redeem(http, code, code_verifier=VERIFIER).status_code == 200


@shows(Earlier.access_token, causes=(Cause.BAD_CLIENT, Cause.MISSING_PARAMETER, Cause.INVALID_PARAMETER))
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"client_secret": "wrong"}, 10013),
        ({"client_key": "awother"}, 10013),
        ({"client_secret": ""}, 10002),
        ({"grant_type": ""}, 10002),
        ({"grant_type": "client_credentials"}, 10002),
        ({"code": "made up"}, 10007),
    ],
)
def test_who_asks_wrongly_gets_no_token(http: httpx.Client, changed: dict[str, str], code: int) -> None:
    answer = exchange(http, signed_in(http, "ana"), **changed)
    assert answer.status_code in (400, 401)
    assert answer.json()["data"]["error_code"] == code
    assert answer.json()["data"]["log_id"] == answer.headers["x-tt-logid"]


@shows(Earlier.user_info, Earlier.video_list, Earlier.video_query, Earlier.revoke, causes=(Cause.INVALID_PARAMETER,))
def test_a_token_acts_for_its_own_creator_alone(http: httpx.Client) -> None:
    ana, ben = first(http, "ana"), first(http, "ben")
    fields = {"fields": ["open_id"]}
    assert ask(http, "/user/info/", ana["access_token"], ben["open_id"], **fields).status_code == 400
    assert ask(http, "/video/list/", ana["access_token"], ben["open_id"], fields=["id"]).status_code == 400
    found = {"fields": ["id"], "filters": {"video_ids": ["1"]}}
    assert ask(http, "/video/query/", ana["access_token"], ben["open_id"], **found).status_code == 400
    query = {"access_token": ana["access_token"], "open_id": ben["open_id"]}
    assert http.post("/oauth/revoke/", params=query).json()["data"]["error_code"] == 10002
    assert ask(http, "/user/info/", ana["access_token"], ana["open_id"], **fields).json()["error"]["code"] == 0


@shows(Earlier.user_info, Earlier.video_list, Earlier.video_query, causes=(Cause.SCOPE_MISSING,))
def test_each_call_needs_its_scope(http: httpx.Client) -> None:
    given = first(http, "ana", scope=USER_BASIC)
    who = given["access_token"], given["open_id"]
    assert ask(http, "/user/info/", *who, fields=["open_id", "avatar_url_200"]).status_code == 200
    for path, more in (
        ("/user/info/", {"fields": ["open_id", "username"]}),
        ("/video/list/", {"fields": ["id"]}),
        ("/video/query/", {"fields": ["id"], "filters": {"video_ids": ["1"]}}),
    ):
        refused = ask(http, path, *who, **more)
        assert (refused.status_code, refused.json()["error"]["code"]) == (401, 10004)


def test_its_paths_are_its_own_with_the_slash_at_their_end_alone(http: httpx.Client) -> None:
    assert "x-tt-logid" in http.post("/user/info/").headers
    assert http.post("/user/info/").json()["error"]["code"] == 10002
    assert http.get("/user/info/").text == "Unsupported path(Janus)"
    # Without it, TikAPI's.
    assert http.get("/user/info").json()["message"] == "A valid API Key is required."
    assert http.post("/oauth/unheard_of/").text == "Unsupported path(Janus)"


def test_our_own_client_calls_it_too_with_no_secret_in_a_url(http: httpx.Client) -> None:
    urls: list[str] = []

    def seen(attempt: tokgate.Attempt) -> None:
        urls.append(attempt.url)

    with tokgate.Official(base_url=str(http.base_url).rstrip("/"), before_attempt=seen) as client:
        given = client.earlier.access_token(**DEMO_APP, code=signed_in(http, "ana")).data
        assert given is not None
        assert given.access_token is not None
        assert given.open_id is not None
        token, open_id = given.access_token, given.open_id
        videos = client.earlier.video_list.all(access_token=token, open_id=open_id, fields=["id"])
        assert [video.id for video in videos] == [str((1 << 32) + 7)]
        client.earlier.revoke(open_id=open_id, access_token=token)
        with pytest.raises(tokgate.Unauthorized, match="Access token invalid or expired") as refused:
            client.earlier.user_info(access_token=token, open_id=open_id, fields=["open_id"])
        assert refused.value.code == "10008"
    assert len(urls) == 4
    assert not any("?" in url for url in urls)
