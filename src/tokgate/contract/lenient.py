"""Wire objects read from answers that are not quite as declared, without losing the page to one odd value."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec import inspect as types

T = TypeVar("T")


def decode(body: bytes, kind: type[T]) -> tuple[T, list[str]]:
    """A typed object from JSON, and the paths of the members that did not fit their field and were left at None.

    Numbers sent as text, ids sent as numbers and whole numbers sent as 1.0 are converted. Raises msgspec.DecodeError
    for what is no JSON, and msgspec.ValidationError when the value is not even of the right shape.
    """
    try:
        return decoder(kind).decode(body), []
    except msgspec.ValidationError:
        invalid_paths: list[str] = []
        try:
            coerced = _coerce(msgspec.json.decode(body), _type_of(kind), "$", invalid_paths)
        except _Invalid:
            raise msgspec.ValidationError(f"the answer is no {kind.__name__}") from None
        return msgspec.convert(coerced, kind, strict=False), invalid_paths


_DECODERS: dict[Any, msgspec.json.Decoder[Any]] = {}
_TYPES: dict[Any, types.Type] = {}


def decoder(kind: type[T]) -> msgspec.json.Decoder[T]:
    """The decoder of a wire type, made once."""
    found = _DECODERS.get(kind)
    if found is None:
        found = _DECODERS[kind] = msgspec.json.Decoder(kind, strict=False)
    return found


def _type_of(kind: type[T]) -> types.Type:
    found = _TYPES.get(kind)
    if found is None:
        found = _TYPES[kind] = types.type_info(kind)
    return found


#: Above it a float no longer holds every whole number: an id would silently be another.
EXACT_FLOAT = 1 << 53


#: More characters than any number in an answer has; Python itself refuses thousands.
LONGEST_NUMBER = 40


class _Invalid(Exception):
    """A value that cannot be brought to its field's type."""


def _coerce(value: Any, kind: types.Type, path: str, invalid_paths: list[str]) -> Any:
    if isinstance(kind, types.StructType) and isinstance(value, dict):
        return _coerce_members(value, kind, path, invalid_paths)
    if isinstance(kind, types.ListType) and isinstance(value, list):
        return _coerce_entries(value, kind, path, invalid_paths)
    if isinstance(kind, types.UnionType):
        if value is None:
            return None
        members = [member for member in kind.types if not isinstance(member, types.NoneType)]
        return _coerce(value, members[0], path, invalid_paths) if len(members) == 1 else value
    if isinstance(kind, types.StrType):
        return _text(value)
    if isinstance(kind, types.IntType):
        return _whole(value)
    if isinstance(kind, types.BoolType):
        return _flag(value)
    if isinstance(kind, (types.StructType, types.ListType)):
        raise _Invalid
    return value


def _coerce_members(
    value: dict[str, Any], kind: types.StructType, path: str, invalid_paths: list[str]
) -> dict[str, Any]:
    coerced = {}
    for field in kind.fields:
        name = field.encode_name
        if name not in value:
            continue
        try:
            coerced[name] = _coerce(value[name], field.type, f"{path}.{name}", invalid_paths)
        except _Invalid:
            invalid_paths.append(f"{path}.{name}")
    return coerced


def _coerce_entries(value: list[Any], kind: types.ListType, path: str, invalid_paths: list[str]) -> list[Any]:
    coerced = []
    for index, entry in enumerate(value):
        try:
            coerced.append(_coerce(entry, kind.item_type, f"{path}[{index}]", invalid_paths))
        except _Invalid:
            invalid_paths.append(f"{path}[{index}]")
    return coerced


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise _Invalid


def _whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) <= EXACT_FLOAT:
        return int(value)
    if isinstance(value, str) and len(value) <= LONGEST_NUMBER and value.strip().lstrip("-").isdecimal():
        return int(value)
    raise _Invalid


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in (1, "1", "true"):
        return True
    if value in (0, "0", "false", ""):
        return False
    raise _Invalid
