"""A declaration's parameters, read from its signature: how a value is taken from the wire, and put on it."""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Callable
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from tokgate.contract.parameters import Location, Parameter

TRUE_WORDS = {"1", "true", "yes"}
FALSE_WORDS = {"0", "false", "no"}
#: Numbers travel as int64 in every dialect.
LARGEST = 2**63 - 1


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter of an operation. `argument` is its Python name, `wire` its name in the request."""

    argument: str
    wire: str
    kind: Any
    required: bool
    default: Any
    parameter: Parameter
    allowed: frozenset[str]
    read: Callable[[Any], Any]

    def take(self, value: Any) -> Any:
        """A value from the wire as the declared type: generous in type, exact in bounds; else ValueError says why."""
        return self.check(self.read(value))

    def check(self, value: Any) -> Any:
        """The value within the declared bounds (a clamped number may differ); ValueError says what is wrong."""
        if isinstance(value, list):
            limit = self.parameter.max_items
            if limit is not None and len(value) > limit:
                raise ValueError(f"at most {limit} values are allowed")
            return [self._check_one(entry) for entry in value]
        return self._check_one(value)

    def _check_one(self, value: Any) -> Any:
        if isinstance(value, bool):
            return value
        if isinstance(value, int):
            return self._check_number(value)
        if isinstance(value, str):
            self._check_text(value)
        return value

    def _check_number(self, value: int) -> int:
        low, high = self.parameter.at_least, self.parameter.at_most
        if low is not None and value < low:
            if not self.parameter.clamp:
                raise ValueError(f"must be at least {low}")
            value = low
        if high is not None and value > high:
            if not self.parameter.clamp:
                raise ValueError(f"must be at most {high}")
            value = high
        if abs(value) > LARGEST:
            raise ValueError("is too large a number")
        return value

    def _check_text(self, value: str) -> None:
        parameter = self.parameter
        if parameter.max_length is not None and len(value) > parameter.max_length:
            raise ValueError(f"must have at most {parameter.max_length} characters")
        if parameter.min_length is not None and len(value) < parameter.min_length:
            raise ValueError(f"must have at least {parameter.min_length} characters")
        if parameter.choices and value not in self.allowed:
            raise ValueError(f"must be one of {', '.join(choice.value for choice in parameter.choices)}")
        if parameter.pattern is not None and re.fullmatch(parameter.pattern, value) is None:
            raise ValueError(parameter.help or "has the wrong form")


def fields_of(function: Callable[..., Any]) -> tuple[Field, ...]:
    """The parameters of a declaration. TypeError if one does not say where it travels."""
    hints = get_type_hints(function, include_extras=True)
    fields = []
    for argument in list(inspect.signature(function).parameters.values())[1:]:
        parameter, kind = _unwrap(hints[argument.name])
        if parameter is None:
            raise TypeError(f"{function.__qualname__}: {argument.name} does not say where it travels")
        required = argument.default is inspect.Parameter.empty
        fields.append(
            Field(
                argument=argument.name,
                wire=parameter.name or argument.name,
                kind=kind,
                required=required,
                default=None if required else argument.default,
                parameter=parameter,
                allowed=frozenset(choice.value for choice in parameter.choices),
                read=_reader(kind),
            )
        )
    return tuple(fields)


def result_of(function: Callable[..., Any]) -> Any:
    """The declared type of the answer."""
    return get_type_hints(function)["return"]


def _unwrap(hint: Any) -> tuple[Parameter | None, Any]:
    """The parameter's metadata and its bare type, looking through `Annotated` and `| None`."""
    found = None
    if get_origin(hint) is Annotated:
        hint, *extras = get_args(hint)
        found = next((extra for extra in extras if isinstance(extra, Parameter)), None)
    if get_origin(hint) in (Union, types.UnionType):
        members = [member for member in get_args(hint) if member is not type(None)]
        if len(members) == 1:
            inner, kind = _unwrap(members[0])
            return found or inner, kind
    return found, hint


def _reader(kind: Any) -> Callable[[Any], Any]:
    if kind is int:
        return read_int
    if kind is bool:
        return read_bool
    if kind is str or get_origin(kind) is Literal:
        return read_text
    if get_origin(kind) is list:
        return read_int_list if get_args(kind)[0] is int else read_list
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
        if re.fullmatch(r"[+-]?[0-9]+", text, re.ASCII):
            return int(text)
        if re.fullmatch(r"[0-9]+\.0+", text, re.ASCII):
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


def read_list(value: Any) -> list[str]:
    """A list of texts, or one text with commas; blanks around a value and empty values are dropped."""
    entries = value.split(",") if isinstance(value, str) else value
    if not isinstance(entries, list):
        raise ValueError("must be a list")
    return [text for text in (read_text(entry).strip() for entry in entries) if text]


def read_int_list(value: Any) -> list[int]:
    """A list of whole numbers, or one text with commas."""
    entries = value.split(",") if isinstance(value, str) else value
    if not isinstance(entries, list):
        raise ValueError("must be a list")
    return [read_int(entry) for entry in entries]


def read_struct(value: Any, kind: type[msgspec.Struct]) -> Any:
    """An object; as JSON text too, which is how a form carries it."""
    try:
        if isinstance(value, str):
            value = msgspec.json.decode(value)
        return msgspec.convert(value, kind, strict=False)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as problem:
        raise ValueError(f"is not what is expected: {problem}") from None


def wire_value(field: Field, value: Any) -> Any:
    """A value as it is sent: in a query or form, lists are joined by commas and flags are words."""
    if field.parameter.location is Location.BODY:
        return msgspec.to_builtins(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(str(entry) for entry in value)
    return str(value)
