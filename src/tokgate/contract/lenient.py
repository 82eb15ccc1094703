"""Wire objects read from answers that are not quite as declared, without losing the page to one odd value.

An answer that is as declared is decoded whole. One that is not is taken apart, in one pass, down to the entries of its
lists; those are decoded whole again, and only an odd one is taken apart in turn, so that one odd value costs less than
decoding the page twice more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

T = TypeVar("T")
#: Reads a part of a value, of this shape and at this path.
_ReadMember: TypeAlias = "Callable[[Any, Shape, str], Any]"

_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ENTRIES = msgspec.json.Decoder(list[msgspec.Raw])
#: Above it a float no longer holds every whole number: an id would silently be another.
EXACT_FLOAT = 1 << 53
#: More characters than any number in an answer has; Python itself refuses thousands.
LONGEST_NUMBER = 40


def decode(body: bytes, kind: type[T]) -> tuple[T, list[str]]:
    """A typed object from JSON, and the paths of the members that did not fit their field and were left at None.

    Numbers sent as text, ids sent as numbers and whole numbers sent as 1.0 are converted. Raises msgspec.DecodeError
    for what is no JSON, and msgspec.ValidationError when the value is not even of the right shape.
    """
    shape = shape_of(kind)
    try:
        whole: T = shape.decoder.decode(body)
        return whole, []
    except msgspec.ValidationError:
        mending = _Mending()
        try:
            mended: T = mending.read(body, shape)
        except _Invalid:
            msgspec.json.decode(body)  # a DecodeError, where it is no JSON at all
            raise msgspec.ValidationError(f"the answer is no {kind.__name__}") from None
        return mended, mending.invalid_paths


class Shape:
    """A declared type: what decodes a value of it whole, and of which parts it is."""

    def __init__(self, hint: Any) -> None:
        self.decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(hint, strict=False)
        self._hint = hint
        self._kinds = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)

    @cached_property
    def is_optional(self) -> bool:
        """Whether null is a value of it."""
        return NoneType in self._kinds

    @cached_property
    def kind(self) -> Any:
        """The type without None and "not sent"; None where that leaves several."""
        kinds = [kind for kind in self._kinds if kind not in (NoneType, msgspec.UnsetType)]
        return kinds[0] if len(kinds) == 1 else None

    @cached_property
    def members(self) -> dict[str, tuple[str, Shape]]:
        """Of a struct's members, by their names: the field, and the shape of its values."""
        hints = get_type_hints(self.kind, include_extras=True)
        names = zip(self.kind.__struct_fields__, self.kind.__struct_encode_fields__, strict=True)
        return {name: (field, shape_of(hints[field])) for field, name in names}

    @cached_property
    def is_struct(self) -> bool:
        """Whether it has members."""
        return isinstance(self.kind, type) and issubclass(self.kind, msgspec.Struct)

    @cached_property
    def entry(self) -> Shape | None:
        """Of a list: the shape of its entries."""
        return shape_of(get_args(self.kind)[0]) if get_origin(self.kind) is list else None

    @cached_property
    def parts_decoder(self) -> msgspec.json.Decoder[Any]:
        """Decodes a value down to the bytes of the entries of its lists, and of members that have no parts."""
        return msgspec.json.Decoder(_parts_type(self, frozenset()))


_SHAPES: dict[Any, Shape] = {}


def shape_of(hint: Any) -> Shape:
    """The shape of a type, made once."""
    found = _SHAPES.get(hint)
    return found if found is not None else _SHAPES.setdefault(hint, Shape(hint))


class _Parts(msgspec.Struct):
    """An object taken apart; a member that did not come is UNSET."""

    def came(self) -> dict[str, Any]:
        """The members that came."""
        members = zip(self.__struct_encode_fields__, msgspec.structs.astuple(self), strict=True)
        return {name: parts for name, parts in members if parts is not msgspec.UNSET}


