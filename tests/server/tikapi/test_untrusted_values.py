"""What nobody sends but who tries: each parameter of every operation gets values that have broken servers.

Everything else of the call is as the declaration's examples say, so that the value goes as far as it can.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tokgate.contract.dialect import operations_of
from tokgate.contract.drafts import Draft, draft
from tokgate.contract.fields import RequestField
from tokgate.contract.operation import Operation
from tokgate.contract.parameters import Location
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY, API_KEY, DEMO_ACCOUNT_KEY, DEMO_API_KEY
from tokgate.dialects.tikapi.dialect import DIALECT
from tokgate.testing import Server

#: Half of a letter beyond the first 65,536, which no encoding but JSON's escapes can say.
HALF = "\ud800"
TEXTS = ("\u0000", "a\u0000\u001b\u2028b", "x" * 10_000, "'; DROP TABLE posts; --", "%", '"*', HALF, "(a+)+$", "../..")
#: Beyond 63 bits, beyond any number, below 0, digits of another script, and what a pattern that tries all ways dies of.
NUMBERS = (str(2**63 - 1), str(2**63), str(10**30), "-1", "9" * 5000, "٣", "0" * 50 + "x", "1e999", "NaN")
MOST_SECONDS = 10
SECRETS = {API_KEY.kind: DEMO_API_KEY, ACCOUNT_KEY.kind: DEMO_ACCOUNT_KEY}
SPOILT = [(operation, field) for operation in operations_of(DIALECT) if operation.path for field in operation.fields]


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    with Server() as server, httpx.Client(base_url=server.url, timeout=MOST_SECONDS) as client:
        yield client


@pytest.mark.parametrize(
    ("operation", "field"), SPOILT, ids=[f"{operation.name}-{field.wire}" for operation, field in SPOILT]
)
def test_no_value_breaks_a_call(http: httpx.Client, operation: Operation[Any, ...], field: RequestField) -> None:
    good = draft(operation, examples(operation), SECRETS)
    for value in (*TEXTS, *NUMBERS):
        url, body = spoilt(good, operation, field, value)
        before = time.monotonic()
        answer = http.request(good.method, url, headers=good.headers, content=body)

        assert answer.status_code < 500, (value[:30], answer.text)
        assert time.monotonic() - before < MOST_SECONDS
        if not answer.headers["content-type"].startswith("video/"):
            assert answer.json()["status"] in ("success", "error"), (value[:30], answer.text)


@pytest.mark.parametrize(
    "operation", [each for each in operations_of(DIALECT) if each.body_of], ids=lambda operation: operation.name
)
def test_no_kind_of_value_breaks_a_body(http: httpx.Client, operation: Operation[Any, ...]) -> None:
    good = draft(operation, examples(operation), SECRETS)
    for field in operation.fields:
        for value in (None, True, 1.5, -1, 2**63, 10**30, [], [HALF], {}, {"$ne": ""}, {HALF: HALF}):
            body = json.dumps({**json.loads(good.body), field.wire: value})
            answer = http.request(good.method, good.path, headers=good.headers, content=body)

            assert answer.status_code < 500, (field.wire, value, answer.text)
            assert answer.json()["status"] in ("success", "error")


def examples(operation: Operation[Any, ...]) -> dict[str, Any]:
    """What an operation cannot be called without, as its declaration shows it."""
    return {
        field.argument: field.parameter.example if field.parameter.example is not None else "7"
        for field in operation.fields
        if field.required or any(group[0] == field.argument for group in operation.one_of)
    }


def spoilt(good: Draft, operation: Operation[Any, ...], field: RequestField, value: str) -> tuple[str, bytes]:
    """The URL and the body of a call with another value of one parameter."""
    said = quote(value, safe="", errors="surrogatepass")
    path, query, body = good.path, good.query, good.body
    match field.location:
        case Location.PATH:
            path = operation.path.replace(f"{{{field.wire}}}", said)
        case Location.QUERY:
            others = [pair for pair in query.split("&") if pair and not pair.startswith(f"{field.wire}=")]
            query = "&".join([*others, f"{field.wire}={said}"])
        case Location.BODY:
            body = json.dumps({**json.loads(body), field.wire: value}).encode()
        case _:
            raise TypeError(f"{operation.name}: {field.wire} travels where these values do not")
    return f"{path}?{query}", body
