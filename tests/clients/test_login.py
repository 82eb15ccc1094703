"""Signing in with the libraries that apps use, and with an app that uses none."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from tests.server.sign_in.browser import CALLBACK, PAGE, TOKEN, decide

from tokgate.testing import Server

HERE = Path(__file__).parent
EXAMPLE = HERE.parents[1] / "examples" / "display_app" / "app.py"
CHALLENGE = "e6a178b120743d08509508f269652b0bdf91e29332921bc9e9744fd3dd41bfef"
VERIFIER = "gaeCq5mVvbhA8Ce6w5O9XBVIKMkySgv-_9A-rnhm9Ns"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def allowed(server: Server, page: str) -> str:
    """Where the creator is sent back to, once they allowed what the page asks."""
    with httpx.Client(base_url=server.url) as browser:
        query = dict(parse_qsl(urlsplit(page).query))
        shown = browser.get(PAGE, params={**query, "creator": server.sample["username"]})
        return decide(browser, shown).headers["location"]


@pytest.mark.clients
def test_authlibs_client_with_a_client_key(server: Server) -> None:
    official = server.credentials["official"]
    app = {"client_key": official["client_key"], "client_secret": official["client_secret"]}

    def in_the_form(_: Any, method: str, url: str, headers: dict[str, str], body: str) -> tuple[str, Any, str]:
        return url, headers, f"{body}&{urlencode(app)}"

    with OAuth2Session(
        official["client_key"],
        official["client_secret"],
        scope="user.info.basic,video.list",
        redirect_uri=CALLBACK,
        token_endpoint_auth_method="client_key_post",
    ) as client:
        client.register_client_auth_method(("client_key_post", in_the_form))
        page, state = client.create_authorization_url(
            server.url + PAGE, client_key=official["client_key"], code_challenge=CHALLENGE
        )
        token = client.fetch_token(
            server.url + TOKEN,
            authorization_response=allowed(server, page),
            state=state,
            code_verifier=VERIFIER,
        )
        assert token["open_id"] == server.sample["open_id"]
        renewed = client.refresh_token(server.url + TOKEN)
        assert renewed["access_token"] != token["access_token"]
        videos = client.post(server.url + "/v2/video/list/?fields=id")
        assert len(videos.json()["data"]["videos"]) == 10
        with pytest.raises(OAuthError, match="invalid_grant"):
            client.refresh_token(server.url + TOKEN, refresh_token=token["refresh_token"])


@pytest.mark.clients
def test_django_allauth(server: Server) -> None:
    pytest.importorskip("allauth", reason="django-allauth is not installed")
    official = server.credentials["official"]
    done = subprocess.run(
        [
            sys.executable,
            str(HERE / "run_allauth.py"),
            server.url,
            official["client_key"],
            official["client_secret"],
            server.sample["username"],
        ],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(HERE)},
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)

    assert said["page"].startswith("https://www.tiktok.com/v2/auth/authorize/?client_key=")
    assert (said["to"], said["uid"]) == ("/in/", server.sample["open_id"])


def test_an_app_written_by_the_documentation_alone(server: Server) -> None:
    official = server.credentials["official"]
    environment = {
        "TIKTOK_WEB": server.url,
        "TIKTOK_API": server.url,
        "CLIENT_KEY": official["client_key"],
        "CLIENT_SECRET": official["client_secret"],
        "BROWSER": "true",  # the program that does nothing
        "PATH": os.environ["PATH"],
    }
    with subprocess.Popen([sys.executable, str(EXAMPLE)], stdout=subprocess.PIPE, text=True, env=environment) as app:
        assert app.stdout is not None
        page = re.fullmatch(r"Log in at (\S+)\n", app.stdout.readline())
        assert page is not None
        httpx.get(allowed(server, page[1])).raise_for_status()
        said = app.stdout.read().splitlines()

    assert app.returncode == 0
    assert said[0] == "140 videos"
    assert said[1] == "140 videos after a refresh"
    assert said[2].startswith("after revoking: The access token is invalid")
