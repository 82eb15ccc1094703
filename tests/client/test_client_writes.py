"""What is sent again, and what never is: a write whose answer was lost may have happened."""

from __future__ import annotations

import asyncio

import pytest
from tests.client.notes import AsyncNotesClient, NotesClient
from tests.client.scripted import ManualTiming, Outcome, Script, reply

import tokgate
from tokgate.contract.errors import TransportError

DONE = reply({"id": 1, "text": "tea"})
#: Answers after which nobody knows whether the write happened.
DOUBTFUL: dict[str, Outcome] = {
    "lost": TransportError("the connection was cut"),
    "gateway": reply(b"<html>504</html>", 504),
    "fault": reply({}, 500),
    "truncated": reply(b'{"id": 1, "te'),
    "empty": reply(b""),
}


def _client(*lines: Outcome) -> tuple[NotesClient, Script]:
    script = Script(lines)
    return NotesClient(transport=script, timing=ManualTiming()), script


@pytest.mark.parametrize("doubt", DOUBTFUL)
def test_a_write_whose_answer_is_in_doubt_is_sent_once(doubt: str) -> None:
    client, script = _client(DOUBTFUL[doubt], DONE)
    with pytest.raises(tokgate.TokgateError):
        client.notes.add(text="tea")

    assert len(script.attempts) == 1


@pytest.mark.parametrize("doubt", DOUBTFUL)
def test_reads_and_repeatable_writes_are_sent_again(doubt: str) -> None:
    client, script = _client(DOUBTFUL[doubt], DONE, DOUBTFUL[doubt], DONE)

    assert client.notes.read(id=1).text == "tea"
    assert client.notes.write(id=1, text="tea").text == "tea"
    assert len(script.attempts) == 4


def test_a_write_that_was_refused_unread_is_sent_again() -> None:
    client, script = _client(reply({}, 429, {"retry-after": "1"}), DONE)

    assert client.notes.add(text="tea").id == 1
    assert len(script.attempts) == 2


def test_a_write_that_never_left_is_sent_again() -> None:
    client, script = _client(TransportError("connection refused", sent=False), DONE)

    assert client.notes.add(text="tea").id == 1
    assert len(script.attempts) == 2


@pytest.mark.parametrize("doubt", DOUBTFUL)
def test_a_write_under_an_idempotency_key_is_sent_again_under_the_same_key(doubt: str) -> None:
    client, script = _client(DOUBTFUL[doubt], DONE)
    client.notes.order(text="tea")
    client.notes.order(text="tea")
    first, again, other = (attempt.headers["idempotency-key"] for attempt in script.attempts)

    assert first == again != other
    assert len(first) >= 32


def test_a_key_that_is_given_is_the_one_that_is_sent() -> None:
    client, script = _client(DOUBTFUL["lost"], DONE)
    client.notes.order(text="tea", key="mine")

    assert [attempt.headers["idempotency-key"] for attempt in script.attempts] == ["mine", "mine"]


def test_the_async_client_writes_once_too() -> None:
    script = Script([DOUBTFUL["lost"], DONE])
    client = AsyncNotesClient(transport=script.later, timing=ManualTiming())

    async def add() -> None:
        await client.notes.add(text="tea")

    with pytest.raises(tokgate.TransportError):
        asyncio.run(add())
    assert len(script.attempts) == 1
