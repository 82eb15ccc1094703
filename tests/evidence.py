"""What a test shows of a declared operation: what docs/conformance.md is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from tokgate.contract.errors import Cause
from tokgate.contract.operation import Operation

F = TypeVar("F", bound=Callable[..., Any])


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A test, as pytest names it, with the names of the operations that it calls.

    `fields`: that every declared member of their answers comes with a value. `causes`: that they are refused for these.
    """

    test: str
    operations: tuple[str, ...]
    fields: bool
    causes: tuple[Cause, ...]


#: What the test modules imported so far show.
SHOWN: list[Shown] = []


def shows(*operations: Operation[Any, ...], fields: bool = False, causes: Sequence[Cause] = ()) -> Callable[[F], F]:
    """Say what the decorated test shows."""

    def note(test: F) -> F:
        place = test.__module__.replace(".", "/")
        names = tuple(operation.name for operation in operations)
        SHOWN.append(Shown(test=f"{place}.py::{test.__name__}", operations=names, fields=fields, causes=tuple(causes)))
        return test

    return note
