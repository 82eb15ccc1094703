"""What a client tells of its requests: hooks, its log, answers that are not decoded."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from typing import Any

import pytest
from tests.client.notes import AsyncNotesClient, NotesClient
from tests.client.scripted import SEC_UID, ManualTiming, Outcome, Script, reply, tikapi_page, tikapi_refusal

import tokgate
from tokgate.client.exchange import Attempt, Reply
from tokgate.contract.errors import TransportError

LINES: list[Outcome] = [TransportError("cut"), tikapi_refusal(503), tikapi_page([1])]
SEEN = [("tikapi.public.posts", 1, "TransportError"), ("tikapi.public.posts", 2, 503), ("tikapi.public.posts", 3, 200)]


def _told(outcome: Reply | TransportError) -> Any:
    return outcome.status if isinstance(outcome, Reply) else type(outcome).__name__


def test_hooks_see_each_attempt_and_may_sign_it() -> None:
    seen = list[Any]()

    def sign(attempt: Attempt) -> None:
        attempt.headers["x-signature"] = f"{attempt.number}"

    def note(attempt: Attempt, outcome: Reply | TransportError, seconds: float) -> None:
        assert seconds == 0
        seen.append((attempt.operation, attempt.number, _told(outcome)))

    script = Script(LINES)
    client = tokgate.TikAPI("k", transport=script, timing=ManualTiming(), before_attempt=sign, after_attempt=note)
    client.public.posts(secUid=SEC_UID)
    assert seen == SEEN
    assert [attempt.headers["x-signature"] for attempt in script.attempts] == ["1", "2", "3"]

    seen.clear()
    script = Script(LINES)
    other = tokgate.AsyncTikAPI("k", transport=script.later, timing=ManualTiming()).with_options(after_attempt=note)

    async def call() -> None:
        await other.public.posts(secUid=SEC_UID)
        await other.with_options(after_attempt=None).public.posts(secUid=SEC_UID)

    asyncio.run(call())
    assert seen == SEEN


def test_what_a_hook_adds_does_not_go_to_links() -> None:
    def sign(attempt: Attempt) -> None:
        attempt.headers["x-signature"] = "SECRET"

    script = Script([reply(b"film")])
    tokgate.TikAPI("k", transport=script, before_attempt=sign).fetch("https://cdn.example/film")

    assert "SECRET" not in str(script.attempts[0].headers)


def test_waits_are_logged_with_their_reason(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    tokgate.TikAPI("k", transport=Script(LINES), timing=ManualTiming()).public.posts(secUid=SEC_UID)

    assert caplog.messages == [
        "tikapi.public.posts: TransportError; try 2 follows in 0.50 s",
        "tikapi.public.posts: ServerFault 503; try 3 follows in 1.00 s",
    ]


LOGGING = """
import tokgate
from tokgate.client.exchange import Reply
def answer(attempt):
    return Reply(status=200, headers={}, body=b'{"status":"success","itemList":[],"hasMore":false}')
for _ in range(2):
    tokgate.TikAPI("k", transport=answer).public.posts(secUid="x")
"""


@pytest.mark.parametrize(
    ("level", "lines"), [("debug", ["DEBUG GET tikapi.public.posts: 200"] * 2), ("INFO", []), ("", [])]
)
def test_the_environment_shows_the_log(level: str, lines: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKGATE_LOG", level)
    done = subprocess.run([sys.executable, "-c", LOGGING], capture_output=True, text=True, timeout=60, check=True)
    shown = done.stderr.splitlines()

    assert len(shown) == len(lines)
    assert all(line in text for line, text in zip(lines, shown, strict=True))


def test_a_level_that_there_is_not_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKGATE_LOG", "loud")
    done = subprocess.run([sys.executable, "-c", LOGGING], capture_output=True, text=True, timeout=60, check=False)

    assert "TOKGATE_LOG must be one of" in done.stderr
    assert done.returncode == 1


def test_an_answer_can_be_had_as_it_came() -> None:
    said = reply({"id": 1, "text": "tea"}, 200, {"content-type": "application/json", "x-rate-left": "7"})
    client = NotesClient(transport=Script([TransportError("cut"), said]), timing=ManualTiming())
    raw = client.notes.read.raw(id=1)

    assert (raw.content, raw.content_type) == (said.body, "application/json")
    assert (raw.answer.status, raw.answer.headers["x-rate-left"]) == (200, "7")
    with pytest.raises(tokgate.NotFound):
        NotesClient(transport=Script([reply({}, 404)])).notes.read.with_options(retries=0).raw(id=1)


def test_an_asynchronous_one_too_and_whatever_it_holds() -> None:
    async def call() -> tuple[bytes, int]:
        client = AsyncNotesClient(transport=Script([reply(b"<html>", 203)]).later)
        raw = await client.notes.read.raw(id=1)
        return raw.content, raw.answer.status

    assert asyncio.run(call()) == (b"<html>", 203)


@pytest.mark.parametrize("status", [300, 304])
def test_what_is_no_redirect_is_not_called_one(status: int) -> None:
    with pytest.raises(tokgate.ContractError, match=f"HTTP status {status}"):
        NotesClient(transport=Script([reply(b"", status)])).notes.read(id=1)


def test_a_mark_before_the_json_means_nothing() -> None:
    script = Script([reply(b"\xef\xbb\xbf" + tikapi_page([1]).body)])
    page = tokgate.TikAPI("k", transport=script).public.posts(secUid=SEC_UID)

    assert [item.id for item in page.itemList] == ["1"]
    assert page.source()["status"] == "success"
    assert len(script.attempts) == 1
