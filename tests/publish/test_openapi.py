"""The published documents are OpenAPI, and say what is declared."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tokgate.contract.dialect import Dialect, operations_of
from tokgate.dialects.justone.dialect import DIALECT as JUSTONE
from tokgate.dialects.official.dialect import DIALECT as OFFICIAL
from tokgate.dialects.tikapi.dialect import DIALECT as TIKAPI
from tokgate.publish.openapi import openapi


def plain(dialect: Dialect) -> Any:
    """The document as it goes over the network."""
    return msgspec.json.decode(msgspec.json.encode(openapi(dialect)))


@pytest.mark.parametrize("dialect", [OFFICIAL, TIKAPI, JUSTONE], ids=lambda dialect: dialect.name)
def test_a_dialect_is_valid_openapi_with_every_operation(dialect: Dialect) -> None:
    document = plain(dialect)

    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []
    served = {(path, method) for path, methods in document["paths"].items() for method in methods}
    assert served == {(each.path, each.method.lower()) for each in operations_of(dialect)}


def test_a_parameter_carries_its_bounds_choices_and_default() -> None:
    (operation,) = plain(JUSTONE)["paths"]["/api/tiktok/get-user-post/v1"].values()
    parameters = {each["name"]: each for each in operation["parameters"]}

    assert parameters["sort"]["schema"]["enum"] == ["_0", "_1", "_2", "LATEST", "MOST_POPULAR"]
    assert parameters["cursor"]["schema"]["default"] == "0"
    assert parameters["secUid"]["required"]


def test_a_body_a_form_and_scopes_are_told() -> None:
    paths = plain(OFFICIAL)["paths"]

    listing = paths["/v2/video/list/"]["post"]
    assert listing["security"] == [{"user_token": ["video.list"]}]
    count = listing["requestBody"]["content"]["application/json"]["schema"]["properties"]["max_count"]
    assert (count["minimum"], count["maximum"], count["default"]) == (1, 20, 10)
    token = paths["/v2/oauth/token/"]["post"]["requestBody"]
    assert paths["/v2/oauth/token/"]["post"]["x-tokgate-effect"] == "repeatable"
    assert list(token["content"]) == ["application/x-www-form-urlencoded"]
