"""A call as one generator of steps, for two short drivers to run (`callers`).

The generator decides; a driver only sends, waits and fetches. So both clients behave alike, and a test can run a flow
by hand with any clock.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Mapping
from typing import Any, TypeAlias, TypeVar
from uuid import uuid4

import msgspec

from tokgate.client import plan
from tokgate.client.exchange import Attempt, Reply
from tokgate.client.setting import Setting
from tokgate.client.timing import Timing
from tokgate.contract.answers import AnswerKind
from tokgate.contract.errors import DeadlineExceeded, TokgateError, TransportError, Unauthorized
from tokgate.contract.operation import Operation
from tokgate.contract.renewals import Renewal

R = TypeVar("R")
log: logging.Logger = logging.getLogger("tokgate")


class Send(msgspec.Struct, frozen=True):
    """Send the attempt; the reply comes back, or the TransportError. `in_parts`: the body of a success is not read."""

    attempt: Attempt
    in_parts: bool = False


class Wait(msgspec.Struct, frozen=True):
    """Wait this many seconds; None comes back."""

    seconds: float


class Fetch(msgspec.Struct, frozen=True):
    """Get a secret other than `rejected`; it comes back as text. `total` bounds the wait, in seconds.

    What goes wrong on the way is not thrown into the flow but ends it: the renewal has been tried again as its own
    effect allows, and must not be by the call that it is for.
    """

    renewal: Renewal
    rejected: str
    total: float | None


Step: TypeAlias = Send | Wait | Fetch
Flow: TypeAlias = Generator[Step, Any, R]


def flow(
    setting: Setting,
    timing: Timing,
    operation: Operation[R, ...],
    arguments: Mapping[str, Any],
    given: Mapping[str, str],
) -> Flow[R]:
    """The steps of one call, retries and renewed credentials included; returns the answer or raises its error.

    `given` are the secrets that the client was given, by kind; those that are renewed are fetched in their place.
    """
    secrets = dict(given)
    renewals = setting.dialect.renewals_for(operation)
    rejected = dict[str, str]()
    # One key for all tries: it is by this that the server knows a request that came before.
    key = uuid4().hex if operation.idempotency_key else ""

    def once(until: float | None) -> Flow[R]:
        while True:
            for renewal in renewals:
                secrets[renewal.kind] = yield Fetch(renewal, rejected.get(renewal.kind, ""), left(until, timing))
            total = left(until, timing)
            attempt = plan.attempt(setting, operation, arguments, secrets, key=key, total=total)
            try:
                reply = yield from exchange(timing, operation, attempt)
                return plan.result(setting.dialect, operation, reply, timing.now())
            except Unauthorized as error:
                died = [renewal.kind for renewal in renewals if error.cause in renewal.refused]
                if not died or any(kind in rejected for kind in died):
                    raise
                # The request was refused unread, so that sending it under a new credential is no second time.
                rejected.update({kind: secrets[kind] for kind in died})

    return (yield from retried(setting, timing, operation, once))


def retried(
    setting: Setting, timing: Timing, operation: Operation[R, ...], once: Callable[[float | None], Flow[R]]
) -> Flow[R]:
    """The steps of `once`, again as the policy says; it is given when the deadline is, on the clock of `elapsed`."""
    until = None if setting.deadline is None else timing.elapsed() + setting.deadline
    tries = 0
    while True:
        try:
            return (yield from once(until))
        except TokgateError as problem:
            error = problem
        tries += 1
        seconds = setting.policy.wait(operation, error, tries, now=timing.now(), chance=timing.chance())
        rest = left(until, timing)
        if rest is not None and _runs_out(rest, seconds, error):
            message = f"{operation.name}: no answer that counts within {setting.deadline:g} s ({tries} tries): {error}"
            raise DeadlineExceeded(message) from error
        if seconds is None:
            raise error
        yield Wait(seconds)


def exchange(timing: Timing, operation: Operation[Any, ...], attempt: Attempt) -> Flow[Reply]:
    """One request and its answer, whatever that says; TransportError if none comes."""
    begin = timing.elapsed()
    outcome: Reply | TransportError = yield Send(attempt, in_parts=operation.answer.kind is AnswerKind.STREAM)
    status = outcome.status if isinstance(outcome, Reply) else type(outcome).__name__
    log.debug("%s %s: %s in %.3f s", attempt.method, operation.name, status, timing.elapsed() - begin)
    if isinstance(outcome, TransportError):
        raise outcome
    return outcome


def left(until: float | None, timing: Timing) -> float | None:
    """The seconds until an instant of `elapsed`; None for none."""
    return None if until is None else until - timing.elapsed()


def _runs_out(rest: float, seconds: float | None, error: TokgateError) -> bool:
    """Whether it is the deadline that ends the call, and not the error itself."""
    if seconds is None:
        return rest <= 0 and isinstance(error, TransportError)
    return seconds >= rest
