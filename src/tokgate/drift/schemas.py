"""JSON Schemas compared with each other, and values with a schema: what one has and the other does not declare."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tokgate.drift.difference import DifferenceKind, Differences

#: Deeper than any answer is; schemas that speak of themselves end here.
DEEPEST = 12
#: Alternatives within alternatives; more is a schema that speaks of itself.
MOST_NESTED = 4
ALTERNATIVES = ("allOf", "anyOf", "oneOf")


class Schemas:
    """Schemas of one document, with its references followed."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document

    def resolve(self, schema: Any, depth: int = 0) -> dict[str, Any]:
        """A schema without references, null alternatives and `allOf`; {} for one that says nothing, or cannot be read.

        Alternatives become one schema that has the members of all.
        """
        for _ in range(DEEPEST):
            if not isinstance(schema, dict) or depth > MOST_NESTED:
                return {}
            if isinstance(schema.get("$ref"), str):
                schema = self._at(schema["$ref"])
                continue
            found = well_formed(schema)
            parts = [part for name in ALTERNATIVES for part in found.get(name, ())]
            parts = [part for part in parts if part != {"type": "null"}]
            if not parts:
                return found
            rest = {name: value for name, value in found.items() if name not in ALTERNATIVES}
            schema = _merged([rest, *(self.resolve(part, depth + 1) for part in parts)])
        return {}

    def _at(self, reference: str) -> Any:
        node: Any = self._document
        if not reference.startswith("#/"):
            return {}
        for step in reference[2:].split("/"):
            name = step.replace("~1", "/").replace("~0", "~")
            node = node.get(name) if isinstance(node, dict) else None
        return node


#: What members have to be; documents written by hand have others, which then say nothing.
_FORMS: Mapping[str, type] = {
    **dict.fromkeys((*ALTERNATIVES, "parameters", "required", "security", "enum", "servers"), list),
    **dict.fromkeys(("properties", "content", "components", "securitySchemes", "paths"), dict),
}


def well_formed(node: Mapping[str, Any]) -> dict[str, Any]:
    """A part of a document without the members that are not what they have to be.

    A parameter's own `required` is a flag, and stays.
    """
    return {
        name: value
        for name, value in node.items()
        if isinstance(value, _FORMS.get(name, object)) or (name == "required" and isinstance(value, bool))
    }


def _merged(parts: list[dict[str, Any]]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    types: set[str] = set()
    for part in parts:
        types |= types_of(part)
        properties = {**merged.get("properties", {}), **(part.get("properties") or {})}
        merged = {**merged, **part}
        if properties:
            merged["properties"] = properties
    if types:
        merged["type"] = sorted(types)
    return merged


def types_of(schema: Mapping[str, Any]) -> set[str]:
    """The JSON types that a schema allows, without null; empty if it does not say."""
    kind = schema.get("type")
    if isinstance(kind, str):
        types = {kind}
    elif isinstance(kind, list):
        types = {str(each) for each in kind}
    else:
        types = {"object"} if schema.get("properties") else set()
    return types - {"null"}


class AnswerComparison:
    """An answer as a vendor describes or gives it, against the schema of our wire type."""

    def __init__(self, ours: Schemas, theirs: Schemas, differences: Differences) -> None:
        self._ours = ours
        self._theirs = theirs
        self._differences = differences

    def schema(self, ours: Any, theirs: Any, where: str, depth: int = 0) -> None:
        """Compare two schemas; one that is open (no members named) has no difference."""
        own, other = self._ours.resolve(ours), self._theirs.resolve(theirs)
        if depth > DEEPEST or not types_of(own) or not types_of(other):
            return
        if not types_of(own) & types_of(other) and not _both_numbers(own, other):
            self._differences.add(where, DifferenceKind.ANSWER_TYPE, _types(own), _types(other))
            return
        if "items" in own and "items" in other:
            self.schema(own["items"], other["items"], f"{where}[]", depth + 1)
        members, others = own.get("properties"), other.get("properties")
        if not members or not others:
            return
        for name, member in others.items():
            if name in members:
                self.schema(members[name], member, f"{where}.{name}", depth + 1)
            else:
                self._differences.add(
                    f"{where}.{name}", DifferenceKind.ANSWER_UNKNOWN, theirs=_types(self._theirs.resolve(member))
                )
        for name in members:
            if name not in others:
                self._differences.add(f"{where}.{name}", DifferenceKind.ANSWER_MISSING)

    def value(self, ours: Any, value: Any, where: str, depth: int = 0) -> None:
        """Compare a value with our schema; a member that did not come is no difference."""
        own = self._ours.resolve(ours)
        types = types_of(own)
        if depth > DEEPEST or value is None or not types:
            return
        if type_of(value) not in types and not (type_of(value) == "integer" and "number" in types):
            self._differences.add(where, DifferenceKind.ANSWER_TYPE, _types(own), type_of(value))
        elif isinstance(value, list):
            for entry in value:
                self.value(own.get("items"), entry, f"{where}[]", depth + 1)
        elif isinstance(value, dict) and own.get("properties"):
            for name, member in value.items():
                if name in own["properties"]:
                    self.value(own["properties"][name], member, f"{where}.{name}", depth + 1)
                else:
                    self._differences.add(f"{where}.{name}", DifferenceKind.ANSWER_UNKNOWN, theirs=type_of(member))


def type_of(value: Any) -> str:
    """The JSON type of a decoded value."""
    if isinstance(value, bool):
        return "boolean"
    names = {int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    return names.get(type(value), "null")


def _types(schema: Mapping[str, Any]) -> str:
    return " or ".join(sorted(types_of(schema))) or "anything"


def _both_numbers(own: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    numbers = {"integer", "number"}
    return bool(types_of(own) & numbers and types_of(other) & numbers)
