"""The table in docs/tikapi.md is what the declarations and the tests say, and no operation is without a test."""

from __future__ import annotations

import pytest
from tests.docs.conformance import evidence
from tests.docs.tikapi_table import PAGE, with_table

from tokgate.contract.dialect import operations_of
from tokgate.contract.operation import Operation
from tokgate.dialects.tikapi.dialect import DIALECT


def test_the_table_is_current() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_table(page), "run `make docs`"


@pytest.mark.parametrize("operation", operations_of(DIALECT), ids=lambda operation: operation.name)
def test_every_operation_is_shown_by_a_test_of_its_own(operation: Operation[object, ...]) -> None:
    shown = [each for each in evidence() if operation.name in each.operations]
    assert [each for each in shown if all(name.startswith("tikapi.") for name in each.operations)]
