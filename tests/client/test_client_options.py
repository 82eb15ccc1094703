"""Options of one call: its own bounds, headers and query, on calls and walks of both clients."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest
from tests.client.loopback import Answer, Seen, serving
from tests.client.notes import AsyncNotesClient, NotesClient
from tests.client.scripted import SEC_UID, ManualTiming, Script, reply, tikapi_page, tikapi_refusal

import tokgate
from tokgate.client.transport import MOST_POOLS
from tokgate.contract.errors import TransportError

DONE = reply({"id": 1, "text": "tea"})


def test_a_call_has_its_own_bounds_and_the_client_keeps_its() -> None:
    script = Script([tikapi_page([1])])
    client = tokgate.TikAPI("k", transport=script, timing=ManualTiming(), timeout=7)
    client.public.posts.with_options(timeout=1.5, deadline=3)(secUid=SEC_UID)
    client.public.posts(secUid=SEC_UID)

    assert [(attempt.timeout, attempt.total) for attempt in script.attempts] == [(1.5, 3), (7, None)]


def test_a_call_has_its_own_retries() -> None:
    script = Script([tikapi_refusal(503)])
    client = tokgate.TikAPI("k", transport=script, timing=ManualTiming())
    with pytest.raises(tokgate.ServerFault):
        client.public.posts.with_options(retries=0)(secUid=SEC_UID)

    assert len(script.attempts) == 1


def test_headers_and_query_go_along_on_every_page_of_a_walk() -> None:
    script = Script([tikapi_page([1], 1), tikapi_page([2], 2), tikapi_page([3])])
    client = tokgate.TikAPI("k", transport=script).with_options(headers={"X-Team": "blue"})
    call = client.public.posts.with_options(headers={"X-Trace": "t1"}, query={"beta": "1 2"})
    walk = call.all(secUid=SEC_UID)
    ids = [next(walk).id, *[post.id for post in call.resume_all(walk.save())]]

    assert ids == ["1", "2", "3"]
    for attempt in script.attempts:
        assert (attempt.headers["x-team"], attempt.headers["x-trace"]) == ("blue", "t1")
        assert attempt.headers["x-api-key"] == "k"
        assert "beta=1+2" in attempt.url


def test_an_application_names_itself_behind_tokgate() -> None:
    script = Script([tikapi_page([1])])
    client = tokgate.TikAPI("k", transport=script, user_agent="my-app/1.0 (me@example.org)")
    client.public.posts(secUid=SEC_UID)
    client.with_options(timeout=5).public.posts(secUid=SEC_UID)
    client.with_options(user_agent="other/2").public.posts(secUid=SEC_UID)
    client.public.posts.with_options(headers={"User-Agent": "mine alone"})(secUid=SEC_UID)

    own = f"tokgate/{tokgate.__version__}"
    told = [attempt.headers["user-agent"] for attempt in script.attempts]
    assert told[:2] == [f"{own} my-app/1.0 (me@example.org)"] * 2
    assert told[2:] == [f"{own} other/2", "mine alone"]


def test_the_name_of_an_application_goes_over_the_network() -> None:
    agents: list[str] = []

    def behave(request: Seen) -> Answer:
        agents.append(request.headers["user-agent"])
        return Answer(tikapi_page([1]).body)

    with serving(behave) as url, tokgate.TikAPI("k", base_url=url, user_agent="my-app/1.0") as client:
        client.public.posts(secUid=SEC_UID)

    assert agents == [f"tokgate/{tokgate.__version__} my-app/1.0"]


@pytest.mark.parametrize("agent", ["", "  ", "two\r\nlines: 1", "ünlike"])
def test_a_name_that_no_header_can_carry_is_refused(agent: str) -> None:
    with pytest.raises(ValueError, match="user_agent must be like"):
        tokgate.TikAPI("k", user_agent=agent)


def test_the_async_calls_take_them_alike() -> None:
    script = Script([tikapi_page([1], 1), tikapi_page([2])])
    client = tokgate.AsyncTikAPI("k", transport=script.later)

    async def walk() -> list[str | None]:
        call = client.public.posts.with_options(timeout=2, headers={"X-Trace": "t1"})
        await client.key.with_options(retries=0)()
        return [post.id async for post in call.all(secUid=SEC_UID)]

    assert asyncio.run(walk()) == ["2"]
    assert [attempt.headers.get("x-trace") for attempt in script.attempts] == [None, "t1"]


def test_a_header_that_the_declaration_says_too_is_sent_as_given() -> None:
    script = Script([TransportError("cut"), DONE])
    client = NotesClient(transport=script, timing=ManualTiming())
    client.notes.order.with_options(headers={"Idempotency-Key": "mine"})(text="tea")

    assert [attempt.headers["idempotency-key"] for attempt in script.attempts] == ["mine", "mine"]


@pytest.mark.parametrize("name", ["max_retries", "timeot", "http_client", "account_key", "transport"])
def test_an_option_that_does_not_exist_is_refused_by_name(name: str) -> None:
    unknown: Any = {name: 1}
    client = tokgate.TikAPI("k", transport=Script([tikapi_page([])]))
    for options in (client.with_options, client.public.posts.with_options):
        with pytest.raises(TypeError, match=f"'{name}'.*timeout"):
            options(**unknown)
    if name not in ("account_key", "transport"):
        with pytest.raises(TypeError, match=f"'{name}'"):
            tokgate.AsyncTikAPI("k", **unknown)


@pytest.mark.parametrize(
    ("name", "meant"), [("timeot", "timeout"), ("max_retries", "retries"), ("header", "headers"), ("http_client", "")]
)
def test_an_option_that_is_nearly_one_is_told_which(name: str, meant: str) -> None:
    unknown: Any = {name: 1}
    with pytest.raises(TypeError) as caught:
        tokgate.TikAPI("k", **unknown)

    assert (f"did you mean {meant!r}?" in str(caught.value)) == bool(meant)


@pytest.mark.parametrize(
    "options",
    [
        {"timeout": "5"},
        {"timeout": 0},
        {"timeout": True},
        {"deadline": -1},
        {"deadline": 0},
        {"retries": True},
        {"retries": 2.5},
        {"retries": -1},
        {"headers": {"Host": "elsewhere"}},
        {"headers": {"content-length": "3"}},
        {"headers": {"x y": "1"}},
        {"headers": {"x-note": "SECRET\r\nx-other: 1"}},
    ],
)
def test_an_option_that_makes_no_sense_is_refused(options: Any) -> None:
    client = tokgate.TikAPI("k", transport=Script([tikapi_page([])]))
    with pytest.raises(ValueError, match=next(iter(options)).rstrip("s")) as caught:
        client.public.posts.with_options(**options)
    assert "SECRET" not in str(caught.value)


def test_nothing_given_for_a_call_is_logged_or_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    script = Script([TransportError("cut"), reply({}, 400)])
    client = NotesClient(transport=script, timing=ManualTiming())
    call = client.notes.read.with_options(headers={"X-Pass": "SECRET"}, query={"pass": "SECRET"})
    with pytest.raises(tokgate.BadRequest) as caught:
        call(id=1)

    shown = f"{caught.value!r} {caplog.text} {call!r} {client!r} {script.attempts!r}"
    shown += repr(client.with_options(headers={"X-Pass": "SECRET"}).caller.setting)
    assert "SECRET" not in shown


def _descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_many_timeouts_do_not_leave_many_pools() -> None:
    with serving(lambda _: Answer(DONE.body)) as url, NotesClient(base_url=url) as client:
        client.notes.read(id=1)
        before = _descriptors()
        for timeout in range(1, 60):
            client.notes.read.with_options(timeout=timeout)(id=1)

        assert _descriptors() < before + 8 * MOST_POOLS


def test_many_timeouts_do_not_leave_many_pools_of_tasks() -> None:
    async def calls(url: str) -> tuple[int, int]:
        async with AsyncNotesClient(base_url=url) as client:
            await client.notes.read(id=1)
            before = _descriptors()
            for timeout in range(1, 60):
                await client.notes.read.with_options(timeout=timeout)(id=1)
            return before, _descriptors()

    with serving(lambda _: Answer(DONE.body)) as url:
        before, after = asyncio.run(calls(url))
    assert after < before + 8 * MOST_POOLS
