"""The declarations say which calls the vendor's SDKs 3.2.2, 3.0.0 and 2.0.11 have, and the server answers them all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import httpx
import pytest
from tests.compat.test_tikapi_schema import endpoints_of
from tests.compat.vendor import EARLIER, schema_in, vendor_schema

from tokgate.compat.tikapi.schema import Category
from tokgate.contract.dialect import operations_of
from tokgate.contract.parameters import Choice
from tokgate.dialects.tikapi.dialect import DIALECT
from tokgate.testing import Server

Call = tuple[str, str]
#: No registry has this release: its calls as its documentation lists them, each with the name that the SDK gives it.
OLDEST = Path(__file__).with_name("tikapi-2.0.11.txt")
#: 2.0.11 has it, 3.0.0 has not, 3.1.3 has it again: one `since` cannot say that.
AWAY = {("GET", "/user/followers")}


def calls_in(category: Category) -> set[Call]:
    """What an SDK calls, with each of the values that its paths can have."""
    found: set[Call] = set()
    for endpoint in endpoints_of(category):
        allowed = {param.wire: param.allowed for param in endpoint.params if f"{{{param.wire}}}" in endpoint.path}
        found |= {(endpoint.method, path) for path in filled(endpoint.path, allowed)}
    return found


def calls_of_oldest() -> set[Call]:
    lines = [line.split() for line in OLDEST.read_text(encoding="utf-8").splitlines()]
    return {(method, path) for method, path, _ in lines}


def declared(revision: str) -> set[Call]:
    """What is declared to be called in a revision."""
    found: set[Call] = set()
    for operation in operations_of(DIALECT):
        if not holds(revision, operation.since, operation.until):
            continue
        allowed = {
            field.wire: tuple(choice.value for choice in field.choices if chosen(revision, choice))
            for field in operation.fields
            if f"{{{field.wire}}}" in operation.path
        }
        found |= {(operation.method, path) for path in filled(operation.path, allowed)}
    return found


def filled(path: str, allowed: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for values in product(*allowed.values()):
        yield path.format(**dict(zip(allowed, values, strict=True)))


def chosen(revision: str, choice: Choice) -> bool:
    return holds(revision, choice.since, choice.until)


def holds(revision: str, since: str | None, until: str | None) -> bool:
    return (since is None or numbers(since) <= numbers(revision)) and (
        until is None or numbers(revision) <= numbers(until)
    )


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


@pytest.fixture(scope="module")
def versions() -> dict[str, set[Call]]:
    return {
        "3.2.2": calls_in(vendor_schema()),
        "3.0.0": calls_in(schema_in(EARLIER / "tikapi")),
        "2.0.11": calls_of_oldest(),
    }


def test_since_and_until_are_the_vendors(versions: dict[str, set[Call]]) -> None:
    assert declared("3.2.2") == versions["3.2.2"]
    assert declared("3.0.0") - AWAY == versions["3.0.0"]
    assert declared("2.0.11") == versions["2.0.11"]


def test_the_server_knows_every_call_of_every_version(versions: dict[str, set[Call]]) -> None:
    calls = set.union(*versions.values())
    assert len(calls) > 80

    with Server() as server, httpx.Client(base_url=server.url) as http:
        refused = {call: http.request(*call).status_code for call in sorted(calls)}

    # Who has no key learns that one is needed, where there is something to be had with one.
    assert {call: status for call, status in refused.items() if status != 401} == {}