def _parts_type(shape: Shape, above: frozenset[Any]) -> Any:
    """What a value is taken apart to: an object to _Parts, a list to bytes by entry, all else to bytes.

    `above` are the types that it is in: one that holds itself is taken apart once.
    """
    if shape.entry is not None:
        return list[msgspec.Raw] | None
    if not shape.is_struct or shape.kind in above:
        return msgspec.Raw
    members = [
        (
            f"part{number}",
            _parts_type(below, above | {shape.kind}) | msgspec.UnsetType,
            msgspec.field(name=name, default=msgspec.UNSET),
        )
        for number, (name, (_, below)) in enumerate(shape.members.items())
    ]
    return msgspec.defstruct("Parts", members, bases=(_Parts,)) | None


class _Invalid(Exception):
    """A value that cannot be brought to its field's type."""


class _Mending:
    """One answer that is not as declared, read part by part."""

    def __init__(self) -> None:
        self.invalid_paths: list[str] = []

    def read(self, body: bytes, shape: Shape) -> Any:
        """The value, of as much as fits; _Invalid where nothing does."""
        try:
            parts = shape.parts_decoder.decode(body)
        except msgspec.ValidationError:  # it is odd above the entries of its lists
            return self._above_entries(body, shape, "$")
        return self._of_parts(parts, shape, "$")

    def _of_parts(self, parts: Any, shape: Shape, path: str) -> Any:
        """The value that the `parts_decoder` took apart."""
        if isinstance(parts, _Parts):
            return self._struct(parts.came(), shape, path, self._of_parts)
        if isinstance(parts, list) and shape.entry is not None:
            return self._list(parts, shape.entry, path)
        if parts is not None:
            return self._value(parts, shape, path)
        if shape.is_optional:
            return None
        raise _Invalid

    def _above_entries(self, raw: bytes | msgspec.Raw, shape: Shape, path: str) -> Any:
        """A value that is most likely odd, or holds what is."""
        if shape.is_struct or shape.entry is not None:
            return self._taken_apart(raw, shape, path, self._above_entries)
        return self._value(raw, shape, path)

    def _value(self, raw: bytes | msgspec.Raw, shape: Shape, path: str) -> Any:
        """A value that is most likely as declared: decoded whole, and only if it is not taken apart."""
        try:
            return shape.decoder.decode(raw)
        except msgspec.ValidationError:
            return self._taken_apart(raw, shape, path, self._value)

    def _taken_apart(self, raw: bytes | msgspec.Raw, shape: Shape, path: str, read_member: _ReadMember) -> Any:
        if shape.is_optional and bytes(memoryview(raw)[:4]) == b"null":
            return None
        try:
            if shape.is_struct:
                return self._struct(_MEMBERS.decode(raw), shape, path, read_member)
            if shape.entry is not None:
                return self._list(_ENTRIES.decode(raw), shape.entry, path)
        except msgspec.ValidationError:
            raise _Invalid from None
        return _coerced(msgspec.json.decode(raw), shape)

    def _struct(self, members: Mapping[str, Any], shape: Shape, path: str, read_member: _ReadMember) -> Any:
        read = {}
        for name, (field, below) in shape.members.items():
            if name not in members:
                continue
            try:
                read[field] = read_member(members[name], below, f"{path}.{name}")
            except _Invalid:
                self.invalid_paths.append(f"{path}.{name}")
        try:
            return shape.kind(**read)
        except TypeError:  # a field that has no default
            raise _Invalid from None

    def _list(self, entries: list[msgspec.Raw], entry: Shape, path: str) -> list[Any]:
        read = []
        for position, raw in enumerate(entries):
            try:
                read.append(self._value(raw, entry, f"{path}[{position}]"))
            except _Invalid:
                self.invalid_paths.append(f"{path}[{position}]")
        return read


def _coerced(value: Any, shape: Shape) -> Any:
    if shape.kind is str:
        return _text(value)
    if shape.kind is int:
        return _whole(value)
    if shape.kind is bool:
        return _flag(value)
    raise _Invalid


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
    if isinstance(value, str) and len(value) <= LONGEST_NUMBER:
        # Stripped here: int() knows fewer blanks than strip() does.
        digits = value.strip()
        if digits.removeprefix("-").isdecimal():
            return int(digits)
    raise _Invalid


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in (1, "1", "true"):
        return True
    if value in (0, "0", "false", ""):
        return False
    raise _Invalid
