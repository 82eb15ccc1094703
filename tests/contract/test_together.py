"""Parameters that are right one by one, and not together, are refused by server and client alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import pytest

from tokgate.contract.drafts import draft
from tokgate.contract.effects import Effect
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.methods import post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.contract.parameters import body
from tokgate.contract.requests import read_arguments
from tokgate.contract.wire import Wire


class Nothing(Wire):
    """An answer without members."""


def in_order(arguments: Mapping[str, Any]) -> Mapping[str, str]:
    last = arguments.get("last")
    return {"until": "is before first"} if last is not None and last < arguments["first"] else {}


class Spans(Resource[M], name="spans"):
    """Numbers from one to another."""

    @post("/spans", effect=Effect.READS, check=in_order)
    def read(
        self, *, first: Annotated[int, body(at_most=9)], last: Annotated[int, body(name="until")] | None = None
    ) -> Nothing:
        """The numbers of a span."""
        raise Declared


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"first": "2", "until": 3}, {}),
        ({"first": 2}, {}),
        ({"first": "2", "until": "1"}, {"until": "is before first"}),
        ({"first": 10, "until": 1}, {"first": "must be at most 9"}),
    ],
)
def test_they_are_checked_as_they_are_meant(given: dict[str, Any], wrong: dict[str, str]) -> None:
    renamed = {{"until": "last"}.get(name, name): value for name, value in given.items()}
    for refuse in (lambda: read_arguments(Spans.read, body=given), lambda: draft(Spans.read, renamed)):
        if not wrong:
            refuse()
            continue
        with pytest.raises(Refusal) as refused:
            refuse()
        assert (refused.value.cause, refused.value.fields) == (Cause.INVALID_PARAMETER, wrong)
