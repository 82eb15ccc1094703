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
from pytiktok import KitApi
from pytiktok.error import PyTiktokError
from tests.evidence import shows
from tests.server.sign_in.browser import CALLBACK, PAGE, TOKEN, decide

from tokgate.contract.errors import Cause
from tokgate.dialects.official.credentials import DISPLAY_SCOPES
from tokgate.dialects.official.display import User, Video
from tokgate.dialects.official.earlier import Earlier
from tokgate.testing import Server

HERE = Path(__file__).parent
EXAMPLE = HERE.parents[1] / "examples" / "display_app" / "app.py"
CHALLENGE = "e6a178b120743d08509508f269652b0bdf91e29332921bc9e9744fd3dd41bfef"
VERIFIER = "gaeCq5mVvbhA8Ce6w5O9XBVIKMkySgv-_9A-rnhm9Ns"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def allowed(server: Server, page: str, path: str = PAGE) -> str:
    """Where the creator is sent back to, once they allowed what the page asks."""
    with httpx.Client(base_url=server.url) as browser:
        query = dict(parse_qsl(urlsplit(page).query))
        shown = browser.get(path, params={**query, "creator": server.sample["username"]})
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


@shows(Earlier.access_token, Earlier.refresh_token, Earlier.revoke, fields=True, causes=(Cause.BAD_GRANT,))
@shows(Earlier.user_info, Earlier.video_list, Earlier.video_query, fields=True, causes=(Cause.BAD_KEY,))
@pytest.mark.clients
def test_python_tiktok_signs_in_reads_refreshes_and_revokes(server: Server) -> None:
    official = server.credentials["official"]
    scope = ",".join(DISPLAY_SCOPES)
    api = KitApi(official["client_key"], official["client_secret"], scope=scope, base_url=server.url)
    page, state = api.get_authorize_url(redirect_uri=CALLBACK)
    back = dict(parse_qsl(urlsplit(allowed(server, page, "/auth/authorize/")).query))
    assert (back["state"], back["scopes"]) == (state, scope)

    first = api.generate_access_token(back["code"]).data
    assert (first.open_id, first.scope, first.error_code) == (server.sample["open_id"], scope, 0)
    assert None not in vars(first).values()
    user = api.get_user_info(first.open_id, fields=list(User.__struct_fields__), return_json=True)
    assert user["data"]["user"].keys() == set(User.__struct_fields__)
    assert user["data"]["user"]["username"] == server.sample["username"]

    walked, cursor = [], None
    while True:
        videos = api.get_user_videos(first.open_id, list(Video.__struct_fields__), cursor, 20).data
        walked += videos.videos
        if not videos.has_more:
            break
        cursor = videos.cursor
    assert len({video.id for video in walked}) == len(walked) == 140
    assert None not in vars(walked[0]).values()
    found = api.query_videos(first.open_id, {"video_ids": [walked[3].id]}, list(Video.__struct_fields__)).data
    assert found.videos == [walked[3]]

    renewed = api.refresh_access_token(first.refresh_token).data
    assert renewed.access_token != first.access_token
    assert None not in vars(renewed).values()
    assert api.refresh_access_token(first.refresh_token).data.error_code == 10010
    assert api.generate_access_token(back["code"]).data.error_code == 10007
    # A code that comes again ends what it gave.
    api.access_token = renewed.access_token
    with pytest.raises(PyTiktokError, match="10008"):
        api.get_user_info(first.open_id)

    back = dict(parse_qsl(urlsplit(allowed(server, page, "/auth/authorize/")).query))
    again = api.generate_access_token(back["code"]).data
    revoked = api.revoke_access_token(again.open_id, again.access_token).data
    assert (revoked.error_code, revoked.description, revoked.captcha, revoked.desc_url) == (0, "", "", "")
    for refused in (api.get_user_info, api.get_user_videos):
        with pytest.raises(PyTiktokError, match="10008"):
            refused(again.open_id)
    assert api.refresh_access_token(again.refresh_token).data.error_code == 10010
