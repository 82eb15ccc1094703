"""What the SDK's clients raise, as failures of the command with their exit codes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tokgate.cli.exits import CredentialFailure, Failure, LimitFailure
from tokgate.cli.instants import instant_text
from tokgate.contract.errors import (
    Forbidden,
    NotSignedIn,
    QuotaExhausted,
    RateLimited,
    TokgateError,
    Unauthorized,
)


@contextmanager
def told() -> Iterator[None]:
    """Tell what a client raises in one line."""
    try:
        yield
    except (Unauthorized, Forbidden, NotSignedIn) as problem:
        raise CredentialFailure(str(problem)) from problem
    except (RateLimited, QuotaExhausted) as problem:
        reset = f"; resets at {instant_text(round(problem.reset_at * 1000))}" if problem.reset_at else ""
        raise LimitFailure(f"{problem}{reset}") from problem
    except TokgateError as problem:
        raise Failure(str(problem)) from problem
