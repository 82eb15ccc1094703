"""When a call is tried again, how long it waits, and when it gives up."""

from __future__ import annotations

import asyncio
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.client.scripted import (
    NOON,
    SEC_UID,
    ManualTiming,
    Script,
    official_refusal,
    reply,
    tikapi_page,
    tikapi_refusal,
)

import tokgate
from tokgate.client.exchange import Attempt, Reply
from tokgate.client.retry import LONGEST_BACKOFF, backoff, retry_after
from tokgate.contract.errors import TransportError


def test_passing_failures_are_tried_again_with_growing_waits() -> None:
    gateway = reply(b"<html>504 Gateway Time-out</html>", 504)
    script = Script([TransportError("cut"), gateway, official_refusal(500, "internal_error"), reply({"data": {}})])
    timing = ManualTiming(chance=1.0)
    client = tokgate.Official(user_token="t", transport=script, timing=timing)
    client.video.list(fields=["id"])

    assert timing.slept == [0.5, 1.0, 2.0]


def test_the_jitter_covers_the_whole_wait() -> None:
    timing = ManualTiming(chance=0.0)
    script = Script([tikapi_refusal(502), tikapi_page([])])
    tokgate.TikAPI("k", transport=script, timing=timing).public.posts(secUid=SEC_UID)

    assert timing.slept == [0.0]


@pytest.mark.parametrize("hint", ["7", formatdate(NOON + 7, usegmt=True)])
def test_retry_after_is_kept_in_seconds_and_as_a_date(hint: str) -> None:
    script = Script([official_refusal(429, "rate_limit_exceeded", retry_after=hint), reply({"data": {}})])
    timing = ManualTiming(chance=0.0)
    tokgate.Official(user_token="t", transport=script, timing=timing).video.list(fields=["id"])

    assert timing.slept == [7.0]


@given(chance=st.floats(0, 1, exclude_max=True))
def test_those_who_were_told_to_come_back_at_once_come_back_spread_and_never_too_early(chance: float) -> None:
    refused = official_refusal(429, "rate_limit_exceeded", retry_after="7")
    timing = ManualTiming(chance)
    client = tokgate.Official(user_token="t", transport=Script([refused, refused, reply({"data": {}})]), timing=timing)
    client.video.list(fields=["id"])

    assert timing.slept == [7 + 0.5 * chance, 7 + 1.0 * chance]


def test_after_the_last_retry_the_error_itself_is_raised() -> None:
    script = Script([tikapi_refusal(503, "TikTok Gateway Error")])
    client = tokgate.TikAPI("k", transport=script, timing=ManualTiming(), retries=2)
    with pytest.raises(tokgate.ServerFault, match="TikTok Gateway Error"):
        client.public.posts(secUid=SEC_UID)

    assert len(script.attempts) == 3


def test_a_wait_longer_than_max_wait_raises_at_once_with_the_reset_time() -> None:
    script = Script([official_refusal(429, "rate_limit_exceeded", retry_after="900")])
    timing = ManualTiming()
    client = tokgate.Official(user_token="t", transport=script, timing=timing, max_wait=60)
    with pytest.raises(tokgate.RateLimited) as caught:
        client.video.list(fields=["id"])

    assert timing.slept == []
    assert caught.value.retry_after == 900
    assert caught.value.reset_at == NOON + 900


def test_without_max_wait_the_server_is_waited_for() -> None:
    script = Script([official_refusal(429, "rate_limit_exceeded", retry_after="900"), reply({"data": {}})])
    timing = ManualTiming(chance=0.0)
    client = tokgate.Official(user_token="t", transport=script, timing=timing, max_wait=None)
    client.video.list(fields=["id"])

    assert timing.slept == [900.0]


def test_a_used_up_quota_is_not_retried_and_is_not_a_rate_limit() -> None:
    script = Script([official_refusal(429, "daily_quota_limit_exceeded", retry_after="5")])
    client = tokgate.Official(user_token="t", transport=script, timing=ManualTiming())
    with pytest.raises(tokgate.QuotaExhausted) as caught:
        client.video.list(fields=["id"])

    assert len(script.attempts) == 1
    assert not isinstance(caught.value, tokgate.RateLimited)
    assert caught.value.reset_at == NOON + 5


def test_the_deadline_ends_a_row_of_503s() -> None:
    script, timing = Script([tikapi_refusal(503)]), ManualTiming(chance=1.0)
    client = tokgate.TikAPI("k", transport=script, timing=timing, deadline=5, retries=100)
    with pytest.raises(tokgate.DeadlineExceeded, match=r"tikapi\.public\.posts") as caught:
        client.public.posts(secUid=SEC_UID)

    assert 4.7 < timing.at - NOON < 5
    assert len(script.attempts) == caught.value.tries == 7
    assert isinstance(caught.value.__cause__, tokgate.ServerFault)


