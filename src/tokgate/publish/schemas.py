"""JSON Schema of a parameter: its type with the declared bounds, choices and default."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any, Literal, get_args, get_origin

import msgspec

from tokgate.contract.bounds import LARGEST
from tokgate.contract.fields import RequestField
from tokgate.contract.parameters import Choice, Location

COMPONENTS = "#/components/schemas/{name}"
#: Bytes as they are; what OpenAPI 3.0 called so is what tools still look for.
BYTES = {"type": "string", "format": "binary"}


def is_component(field: RequestField) -> bool:
    """Whether a parameter's type may have to be named: bytes and enumerations are told in place."""
    return not field.choices and field.location not in (Location.FILE, Location.CONTENT)


def schema_of(field: RequestField) -> dict[str, Any]:
    """The schema of one parameter, in place but for structs, which are components."""
    if field.location in (Location.FILE, Location.CONTENT):
        return {**BYTES, "x-max-bytes": field.parameter.max_bytes}
    (schema,), _ = msgspec.json.schema_components([_plain(field.kind)], ref_template=COMPONENTS)
    schema = dict(schema)
    if schema.get("type") == "array":
        schema["items"] = {**schema.get("items", {}), **_bounds(field)}
        if field.parameter.min_items:
            schema["minItems"] = field.parameter.min_items
        if field.parameter.max_items is not None:
            schema["maxItems"] = field.parameter.max_items
    else:
        schema.update(_bounds(field))
    if field.default is not None:
        schema["default"] = msgspec.to_builtins(field.default)
    return schema


def or_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a member that may as well be null, which counts as absent."""
    if "type" not in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    nullable = {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        nullable["enum"] = [*schema["enum"], None]
    return nullable


def _plain(kind: Any) -> Any:
    """A type with its enumerations and literals as text: their values are told as choices."""
    if get_origin(kind) is list:
        return list[str] if _has_values(get_args(kind)[0]) else kind
    return str if _has_values(kind) else kind


def _has_values(kind: Any) -> bool:
    return get_origin(kind) is Literal or (isinstance(kind, type) and issubclass(kind, StrEnum))


def _bounds(field: RequestField) -> dict[str, Any]:
    parameter = field.parameter
    # What is bounded by nothing else is so by how numbers travel.
    most = LARGEST if field.kind in (int, int | None) else None
    bounds: dict[str, Any] = {
        "minimum": parameter.at_least if parameter.at_least is not None or most is None else -most,
        "maximum": parameter.at_most if parameter.at_most is not None else most,
        "minLength": parameter.min_length or (1 if field.required and field.kind is str else None),
        "maxLength": parameter.max_length,
        "pattern": _pattern(parameter.pattern),
        "enum": [choice.value for choice in field.choices] or None,
        "x-choices": _told(field.choices) or None,
    }
    return {name: value for name, value in bounds.items() if value is not None}


def _told(choices: tuple[Choice, ...]) -> list[dict[str, str]]:
    """What is said of single values, beyond that they are allowed."""
    return [
        {
            "value": choice.value,
            **({"description": choice.help} if choice.help else {}),
            **revisions(choice.since, choice.until),
        }
        for choice in choices
        if choice.help or choice.since or choice.until
    ]


def _pattern(pattern: str | None) -> str | None:
    """Ours has to match the whole value; JSON Schema's matches anywhere."""
    return None if pattern is None else f"^(?:{re.compile(pattern).pattern})$"


def revisions(since: str | None, until: str | None) -> dict[str, str]:
    """The first and the last revision that knows something, as far as they are declared."""
    named = {"x-since": since, "x-until": until}
    return {name: value for name, value in named.items() if value is not None}
