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
        misfits: list[str] = []
        try:
            fitted = _fit(msgspec.json.decode(body), types.type_info(kind), "$", misfits)
        except _Misfit:
            raise msgspec.ValidationError(f"the answer is no {kind.__name__}") from None
        return msgspec.convert(fitted, kind, strict=False), misfits


_DECODERS: dict[Any, msgspec.json.Decoder[Any]] = {}


def decoder(kind: type[T]) -> msgspec.json.Decoder[T]:
    """The decoder of a wire type, made once."""
    found = _DECODERS.get(kind)
    if found is None:
        found = _DECODERS[kind] = msgspec.json.Decoder(kind, strict=False)
    return found


class _Misfit(Exception):
    """A value that cannot be brought to its field's type."""


def _fit(value: Any, kind: types.Type, path: str, misfits: list[str]) -> Any:
    if isinstance(kind, types.StructType) and isinstance(value, dict):
        return _fit_members(value, kind, path, misfits)
    if isinstance(kind, types.ListType) and isinstance(value, list):
        return _fit_entries(value, kind, path, misfits)
    if isinstance(kind, types.UnionType):
        if value is None:
            return None
        members = [member for member in kind.types if not isinstance(member, types.NoneType)]
        return _fit(value, members[0], path, misfits) if len(members) == 1 else value
    if isinstance(kind, types.StrType):
        return _text(value)
    if isinstance(kind, types.IntType):
        return _whole(value)
    if isinstance(kind, types.BoolType):
        return _flag(value)
    if isinstance(kind, (types.StructType, types.ListType)):
        raise _Misfit
    return value


def _fit_members(value: dict[str, Any], kind: types.StructType, path: str, misfits: list[str]) -> dict[str, Any]:
    fitted = {}
    for field in kind.fields:
        name = field.encode_name
        if name not in value:
            continue
        try:
            fitted[name] = _fit(value[name], field.type, f"{path}.{name}", misfits)
        except _Misfit:
            misfits.append(f"{path}.{name}")
    return fitted


def _fit_entries(value: list[Any], kind: types.ListType, path: str, misfits: list[str]) -> list[Any]:
    fitted = []
    for index, entry in enumerate(value):
        try:
            fitted.append(_fit(entry, kind.item_type, f"{path}[{index}]", misfits))
        except _Misfit:
            misfits.append(f"{path}[{index}]")
    return fitted


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise _Misfit


def _whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.strip().lstrip("-").isdecimal():
        return int(value)
    raise _Misfit


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in (1, "1", "true"):
        return True
    if value in (0, "0", "false", ""):
        return False
    raise _Misfit
