"""docs/conformance.md is what the declarations and the tests say."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.docs.conformance import conformance_page, evidence

from tokgate.contract.dialect import operations_of
from tokgate.contract.errors import Cause
from tokgate.contract.operation import Operation
from tokgate.dialects.official.dialect import DIALECT
from tokgate.dialects.official.errors import DISPLAY_TABLE, OAUTH_TABLE, RESEARCH_TABLE

PAGE = Path(__file__).resolve().parents[2] / "docs" / "conformance.md"
OPERATIONS = operations_of(DIALECT)


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == conformance_page(), "run `make docs`"


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_every_field_of_an_operation_is_shown(operation: Operation[object, ...]) -> None:
    shown = [each for each in evidence() if operation.name in each.operations]
    assert any(each.fields for each in shown)
    assert {cause for each in shown for cause in each.causes}


def test_every_refusal_is_shown() -> None:
    shown = {cause for each in evidence() for cause in each.causes}
    # That a token ended with its creator is refused as an unknown one is.
    tables = {*DISPLAY_TABLE, *RESEARCH_TABLE, *OAUTH_TABLE}
    expected = tables - {Cause.SESSION_EXPIRED}
    assert expected == shown & expected
