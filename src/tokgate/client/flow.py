"""A call as one generator of steps, for two short drivers to run (`callers`).

The generator decides; a driver only sends, waits and fetches. So both clients behave alike, and a test can run a flow
by hand with any clock.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Mapping
from typing import Any, TypeAlias, TypeVar
from uuid import uuid4

import msgspec

from tokgate.client import plan
from tokgate.client.exchange import Attempt, Reply
from tokgate.client.setting import Setting
from tokgate.client.timing import Timing
from tokgate.contract.errors import Cause, DeadlineExceeded, TokgateError, TransportError, Unauthorized
from tokgate.contract.operation import Operation

R = TypeVar("R")
log = logging.getLogger("tokgate")

#: The one kind of credential that a client can get by itself.
CLIENT_TOKEN = "client_token"  # noqa: S105 - a name, no secret


class Send(msgspec.Struct, frozen=True):
    """Send the attempt; the reply comes back, or the TransportError."""

    attempt: Attempt


class Wait(msgspec.Struct, frozen=True):
    """Wait this many seconds; None comes back."""

    seconds: float


class Fetch(msgspec.Struct, frozen=True):
    """Get a client token other than `rejected`; it comes back as text. `total` bounds the wait, in seconds."""

    rejected: str
    total: float | None


Step: TypeAlias = Send | Wait | Fetch
Flow: TypeAlias = Generator[Step, Any, R]


def flow(
    setting: Setting,
    timing: Timing,
    operation: Operation[..., R],
    arguments: Mapping[str, Any],
    secrets: Mapping[str, str],
) -> Flow[R]:
    """The steps of one call, retries and a renewed client token included; returns the answer or raises its error."""
    shown = dict(secrets)
    # One key for all tries: it is by this that the server knows a request that came before.
    key = uuid4().hex
    until = None if setting.deadline is None else timing.elapsed() + setting.deadline
    tries, rejected = 0, ""
    while True:
        yield from _client_token(operation, shown, rejected, _left(until, timing))
        attempt = plan.attempt(setting, operation, arguments, shown, key=key, total=_left(until, timing))
        try:
            return (yield from _exchange(setting, timing, operation, attempt))
        except TokgateError as problem:
            error = problem
        if not rejected and _token_died(operation, error):
            rejected = shown.pop(CLIENT_TOKEN)
            continue
        tries += 1
        seconds = setting.policy.wait(operation, error, tries, now=timing.now(), chance=timing.chance())
        left = _left(until, timing)
        if left is not None and _runs_out(left, seconds, error):
            message = f"{operation.name}: no answer that counts within {setting.deadline:g} s ({tries} tries): {error}"
            raise DeadlineExceeded(message) from error
        if seconds is None:
            raise error
        yield Wait(seconds)


def _runs_out(left: float, seconds: float | None, error: TokgateError) -> bool:
    """Whether it is the deadline that ends the call, and not the error itself."""
    if seconds is None:
        return left <= 0 and isinstance(error, TransportError)
    return seconds >= left


def _left(until: float | None, timing: Timing) -> float | None:
    return None if until is None else until - timing.elapsed()


def _client_token(
    operation: Operation[..., Any], shown: dict[str, str], rejected: str, left: float | None
) -> Generator[Step, Any, None]:
    needed = any(credential.kind == CLIENT_TOKEN for credential in operation.credentials)
    if needed and CLIENT_TOKEN not in shown:
        shown[CLIENT_TOKEN] = yield Fetch(rejected, left)


def _token_died(operation: Operation[..., Any], error: TokgateError) -> bool:
    needed = any(credential.kind == CLIENT_TOKEN for credential in operation.credentials)
    return needed and isinstance(error, Unauthorized) and error.cause is Cause.BAD_KEY


def _exchange(setting: Setting, timing: Timing, operation: Operation[..., R], attempt: Attempt) -> Flow[R]:
    begin = timing.elapsed()
    outcome: Reply | TransportError = yield Send(attempt)
    status = outcome.status if isinstance(outcome, Reply) else type(outcome).__name__
    log.debug("%s %s: %s in %.3f s", attempt.method, operation.name, status, timing.elapsed() - begin)
    if isinstance(outcome, TransportError):
        raise outcome
    return plan.result(setting.dialect, operation, outcome, timing.now())
