"""A declaration's parameters, read from its signature and compiled: how each is taken from the wire, and put on it."""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from tokgate.contract.bounds import bounded
from tokgate.contract.parameters import Choice, Choices, Location, Parameter
from tokgate.contract.readers import reader

#: Where to look for a parameter: the positions, in `requests.read_arguments`, of query, body, path and headers. No
#: request to a server of ours holds a link.
PLACES = {
    Location.QUERY: 0,
    Location.BODY: 1,
    Location.FORM: 1,
    Location.FILE: 1,
    Location.CONTENT: 1,
    Location.PATH: 2,
    Location.LINK: 2,
    Location.HEADER: 3,
}


class RequestField(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter of an operation. `argument` is its Python name, `wire` its name in the request.

    It travels at `location`; `place` is where a server looks for it, and `key` is the name to look it up by: that of a
    header in lower case, as servers hand them on.
    `choices` are the values that are allowed, () for any. `take` gives a value as the declared type: generous in form,
    exact in bounds (a clamped number may differ); ValueError says what is wrong.
    """

    argument: str
    wire: str
    key: str
    location: Location
    place: int
    kind: Any
    required: bool
    default: Any
    parameter: Parameter
    choices: tuple[Choice, ...]
    take: Callable[[Any], Any]


def fields_of(function: Callable[..., Any]) -> tuple[RequestField, ...]:
    """The parameters of a declaration. TypeError if one does not say where it travels."""
    hints = get_type_hints(function, include_extras=True)
    fields = []
    for argument in list(inspect.signature(function).parameters.values())[1:]:
        parameter, kind = _unwrap(hints[argument.name])
        if parameter is None:
            raise TypeError(f"{function.__qualname__}: {argument.name} does not say where it travels")
        required = argument.default is inspect.Parameter.empty
        choices = parameter.choices or _choices(kind)
        wire = parameter.name or argument.name
        fields.append(
            RequestField(
                argument=argument.name,
                wire=wire,
                key=wire.lower() if parameter.location is Location.HEADER else wire,
                location=parameter.location,
                place=PLACES[parameter.location],
                kind=kind,
                required=required,
                default=None if required else argument.default,
                parameter=parameter,
                choices=choices,
                take=bounded(parameter, choices, kind, reader(kind)),
            )
        )
    return tuple(fields)


def result_of(function: Callable[..., Any]) -> Any:
    """The declared type of the answer, with what its `Annotated` says."""
    return get_type_hints(function, include_extras=True)["return"]


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


def _choices(kind: Any) -> tuple[Choice, ...]:
    """The members of an enumeration, the texts of a Literal, or those of a list of either."""
    if get_origin(kind) is list:
        return _choices(get_args(kind)[0])
    if get_origin(kind) is Literal:
        return tuple(Choice(text) for text in get_args(kind))
    if not (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return ()
    return tuple(member.choice if isinstance(member, Choices) else Choice(member.value) for member in kind)


def wire_value(field: RequestField, value: Any) -> Any:
    """A value as it is sent: in a query, form or header, lists are joined by commas and flags are words."""
    if field.location in (Location.FILE, Location.CONTENT):
        return value
    if field.location is Location.BODY:
        return msgspec.to_builtins(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(str(entry) for entry in value)
    if isinstance(value, msgspec.Struct):
        return msgspec.json.encode(value).decode()
    return str(value)
