"""Logs a TikTok creator in and lists their videos: a desktop app, written by TikTok's documentation with httpx alone.

    CLIENT_KEY=… CLIENT_SECRET=… python app.py

TikTok's hosts are the defaults. To try it against a gateway, name its URL in TIKTOK_WEB and TIKTOK_API.
"""

import hashlib
import os
import secrets
import string
import webbrowser
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx

WEB = os.environ.get("TIKTOK_WEB", "https://www.tiktok.com")
API = os.environ.get("TIKTOK_API", "https://open.tiktokapis.com")
CLIENT = {"client_key": os.environ.get("CLIENT_KEY", ""), "client_secret": os.environ.get("CLIENT_SECRET", "")}
SCOPES = "user.info.basic,video.list"


class Denied(Exception):
    """The creator did not allow it, or TikTok refused."""


class Redirect(BaseHTTPRequestHandler):
    """Catches the redirect to http://127.0.0.1:PORT/callback/."""

    members: dict[str, str] = {}

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == "/callback/":
            Redirect.members = {name: values[0] for name, values in parse_qs(address.query).items()}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"You can close this window.")

    def log_message(self, format: str, *args: object) -> None:
        """The address holds the code: it goes into no log."""


def log_in(http: httpx.Client) -> dict[str, Any]:
    """Sends the creator to TikTok's page, waits for them to come back, and redeems the code that they bring."""
    verifier = "".join(secrets.choice(string.ascii_letters + string.digits + "-._~") for _ in range(64))
    state = secrets.token_urlsafe(16)
    with HTTPServer(("127.0.0.1", 0), Redirect) as server:
        redirect_uri = f"http://127.0.0.1:{server.server_address[1]}/callback/"
        query = {
            "client_key": CLIENT["client_key"],
            "response_type": "code",
            "scope": SCOPES,
            "redirect_uri": redirect_uri,
            "state": state,
            "code_challenge": hashlib.sha256(verifier.encode()).hexdigest(),
            "code_challenge_method": "S256",
        }
        page = f"{WEB}/v2/auth/authorize/?{urlencode(query)}"
        print(f"Log in at {page}", flush=True)
        webbrowser.open(page)
        while not Redirect.members:
            server.handle_request()
    back = Redirect.members
    if back.get("state") != state:
        raise Denied("the answer is to another question than ours")
    if "error" in back:
        raise Denied(f"{back['error']}: {back.get('error_description', '')}")
    return token(
        http,
        grant_type="authorization_code",
        code=back["code"],
        redirect_uri=redirect_uri,
        code_verifier=verifier,
    )


def token(http: httpx.Client, **form: str) -> dict[str, Any]:
    """The token endpoint's answer."""
    answer: dict[str, Any] = http.post(f"{API}/v2/oauth/token/", data={**CLIENT, **form}).json()
    if "error" in answer:
        raise Denied(f"{answer['error']}: {answer['error_description']}")
    return answer


def refresh(http: httpx.Client, tokens: dict[str, Any]) -> dict[str, Any]:
    """New tokens; the refresh token that was sent is worth nothing from then on."""
    return token(http, grant_type="refresh_token", refresh_token=tokens["refresh_token"])


def revoke(http: httpx.Client, tokens: dict[str, Any]) -> None:
    """Gives back what the creator allowed."""
    http.post(f"{API}/v2/oauth/revoke/", data={**CLIENT, "token": tokens["access_token"]}).raise_for_status()


def videos(http: httpx.Client, tokens: dict[str, Any]) -> list[dict[str, Any]]:
    """All public videos of the creator, newest first."""
    found: list[dict[str, Any]] = []
    page: dict[str, Any] = {"has_more": True}
    while page["has_more"]:
        answer = http.post(
            f"{API}/v2/video/list/",
            params={"fields": "id,title,create_time,view_count"},
            json={"max_count": 20, **({"cursor": page["cursor"]} if "cursor" in page else {})},
            headers={"Authorization": f"Bearer {tokens['access_token']}"},
        ).json()
        if answer["error"]["code"] != "ok":
            raise Denied(answer["error"]["message"])
        page = answer["data"]
        found += page["videos"]
    return found


def main() -> None:
    with httpx.Client(timeout=30) as http:
        tokens = log_in(http)
        print(f"{len(videos(http, tokens))} videos")
        tokens = refresh(http, tokens)
        print(f"{len(videos(http, tokens))} videos after a refresh")
        revoke(http, tokens)
        try:
            videos(http, tokens)
        except Denied as refused:
            print(f"after revoking: {refused}")


if __name__ == "__main__":
    main()
