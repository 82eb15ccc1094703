"""What a declaration says of one parameter: where it travels, under which name, within which bounds."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

import msgspec


class Location(StrEnum):
    """Where a parameter travels in an HTTP request."""

    QUERY = "query"
    BODY = "body"
    FORM = "form"
    PATH = "path"


class Choice(msgspec.Struct, frozen=True):
    """One allowed value, and the revisions (versions or ISO dates, as the dialect counts) that know it."""

    value: str
    help: str = ""
    since: str | None = None
    until: str | None = None


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """The metadata of an `Annotated` parameter. Bounds are inclusive; a list's bounds and pattern hold for its items.

    `pattern` must match the whole value; it is ours and linear. A vendor's own pattern is documentation only
    (`vendor_pattern`) and never run: TikAPI's `^(.*?){30,}$` hangs a regex engine.
    `clamp` brings a number outside its bounds to the nearest one, where real clients send more than is allowed.
    `also` are other wire names under which the same value is accepted. `open_choices` lets other values pass.
    """

    location: Location
    name: str | None = None
    help: str = ""
    example: Any = None
    pattern: str | None = None
    vendor_pattern: str | None = None
    at_least: int | None = None
    at_most: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    max_items: int | None = None
    clamp: bool = False
    choices: tuple[Choice, ...] = ()
    also: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


def query(**details: Any) -> Parameter:
    """A parameter in the URL's query; the members are those of Parameter."""
    return _checked(Parameter(location=Location.QUERY, **details))


def body(**details: Any) -> Parameter:
    """A member of the JSON body (sent as a JSON value; also read from a form, as some clients send one)."""
    return _checked(Parameter(location=Location.BODY, **details))


def form(**details: Any) -> Parameter:
    """A member of an `application/x-www-form-urlencoded` body (also read from JSON)."""
    return _checked(Parameter(location=Location.FORM, **details))


def path(**details: Any) -> Parameter:
    """A `{name}` in the operation's path."""
    return _checked(Parameter(location=Location.PATH, **details))


def _checked(parameter: Parameter) -> Parameter:
    if parameter.pattern is not None:
        re.compile(parameter.pattern)
    return parameter
