"""A creator who signs in with nothing but HTTP, and the app that sent them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from tokgate.dialects.official.credentials import DEMO_CLIENT_KEY, DEMO_CLIENT_SECRET, DISPLAY_SCOPES

PAGE = "/v2/auth/authorize/"
TOKEN = "/v2/oauth/token/"
CALLBACK = "http://localhost:3000/callback"
DEMO_APP = {"client_key": DEMO_CLIENT_KEY, "client_secret": DEMO_CLIENT_SECRET}
#: The vector of TikTok's SDK for Android.
VERIFIER = "gaeCq5mVvbhA8Ce6w5O9XBVIKMkySgv-_9A-rnhm9Ns"
CHALLENGE = "e6a178b120743d08509508f269652b0bdf91e29332921bc9e9744fd3dd41bfef"


def asked(**changed: str | None) -> dict[str, str]:
    """The query of the demo app's page; None leaves a member out."""
    query: dict[str, str | None] = {
        "client_key": DEMO_CLIENT_KEY,
        "response_type": "code",
        "scope": ",".join(DISPLAY_SCOPES),
        "redirect_uri": CALLBACK,
        "state": "s1",
        **changed,
    }
    return {name: value for name, value in query.items() if value is not None}


def consent_page(http: httpx.Client, username: str, query: dict[str, str]) -> httpx.Response:
    return http.get(PAGE, params={**query, "creator": username})


def decide(
    http: httpx.Client,
    page: httpx.Response,
    *,
    allow: bool = True,
    untick: tuple[str, ...] = (),
    more: Mapping[str, str] = {},
    **changed: str,
) -> httpx.Response:
    """Send the page's form as a browser does."""
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    scopes = [name for name in re.findall(r'name="(scope:[^"]+)"', page.text) if name not in untick]
    action = re.search(r'<form [^>]*method="post" action="([^"]+)"', page.text)
    assert action is not None, page.text
    form = {**hidden, **dict.fromkeys(scopes, "1"), "decision": "allow" if allow else "cancel", **changed, **more}
    return http.post(unescape(action[1]), data=form)


def brought(answer: httpx.Response) -> dict[str, str]:
    """The members of the redirect's query."""
    assert answer.status_code == 303, answer.text
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query, keep_blank_values=True))


def signed_in(http: httpx.Client, username: str, **changed: str | None) -> str:
    """A code for the demo app."""
    return brought(decide(http, consent_page(http, username, asked(**changed))))["code"]


def redeem(http: httpx.Client, code: str, **changed: str) -> httpx.Response:
    form = {**DEMO_APP, "grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, **changed}
    return http.post(TOKEN, data=form)


def refresh(http: httpx.Client, token: str, **changed: str) -> httpx.Response:
    return http.post(TOKEN, data={**DEMO_APP, "grant_type": "refresh_token", "refresh_token": token, **changed})


def revoke(http: httpx.Client, token: str, **changed: str) -> httpx.Response:
    return http.post("/v2/oauth/revoke/", data={**DEMO_APP, "token": token, **changed})


def status(http: httpx.Client, token: str, fields: str = "open_id") -> int:
    return info(http, token, fields).status_code


def info(http: httpx.Client, token: str, fields: str = "open_id") -> httpx.Response:
    return http.get("/v2/user/info/", params={"fields": fields}, headers={"Authorization": f"Bearer {token}"})


def tokens(http: httpx.Client, username: str) -> dict[str, Any]:
    answer: dict[str, Any] = redeem(http, signed_in(http, username)).json()
    return answer
