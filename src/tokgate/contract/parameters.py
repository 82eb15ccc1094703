"""What a declaration says of one parameter: where it travels, under which name, within which bounds."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

import msgspec

#: Headers that the call itself needs, or that OpenAPI keeps for itself: no parameter can have their names.
RESERVED_HEADERS = {
    "accept", "authorization", "connection", "content-length", "content-type", "host", "transfer-encoding",
}  # fmt: skip
#: A header's name (RFC 9110, 5.6.2).
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class Location(StrEnum):
    """Where a parameter travels in an HTTP request."""

    QUERY = "query"
    HEADER = "header"
    PATH = "path"
    LINK = "link"
    BODY = "body"
    FORM = "form"
    FILE = "file"
    CONTENT = "content"


class Choice(msgspec.Struct, frozen=True):
    """One allowed value, and the revisions (versions or ISO dates, as the dialect counts) that know it."""

    value: str
    help: str = ""
    since: str | None = None
    until: str | None = None


class Choices(StrEnum):
    """The allowed values of a parameter as a type; a member is declared by its text, or by a Choice that says more.

    class Sort(Choices):
        LATEST = Choice("LATEST", "latest published", since="2026-07-23")

    Any other StrEnum annotates a parameter just as well.
    """

    _value_: str

    def __new__(cls, said: str | Choice) -> Choices:
        """A member whose value is the text alone, so that it is one everywhere."""
        text = said if isinstance(said, str) else said.value
        member = str.__new__(cls, text)
        member._value_ = text
        return member

    def __init__(self, said: str | Choice) -> None:
        self.choice: Choice = Choice(said) if isinstance(said, str) else said


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """The metadata of an `Annotated` parameter. Bounds are inclusive; a list's bounds and pattern hold for its items.

    `pattern` must match the whole value; it is ours and linear. A vendor's own pattern is documentation only
    (`vendor_pattern`) and never run on what others send: TikAPI's `^(.*?){30,}$` hangs a regex engine.
    It is "" where the vendor has none, and ours is no restatement of it.
    `vendor_help` and `vendor_type` are what the vendor's client says of a wrong value, and the type ("string",
    "number", "any", …) that it checks; None where the help and the type here are the vendor's too.
    `vendor_required`: the vendor's client asks for it, though the call can do without.
    `clamp` brings a number outside its bounds to the nearest one, where real clients send more than is allowed.
    `also` are other wire names under which the same value is accepted.
    `media_types` and `max_bytes` bound a file and a raw body; no media type named allows any.
    """

    location: Location
    name: str | None = None
    help: str = ""
    example: Any = None
    pattern: str | None = None
    vendor_pattern: str | None = None
    vendor_help: str | None = None
    vendor_type: str | None = None
    vendor_required: bool = False
    at_least: int | None = None
    at_most: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    min_items: int = 0
    max_items: int | None = None
    clamp: bool = False
    choices: tuple[Choice, ...] = ()
    also: tuple[str, ...] = ()
    media_types: tuple[str, ...] = ()
    max_bytes: int = 1 << 20
    since: str | None = None
    until: str | None = None


def query(**details: Any) -> Parameter:
    """A parameter in the URL's query; the members are those of Parameter."""
    return _checked(Parameter(location=Location.QUERY, **details))


def header(name: str, **details: Any) -> Parameter:
    """A parameter in a header of the request. ValueError for a name that is none, or that a call needs for itself."""
    if _TOKEN.fullmatch(name) is None or name.lower() in RESERVED_HEADERS:
        raise ValueError(f"{name!r} cannot be the header of a parameter")
    return _checked(Parameter(location=Location.HEADER, name=name, **details))


def path(**details: Any) -> Parameter:
    """A `{name}` in the operation's path."""
    return _checked(Parameter(location=Location.PATH, **details))


def link(**details: Any) -> Parameter:
    """The operation's whole URL, as an answer gave it: absolute, often signed, and on another host."""
    return _checked(Parameter(location=Location.LINK, **details))


def body(**details: Any) -> Parameter:
    """A member of the JSON body (sent as a JSON value; also read from a form, as some clients send one)."""
    return _checked(Parameter(location=Location.BODY, **details))


def form(**details: Any) -> Parameter:
    """A member of a form: `application/x-www-form-urlencoded`, or multipart beside a file (also read from JSON)."""
    return _checked(Parameter(location=Location.FORM, **details))


def file(**details: Any) -> Parameter:
    """A file of a `multipart/form-data` body; its type is `Upload`."""
    return _checked(Parameter(location=Location.FILE, **details))


def content(**details: Any) -> Parameter:
    """The whole body as it is; its type is `Binary`: the bytes with their content type."""
    return _checked(Parameter(location=Location.CONTENT, **details))


def _checked(parameter: Parameter) -> Parameter:
    if parameter.pattern is not None:
        re.compile(parameter.pattern)
    return parameter
