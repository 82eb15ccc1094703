"""The bounds that a declaration sets, compiled to one function for each parameter when it is first asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any, get_args, get_origin

from tokgate.contract.answers import Binary
from tokgate.contract.multipart import Upload
from tokgate.contract.parameters import Choice, Location, Parameter

Take = Callable[[Any], Any]

#: Numbers travel as int64 in every dialect.
LARGEST = 2**63 - 1
#: What a header carries as it is: ASCII without controls or blanks around it (RFC 9110, 5.5). Beyond ASCII, each HTTP
#: library has an encoding of its own.
_HEADER_TEXT = re.compile(r"(?! )[\x20-\x7e]*(?<! )")


def bounded(parameter: Parameter, choices: tuple[Choice, ...], kind: Any, read: Take) -> Take:
    """`read`, and then the bounds; for a list, those of its items too."""
    if get_origin(kind) is list:
        return _list_taker(
            parameter, choices, read, bounded(parameter, choices, get_args(kind)[0], lambda value: value)
        )
    if kind is int:
        return _number_taker(parameter, read)
    if kind is Upload or kind is Binary:
        return _bytes_taker(parameter, read)
    if kind is str or (choices and not _is_enumeration(kind)):
        return _text_taker(parameter, choices, read)
    return read


def _is_enumeration(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _list_taker(parameter: Parameter, choices: tuple[Choice, ...], read: Take, take_one: Take) -> Take:
    least, most = parameter.min_items, parameter.max_items
    allowed = frozenset(choice.value for choice in choices)

    def take(value: Any) -> Any:
        entries = read(value)
        if most is not None and len(entries) > most:
            raise ValueError(f"at most {most} values are allowed")
        if len(entries) < least:
            raise ValueError(f"must have at least {least} value{'' if least == 1 else 's'}")
        if allowed and allowed.issuperset(entries):
            return entries
        return [take_one(entry) for entry in entries]

    return take


def _number_taker(parameter: Parameter, read: Take) -> Take:
    low, high, clamp = parameter.at_least, parameter.at_most, parameter.clamp

    def take(value: Any) -> Any:
        number = read(value)
        if low is not None and number < low:
            if not clamp:
                raise ValueError(f"must be at least {low}")
            number = low
        if high is not None and number > high:
            if not clamp:
                raise ValueError(f"must be at most {high}")
            number = high
        if abs(number) > LARGEST:
            raise ValueError("is too large a number")
        return number

    return take


def _text_taker(parameter: Parameter, choices: tuple[Choice, ...], read: Take) -> Take:
    shortest, longest = parameter.min_length or 0, parameter.max_length
    allowed = frozenset(choice.value for choice in choices)
    matches = re.compile(parameter.pattern).fullmatch if parameter.pattern is not None else None
    is_header = parameter.location is Location.HEADER

    def take(value: Any) -> Any:
        text = read(value)
        if longest is not None and len(text) > longest:
            raise ValueError(f"must have at most {longest} characters")
        if len(text) < shortest:
            raise ValueError(f"must have at least {shortest} characters")
        if allowed and text not in allowed:
            raise ValueError(f"must be one of {', '.join(choice.value for choice in choices)}")
        if matches is not None and matches(text) is None:
            raise ValueError(f"has the wrong form: {parameter.help}" if text else "must not be empty")
        if is_header and _HEADER_TEXT.fullmatch(text) is None:
            raise ValueError("must be ASCII, without controls and without blanks around it, to go in a header")
        return text

    return take


def _bytes_taker(parameter: Parameter, read: Take) -> Take:
    most, types = parameter.max_bytes, parameter.media_types

    def take(value: Any) -> Any:
        sent = read(value)
        if len(sent.content) > most:
            raise ValueError(f"must have at most {most} bytes")
        if types and sent.content_type.partition(";")[0].strip().lower() not in types:
            raise ValueError(f"must be one of {', '.join(types)}")
        return sent

    return take
