"""A call as one generator of steps, for two short drivers to run (`callers`).

The generator decides; a driver only sends, waits and fetches. So both clients behave alike, and a test can run a flow
by hand with any clock.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import Any, TypeAlias, TypeVar
from uuid import uuid4

import msgspec

from tokgate.client import plan
from tokgate.client.exchange import Attempt, Reply
from tokgate.client.limits import Gate, Leave
from tokgate.client.logs import log
from tokgate.client.setting import Setting
from tokgate.client.timing import Timing
from tokgate.contract.answers import AnswerKind
from tokgate.contract.dialect import Dialect
from tokgate.contract.errors import ApiError, DeadlineExceeded, TokgateError, TransportError, Unauthorized
from tokgate.contract.operation import Operation
from tokgate.contract.renewals import Renewal

R = TypeVar("R")


class Send(msgspec.Struct, frozen=True):
    """Send the attempt; the reply comes back, or the TransportError. `in_parts`: the body of a success is not read."""

    attempt: Attempt
    in_parts: bool = False


class Wait(msgspec.Struct, frozen=True):
    """Wait this many seconds; None comes back."""

    seconds: float


class Enter(msgspec.Struct, frozen=True):
    """Wait for a place at the gate, `total` seconds at most. How to leave it comes back, None if none was free."""

    gate: Gate
    total: float | None


class Fetch(msgspec.Struct, frozen=True):
    """Get a secret other than `rejected`; it comes back as text, "" if there is nothing to get one with.

    `total` bounds the wait, in seconds.

    What goes wrong on the way is not thrown into the flow but ends it: the renewal has been tried again as its own
    effect allows, and must not be by the call that it is for.
    """

    renewal: Renewal
    rejected: str
    total: float | None


Step: TypeAlias = Send | Wait | Enter | Fetch
Flow: TypeAlias = Generator[Step, Any, R]
#: Makes the answer of a reply that came at an instant (Unix seconds), or raises the error that it carries.
Reading: TypeAlias = Callable[[Dialect, Operation[Any, ...], Reply, float], R]


def flow(
    setting: Setting,
    timing: Timing,
    operation: Operation[Any, ...],
    arguments: Mapping[str, Any],
    given: Mapping[str, str],
    read: Reading[R],
) -> Flow[R]:
    """The steps of one call, retries and renewed credentials included; returns the answer or raises its error.

    `given` are the secrets that the client was given, by kind; those that are renewed are fetched in their place.
    `read` makes the answer of the reply.
    """
    secrets = dict(given)
    renewals = setting.dialect.renewals_for(operation)
    rejected = dict[str, str]()
    # One key for all tries: it is by this that the server knows a request that came before.
    key = uuid4().hex if operation.idempotency_key else ""

    def once(number: int, until: float | None) -> Flow[R]:
        refusal: Unauthorized | None = None
        while True:
            for renewal in renewals:
                secret = yield Fetch(renewal, rejected.get(renewal.kind, ""), left(until, timing))
                if refusal is not None and not secret:
                    refusal.add_note(f"another {renewal.kind} takes a {renewal.takes()}, which the client has not got")
                    raise refusal
                secrets[renewal.kind] = secret
            total = left(until, timing)
            attempt = plan.attempt(setting, operation, arguments, secrets, key=key, total=total)
            attempt.number = number
            try:
                reply = yield from exchange(setting, timing, operation, attempt, until)
                return read(setting.dialect, operation, reply, timing.now())
            except Unauthorized as error:
                died = [renewal.kind for renewal in renewals if error.cause in renewal.refused]
                if not died or any(kind in rejected for kind in died):
                    raise
                # The request was refused unread, so that sending it under a new credential is no second time.
                rejected.update({kind: secrets[kind] for kind in died})
                refusal = error

    return (yield from retried(setting, timing, operation, once))


def retried(
    setting: Setting, timing: Timing, operation: Operation[Any, ...], once: Callable[[int, float | None], Flow[R]]
) -> Flow[R]:
    """The steps of `once`, again as the policy says.

    It is given which try it is, from 1, and when the deadline is, on the clock of `elapsed`.
    """
    until = None if setting.deadline is None else timing.elapsed() + setting.deadline
    tries = 0
    while True:
        tries += 1
        try:
            return (yield from once(tries, until))
        except TokgateError as problem:
            error = problem
        error.tries = tries
        pause = setting.policy.pause(operation, error, tries, now=timing.now(), chance=timing.chance())
        rest = left(until, timing)
        if pause is None:
            if rest is not None and rest <= 0 and isinstance(error, TransportError):
                raise _too_late(setting, operation, error) from error
            raise error
        seconds = pause.within(rest)
        if seconds is None:
            raise _too_late(setting, operation, error) from error
        log.info("%s: %s; try %d follows in %.2f s", operation.name, _kind(error), tries + 1, seconds)
        yield Wait(seconds)


def _too_late(setting: Setting, operation: Operation[Any, ...], error: TokgateError) -> DeadlineExceeded:
    tries = "1 try" if error.tries == 1 else f"{error.tries} tries"
    late = DeadlineExceeded(f"{operation.name}: no answer that counts within {setting.deadline:g} s ({tries}): {error}")
    late.tries = error.tries
    if isinstance(error, ApiError):
        late.retry_after, late.reset_at = error.retry_after, error.reset_at
    return late


def _kind(error: TokgateError) -> str:
    """What a log may say of an error: its text can quote what was sent."""
    return f"{type(error).__name__} {error.status}" if isinstance(error, ApiError) else type(error).__name__


def exchange(
    setting: Setting, timing: Timing, operation: Operation[Any, ...], attempt: Attempt, until: float | None
) -> Flow[Reply]:
    """One request and its answer, whatever that says; TransportError if none comes."""
    leave: Leave | None = None
    if setting.gate is not None:
        leave = yield Enter(setting.gate, left(until, timing))
        if leave is None:
            raise DeadlineExceeded(f"{operation.name}: no connection was free within {setting.deadline:g} s")
    try:
        if setting.gate is not None:
            yield from _turn(setting, setting.gate, timing, operation, until)
            attempt.total = left(until, timing)
        if not setting.cuts:
            attempt.total = None
        if setting.before is not None:
            setting.before(attempt)
        begin = timing.elapsed()
        outcome: Reply | TransportError = yield Send(attempt, in_parts=operation.answer.kind is AnswerKind.STREAM)
        seconds = timing.elapsed() - begin
    finally:
        if leave is not None:
            leave()
    if setting.after is not None:
        setting.after(attempt, outcome, seconds)
    status = outcome.status if isinstance(outcome, Reply) else type(outcome).__name__
    log.debug("%s %s: %s in %.3f s", attempt.method, operation.name, status, seconds)
    if isinstance(outcome, TransportError):
        raise outcome
    return outcome


def _turn(
    setting: Setting, gate: Gate, timing: Timing, operation: Operation[Any, ...], until: float | None
) -> Flow[None]:
    """Wait for this request's turn."""
    seconds = gate.turn(timing.elapsed(), left(until, timing))
    if seconds is None:
        raise DeadlineExceeded(f"{operation.name}: its turn does not come within {setting.deadline:g} s")
    if seconds > 0:
        log.info("%s: held back by the client's limits; begins in %.2f s", operation.name, seconds)
        yield Wait(seconds)


def left(until: float | None, timing: Timing) -> float | None:
    """The seconds until an instant of `elapsed`; None for none."""
    return None if until is None else until - timing.elapsed()
