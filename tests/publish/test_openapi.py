"""The published documents are OpenAPI, and say what is declared."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from tests.contract.dialect import SAMPLE

from tokgate.contract.dialect import Dialect, served_by
from tokgate.dialects.justone.dialect import DIALECT as JUSTONE
from tokgate.dialects.official.dialect import DIALECT as OFFICIAL
from tokgate.dialects.tikapi.dialect import DIALECT as TIKAPI
from tokgate.publish.openapi import openapi


def plain(dialect: Dialect) -> Any:
    """The document as it goes over the network."""
    return msgspec.json.decode(msgspec.json.encode(openapi(dialect)))


@pytest.mark.parametrize("dialect", [OFFICIAL, TIKAPI, JUSTONE, SAMPLE], ids=lambda dialect: dialect.name)
def test_a_dialect_is_valid_openapi_with_every_operation(dialect: Dialect) -> None:
    document = plain(dialect)

    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []
    served = {(path, method) for path, methods in document["paths"].items() for method in methods}
    assert served == {(each.path, each.method.lower()) for each in served_by(dialect)}


@pytest.mark.parametrize("dialect", [OFFICIAL, TIKAPI, JUSTONE], ids=lambda dialect: dialect.name)
def test_every_object_and_each_of_its_members_says_what_it_is(dialect: Dialect) -> None:
    bodies = {each.name for each in served_by(dialect)}
    schemas = {name: schema for name, schema in plain(dialect)["components"]["schemas"].items() if name not in bodies}
    silent = [
        f"{name}.{member}"
        for name, schema in schemas.items()
        for member, described in schema.get("properties", {}).items()
        if not described.get("description")
    ]

    assert [name for name, schema in schemas.items() if not schema.get("description")] == []
    assert silent == [], "a field has its meaning below it, where it is declared"


def test_what_is_said_of_a_member_is_its_own_and_that_of_what_it_derives_from() -> None:
    schemas = plain(TIKAPI)["components"]["schemas"]
    page = schemas["ItemPage"]["properties"]

    assert schemas["ItemPage"]["description"] == "A page of posts."
    assert page["cursor"]["description"] == "Where the next page begins, digits; on the last page too."
    assert page["status"]["description"].startswith("How it went:")
    assert page["$other"]["description"].startswith("`$other` in the answer")


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
    revoke = paths["/v2/oauth/revoke/"]["post"]
    assert revoke["x-tokgate-effect"] == "repeatable"
    assert list(revoke["requestBody"]["content"]) == ["application/x-www-form-urlencoded"]


def test_every_shape_of_a_call_is_told() -> None:
    paths = plain(SAMPLE)["paths"]
    files = paths["/sample/files/{name}"]

    assert set(files) == {"get", "head", "put", "patch", "delete"}
    put = files["put"]
    assert [(each["in"], each["name"]) for each in put["parameters"]] == [
        ("path", "name"),
        ("header", "X-Kept-Until"),
        ("header", "X-Note"),
    ]
    assert set(put["requestBody"]["content"]) == {"image/png", "image/jpeg"}
    assert put["requestBody"]["content"]["image/png"]["schema"]["x-max-bytes"] == 2 << 20
    assert set(files["get"]["responses"]) == {"200", "206", "416", "default"}
    assert set(files["get"]["responses"]["200"]["content"]) == {"image/png", "image/jpeg"}
    assert "content" not in files["head"]["responses"]["200"]
    assert set(files["delete"]["responses"]) == {"204", "default"}
    upload = paths["/sample/uploads"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert upload["properties"]["picture"] == {"type": "string", "format": "binary", "x-max-bytes": 1000}
    assert upload["required"] == ["title", "picture"]


def test_an_enumeration_and_a_group_are_told() -> None:
    operation = plain(SAMPLE)["paths"]["/sample/files"]["get"]
    order = next(each for each in operation["parameters"] if each["name"] == "order")

    assert order["schema"] == {
        "type": "string",
        "enum": ["name", "newest", "oldest"],
        "default": "name",
        "x-choices": [
            {"value": "newest", "description": "latest first", "x-since": "2"},
            {"value": "oldest", "x-until": "2"},
        ],
    }
    assert operation["x-one-of"] == [["owner", "owner_id"]]


def test_operations_of_one_path_are_one_with_a_body_of_each() -> None:
    document = plain(SAMPLE)
    keys = document["paths"]["/sample/keys"]["post"]
    (media,) = keys["requestBody"]["content"].values()
    schemas = document["components"]["schemas"]

    names = {"make": "sample.keys.make", "check": "sample.keys.check"}
    components = {value: f"#/components/schemas/{name}" for value, name in names.items()}
    assert media["schema"] == {
        "oneOf": [{"$ref": component} for component in components.values()],
        "discriminator": {"propertyName": "do", "mapping": components},
    }
    assert schemas["sample.keys.make"]["required"] == ["owner", "do"]
    assert schemas["sample.keys.check"]["properties"]["do"] == {"type": "string", "enum": ["check"]}
    assert keys["responses"]["200"]["content"]["application/json"]["schema"]["anyOf"] == [
        {"$ref": "#/components/schemas/KeyAnswer"},
        {"$ref": "#/components/schemas/KeyState"},
    ]
    assert keys["security"] == [{"sample_key": []}, {}]
    assert [(each["name"], each["required"]) for each in keys["parameters"]] == [("strict", False)]
    assert {value: each["x-tokgate-effect"] for value, each in keys["x-tokgate-operations"].items()} == {
        "make": "writes",
        "check": "reads",
    }


def test_what_lies_behind_links_is_told_beside_the_paths() -> None:
    links = plain(SAMPLE)["x-tokgate-links"]

    assert {name: each["method"] for name, each in links.items()} == {
        "sample.films.read": "GET",
        "sample.films.play": "GET",
        "sample.films.put": "PUT",
        "sample.films.facts": "GET",
    }
    assert "requestBody" not in links["sample.films.read"]
    assert list(links["sample.films.put"]["requestBody"]["content"]) == ["video/mp4"]
