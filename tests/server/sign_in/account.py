"""A creator who lets an app act for them on TikAPI's page, with nothing but HTTP."""

from __future__ import annotations

import httpx
from tests.server.sign_in.browser import brought, decide

from tokgate.dialects.tikapi.credentials import DEMO_API_KEY, DEMO_CLIENT_ID

PAGE = "/account/authorize"
CALLBACK = "http://127.0.0.1:8000/"
SESSION = "/user/session/check"


def asked(**changed: str | None) -> dict[str, str]:
    """The query of the demo app's page; None leaves a member out."""
    query: dict[str, str | None] = {
        "client_id": DEMO_CLIENT_ID,
        "redirect_uri": CALLBACK,
        "scope": "view_profile explore",
        "state": "s1",
        **changed,
    }
    return {name: value for name, value in query.items() if value is not None}


def in_popup(**changed: str | None) -> dict[str, str]:
    """What the popup script asks for, from a page on this machine."""
    return asked(**{"redirect_uri": None, "is_popup": "true", "origin": "http://localhost:3000", **changed})


def consent_page(http: httpx.Client, username: str, query: dict[str, str]) -> httpx.Response:
    return http.get(PAGE, params={**query, "creator": username})


def allowed(http: httpx.Client, username: str, **changed: str | None) -> dict[str, str]:
    """What the redirect brings."""
    return brought(decide(http, consent_page(http, username, asked(**changed))))


def call(http: httpx.Client, account_key: str, path: str = SESSION, **params: str) -> httpx.Response:
    return http.get(path, params=params, headers={"X-API-KEY": DEMO_API_KEY, "X-ACCOUNT-KEY": account_key})