def test_a_wait_is_shortened_to_leave_time_for_a_try_but_not_what_was_asked_for() -> None:
    timing = ManualTiming(chance=1.0)
    script = Script([tikapi_refusal(503), tikapi_refusal(503), tikapi_page([])])
    tokgate.TikAPI("k", transport=script, timing=timing, deadline=0.6).public.posts(secUid=SEC_UID)
    assert timing.slept == [pytest.approx(0.3), pytest.approx(0.15)]

    timing = ManualTiming(chance=1.0)
    script = Script([official_refusal(429, "rate_limit_exceeded", retry_after="7")])
    client = tokgate.Official(user_token="t", transport=script, timing=timing, deadline=7)
    with pytest.raises(tokgate.DeadlineExceeded) as caught:
        client.video.list(fields=["id"])
    assert timing.slept == []
    assert (caught.value.retry_after, caught.value.reset_at, caught.value.tries) == (7, NOON + 7, 1)


def test_each_attempt_is_given_what_is_left_of_the_deadline() -> None:
    script = Script([tikapi_refusal(503), tikapi_page([])])
    client = tokgate.TikAPI("k", transport=script, timing=ManualTiming(chance=1.0), deadline=5)
    client.public.posts(secUid=SEC_UID)

    assert [attempt.total for attempt in script.attempts] == [5.0, 4.5]


def test_a_permanent_refusal_is_itself_even_when_it_comes_late() -> None:
    timing = ManualTiming()

    def slow(_: object) -> Reply:
        timing.at += 10
        return tikapi_refusal(404)

    client = tokgate.TikAPI("k", transport=slow, timing=timing, deadline=5)
    with pytest.raises(tokgate.NotFound):
        client.public.posts(secUid=SEC_UID)


def test_a_call_that_times_out_at_its_deadline_says_so() -> None:
    timing = ManualTiming()

    def hanging(_: object) -> Reply:
        timing.at += 5
        raise TransportError("timed out")

    client = tokgate.TikAPI("k", transport=hanging, timing=timing, deadline=5, retries=0)
    with pytest.raises(tokgate.DeadlineExceeded):
        client.public.posts(secUid=SEC_UID)


def test_the_async_client_waits_and_gives_up_alike() -> None:
    script, timing = Script([tikapi_refusal(503)]), ManualTiming(chance=1.0)
    client = tokgate.AsyncTikAPI("k", transport=script.later, timing=timing, deadline=5, retries=100)
    with pytest.raises(tokgate.DeadlineExceeded):
        asyncio.run(_posts(client))

    assert timing.slept == [0.5, 1.0, 1.75, 0.875, 0.4375, 0.21875]


@pytest.mark.parametrize("status", [408, 425])
def test_a_refusal_of_the_moment_is_tried_again_whatever_the_dialect_calls_it(status: int) -> None:
    script = Script([tikapi_refusal(status), tikapi_page([])])
    tokgate.TikAPI("k", transport=script, timing=ManualTiming()).public.posts(secUid=SEC_UID)

    assert len(script.attempts) == 2


def test_tikapis_429_is_a_limit_of_the_moment_where_it_says_that_it_is_soon_over() -> None:
    timing = ManualTiming(chance=0.0)
    script = Script([tikapi_refusal(429, "API Key Rate-Limit reached.", retry_after="1"), tikapi_page([])])
    tokgate.TikAPI("k", transport=script, timing=timing).public.posts(secUid=SEC_UID)
    assert timing.slept == [1.0]

    for hint in ({}, {"retry_after": "40000"}, {"retry_after": "-1"}, {"retry_after": "9" * 400}):
        script = Script([tikapi_refusal(429, "API Key Rate-Limit reached.", **hint)])
        with pytest.raises(tokgate.QuotaExhausted):
            tokgate.TikAPI("k", transport=script, timing=ManualTiming()).public.posts(secUid=SEC_UID)
        assert len(script.attempts) == 1


def test_errors_say_how_often_the_call_was_tried() -> None:
    client = tokgate.TikAPI("k", transport=Script([tikapi_refusal(503)]), timing=ManualTiming(), retries=2)
    with pytest.raises(tokgate.ServerFault) as caught:
        client.public.posts(secUid=SEC_UID)

    assert caught.value.tries == 3


def test_a_library_that_raises_oserror_is_one_without_an_answer() -> None:
    def broken(_: Attempt) -> Reply:
        raise errors.pop(0)

    errors: list[OSError] = [ConnectionResetError(), TimeoutError(), ConnectionRefusedError()]
    client = tokgate.TikAPI("k", transport=broken, timing=ManualTiming(), retries=1)
    with pytest.raises(tokgate.TimedOut, match=r"api\.tikapi\.io/public/posts"):
        client.public.posts(secUid=SEC_UID)
    with pytest.raises(TransportError) as caught:
        client.with_options(retries=0).public.posts(secUid=SEC_UID)
    assert not caught.value.sent


async def _posts(client: tokgate.AsyncTikAPI) -> tokgate.ItemPage:
    return await client.public.posts(secUid=SEC_UID)


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_the_backoff_stays_within_its_bounds(tries: int, chance: float) -> None:
    assert 0 <= backoff(tries, chance) <= LONGEST_BACKOFF


@given(st.text(max_size=40) | st.from_regex(r"[0-9]{1,400}(\.[0-9]+)?", fullmatch=True))
def test_no_retry_after_can_break_the_client(text: str) -> None:
    seconds = retry_after({"retry-after": text}, NOON)

    assert seconds is None or 0 <= seconds < float("inf")
