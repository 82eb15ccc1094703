"""What an app's webhook is told when a permission ends."""

from __future__ import annotations

import hashlib
import hmac
import json
import queue
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest
from tests.made import creator_named, keep, post_of
from tests.server.sign_in.browser import (
    CALLBACK,
    asked,
    consent_page,
    decide,
    redeem,
    refresh,
    revoke,
    signed_in,
    status,
)

from tokgate.archive import open_archive
from tokgate.dialects.official.credentials import APP
from tokgate.domain.credentials import App, CredentialRecord
from tokgate.domain.ports import Archive
from tokgate.domain.secrets import hash_secret
from tokgate.server.clock import MovableClock
from tokgate.server.sign_in.webhooks import Webhooks, post
from tokgate.testing import Server

MINE = {"client_key": "awmine", "client_secret": "my-secret"}
HOUR_MS = 3_600_000


class Hook:
    """A webhook that answers as it is told to."""

    def __init__(self) -> None:
        self.status = 200
        self.came: list[tuple[str, bytes, Mapping[str, str]]] = []

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        self.came.append((url, body, headers))
        if self.status == 0:
            raise ConnectionRefusedError
        return self.status


@pytest.fixture
def hook() -> Hook:
    return Hook()


@pytest.fixture
def webhooks(archive: Archive, clock: MovableClock, hook: Hook) -> Webhooks:
    add_app(archive, "https://app.example/hook")
    return Webhooks(archive, clock, hook)


def add_app(archive: Archive, webhook: str) -> None:
    secret = CredentialRecord(
        kind=APP, name="mine", hash=hash_secret(MINE["client_secret"]), client_key="awmine", created_ms=0
    )
    app = App(
        client_key="awmine",
        dialect="official",
        name="mine",
        redirect_uris=(CALLBACK,),
        webhook_url=webhook,
        signing_key=MINE["client_secret"],
    )
    archive.add_app(app, secret)


def granted(http: httpx.Client) -> dict[str, str]:
    code = signed_in(http, "ana", client_key="awmine")
    answer: dict[str, str] = redeem(http, code, **MINE).json()
    return answer


def test_it_is_told_once_in_tiktoks_words_with_its_signature(
    http: httpx.Client, webhooks: Webhooks, hook: Hook
) -> None:
    got = granted(http)
    webhooks.send_due()
    assert hook.came == []

    revoke(http, got["access_token"], **MINE)
    webhooks.send_due()
    webhooks.send_due()
    [(url, body, headers)] = hook.came
    said = json.loads(body)
    assert url == "https://app.example/hook"
    assert said.keys() == {"client_key", "event", "create_time", "user_openid", "content"}
    assert (said["event"], said["client_key"]) == ("authorization.removed", "awmine")
    assert (said["user_openid"], json.loads(said["content"])) == (got["open_id"], {"reason": 5})
    second, _, mac = headers["TikTok-Signature"].removeprefix("t=").partition(",s=")
    expected = hmac.new(b"my-secret", f"{second}.".encode() + body, hashlib.sha256).hexdigest()
    assert mac == expected


def test_a_creator_who_takes_it_back_on_the_page_is_the_reason(
    http: httpx.Client, webhooks: Webhooks, hook: Hook
) -> None:
    got = granted(http)
    page = consent_page(http, "ana", asked(client_key="awmine"))
    assert "can do nothing for you any more" in decide(http, page, decision="take back").text
    webhooks.send_due()

    [(_, body, _)] = hook.came
    assert json.loads(json.loads(body)["content"]) == {"reason": 1}
    assert status(http, got["access_token"]) == 401
    assert refresh(http, got["refresh_token"], **MINE).json()["error"] == "invalid_grant"


@pytest.mark.parametrize("status", [0, 500, 302, 204])
def test_what_is_not_taken_is_sent_again_with_growing_pauses_for_three_days(
    http: httpx.Client, webhooks: Webhooks, hook: Hook, clock: MovableClock, status: int
) -> None:
    clock.freeze()
    hook.status = status
    revoke(http, granted(http)["access_token"], **MINE)
    began = clock.now_ms()
    sent: list[int] = []
    while clock.now_ms() - began < 100 * HOUR_MS:
        webhooks.send_due()
        if len(hook.came) > len(sent):
            sent.append(clock.now_ms() - began)
        clock.advance(5_000)

    assert sent[:4] == [0, 10_000, 30_000, 70_000]
    assert len(sent) == 15
    assert sent[-1] <= 72 * HOUR_MS
    assert len({headers["TikTok-Signature"] for _, _, headers in hook.came}) == len(sent)


def test_one_that_is_up_again_is_told(http: httpx.Client, webhooks: Webhooks, hook: Hook, clock: MovableClock) -> None:
    hook.status = 503
    revoke(http, granted(http)["access_token"], **MINE)
    webhooks.send_due()
    hook.status = 200
    for _ in range(3):
        clock.advance(HOUR_MS)
        webhooks.send_due()

    assert len(hook.came) == 2


def test_a_code_that_is_sent_again_is_told_of_too_and_a_deleted_app_of_nothing(
    http: httpx.Client, webhooks: Webhooks, hook: Hook, archive: Archive
) -> None:
    code = signed_in(http, "ben", client_key="awmine")
    redeem(http, code, **MINE)
    redeem(http, code, **MINE)
    webhooks.send_due()
    assert json.loads(json.loads(hook.came[0][1])["content"]) == {"reason": 0}

    revoke(http, granted(http)["access_token"], **MINE)
    archive.delete_app("awmine", 2_000_000_000_000)
    webhooks.send_due()
    assert len(hook.came) == 1
    assert asked()["client_key"] != "awmine"


class Receiver(BaseHTTPRequestHandler):
    came: queue.SimpleQueue[tuple[str, bytes]]

    def do_POST(self) -> None:
        self.came.put((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[str]:
    Receiver.came = queue.SimpleQueue()
    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_it_goes_over_the_network(receiver: str) -> None:
    assert post(receiver + "/hook?a=b", b"{}", {"X": "y"}) == 200
    assert post(receiver, b"{}", {}) == 200
    assert [Receiver.came.get(timeout=10) for _ in range(2)] == [("/hook?a=b", b"{}"), ("/", b"{}")]


def test_a_running_server_tells_by_itself(receiver: str, tmp_path: Path) -> None:
    address = str(tmp_path / "told.db")
    with closing(open_archive(address)) as archive:
        keep(archive, creator_named("ana"), [post_of(post_id=(1 << 32) + 7, created_s=1_700_000_000)])
        add_app(archive, f"{receiver}/hook")
    with Server(archive=address) as server, httpx.Client(base_url=server.url) as http:
        revoke(http, granted(http)["access_token"], **MINE)
        path, body = Receiver.came.get(timeout=30)

    assert (path, json.loads(body)["event"]) == ("/hook", "authorization.removed")
