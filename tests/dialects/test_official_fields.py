"""The names that `fields` takes stand twice: as members of a wire type, and in the Literal that type checkers read."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from tokgate.contract.dialect import operations_of
from tokgate.contract.operation import Operation
from tokgate.dialects.official.dialect import DIALECT
from tokgate.dialects.official.display import ASKED_FOR_IN_VAIN

ASKED = [
    pytest.param(operation, id=operation.name)
    for operation in operations_of(DIALECT)
    if any(field.argument == "fields" for field in operation.fields)
]


@pytest.mark.parametrize("operation", ASKED)
def test_type_checkers_know_the_names_that_the_wire_type_has(operation: Operation[Any, ...]) -> None:
    (fields,) = (field for field in operation.fields if field.argument == "fields")
    (names,) = get_args(fields.kind)
    assert list(get_args(names)) == [each.value for each in fields.choices if each.value not in ASKED_FOR_IN_VAIN]
