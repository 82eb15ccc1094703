"""What was called: the request log read, and compared with what a test expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import msgspec

from tokgate.server.naming import is_named

#: How many calls a failure shows.
SHOWN = 5


class LoggedRequest(msgspec.Struct, kw_only=True):
    """One request as the gateway logged it; secrets are masked.

    `at` is the server's instant, in ISO 8601; `ms` is what it took in real time; `cause` says why it was refused.
    """

    seq: int = 0
    at: str = ""
    dialect: str | None = None
    operation: str | None = None
    method: str = ""
    path: str = ""
    credential: str | None = None
    parameters: dict[str, Any] = {}
    status: int = 0
    code: str | None = None
    cause: str | None = None
    faults: list[str] = []
    rows: int | None = None
    ms: float | None = None
    bytes: int = 0

    def __str__(self) -> str:
        arguments = ", ".join(f"{name}={value!r}" for name, value in self.parameters.items())
        return f"{self.operation or self.path}({arguments}) -> {self.status}"


def check_called(
    calls: Sequence[LoggedRequest], operation: str, times: int | None, parameters: Mapping[str, object]
) -> None:
    """AssertionError, with the nearest calls, unless the calls hold what is expected; `times` None is at least once."""
    matching = [call for call in calls if _is(call, operation) and not _differences(call, parameters)]
    if len(matching) == times or (times is None and matching):
        return
    expected = f"{operation}({', '.join(f'{name}={value!r}' for name, value in parameters.items())})"
    often = "at least once" if times is None else _times(times)
    lines = [
        f"expected {expected} to be called {often}, and it was {_times(len(matching))}",
        *_nearest(calls, operation, parameters),
    ]
    raise AssertionError("\n".join(lines))


def _is(call: LoggedRequest, operation: str) -> bool:
    return is_named(operation, call.operation or call.dialect or "")


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _nearest(calls: Sequence[LoggedRequest], operation: str, parameters: Mapping[str, object]) -> list[str]:
    """The calls that are most like the expected one, those of the same operation first."""
    if not calls:
        return ["nothing was called at all"]
    alike = get_close_matches(operation, {call.operation or "" for call in calls}, n=len(calls), cutoff=0)
    ranks = {name: rank for rank, name in enumerate(alike)}
    ranked = sorted(
        calls,
        key=lambda call: (
            not _is(call, operation),
            len(_differences(call, parameters)),
            ranks[call.operation or ""],
        ),
    )
    lines = ["the nearest calls:"]
    for call in ranked[:SHOWN]:
        differences = _differences(call, parameters) if _is(call, operation) else ["another operation"]
        lines.append(f"  {call}" + (f"   ({'; '.join(differences)})" if differences else ""))
    if len(ranked) > SHOWN:
        lines.append(f"  … and {len(ranked) - SHOWN} more")
    return lines


def _differences(call: LoggedRequest, parameters: Mapping[str, object]) -> list[str]:
    found = []
    for name, value in parameters.items():
        if name not in call.parameters:
            found.append(f"no {name}")
        elif not _same(call.parameters[name], value):
            found.append(f"{name} is {call.parameters[name]!r}")
    return found


def _same(logged: object, expected: object) -> bool:
    """Whether a logged value is the expected one; a number and its text are the same, as clients send either."""
    if logged == expected:
        return True
    if isinstance(logged, str) and isinstance(expected, list | tuple):
        # A list travels in a query as one text.
        logged = [name.strip() for name in logged.split(",")]
    if isinstance(logged, list) and isinstance(expected, list | tuple):
        return len(logged) == len(expected) and all(map(_same, logged, expected))
    if isinstance(logged, bool | dict | list) or isinstance(expected, bool | dict | list):
        return False
    return logged is not None and expected is not None and str(logged) == str(expected)
