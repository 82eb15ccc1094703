"""Whatever is sent, the answer is the dialect's own: never a traceback, never a 500."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tokgate.contract.credentials import Carrier
from tokgate.contract.dialect import operations_of
from tokgate.contract.operation import Operation
from tokgate.contract.parameters import Location
from tokgate.dialects.justone.credentials import DEMO_TOKEN
from tokgate.dialects.official.credentials import (
    DEMO_CLIENT_KEY,
    DEMO_CLIENT_SECRET,
    DEMO_CLIENT_TOKEN,
    DEMO_USER_TOKEN,
)
from tokgate.dialects.registry import installed
from tokgate.dialects.tikapi.credentials import DEMO_ACCOUNT_KEY, DEMO_API_KEY

OPERATIONS = [operation for dialect in installed() for operation in operations_of(dialect)]
SECRETS = {
    "tikapi_key": DEMO_API_KEY,
    "tikapi_account_key": DEMO_ACCOUNT_KEY,
    "justone_token": DEMO_TOKEN,
    "user_token": DEMO_USER_TOKEN,
    "client_token": DEMO_CLIENT_TOKEN,
}
LIKELY = [
    "id",
    "create_time",
    "0",
    "1",
    "20",
    "client_credentials",
    DEMO_CLIENT_KEY,
    DEMO_CLIENT_SECRET,
    "_0",
    "LATEST",
    "MS4wLjAB",
    "ana",
]

texts = st.sampled_from(LIKELY) | st.text(max_size=30)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**80), 2**80) | st.floats() | texts,
    lambda children: st.lists(children, max_size=3) | st.dictionaries(texts, children, max_size=3),
    max_leaves=8,
)


def shown(operation: Operation[Any, ...]) -> tuple[dict[str, str], dict[str, str]]:
    """The headers and the query that let a caller in."""
    headers: dict[str, str] = {}
    query: dict[str, str] = {}
    for credential in operation.credentials:
        secret = SECRETS[credential.kind]
        if credential.carrier is Carrier.QUERY:
            query[credential.wire] = secret
        else:
            headers[credential.wire] = f"Bearer {secret}" if credential.carrier is Carrier.BEARER else secret
    return headers, query


def is_well_said(answer: httpx.Response) -> bool:
    if answer.text == "Unsupported path(Janus)":
        return True
    body = answer.json()
    in_data = isinstance(body.get("data"), dict) and "error_code" in body["data"]
    return in_data or bool({"status", "code", "error", "access_token"} & body.keys())


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_odd_arguments(http: httpx.Client, operation: Operation[Any, ...], data: st.DataObject) -> None:
    headers, query = shown(operation)
    members: dict[str, Any] = {}
    for field in operation.fields:
        if field.parameter.location is Location.QUERY:
            query[field.wire] = data.draw(texts, field.wire)
        else:
            members[field.wire] = data.draw(values, field.wire)
    content = json.dumps(members, allow_nan=True).encode() if operation.method == "POST" else b""
    answer = http.request(operation.method, operation.path, params=query, headers=headers, content=content)

    assert answer.status_code < 500, answer.text
    assert is_well_said(answer)


@pytest.mark.parametrize(
    "operation", [each for each in OPERATIONS if each.method == "POST"], ids=lambda each: each.name
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=300)
    | st.sampled_from([b"[" * 100_000, b'{"username": "\\ud800"}', b'{"username": "\\u0000"}']),
    content_type=st.sampled_from(
        ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
    ),
)
def test_odd_bodies(http: httpx.Client, operation: Operation[Any, ...], content: bytes, content_type: str) -> None:
    headers, query = shown(operation)
    query["fields"] = "id"
    answer = http.request(
        "POST", operation.path, params=query, headers={**headers, "content-type": content_type}, content=content
    )

    assert answer.status_code < 500, answer.text
    assert is_well_said(answer)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]),
    start=st.sampled_from(["/", "/v2/", "/api/", "/public/", "/_tokgate/"]),
    rest=st.text(max_size=20),
    key=st.text(st.characters(codec="latin-1", min_codepoint=33, exclude_characters="\x7f"), max_size=20),
)
def test_odd_paths_and_keys(http: httpx.Client, method: str, start: str, rest: str, key: str) -> None:
    path = start + quote(rest, errors="replace")
    answer = http.request(method, path, headers=[(b"X-API-KEY", key.encode("latin-1"))])

    assert answer.status_code < 500
    assert is_well_said(answer)
