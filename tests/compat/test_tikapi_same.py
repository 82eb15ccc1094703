"""Whatever a call is given, the vendor's client and the drop-in send the same request, or raise the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import reduce
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.client.loopback import Answer, Seen, serving
from tests.compat.clients import ACCOUNT, KEY, both
from tests.compat.test_tikapi_schema import endpoints_of
from tests.compat.vendor import vendor_schema

from tokgate.compat.tikapi.schema import Category, Endpoint, Param

#: What is said right and wrong of any argument. Nothing here is long enough to hang on the vendor's patterns.
ODD: list[Any] = [
    None, "", "0", "12", "123", "abc", "US", "us", "@name", "a b&c=d", "é", "x\ny", "7\n", "https://vm.tiktok.com/UwU",
    0, 1, 29, 30, 31, 99, 100, 101, -1, 1.5, True, False, ["a", "b"], ("1",), {"a": 1},
]  # fmt: skip
SETTINGS = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def path_of(category: Category, wanted: str) -> tuple[str, ...]:
    """The names that lead from the root to an endpoint."""
    for name, endpoint in category.endpoints.items():
        if endpoint.key == wanted:
            return (name,)
    for name, held in category.categories.items():
        found = path_of(held, wanted)
        if found:
            return (name, *found)
    return ()


SCHEMA = vendor_schema()
ENDPOINTS = list(endpoints_of(SCHEMA))


def values_of(param: Param) -> st.SearchStrategy[Any]:
    right = [value for value in (param.example, param.default, *param.allowed) if value is not None]
    return st.sampled_from(right * 3 + ODD) if right else st.sampled_from(ODD)


@st.composite
def calls(draw: st.DrawFn) -> tuple[Endpoint, dict[str, Any], dict[str, Any]]:
    """An endpoint with arguments, of which those that it needs are mostly there, and with what is set before."""
    endpoint = draw(st.sampled_from(ENDPOINTS))
    own = [param for param in endpoint.params if param.argument not in ("apiKey", "accountKey")]
    named = {param.argument: param for param in own if param.required or draw(st.booleans())}
    arguments = {argument: draw(values_of(param)) for argument, param in named.items()}
    if draw(st.integers(0, 5)) == 0:
        arguments["accountKey"] = draw(st.sampled_from(["short", ACCOUNT, "with blank 12345", None]))
    if draw(st.integers(0, 3)) == 0:
        arguments |= {"unheard_of": 1}
    if draw(st.integers(0, 4)) == 0:
        arguments["__sandbox__"] = True
    before = draw(st.dictionaries(st.sampled_from(["count", "country", "cursor", "secUid"]), st.sampled_from(ODD)))
    return endpoint, arguments, before


@pytest.fixture(scope="module")
def recorder() -> Iterator[tuple[str, list[Seen]]]:
    seen: list[Seen] = []

    def behave(request: Seen) -> Answer:
        seen.append(request)
        return Answer(b'{"status": "success"}', headers={"Content-Type": "application/json"})

    with serving(behave) as url:
        yield url, seen


@given(call=calls())
@SETTINGS
def test_the_same_request_or_the_same_refusal(
    recorder: tuple[str, list[Seen]], call: tuple[Endpoint, dict[str, Any], dict[str, Any]]
) -> None:
    endpoint, arguments, before = call

    theirs, ours = (outcome(module, recorder, endpoint, arguments, before) for module in both())

    # The vendor's client fails on its own message where the allowed values are numbers.
    assume(theirs != ("TypeError", None, "sequence item 0: expected str instance, int found"))
    assert ours == theirs


def outcome(
    module: ModuleType,
    recorder: tuple[str, list[Seen]],
    endpoint: Endpoint,
    arguments: Mapping[str, Any],
    before: Mapping[str, Any],
) -> tuple[object, ...]:
    """What came of a call: what arrived at the server, or the exception."""
    url, seen = recorder
    seen.clear()
    api = module.TikAPI(KEY)
    api.set(__options__={"base": url, "sandboxBase": f"{url}/sandbox", "headers": {"X-Told": "yes"}}, **before)
    try:
        reduce(getattr, path_of(SCHEMA, endpoint.key), api)(**arguments)
    except Exception as problem:
        return type(problem).__name__, getattr(problem, "field", None), str(problem)
    [request] = seen
    kept = {name: request.headers.get(name) for name in ("x-api-key", "x-account-key", "x-told", "content-type")}
    return request.method, request.path, request.query, kept, json.loads(request.body or b"null")
