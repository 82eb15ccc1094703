"""A call as one generator of steps, for two short drivers to run (`callers`).

The generator decides; a driver only sends, waits and fetches. So both clients behave alike, and a test can run a flow
by hand with any clock.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from uuid import uuid4

import msgspec

from tokgate.client import plan
from tokgate.client.exchange import Attempt, Reply
from tokgate.client.setting import Setting
from tokgate.client.timing import Timing
from tokgate.contract.credentials import Renewal
from tokgate.contract.errors import DeadlineExceeded, TokgateError, TransportError, Unauthorized
from tokgate.contract.operation import Operation

if TYPE_CHECKING:
    from tokgate.client.secrets import Renewing, Secrets

R = TypeVar("R")
log = logging.getLogger("tokgate")


class Send(msgspec.Struct, frozen=True):
    """Send the attempt; the reply comes back, or the TransportError."""

    attempt: Attempt


class Wait(msgspec.Struct, frozen=True):
    """Wait this many seconds; None comes back."""

    seconds: float


class Fetch(msgspec.Struct, frozen=True):
    """Get a secret other than `rejected`; it comes back as text. `total` bounds the wait, in seconds."""

    renewing: Renewing
    rejected: str
    total: float | None


Step: TypeAlias = Send | Wait | Fetch
Flow: TypeAlias = Generator[Step, Any, R]


def flow(
    setting: Setting,
    timing: Timing,
    operation: Operation[..., R],
    arguments: Mapping[str, Any],
    secrets: Secrets,
) -> Flow[R]:
    """The steps of one call, retries and renewed credentials included; returns the answer or raises its error."""
    shown = dict(secrets.given)
    renewable = [(each, each.renewal) for each in operation.credentials if each.renewal is not None]
    # One key for all tries: it is by this that the server knows a request that came before.
    key = uuid4().hex if operation.idempotency_key else ""
    until = None if setting.deadline is None else timing.elapsed() + setting.deadline
    tries, rejected = 0, dict[str, str]()
    while True:
        for credential, renewal in renewable:
            renewing = secrets.renewing(credential, renewal)
            shown[credential.kind] = yield Fetch(renewing, rejected.get(credential.kind, ""), _left(until, timing))
        attempt = plan.attempt(setting, operation, arguments, shown, key=key, total=_left(until, timing))
        try:
            return (yield from _exchange(setting, timing, operation, attempt))
        except TokgateError as problem:
            error = problem
        died = [each.kind for each, renewal in renewable if _refuses(error, renewal) and each.kind not in rejected]
        if died:
            # The request was refused unread, so that sending it under a new credential is no second time.
            rejected.update({kind: shown[kind] for kind in died})
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


def _refuses(error: TokgateError, renewal: Renewal) -> bool:
    """Whether an error says that a credential is over, and nothing of the rest of the request."""
    return isinstance(error, Unauthorized) and error.cause in renewal.refused


def _exchange(setting: Setting, timing: Timing, operation: Operation[..., R], attempt: Attempt) -> Flow[R]:
    begin = timing.elapsed()
    outcome: Reply | TransportError = yield Send(attempt)
    status = outcome.status if isinstance(outcome, Reply) else type(outcome).__name__
    log.debug("%s %s: %s in %.3f s", attempt.method, operation.name, status, timing.elapsed() - begin)
    if isinstance(outcome, TransportError):
        raise outcome
    return plan.result(setting.dialect, operation, outcome, timing.now())
