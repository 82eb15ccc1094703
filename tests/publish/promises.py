"""What schemathesis cannot know of our documents, as checks of its own: it loads them by `schemathesis.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema_rs
import msgspec
import schemathesis
from schemathesis import CheckContext, Response

from tokgate.contract.cursors import NOT_GIVEN
from tokgate.contract.dialect import Dialect, operations_of, owner_of
from tokgate.contract.errors import ApiError, Cause, Refusal
from tokgate.contract.operation import Operation
from tokgate.contract.parameters import Location
from tokgate.contract.requests import read_arguments, read_choice, read_members, read_query
from tokgate.dialects.registry import installed
from tokgate.publish.messages import groups
from tokgate.publish.openapi import openapi
from tokgate.publish.schemas import schema_of

Call = schemathesis.Case[Any]

#: What no document can promise: who exists, and what they allow.
_BY_CONTENT = {Cause.UNKNOWN_CREATOR, Cause.UNKNOWN_POST, Cause.PRIVATE_CREATOR}
_MALFORMED = {Cause.MISSING_PARAMETER, Cause.INVALID_PARAMETER}


@schemathesis.check
def read_as_allowed(ctx: CheckContext, response: Response, case: Call) -> bool | None:
    """What is accepted, however it was spelled, was read as values that the document allows."""
    if _is_wrong_method(case) or response.status_code >= 300:
        return None
    query, body = _members(response, case)
    operation = _operation(case, query, body)
    if _error(operation, response) is not None:
        return None
    arguments = read_arguments(operation, query=query, body=body, path=_path(case))
    for field in operation.fields:
        value = arguments[field.argument]
        # A file is bytes: any are what a schema calls a string.
        if value is not None and field.location is not Location.FILE:
            schema = {**schema_of(field), "components": _components(operation)}
            problems = [
                problem.message for problem in jsonschema_rs.Draft202012Validator(schema).iter_errors(_plain(value))
            ]
            assert not problems, f"{field.wire} was read as {value!r}: {problems}"
    return None


@schemathesis.check
def refused_with_reason(ctx: CheckContext, response: Response, case: Call) -> bool | None:
    """What the document allows is refused for no reason but one that a document cannot say."""
    if case.meta is None or not case.meta.generation.mode.is_positive or _is_wrong_method(case):
        return None
    query, body = _members(response, case)
    operation = _operation(case, query, body)
    error = _error(operation, response)
    if error is None or error.cause in _BY_CONTENT or error.cause not in _MALFORMED:
        return None
    path = _path(case)
    refused = _refused(operation, query, body, path)
    needed, beyond = {group[0] for group in groups(operation)}, _beyond_schemas(operation, {**query, **body, **path})
    assert refused.keys() <= needed | beyond, f"{refused} is refused, which the document allows"
    said = f"{error.message} {error.fields}"
    is_beyond = NOT_GIVEN in said or any(name in said for name in beyond)
    assert refused or is_beyond, f"{error.message!r} is said of what the document allows"
    return None


@schemathesis.check
def lets_nobody_in(ctx: CheckContext, response: Response, case: Call) -> bool | None:
    """Who shows no credential that is known gets nothing."""
    operation = _operation(case, *_members(response, case))
    if _is_wrong_method(case) or not operation.credentials or _error(operation, response) is not None:
        return None
    shown = f"{response.request.url} {response.request.headers}"
    assert any(secret in shown for secret in _dialect(case).demo.values()), "a stranger was let in"
    return None


@schemathesis.check
def wrong_method_in_own_words(ctx: CheckContext, response: Response, case: Call) -> bool | None:
    """A wrong method is refused as the dialect refuses it."""
    if not _is_wrong_method(case):
        return None
    refused = _dialect(case).refuse(Refusal(Cause.WRONG_METHOD), operation=None, log_id="", now_ms=0)
    assert response.status_code == refused.status
    return None


def _beyond_schemas(operation: Operation[Any, ...], sent: Mapping[str, Any]) -> set[str]:
    """Parameters of which more is asked than a schema says: a query language, what a file holds, and going together."""
    given = {field.argument: sent.get(field.wire) for field in operation.fields}
    together = set(operation.check(given)) if operation.check is not None else set()
    return together | {
        field.wire
        for field in operation.fields
        if hasattr(field.kind, "__post_init__") or field.location is Location.FILE
    }


def _refused(
    operation: Operation[Any, ...], query: Mapping[str, Any], body: Mapping[str, Any], path: Mapping[str, str]
) -> Mapping[str, str]:
    """What is wrong with the parameters, by their names; {} if the declaration allows them."""
    try:
        read_arguments(operation, query=query, body=body, path=path)
    except Refusal as refusal:
        return refusal.fields
    return {}


def _plain(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


def _is_wrong_method(case: Call) -> bool:
    return case.method.upper() != _method(case)


def _method(case: Call) -> str:
    return str(case.operation.method).upper()


def _dialect(case: Call) -> Dialect:
    return owner_of(case.operation.path, installed())


def _members(response: Response, case: Call) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What was sent, as it went over the network; nothing for a body that cannot be read."""
    sent = response.request
    content = sent.body if isinstance(sent.body, bytes) else str(sent.body or "").encode()
    places = _places(_dialect(case).name)[case.operation.path, _method(case)]
    try:
        query = read_query(urlsplit(str(sent.url)).query)
        return query, read_members(places[0], content, str(sent.headers.get("content-type", "")))
    except Refusal:
        return {}, {}


def _path(case: Call) -> Mapping[str, str]:
    """The values of the path's `{name}`s."""
    return {name: unquote(str(value)) for name, value in (case.path_parameters or {}).items()}


def _operation(case: Call, query: Mapping[str, Any], body: Mapping[str, Any]) -> Operation[Any, ...]:
    """The operation that a call means; of several, the first where it means none, and a GET the one without a value."""
    there = _places(_dialect(case).name)[case.operation.path, _method(case)]
    values = {each.when.value: each for each in there if each.when is not None}
    if not values:
        return there[0]
    member = next(each.when.member for each in there if each.when is not None)
    if case.operation.method.upper() == "GET":
        return values.get(query.get(member, ""), next((each for each in there if each.when is None), there[0]))
    try:
        return values[read_choice(member, values, body, query)]
    except Refusal:
        return there[0]


@cache
def _places(dialect: str) -> dict[tuple[str, str], list[Operation[Any, ...]]]:
    found: dict[tuple[str, str], list[Operation[Any, ...]]] = {}
    for operation in operations_of(next(each for each in installed() if each.name == dialect)):
        found.setdefault((operation.path, operation.method), []).append(operation)
    return found


def _error(operation: Operation[Any, ...], response: Response) -> ApiError | None:
    dialect = next(each for each in installed() if each.name == operation.name.partition(".")[0])
    return dialect.error_in(operation, response.status_code, {}, response.content)


def _components(operation: Operation[Any, ...]) -> Any:
    return _documents()[operation.name.partition(".")[0]]["components"]


@cache
def _documents() -> dict[str, Any]:
    return {each.name: msgspec.json.decode(msgspec.json.encode(openapi(each))) for each in installed()}
