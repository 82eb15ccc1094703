"""Several operations of one method and path as the one operation that OpenAPI has room for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tokgate.contract.operation import Operation
from tokgate.publish.schemas import COMPONENTS

Described = Mapping[str, Any]


def together(operations: list[Operation[Any, ...]], described: list[dict[str, Any]]) -> dict[str, Any]:
    """One description of operations that a member of the body or the query tells apart, each described alone.

    Their bodies are components under the operations' names. What only some have, such as a parameter, may be there.
    """
    values = {each.when.value: each for each in operations if each.when is not None}
    member = next(each.when.member for each in operations if each.when is not None)
    merged: dict[str, Any] = {
        "operationId": operations[0].name,
        "tags": list(dict.fromkeys(tag for each in described for tag in each["tags"])),
        "summary": f"{len(operations)} operations, told apart by {member}",
        "description": "\n".join(
            f"- {_told(operation, member)} (`{operation.name}`): {each['summary']}"
            for operation, each in zip(operations, described, strict=True)
        ),
        "parameters": _parameters([each["parameters"] for each in described]),
        "responses": _responses([each["responses"] for each in described]),
        "x-tokgate-operations": {
            operation.when.value if operation.when else "": {
                "x-tokgate-operation": operation.name,
                "x-tokgate-effect": operation.effect.value,
            }
            for operation in operations
        },
    }
    if all("requestBody" in each for each in described):
        merged["requestBody"] = _body(values, member, described)
    if any("security" in each for each in described):
        merged["security"] = _distinct(way for each in described for way in each.get("security", [{}]))
    return merged


def _told(operation: Operation[Any, ...], member: str) -> str:
    return f"`{member}={operation.when.value}`" if operation.when else f"without `{member}`"


def _parameters(lists: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Each parameter once; required are those that every operation requires."""
    found = {(each["in"], each["name"]): each for parameters in reversed(lists) for each in parameters}
    needed = [{(each["in"], each["name"]) for each in parameters if each["required"]} for parameters in lists]
    return [{**each, "required": all(key in there for there in needed)} for key, each in found.items()]


def _body(values: Mapping[str, Operation[Any, ...]], member: str, described: Iterable[Described]) -> dict[str, Any]:
    """One of the bodies, for each content type; a discriminator knows components only (OpenAPI 3.1, 4.8.25)."""
    content: dict[str, dict[str, str]] = {}
    for (value, operation), each in zip(values.items(), described, strict=True):
        for kind in each["requestBody"]["content"]:
            content.setdefault(kind, {})[value] = COMPONENTS.format(name=operation.name)
    schemas = {
        kind: {
            "oneOf": [{"$ref": component} for component in mapping.values()],
            "discriminator": {"propertyName": member, "mapping": mapping},
        }
        for kind, mapping in content.items()
    }
    return {"required": True, "content": {kind: {"schema": schema} for kind, schema in schemas.items()}}


def _responses(answers: list[Described]) -> dict[str, Any]:
    """Every status that one of them answers, with any of the bodies that it has there."""
    merged: dict[str, Any] = {}
    for status in dict.fromkeys(status for each in answers for status in each):
        there = [each[status] for each in answers if status in each]
        merged[status] = {"description": " Or: ".join(_distinct(each["description"] for each in there))}
        contents = [each.get("content", {}) for each in there]
        kinds = dict.fromkeys(kind for content in contents for kind in content)
        if kinds:
            merged[status]["content"] = {
                kind: {"schema": _any([content[kind]["schema"] for content in contents if kind in content])}
                for kind in kinds
            }
    return merged


def _any(schemas: list[Any]) -> Any:
    distinct = _distinct(schemas)
    return distinct[0] if len(distinct) == 1 else {"anyOf": distinct}


def _distinct(values: Iterable[Any]) -> list[Any]:
    """The values, each once; they are no keys, so that a dict cannot tell."""
    found: list[Any] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found
