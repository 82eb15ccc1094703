"""Documents against the declarations: our own do not differ, and each change is told at its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.contract.dialect import SAMPLE

from tokgate.contract.dialect import Dialect
from tokgate.dialects.justone.dialect import DIALECT as JUSTONE
from tokgate.dialects.official.dialect import DIALECT as OFFICIAL
from tokgate.dialects.tikapi.dialect import DIALECT as TIKAPI
from tokgate.drift.difference import DifferenceKind, ignoring
from tokgate.drift.documents import DeclaredCalls, compare_document
from tokgate.drift.files import UnreadableError, compare_file, compare_paths
from tokgate.publish.openapi import openapi

ALL = (OFFICIAL, TIKAPI, JUSTONE)
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
needs_seeds = pytest.mark.skipif(not SEEDS.exists(), reason=f"the vendors' documents are not at {SEEDS}")


def document_of(dialect: Dialect) -> Any:
    return msgspec.json.decode(msgspec.json.encode(openapi(dialect)))


@pytest.mark.parametrize("dialect", [*ALL, SAMPLE], ids=lambda dialect: dialect.name)
def test_our_own_document_does_not_differ(dialect: Dialect) -> None:
    assert compare_document(document_of(dialect), DeclaredCalls([dialect]), "own.json", is_complete=True) == []


POSTS = "/public/posts"
LISTING = "/v2/video/list/"


def posts_of(document: Any) -> Any:
    return document["paths"][POSTS]["get"]


def parameter(document: Any, name: str) -> Any:
    return next(each for each in posts_of(document)["parameters"] if each["name"] == name)


CHANGES: list[tuple[str, DifferenceKind, Callable[[Any], object]]] = [
    ("GET /public/new", DifferenceKind.PATH_UNKNOWN, lambda it: it["paths"].update({"/public/new": {"get": {}}})),
    ("POST /public/posts", DifferenceKind.METHOD_UNKNOWN, lambda it: it["paths"][POSTS].update({"post": {}})),
    (
        "GET /public/posts query.size",
        DifferenceKind.PARAMETER_UNKNOWN,
        lambda it: parameter(it, "count").update(name="size"),
    ),
    (
        "GET /public/posts query.count",
        DifferenceKind.PARAMETER_MISSING,
        lambda it: parameter(it, "count").update(name="size"),
    ),
    (
        "GET /public/posts query.secUid.required",
        DifferenceKind.REQUIRED,
        lambda it: parameter(it, "secUid").pop("required"),
    ),
    (
        "GET /public/posts query.count.type",
        DifferenceKind.TYPE,
        lambda it: parameter(it, "count").update(schema={"type": "boolean"}),
    ),
    (
        "GET /public/posts query.count.default",
        DifferenceKind.DEFAULT,
        lambda it: parameter(it, "count")["schema"].update(default=20),
    ),
    (
        "GET /public/posts query.count.maximum",
        DifferenceKind.BOUND,
        lambda it: parameter(it, "count")["schema"].update(maximum=35),
    ),
    (
        "GET /public/posts query.country.enum",
        DifferenceKind.ENUM,
        lambda it: parameter(it, "country")["schema"].update(enum=["us"]),
    ),
    (
        "GET /public/posts answer.itemList[].sparkle",
        DifferenceKind.ANSWER_UNKNOWN,
        lambda it: it["components"]["schemas"]["Item"]["properties"].update(sparkle={"type": "string"}),
    ),
    (
        "GET /public/posts answer.itemList[].desc",
        DifferenceKind.ANSWER_MISSING,
        lambda it: it["components"]["schemas"]["Item"]["properties"].pop("desc"),
    ),
    (
        "GET /public/posts answer.itemList[].desc",
        DifferenceKind.ANSWER_TYPE,
        lambda it: it["components"]["schemas"]["Item"]["properties"].update(desc={"type": "object"}),
    ),
    ("GET /public/check", DifferenceKind.OPERATION_MISSING, lambda it: it["paths"].pop("/public/check")),
]


@pytest.mark.parametrize(("where", "what", "change"), CHANGES, ids=[f"{what} {where}" for where, what, _ in CHANGES])
def test_a_change_is_told_at_its_place(where: str, what: DifferenceKind, change: Callable[[Any], object]) -> None:
    document = document_of(TIKAPI)
    change(document)

    found = compare_document(document, DeclaredCalls([TIKAPI]), "vendor.json", is_complete=True)

    assert (where, what) in [(each.where, each.what) for each in found]


def test_members_of_a_body_are_compared_and_the_servers_path_counts() -> None:
    document = document_of(OFFICIAL)
    document["servers"] = [{"url": "https://open.tiktokapis.com/v2"}]
    document["paths"] = {"/video/list/": document["paths"][LISTING]}
    media = document["paths"]["/video/list/"]["post"]["requestBody"]["content"]["application/json"]
    media["schema"]["properties"]["max_count"]["default"] = 20

    (found,) = compare_document(document, DeclaredCalls([OFFICIAL]), "vendor.json")

    assert (found.where, found.ours, found.theirs) == (f"POST {LISTING} body.max_count.default", 10, 20)


def test_yaml_and_json_are_read_alike(tmp_path: Path) -> None:
    document = document_of(TIKAPI)
    parameter(document, "count")["schema"]["default"] = 20
    as_json, as_yaml = tmp_path / "a.json", tmp_path / "a.yaml"
    as_json.write_bytes(msgspec.json.encode(document))
    as_yaml.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")

    first, second = compare_file(str(as_json), ALL), compare_file(str(as_yaml), ALL)

    assert (
        [each.where for each in first] == [each.where for each in second] == ["GET /public/posts query.count.default"]
    )
    assert ignoring(first, ["* query.count.*"]) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html>", "neither"),
        (b'{"swagger": "2.0", "paths": {}}', "Swagger 2"),
        (b'{"openapi": "3.1.0"', "is not"),
        (b"openapi: 3.1.0 info: title: x paths: /a: get: operationId: b " * 30, "--paths"),
        (b"", "neither"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "vendor.yaml"
    file.write_bytes(content)

    with pytest.raises(UnreadableError, match=words):
        compare_file(str(file), ALL)


@pytest.mark.parametrize("odd", [{"paths": 5}, {"paths": {"/a": {"get": {"parameters": [5]}}}}, {"servers": 3}])
def test_a_document_that_is_not_quite_one_is_compared_as_far_as_it_goes(odd: dict[str, Any]) -> None:
    compare_document({"openapi": "3.1.0", **odd}, DeclaredCalls(ALL), "odd.json")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("#/components/schemas/Item"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["$ref", "type", "anyOf", "properties", "items", "enum", "content"]), inner)
    ),
    max_leaves=5,
)


@given(st.data())
def test_no_damage_to_a_document_stops_the_comparison(data: st.DataObject) -> None:
    document = document_of(TIKAPI)
    node: Any = document
    while True:
        step = data.draw(st.sampled_from(list(node) if isinstance(node, dict) else list(range(len(node)))))
        inner = node[step]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.integers(0, 5)) == 0:
            node[step] = data.draw(VALUES)
            break
        node = inner

    compare_document(document, DeclaredCalls([TIKAPI]), "odd.json")


def test_a_schema_that_speaks_of_itself_ends() -> None:
    document = document_of(TIKAPI)
    document["components"]["schemas"]["Item"] = {"anyOf": [{"$ref": "#/components/schemas/Item"}] * 3}

    compare_document(document, DeclaredCalls([TIKAPI]), "odd.json")


@needs_seeds
def test_the_vendors_older_document_differs_where_it_is_known_to() -> None:
    (file,) = SEEDS.glob("000_*")

    found = {each.where.partition(" answer")[0]: each for each in compare_file(str(file), ALL)}

    call = "GET /api/tiktok/get-user-post/v1"
    assert found[f"{call} query.sort.default"].theirs == "_0"
    assert set(found) == {call, f"{call} query.sort.default", f"{call} query.sort.enum"}


@needs_seeds
def test_a_document_that_lost_its_lines_is_told_and_compared_by_paths() -> None:
    (file,) = SEEDS.glob("003_*")

    with pytest.raises(UnreadableError, match="line breaks"):
        compare_file(str(file), ALL)
    assert compare_paths(str(file), ALL) == []
    assert {each.what for each in compare_paths(str(file), [TIKAPI])} == {DifferenceKind.PATH_UNKNOWN}
