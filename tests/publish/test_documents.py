"""The server does what the published documents promise: calls that are made from them, sensible and not.

`make fuzz` makes many more. Promises that no document can make: which cursors were given out (what is no longer one is
refused), which accounts and ids there are, what stands in a file, and that parsing is as strict as the schema (it is
generous on purpose, so that null and "" count as absent).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import httpx
import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
)

from tokgate.contract.dialect import operations_of
from tokgate.contract.errors import Cause
from tokgate.contract.operation import Operation
from tokgate.contract.parameters import Location
from tokgate.dialects.registry import installed
from tokgate.publish.openapi import openapi
from tokgate.testing import Server

EXAMPLES = int(os.environ.get("TOKGATE_FUZZ_EXAMPLES", "15"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
DIALECTS = {dialect.name: dialect for dialect in installed()}
UNKNOWN = (Cause.UNKNOWN_CREATOR, Cause.UNKNOWN_POST, Cause.UNKNOWN_ID)
OPERATIONS = [operation for dialect in DIALECTS.values() for operation in operations_of(dialect)]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


def shown(operation: Operation[Any, ...], server: Server) -> tuple[dict[str, str], dict[str, str]]:
    """Headers and query that let a caller in."""
    headers, query = {}, {}
    known = server.credentials[operation.name.partition(".")[0]]
    for credential in operation.credentials:
        kind = next(
            each for each in DIALECTS[operation.name.partition(".")[0]].credentials if each.kind == credential.kind
        )
        secret = known[kind.demo]
        if credential.carrier.value == "query":
            query[credential.wire] = secret
        else:
            headers[credential.wire] = f"Bearer {secret}" if credential.carrier.value == "bearer" else secret
    return headers, query


def is_promised(operation: Operation[Any, ...], case: Any) -> bool:
    """Whether a call has one of each group of which one is needed, and names no place in a list."""
    sent = {**(case.query or {}), **(case.body if isinstance(case.body, dict) else {})}
    wires = {field.argument: field.wire for field in operation.fields}
    needed = all(any(sent.get(wires[name]) for name in group) for group in operation.one_of)
    has_file = any(field.location is Location.FILE for field in operation.fields)
    return needed and not has_file and "cursor" not in sent


def is_unknown(operation: Operation[Any, ...], answer: Any) -> bool:
    """Whether a call was refused because what it names is not there."""
    error = DIALECTS[operation.name.partition(".")[0]].error_in(operation, answer.status_code, {}, answer.content)
    return error is not None and error.cause in UNKNOWN


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_the_server_does_what_the_document_promises(operation: Operation[Any, ...], server: Server) -> None:
    document = msgspec.json.decode(msgspec.json.encode(openapi(DIALECTS[operation.name.partition(".")[0]])))
    schema = schemathesis.openapi.from_dict(document)
    headers, query = shown(operation, server)

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=schema[operation.path][operation.method].as_strategy())
    def check(case: Any) -> None:
        case.query = {**(case.query or {}), **query}
        case.headers = {**(case.headers or {}), **headers}
        answer = case.call(base_url=server.url)
        case.validate_response(answer, checks=CHECKS)
        if is_promised(operation, case) and answer.status_code == 400 and not is_unknown(operation, answer):
            case.validate_response(answer, checks=[positive_data_acceptance])

    check()


def test_a_wrong_method_is_told_the_right_ones(server: Server) -> None:
    answer = httpx.post(f"{server.url}/public/posts")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
