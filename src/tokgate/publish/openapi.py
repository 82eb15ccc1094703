"""OpenAPI 3.1 of a dialect, from its declarations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from tokgate.contract.answers import AnswerKind
from tokgate.contract.credentials import Carrier, Credential
from tokgate.contract.dialect import Dialect, operations_of, served_by
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.fields import RequestField
from tokgate.contract.operation import Operation
from tokgate.contract.parameters import Location
from tokgate.publish.alternatives import together
from tokgate.publish.messages import groups, members_of, request_body, responses
from tokgate.publish.schemas import COMPONENTS, is_component, revisions, schema_of
from tokgate.publish.structs import describe, structs_in
from tokgate.version import VERSION


def openapi(dialect: Dialect, *, servers: Iterable[str] = ()) -> dict[str, Any]:
    """The document of every operation that a dialect declares.

    `servers` are the URLs that it is served at, the vendor's if there are none. What the declarations know and OpenAPI
    has no word for stands in `x-` members: `x-tokgate-operation`, `x-tokgate-effect` (of `contract.effects.Effect`),
    `x-since`, `x-until`, `x-also` (other wire names), `x-one-of` (groups of parameters of which one is needed),
    `x-choices` (what is said of single values), `x-max-bytes`, `x-tokgate-operations` (of one method and path, by the
    value that tells each) and, beside the paths, `x-tokgate-links` (operations on what is behind a link, which have no
    path; by their names).
    """
    operations = operations_of(dialect)
    results, schemas = _schemas(operations)
    described = {each: _operation(each, result) for each, result in zip(operations, results, strict=True)}
    paths: dict[str, dict[str, Any]] = {}
    for place in dict.fromkeys((each.path, each.method) for each in served_by(dialect)):
        there = [each for each in operations if (each.path, each.method) == place]
        path, method = place[0], place[1].lower()
        if len(there) > 1:
            schemas.update({each.name: members_of(each) for each in there})
            paths.setdefault(path, {})[method] = together(there, [described[each] for each in there])
        else:
            paths.setdefault(path, {})[method] = described[there[0]]
    links = {each.name: {"method": each.method, **described[each]} for each in operations if not each.path}
    credentials = {each.kind: each for operation in operations for each in operation.credentials}
    components: dict[str, Any] = {"schemas": schemas}
    if credentials:
        components["securitySchemes"] = {kind: _scheme(each) for kind, each in credentials.items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"tokgate, dialect {dialect.name}",
            "version": VERSION,
            "description": _description(dialect),
        },
        "servers": [{"url": url} for url in servers] or [{"url": dialect.base_url}],
        "tags": [{"name": name} for name in dict.fromkeys(_tag(operation) for operation in operations)],
        "paths": paths,
        "components": components,
        **({"x-tokgate-links": links} if links else {}),
    }


def _description(dialect: Dialect) -> str:
    wrong = dialect.refuse(Refusal(Cause.WRONG_METHOD), operation=None, log_id="", now_ms=0)
    return (
        "Generated from the declarations: the operations that are served, as they are served. What is optional counts "
        "as absent where it is null or empty; numbers and flags are also taken as text, and lists as text with commas. "
        f"A method that a path does not have is refused with status {wrong.status}."
    )


def _schemas(operations: list[Operation[Any, ...]]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The schema of each operation's answer, and the components that these and the parameters speak of."""
    kinds: list[Any] = [each.result if each.answer.kind is AnswerKind.JSON else bytes for each in operations]
    named = [field.kind for operation in operations for field in operation.fields if is_component(field)]
    structs = structs_in([*kinds, *named])
    schemas, components = msgspec.json.schema_components([*kinds, *named, *structs], ref_template=COMPONENTS)
    for struct, reference in zip(reversed(structs), reversed(schemas), strict=False):
        describe(components[reference["$ref"].rpartition("/")[2]], struct)
    return list(schemas[: len(kinds)]), components


def _tag(operation: Operation[Any, ...]) -> str:
    return operation.name.rpartition(".")[0]


def _operation(operation: Operation[Any, ...], result: dict[str, Any]) -> dict[str, Any]:
    summary, _, rest = operation.help.partition("\n")
    described: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [_tag(operation)],
        "summary": summary.rstrip("."),
        "parameters": [*_told_by(operation), *map(_parameter, filter(_is_parameter, operation.fields))],
        "responses": responses(operation, result),
        "x-tokgate-operation": operation.name,
        "x-tokgate-effect": operation.effect.value,
    }
    if rest.strip():
        described["description"] = rest.strip()
    if operation.body_of is not None:
        described["requestBody"] = request_body(operation)
    if operation.one_of:
        described["x-one-of"] = groups(operation)
    if operation.credentials:
        scopes = {each.kind: list(each.scopes) for each in operation.credentials}
        # OpenAPI 3.1 lets every kind of security name what it needs, not only OAuth.
        described["security"] = [scopes]
    described.update(revisions(operation.since, operation.until))
    return described


def _told_by(operation: Operation[Any, ...]) -> list[dict[str, Any]]:
    """The member of the query that tells a GET from another operation of its path."""
    if operation.when is None or operation.method != "GET":
        return []
    name, value = operation.when
    return [{"name": name, "in": "query", "required": True, "schema": {"type": "string", "enum": [value]}}]


def _is_parameter(field: RequestField) -> bool:
    return field.location in (Location.QUERY, Location.PATH, Location.HEADER)


def _parameter(field: RequestField) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.wire,
        "in": field.location.value,
        "required": field.required,
        "schema": schema_of(field),
    }
    if field.parameter.help:
        described["description"] = field.parameter.help
    if field.parameter.example is not None:
        described["example"] = field.parameter.example
    if field.location is Location.QUERY and described["schema"].get("type") == "array":
        described.update(style="form", explode=False)
    if field.location is Location.QUERY and not field.required:
        described["allowEmptyValue"] = True
    if field.parameter.also:
        described["x-also"] = list(field.parameter.also)
    described.update(revisions(field.parameter.since, field.parameter.until))
    return described


def _scheme(credential: Credential) -> dict[str, Any]:
    if credential.carrier is Carrier.BEARER:
        return {"type": "http", "scheme": "bearer"}
    return {"type": "apiKey", "in": credential.carrier.value, "name": credential.wire}
