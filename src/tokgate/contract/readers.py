"""Values from the wire as the types that declarations name: generous in form, plain about what is not understood."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Literal, get_args, get_origin

import msgspec

from tokgate.contract.answers import Binary
from tokgate.contract.multipart import Upload

TRUE_WORDS = {"1", "true", "yes"}
FALSE_WORDS = {"0", "false", "no"}
_WHOLE = re.compile(r"[+-]?[0-9]+", re.ASCII)
_WHOLE_AS_FLOAT = re.compile(r"[0-9]+\.0+", re.ASCII)


def reader(kind: Any) -> Callable[[Any], Any]:
    """What reads a value of a declared type; it raises ValueError, in words. TypeError for a type that has none."""
    if kind is int:
        return read_int
    if kind is bool:
        return read_bool
    if kind is str or get_origin(kind) is Literal:
        return read_text
    if get_origin(kind) is list:
        entry = get_args(kind)[0]
        is_text = entry is str or get_origin(entry) is Literal
        return read_names if is_text else lambda value: read_list(value, reader(entry))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return lambda value: read_member(value, kind)
    if kind is Upload or kind is Binary:
        return lambda value: read_bytes(value, kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return lambda value: read_struct(value, kind)
    raise TypeError(f"no reader for parameters of type {kind!r}")


def read_int(value: Any) -> int:
    """20, "20", " 20 " and 20.0 are all 20: real clients send each of them."""
    if isinstance(value, bool):
        raise ValueError("must be a whole number")
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and len(value) <= 40:
        text = value.strip()
        if _WHOLE.fullmatch(text):
            return int(text)
        if _WHOLE_AS_FLOAT.fullmatch(text):
            return int(text.split(".")[0])
    raise ValueError("must be a whole number")


def read_bool(value: Any) -> bool:
    """True, 1, "1" and "true" are true, their opposites false."""
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ValueError("must be true or false")


def read_text(value: Any) -> str:
    """Text; a whole number counts as its digits, as ids are sent in both forms."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ValueError("must be text")


def read_member(value: Any, kind: type[StrEnum]) -> StrEnum:
    """The member of an enumeration that a text names."""
    try:
        return kind(read_text(value))
    except ValueError:
        raise ValueError(f"must be one of {', '.join(kind)}") from None


def read_names(value: Any) -> list[str]:
    """A list of texts, or one text with commas; blanks around a value and empty values are dropped."""
    entries = value.split(",") if isinstance(value, str) else read_list(value, read_text)
    return [text for entry in entries if (text := entry.strip())]


def read_list(value: Any, read: Callable[[Any], Any]) -> list[Any]:
    """A list, or one text with commas."""
    entries = value.split(",") if isinstance(value, str) else value
    if not isinstance(entries, (list, tuple)):
        raise ValueError("must be a list")
    return [read(entry) for entry in entries]


def read_struct(value: Any, kind: type[msgspec.Struct]) -> Any:
    """An object; as JSON text too, which is how a form carries it."""
    try:
        if isinstance(value, str):
            value = msgspec.json.decode(value)
        elif isinstance(value, msgspec.Struct):
            # One that was made by hand has not been checked yet.
            value = msgspec.to_builtins(value)
        return msgspec.convert(value, kind, strict=False)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as problem:
        raise ValueError(f"is not what is expected: {problem}") from None


def read_bytes(value: Any, kind: type[Upload] | type[Binary]) -> Upload | Binary:
    """A file of a multipart body, or a raw body: nothing else becomes one."""
    if isinstance(value, kind):
        return value
    raise ValueError("must be a file" if kind is Upload else "must be the body of the request")
