"""Each dialect's OpenAPI document, from the running server."""

from __future__ import annotations

import httpx
import pytest

from tokgate.contract.dialect import Dialect, operations_of
from tokgate.dialects.registry import installed


@pytest.mark.parametrize("dialect", installed(), ids=lambda dialect: dialect.name)
def test_the_server_publishes_what_it_serves(http: httpx.Client, dialect: Dialect) -> None:
    document = http.get(f"/_tokgate/openapi/{dialect.name}.json").json()

    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {operation.path for operation in operations_of(dialect)}


def test_an_unknown_dialect_is_answered_with_those_there_are(http: httpx.Client) -> None:
    answer = http.get("/_tokgate/openapi/instagram.json")

    assert answer.status_code == 404
    assert "official" in answer.json()["error"]
