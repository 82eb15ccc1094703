"""`tokgate auth`, from the browser that opens to the token that is revoked, against a real server."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from tests.cli.conftest import Run

import tokgate
from tokgate.client.accounts import Account
from tokgate.testing import Server

ROOT = Path(__file__).parents[2]
APP = {
    "TOKGATE_OFFICIAL_CLIENT_KEY": "awtokgatedemo",
    "TOKGATE_OFFICIAL_CLIENT_SECRET": "tokgate-demo-client-secret",
}
WALKER = {"BROWSER": f"{sys.executable} -m tests.cli.walker %s", "PYTHONPATH": str(ROOT)}
#: Of tokens, and of the app's secret.
SECRETS = ("act.", "rft.", "demo-client-secret")

Login = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def login(run: Run, tokgate_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Login:
    """Signs in on the server; what is kept is this process's too."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    for name in APP:
        monkeypatch.delenv(name, raising=False)

    def login(*more: str, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        where = ("--base-url", tokgate_server.url)
        return run("auth", "login", "official", *where, *more, code=code, **{**APP, **WALKER, **environment})

    return login


def username(client: tokgate.Official) -> str:
    data = client.user.info(fields=["username"]).data
    assert data is not None
    assert data.user is not None
    return str(data.user.username)


def test_a_creator_signs_in_calls_are_made_for_them_and_they_sign_out(
    run: Run, login: Login, tokgate_server: Server, tmp_path: Path
) -> None:
    done = login("--json")
    said = json.loads(done.stdout)
    listed = json.loads(run("auth", "status", "--json").stdout)
    file = tmp_path / ".config/tokgate/accounts/official/default.json"

    assert said == listed
    assert (said["dialect"], said["account"], said["store"], said["renewable"]) == ("official", "default", "file", True)
    assert said["scopes"] == ["user.info.basic", "user.info.profile", "user.info.stats", "video.list"]
    assert said["base_url"] == tokgate_server.url
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)

    with tokgate.Official(account="default") as client:
        assert username(client)
        before = Account("official").secrets.credentials["user_token"]
        tokgate_server.clock.advance("25h")
        assert username(client)
    after = Account("official").secrets.credentials["user_token"]
    assert before.rotated["refresh_token"] != after.rotated["refresh_token"]
    assert username(tokgate.Official(account="default"))

    out = run("auth", "logout", "official", "--json")
    assert json.loads(out.stdout) == {"dialect": "official", "account": "default", "revoked": True}
    assert not any(file.parent.iterdir())
    dead = httpx.get(
        f"{tokgate_server.url}/v2/user/info/?fields=open_id", headers={"Authorization": f"Bearer {after.secret}"}
    )
    assert dead.status_code == 401
    assert "nobody is signed in" in run("auth", "status", code=4).stderr
    with pytest.raises(tokgate.NotSignedIn, match="tokgate auth login official"):
        tokgate.Official(account="default")
    shown = f"{done.stdout}{done.stderr}{out.stdout}{out.stderr}{before!r}{after!r}"
    assert not any(secret in shown for secret in SECRETS)


def test_the_page_is_asked_with_a_challenge_in_hex_and_what_was_wanted(login: Login, tokgate_server: Server) -> None:
    told = login("--scope", "user.info.basic", "--account", "work").stderr
    asked = httpx.URL(told.split()[5]).params

    assert asked["scope"] == "user.info.basic"
    assert len(bytes.fromhex(asked["code_challenge"])) == 32
    assert asked["redirect_uri"].startswith("http://127.0.0.1:")
    with tokgate.Official(account="work") as client:
        assert client.user.info(fields=["open_id"])
        with pytest.raises(tokgate.Forbidden):
            client.user.info(fields=["follower_count"])


