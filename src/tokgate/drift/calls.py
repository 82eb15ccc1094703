"""The calls that an OpenAPI document describes, in one form for ours and a vendor's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec

from tokgate.drift.schemas import Schemas, well_formed

METHODS = ("get", "post", "put", "patch", "delete")
#: Headers that belong to HTTP itself; credentials in headers are compared by nobody, as documents tell them in prose.
PLAIN_HEADERS = {"accept", "authorization", "content-type", "user-agent"}


class DescribedParameter(msgspec.Struct, frozen=True):
    """One parameter: `place` is query, path, header or body."""

    place: str
    name: str
    required: bool
    schema: dict[str, Any]
    also: tuple[str, ...] = ()


class DescribedCall(msgspec.Struct, frozen=True):
    """One call. `answer` is the schema of a success; `example` an answer where the document shows one."""

    method: str
    path: str
    parameters: dict[str, DescribedParameter]
    answer: Any
    example: Any
    is_ours: str = ""

    @property
    def title(self) -> str:
        """`GET /public/posts`."""
        return f"{self.method} {self.path}"


def calls_of(document: Mapping[str, Any]) -> list[DescribedCall]:
    """Every call of an OpenAPI document, with the path of its first server in front."""
    document = well_formed(document)
    schemas = Schemas(document)
    prefix = _prefix(document)
    found = []
    for path, item in _members(document.get("paths")):
        for method in METHODS:
            operation = item.get(method)
            if isinstance(operation, dict):
                found.append(_call(document, schemas, prefix + path, method, well_formed(item), well_formed(operation)))
    return found


def path_key(path: str) -> str:
    """A path in which the names of its parts do not matter."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def _prefix(document: Mapping[str, Any]) -> str:
    servers = document.get("servers")
    first = servers[0] if isinstance(servers, list) and servers else None
    url = first.get("url") if isinstance(first, dict) else None
    return urlsplit(url).path.rstrip("/") if isinstance(url, str) else ""


def _members(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        yield from ((str(name), member) for name, member in value.items() if isinstance(member, dict))


def _call(
    document: Mapping[str, Any],
    schemas: Schemas,
    path: str,
    method: str,
    item: Mapping[str, Any],
    operation: Mapping[str, Any],
) -> DescribedCall:
    parameters = {each.name: each for each in _credentials(document, operation)}
    for described in [*(item.get("parameters") or []), *(operation.get("parameters") or [])]:
        parameter = schemas.resolve(described)
        place, name = str(parameter.get("in")), str(parameter.get("name"))
        if place == "cookie" or (place == "header" and name.lower() in PLAIN_HEADERS):
            continue
        also = _names(parameter.get("x-also"))
        schema = schemas.resolve(parameter.get("schema") or parameter)
        parameters[name] = DescribedParameter(place, name, bool(parameter.get("required")), schema, also)
    parameters.update({each.name: each for each in _body(schemas, operation)})
    answer, example = _answer(schemas, operation)
    name = str(operation.get("x-tokgate-operation") or "")
    return DescribedCall(method.upper(), path, parameters, answer, example, name)


def _names(value: Any) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()


def _credentials(document: Mapping[str, Any], operation: Mapping[str, Any]) -> Iterator[DescribedParameter]:
    """Keys that travel in the query: vendors write them down as parameters as often as as security."""
    schemes = dict(_members(well_formed(document.get("components") or {}).get("securitySchemes")))
    for alternative in operation.get("security") or document.get("security") or []:
        for name in alternative if isinstance(alternative, dict) else ():
            scheme = schemes.get(name, {})
            if scheme.get("type") == "apiKey" and scheme.get("in") in ("query", "header"):
                yield DescribedParameter(str(scheme["in"]), str(scheme.get("name")), True, {"type": "string"})


def _body(schemas: Schemas, operation: Mapping[str, Any]) -> Iterator[DescribedParameter]:
    body = schemas.resolve(operation.get("requestBody"))
    for _, media in _members(body.get("content")):
        schema = schemas.resolve(media.get("schema"))
        either = schema.get("oneOf")
        bodies = [schemas.resolve(each) for each in either] if isinstance(either, list) and either else [schema]
        always = set.intersection(*(set(_names(each.get("required"))) for each in bodies))
        for name, member in (pair for each in reversed(bodies) for pair in _members(each.get("properties"))):
            also = _names(member.get("x-also"))
            yield DescribedParameter("body", name, name in always, schemas.resolve(member), also)
        return


def _answer(schemas: Schemas, operation: Mapping[str, Any]) -> tuple[Any, Any]:
    """The schema and an example of the first success, else of the default answer."""
    responses = dict(_members(operation.get("responses")))
    statuses = sorted(status for status in responses if status.startswith("2")) or ["default"]
    response = schemas.resolve(responses.get(statuses[0]))
    for kind, media in _members(response.get("content")):
        if "json" in kind or kind == "*/*":
            return media.get("schema"), _example(media)
    return None, None


def _example(media: Mapping[str, Any]) -> Any:
    example = media.get("example")
    if example is None:
        example = next((each.get("value") for _, each in _members(media.get("examples"))), None)
    if isinstance(example, str):
        try:
            return msgspec.json.decode(example)
        except (msgspec.DecodeError, RecursionError):
            return None
    return example
