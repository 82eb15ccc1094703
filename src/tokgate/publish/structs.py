"""The structs that calls take and answer, and what is said of each and of its fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, get_args, get_type_hints

import msgspec

from tokgate.contract.descriptions import field_texts
from tokgate.contract.wire import Wire

#: What is said of members that come and have no field.
UNTYPED = "Kept as it came: read it in `source()`."


class StructField(NamedTuple):
    """A field of a struct: its name on the wire, its type, and what is said of it."""

    wire: str
    kind: Any
    text: str


def structs_in(kinds: Iterable[Any]) -> list[type[msgspec.Struct]]:
    """The structs among these types and, each after what holds it, those within them."""
    found: dict[type[msgspec.Struct], None] = {}
    waiting = list(kinds)
    while waiting:
        kind = waiting.pop(0)
        if not (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
            waiting += get_args(kind)
        elif kind not in found:
            found[kind] = None
            waiting += [field.kind for field in fields_in(kind)]
    return list(found)


def fields_in(struct: type[msgspec.Struct]) -> Iterator[StructField]:
    """The fields of a struct, in order."""
    hints, texts = get_type_hints(struct), field_texts(struct)
    for name, wire in zip(struct.__struct_fields__, struct.__struct_encode_fields__, strict=True):
        yield StructField(wire, hints[name], texts.get(name, ""))


def describe(schema: dict[str, Any], struct: type[msgspec.Struct]) -> None:
    """Say in a struct's JSON Schema what its fields are, and which members come beside them."""
    for field in fields_in(struct):
        if field.text:
            schema["properties"][field.wire]["description"] = field.text
    if issubclass(struct, Wire) and struct.UNTYPED:
        schema["properties"].update({name: {"description": UNTYPED} for name in struct.UNTYPED})
