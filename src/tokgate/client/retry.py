"""Whether and when a failed call is tried again. Pure: time and chance come in as numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from tokgate.contract.effects import Effect
from tokgate.contract.errors import ApiError, ContractError, RateLimited, TokgateError, TransportError
from tokgate.contract.operation import Operation

#: The first wait is chosen below this many seconds, each further one below twice the last, up to LONGEST_BACKOFF.
FIRST_BACKOFF = 0.5
LONGEST_BACKOFF = 30.0


#: Less than this many seconds before the deadline, nothing is tried again.
LEAST_LEFT = 0.25
#: So many seconds apart, what the API gave out just now and does not know yet is asked for again.
SETTLING_WAIT = 5.0
#: Refusals of this one connection or moment (RFC 9110, 15.5.9; RFC 8470, 5.2), whatever a dialect takes them for.
MOMENTARY = frozenset({408, 425})


class GarbledAnswer(ContractError):
    """An answer that is no JSON at all, as from a gateway or a connection cut short; the same call may well succeed."""


class Pause(msgspec.Struct, frozen=True):
    """A wait before the next try, in seconds: what the server asked for, and what is added so that not all come back
    at once.
    """

    asked: float
    added: float

    def within(self, rest: float | None) -> float | None:
        """All of it if it fits into the `rest` before the deadline, with what is added cut so that time is left to try.

        None if what was asked for does not fit.
        """
        if rest is None:
            return self.asked + self.added
        spare = rest - self.asked
        return None if spare < LEAST_LEFT else self.asked + min(self.added, spare / 2)


class Policy(msgspec.Struct, frozen=True):
    """How often a call is tried again, and the longest single wait for it, in seconds (None: any)."""

    retries: int = 3
    max_wait: float | None = 60.0

    def pause(
        self, operation: Operation[Any, ...], error: TokgateError, tries: int, *, now: float, chance: float
    ) -> Pause | None:
        """The wait until the next try, None to give up. `tries` failed so far, `chance` is a random number in [0, 1).

        What the server asks for (`Retry-After`, a reset time) is kept whole; what is added grows, with full jitter.
        """
        if tries > self.retries or not (may_help(error, now) and may_repeat(operation, error)):
            return None
        asked, added = asked_wait(error, now) or 0.0, backoff(tries, chance)
        if self.max_wait is None:
            return Pause(asked, added)
        return None if asked > self.max_wait else Pause(asked, min(added, self.max_wait - asked))


def may_repeat(operation: Operation[Any, ...], error: TokgateError) -> bool:
    """Whether sending the same request again does no harm.

    What writes may have been done though its answer was lost or was an error: it is sent again only if it carries a key
    by which the server knows it, or if it certainly was not looked at.
    """
    if operation.effect is not Effect.WRITES or operation.idempotency_key:
        return True
    return isinstance(error, RateLimited) or (isinstance(error, TransportError) and not error.sent)


def may_help(error: TokgateError, now: float) -> bool:
    """Whether the same request may succeed later: not after a refusal of its content, credential or quota."""
    if isinstance(error, ApiError):
        return error.transient or error.status in MOMENTARY or _is_settling(error, now)
    return isinstance(error, (TransportError, GarbledAnswer))


def asked_wait(error: TokgateError, now: float) -> float | None:
    """The seconds to wait that the server asks for, or that its state needs; None where nothing is known."""
    if not isinstance(error, ApiError):
        return None
    if _is_settling(error, now):
        return SETTLING_WAIT
    seconds = error.reset_at - now if error.retry_after is None and error.reset_at is not None else error.retry_after
    return seconds if seconds is not None and seconds > 0 else None


def _is_settling(error: ApiError, now: float) -> bool:
    return error.settled_at is not None and now < error.settled_at


def backoff(tries: int, chance: float) -> float:
    """A wait chosen evenly between nothing and a bound that doubles with each try (full jitter)."""
    return chance * min(LONGEST_BACKOFF, FIRST_BACKOFF * 2.0 ** min(tries - 1, 20))


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """The seconds that a `Retry-After` asks for, as a number or an HTTP date (RFC 9110, 10.2.3); None for neither."""
    text = headers.get("retry-after", "").strip()
    try:
        seconds = float(text) if text[:1].isdigit() else parsedate_to_datetime(text).timestamp() - now
    except (ValueError, TypeError, OverflowError):
        return None
    return max(seconds, 0.0) if math.isfinite(seconds) else None