def test_a_creator_signs_in_to_tikapi_and_their_account_key_is_kept(
    run: Run, tokgate_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    where = ("--app", "c_tokgatedemo", "--base-url", tokgate_server.url)
    done = run("auth", "login", "tikapi", *where, "--json", **WALKER)
    said = json.loads(done.stdout)

    assert (said["dialect"], said["renewable"], said["base_url"]) == ("tikapi", False, tokgate_server.url)
    assert len(said["scopes"]) == 14
    with tokgate.TikAPI(tokgate_server.credentials["tikapi"]["api_key"], account="default") as client:
        assert client.user.verify().data is not None
    key = Account("tikapi").secrets.credentials["tikapi_account_key"].secret
    assert key not in f"{done.stdout}{done.stderr}"

    out = run("auth", "logout", "tikapi", "--json")
    assert json.loads(out.stdout) == {"dialect": "tikapi", "account": "default", "revoked": False}
    assert "has no way to revoke it" in out.stderr
    with pytest.raises(tokgate.NotSignedIn, match="tokgate auth login tikapi"):
        tokgate.TikAPI(account="default")


def test_less_than_all_may_be_asked_of_tikapi_and_a_creator_may_say_no(
    run: Run, tokgate_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    where = ("--app", "c_tokgatedemo", "--base-url", tokgate_server.url)

    assert "access_denied" in run("auth", "login", "tikapi", *where, code=4, **WALKER, WALK="cancel").stderr
    run("auth", "login", "tikapi", *where, "--scope", "explore", **WALKER)

    with tokgate.TikAPI(tokgate_server.credentials["tikapi"]["api_key"], account="default") as client:
        assert client.user.posts.explore().itemList
        with pytest.raises(tokgate.Forbidden):
            client.user.info()


def test_strangers_at_the_listener_change_nothing(login: Login) -> None:
    assert json.loads(login("--json", WALK="stray").stdout)["creator"]


def test_who_says_no_is_told_so(run: Run, login: Login) -> None:
    assert "access_denied" in login(code=4, WALK="cancel").stderr
    run("auth", "status", code=4)


def test_without_a_browser_the_address_is_printed_and_nobody_is_waited_for_too_long(login: Login) -> None:
    told = login("--no-browser", "--timeout", "0.2", code=1).stderr

    assert "/v2/auth/authorize/?client_key=awtokgatedemo&" in told
    assert "no browser came back to http://127.0.0.1:" in told
    assert "by hand" in login("--timeout", "0.2", code=1, BROWSER="no-such-browser").stderr


def test_what_is_wrong_is_said_before_anybody_signs_in(run: Run, login: Login, tmp_path: Path) -> None:
    assert (
        "client_secret: set $TOKGATE_OFFICIAL_CLIENT_SECRET" in login(code=4, TOKGATE_OFFICIAL_CLIENT_SECRET="").stderr
    )
    assert "can be no account's name" in login("--account", "../x", code=2).stderr
    for uri in ("https://a.example/cb", "http://127.0.0.1/cb", "http://a.example:3000/cb", "http://127.0.0.1:1/?x=1"):
        assert "redirect_uri must be like" in login("--redirect-uri", uri, code=2).stderr
    assert "is no scope" in login("--scope", "a,b", code=2).stderr
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        uri = f"http://127.0.0.1:{taken.getsockname()[1]}/callback/"
        assert "cannot listen on 127.0.0.1" in login("--redirect-uri", uri, code=1).stderr
    assert (
        "nobody is signed in to official as 'x'" in run("auth", "logout", "official", "--account", "x", code=4).stderr
    )
    folder = tmp_path / ".config/tokgate/accounts/official"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "default.json").write_text("{}")
    assert "default.json is no account of tokgate's" in run("auth", "status", code=1).stderr


def test_a_wrong_secret_is_the_vendors_word(login: Login) -> None:
    assert "Client key or secret is incorrect" in login(code=4, TOKGATE_OFFICIAL_CLIENT_SECRET="wrong").stderr


def test_what_the_vendor_has_ended_already_is_forgotten_and_said(
    run: Run, login: Login, tokgate_server: Server
) -> None:
    login()
    tokgate_server.clock.advance("400d")
    assert "did not revoke it" in run("auth", "logout", "official").stderr
    run("auth", "status", code=4)


def test_an_account_outlives_a_server_that_does_not_answer(run: Run, login: Login, tokgate_server: Server) -> None:
    login()
    account = Account("official")
    account.write(msgspec.structs.replace(account.profile, base_url="http://127.0.0.1:1"), account.secrets)
    run("auth", "logout", "official", code=1)
    assert account.exists()
    run("auth", "logout", "official", "--local")
    assert not account.exists()


def test_secrets_go_to_the_systems_keyring_where_there_is_one(
    run: Run, login: Login, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = tmp_path / "keyring.json"
    ring = {
        "PYTHON_KEYRING_BACKEND": "tests.cli.keyring_in_file.InFile",
        "TEST_KEYRING": str(held),
        "PYTHONPATH": str(ROOT),
    }
    assert json.loads(login("--json", **ring).stdout)["store"] == "keyring"
    file = (tmp_path / ".config/tokgate/accounts/official/default.json").read_text()
    assert not any(secret in file for secret in SECRETS)
    assert all(secret in held.read_text() for secret in SECRETS)
    assert json.loads(run("auth", "status", "--json", **ring).stdout)["renewable"] is True

    locked = run("auth", "status", code=1, **ring, TEST_KEYRING_LOCKED="1").stderr
    assert "keyring refused (KeyringLocked)" in locked
    assert "SECRET" not in locked
    early = login(code=1, **ring, TEST_KEYRING_LOCKED="1").stderr
    assert "keyring refused" in early
    assert "Sign in on this page" not in early

    login("--store", "file", **ring)
    assert held.read_text() == "{}"
    login("--store", "keyring", **ring)
    run("auth", "logout", "official", **ring)
    assert held.read_text() == "{}"


def test_an_asynchronous_client_calls_for_the_account_too(login: Login, tokgate_server: Server) -> None:
    login()
    tokgate_server.clock.advance("25h")

    async def answers() -> tokgate.UserAnswer:
        async with tokgate.AsyncOfficial(account="default") as client:
            return await client.user.info(fields=["open_id"])

    data = asyncio.run(answers()).data
    assert data is not None
    assert data.user is not None
    assert data.user.open_id == Account("official").profile.creator


def test_an_account_keeps_by_itself(login: Login) -> None:
    login()
    with pytest.raises(ValueError, match="a store or an account, not both"):
        tokgate.Official(account="default", store=lambda kind, kept: None)


CALL = """
import sys, tokgate
client = tokgate.Official(account="default")
sys.stdin.readline()
print(client.user.info(fields=["username"]).data.user.username)
"""


def test_processes_that_renew_at_once_lose_no_token(login: Login, tokgate_server: Server) -> None:
    login()
    tokgate_server.clock.advance("25h")
    python: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    calls = [subprocess.Popen([sys.executable, "-c", CALL], env={**os.environ}, **python) for _ in range(4)]
    for call in calls:
        assert call.stdin is not None
        call.stdin.write("\n")
        call.stdin.flush()
    said = [call.communicate(timeout=60) for call in calls]

    assert len({out for out, _ in said}) == 1, said
    assert said[0][0].strip()
    assert len(tokgate_server.requests("official.oauth.refresh")) == 1
    assert username(tokgate.Official(account="default"))
