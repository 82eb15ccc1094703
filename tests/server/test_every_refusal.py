"""What any call can be refused for, asked of each declared operation: credentials, size, required members, failures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx
import msgspec
import pytest
from msgspec.structs import replace
from tests.evidence import shows
from tests.serving import serving

from tokgate.contract.credentials import Carrier
from tokgate.contract.dialect import Dialect, operations_of
from tokgate.contract.drafts import draft
from tokgate.contract.errors import Cause
from tokgate.contract.fields import RequestField
from tokgate.contract.multipart import Upload
from tokgate.contract.operation import MOST_BYTES, Operation
from tokgate.contract.parameters import Location
from tokgate.dialects.registry import installed
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive
from tokgate.publish.refusals import refused
from tokgate.server.controls import ControlOptions
from tokgate.server.demo import demo_credentials

#: More than any text may hold, and less than any body.
LONG = "x" * 100_000


def bad_value(field: RequestField) -> str | None:
    """What a parameter cannot be; None where it can be anything, or where it stands in the path."""
    if field.location in (Location.PATH, Location.FILE, Location.CONTENT, Location.HEADER):
        return None
    if field.kind in (int, float) or field.choices:
        return "many"
    return LONG if field.parameter.max_length is not None and field.location is not Location.QUERY else None


Called = tuple[Dialect, Operation[Any, ...]]
CALLS = [(dialect, each) for dialect in installed() for each in operations_of(dialect) if each.path]
GUARDED = [call for call in CALLS if call[1].credentials]
#: What takes a file has a bound of its own.
POSTED = [
    call
    for call in CALLS
    if call[1].method != "GET" and all(field.location is not Location.FILE for field in call[1].fields)
]
ASKING = [call for call in CALLS if any(field.required for field in call[1].fields if field.location != Location.PATH)]
BOUNDED = [call for call in CALLS if any(bad_value(field) is not None for field in call[1].fields)]
SCOPED = [call for call in CALLS if any(credential.scopes for credential in call[1].credentials)]
LIMITED = [call for call in CALLS if refused(call[0], Cause.RATE_LIMIT, call[1])]


def each_of(calls: Sequence[Called]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("dialect", "operation"), calls, ids=[operation.name for _, operation in calls])


def operations(calls: Sequence[Called]) -> list[Operation[Any, ...]]:
    return [operation for _, operation in calls]


@pytest.fixture(scope="module")
def http(archive: Archive, sample: Creator) -> Iterator[httpx.Client]:
    options = ControlOptions(admin_open=True)
    with serving(archive, demo_credentials(sample), options=options) as url, httpx.Client(base_url=url) as client:
        yield client


def ask(http: httpx.Client, dialect: Dialect, operation: Operation[Any, ...], *, padding: int = 0) -> httpx.Response:
    """Call an operation with its credentials, and with nothing else that it needs."""
    headers, query = {}, {}
    for credential in operation.credentials:
        secret = secrets_of(dialect)[credential.kind]
        if credential.carrier is Carrier.QUERY:
            query[credential.wire] = secret
        else:
            headers[credential.wire] = f"Bearer {secret}" if credential.carrier is Carrier.BEARER else secret
    form = {operation.when.member: operation.when.value} if operation.when else {}
    if padding:
        form["padding"] = "x" * padding
    path = re.sub(r"\{[^}]+\}", "1", operation.path)
    return http.request(operation.method, path, params=query, headers=headers, data=form or None)


def ask_well(
    http: httpx.Client,
    dialect: Dialect,
    operation: Operation[Any, ...],
    *,
    secrets: Mapping[str, str],
    spoilt: RequestField | None = None,
) -> httpx.Response:
    """Call an operation with the examples of its declaration, but for one parameter."""
    arguments = {
        field.argument: example_of(field)
        for field in operation.fields
        if field.required or any(group[0] == field.argument for group in operation.one_of)
    }
    sent = draft(operation, arguments, secrets)
    url = f"{sent.path}?{sent.query}" if sent.query else sent.path
    body = sent.body
    if spoilt is not None and spoilt.location is Location.QUERY:
        url = str(httpx.URL(url).copy_set_param(spoilt.wire, bad_value(spoilt)))
    elif spoilt is not None and spoilt.location is Location.BODY:
        body = msgspec.json.encode({**msgspec.json.decode(body or b"{}"), spoilt.wire: bad_value(spoilt)})
    elif spoilt is not None:
        body = urlencode({**dict(parse_qsl(body.decode())), spoilt.wire: bad_value(spoilt)}).encode()
    return http.request(sent.method, url, headers=sent.headers, content=body)


def example_of(field: RequestField) -> Any:
    if field.location is Location.FILE:
        return Upload("ids.txt", b"1\n", "text/plain")
    return field.parameter.example if field.parameter.example is not None else "example"


def is_one_of(field: RequestField, operation: Operation[Any, ...]) -> bool:
    """Whether it is the first of a group of which one is needed."""
    return any(group[0] == field.argument for group in operation.one_of)


def secrets_of(dialect: Dialect) -> dict[str, str]:
    """Those that everybody knows, by kind."""
    return {kind.kind: dialect.demo[kind.demo] for kind in dialect.credentials if kind.demo}


def is_refused(answer: httpx.Response, dialect: Dialect, operation: Operation[Any, ...], cause: Cause) -> bool:
    """Whether it is, in the dialect's status and code for the cause."""
    expected = refused(dialect, cause, operation)
    assert expected is not None, f"{operation.name} has no words for {cause}"
    said = dialect.error_in(operation, answer.status_code, answer.headers, answer.content)
    assert said is not None, answer.text
    assert (said.status, said.code) == (expected.status, expected.error.code), answer.text
    return True


