"""OpenAPI 3.1 of a dialect, from its declarations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from tokgate.contract.credentials import Carrier, Credential
from tokgate.contract.dialect import Dialect, operations_of
from tokgate.contract.fields import Field
from tokgate.contract.operation import Operation
from tokgate.contract.parameters import Location
from tokgate.contract.requests import FORM_TYPE
from tokgate.version import VERSION

COMPONENTS = "#/components/schemas/{name}"
JSON_TYPE = "application/json"


def openapi(dialect: Dialect, *, servers: Iterable[str] = ()) -> dict[str, Any]:
    """The document of every operation that a dialect declares.

    `servers` are the URLs that it is served at, the vendor's if there are none. What the declarations know and OpenAPI
    has no word for stands in `x-` members: `x-tokgate-operation`, `x-tokgate-effect` (of `contract.effects.Effect`),
    `x-since`, `x-until`, `x-also` (other wire names).
    """
    operations = operations_of(dialect)
    results, schemas = _schemas(operations)
    paths: dict[str, dict[str, Any]] = {}
    for operation, result in zip(operations, results, strict=True):
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, result)
    credentials = {each.kind: each for operation in operations for each in operation.credentials}
    components: dict[str, Any] = {"schemas": schemas}
    if credentials:
        components["securitySchemes"] = {kind: _scheme(each) for kind, each in credentials.items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"tokgate, dialect {dialect.name}",
            "version": VERSION,
            "description": "Generated from the declarations: the operations that are served, as they are served.",
        },
        "servers": [{"url": url} for url in servers] or [{"url": dialect.base_url}],
        "tags": [{"name": name} for name in dict.fromkeys(_tag(operation) for operation in operations)],
        "paths": paths,
        "components": components,
    }


def _schemas(operations: list[Operation[..., Any]]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The schema of each operation's answer, and the components that these speak of."""
    kinds: list[Any] = [operation.result for operation in operations]
    results, schemas = msgspec.json.schema_components(kinds, ref_template=COMPONENTS)
    _, bodies = msgspec.json.schema_components(
        [field.kind for operation in operations for field in operation.fields], ref_template=COMPONENTS
    )
    return list(results), {**schemas, **bodies}


def _tag(operation: Operation[..., Any]) -> str:
    return operation.name.rpartition(".")[0]


def _operation(operation: Operation[..., Any], result: dict[str, Any]) -> dict[str, Any]:
    summary, _, rest = operation.help.partition("\n")
    described: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [_tag(operation)],
        "summary": summary.rstrip("."),
        "parameters": [_parameter(field) for field in operation.fields if _is_parameter(field)],
        "responses": {
            "200": {"description": "The answer.", "content": {JSON_TYPE: {"schema": result}}},
            "default": {"description": "A refusal, in this API's own words.", "content": {JSON_TYPE: {"schema": {}}}},
        },
        "x-tokgate-operation": operation.name,
        "x-tokgate-effect": operation.effect.value,
    }
    if rest.strip():
        described["description"] = rest.strip()
    members = [field for field in operation.fields if not _is_parameter(field)]
    if members:
        described["requestBody"] = _body(members)
    if operation.credentials:
        scopes = {each.kind: list(each.scopes) for each in operation.credentials}
        # OpenAPI 3.1 lets every kind of security name what it needs, not only OAuth.
        described["security"] = [scopes]
    described.update(_revisions(operation.since, operation.until))
    return described


def _is_parameter(field: Field) -> bool:
    return field.parameter.location in (Location.QUERY, Location.PATH)


def _parameter(field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.wire,
        "in": field.parameter.location.value,
        "required": field.required,
        "schema": schema_of(field),
    }
    if field.parameter.help:
        described["description"] = field.parameter.help
    if field.parameter.example is not None:
        described["example"] = field.parameter.example
    if described["schema"].get("type") == "array":
        described.update(style="form", explode=False)
    if field.parameter.also:
        described["x-also"] = list(field.parameter.also)
    described.update(_revisions(field.parameter.since, field.parameter.until))
    return described


def _body(fields: list[Field]) -> dict[str, Any]:
    is_form = any(field.parameter.location is Location.FORM for field in fields)
    required = [field.wire for field in fields if field.required]
    schema: dict[str, Any] = {"type": "object", "properties": {field.wire: _member(field) for field in fields}}
    if required:
        schema["required"] = required
    media: dict[str, Any] = {"schema": schema}
    examples = {field.wire: field.parameter.example for field in fields if field.parameter.example is not None}
    if all(name in examples for name in required):
        media["example"] = examples
    return {"required": bool(required), "content": {FORM_TYPE if is_form else JSON_TYPE: media}}


def _member(field: Field) -> dict[str, Any]:
    schema = schema_of(field)
    extra: dict[str, Any] = _revisions(field.parameter.since, field.parameter.until)
    if field.parameter.help:
        extra["description"] = field.parameter.help
    if field.parameter.also:
        extra["x-also"] = list(field.parameter.also)
    return {**schema, **extra}


def schema_of(field: Field) -> dict[str, Any]:
    """The JSON Schema of one parameter: its type with the declared bounds, choices and default."""
    (schema,), _ = msgspec.json.schema_components([field.kind], ref_template=COMPONENTS)
    schema = dict(schema)
    if schema.get("type") == "array":
        schema["items"] = {**schema.get("items", {}), **_bounds(field)}
        if field.parameter.max_items is not None:
            schema["maxItems"] = field.parameter.max_items
    else:
        schema.update(_bounds(field))
    if field.default is not None:
        schema["default"] = msgspec.to_builtins(field.default)
    return schema


def _bounds(field: Field) -> dict[str, Any]:
    parameter = field.parameter
    bounds: dict[str, Any] = {
        "minimum": parameter.at_least,
        "maximum": parameter.at_most,
        "minLength": parameter.min_length,
        "maxLength": parameter.max_length,
        "pattern": _pattern(parameter.pattern),
        "enum": [choice.value for choice in parameter.choices] or None,
    }
    return {name: value for name, value in bounds.items() if value is not None}


def _pattern(pattern: str | None) -> str | None:
    """Ours has to match the whole value; JSON Schema's matches anywhere."""
    return None if pattern is None else f"^(?:{re.compile(pattern).pattern})$"


def _scheme(credential: Credential) -> dict[str, Any]:
    if credential.carrier is Carrier.BEARER:
        return {"type": "http", "scheme": "bearer"}
    return {"type": "apiKey", "in": credential.carrier.value, "name": credential.wire}


def _revisions(since: str | None, until: str | None) -> dict[str, str]:
    named = {"x-since": since, "x-until": until}
    return {name: value for name, value in named.items() if value is not None}