@shows(*operations(GUARDED), causes=(Cause.BAD_KEY,))
@each_of(GUARDED)
def test_credentials_that_nobody_has_open_nothing(
    http: httpx.Client, dialect: Dialect, operation: Operation[Any, ...]
) -> None:
    assert is_refused(
        ask_well(http, dialect, operation, secrets=dict.fromkeys(secrets_of(dialect), "nobodys")),
        dialect,
        operation,
        Cause.BAD_KEY,
    )


@shows(*operations(ASKING), causes=(Cause.MISSING_PARAMETER,))
@each_of(ASKING)
def test_what_is_required_is_asked_for(http: httpx.Client, dialect: Dialect, operation: Operation[Any, ...]) -> None:
    assert is_refused(ask(http, dialect, operation), dialect, operation, Cause.MISSING_PARAMETER)


@shows(*operations(BOUNDED), causes=(Cause.INVALID_PARAMETER,))
@each_of(BOUNDED)
def test_what_a_parameter_cannot_be_is_refused(
    http: httpx.Client, dialect: Dialect, operation: Operation[Any, ...]
) -> None:
    field = next(each for each in operation.fields if bad_value(each) is not None)
    answer = ask_well(http, dialect, operation, secrets=secrets_of(dialect), spoilt=field)
    assert is_refused(answer, dialect, operation, Cause.INVALID_PARAMETER)


@shows(*operations(SCOPED), causes=(Cause.SCOPE_MISSING,))
@each_of(SCOPED)
def test_a_call_needs_the_scopes_of_its_declaration(
    archive: Archive, sample: Creator, dialect: Dialect, operation: Operation[Any, ...]
) -> None:
    granted_nothing = [replace(record, scopes=()) for record in demo_credentials(sample)]
    with serving(archive, granted_nothing) as url, httpx.Client(base_url=url) as http:
        answer = ask_well(http, dialect, operation, secrets=secrets_of(dialect))
    assert is_refused(answer, dialect, operation, Cause.SCOPE_MISSING)


@shows(*operations(POSTED), causes=(Cause.TOO_LARGE,))
@each_of(POSTED)
def test_no_more_is_read_than_any_call_needs(
    http: httpx.Client, dialect: Dialect, operation: Operation[Any, ...]
) -> None:
    answer = ask(http, dialect, operation, padding=MOST_BYTES + 1)
    assert is_refused(answer, dialect, operation, Cause.TOO_LARGE)


@shows(*operations(LIMITED), causes=(Cause.RATE_LIMIT,))
@each_of(LIMITED)
def test_too_many_calls_are_refused_in_the_vendors_words(
    http: httpx.Client, dialect: Dialect, operation: Operation[Any, ...]
) -> None:
    assert is_refused(failing(http, dialect, operation, "rate_limit"), dialect, operation, Cause.RATE_LIMIT)


@shows(*operations(CALLS), causes=(Cause.INTERNAL,))
@each_of(CALLS)
def test_a_failure_has_the_vendors_words(http: httpx.Client, dialect: Dialect, operation: Operation[Any, ...]) -> None:
    assert is_refused(failing(http, dialect, operation, "server_error"), dialect, operation, Cause.INTERNAL)


def failing(http: httpx.Client, dialect: Dialect, operation: Operation[Any, ...], fault: str) -> httpx.Response:
    """The answer to a call that a fault hits."""
    asked = http.post("/_tokgate/faults", json={"operation": operation.name, "fault": fault, "first": 1})
    assert asked.status_code == 200, asked.text
    try:
        return ask_well(http, dialect, operation, secrets=secrets_of(dialect))
    finally:
        http.delete("/_tokgate/faults")
