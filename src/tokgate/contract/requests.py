"""Requests read by a declaration, for the server. No sockets here."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from tokgate.contract.answers import ANY_BYTES, Binary
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.fields import RequestField
from tokgate.contract.multipart import MOST_PARTS, is_multipart, read_multipart
from tokgate.contract.operation import Operation
from tokgate.contract.readers import read_text

#: A place that the request does not have.
NOTHING: Mapping[str, Any] = {}


def read_query(query: str) -> dict[str, str]:
    """The members of a query string; the last of a repeated name holds, and one without "=" is empty."""
    if not query:
        return {}
    return {name: value for name, _, value in _pairs(query, "query")}


def _pairs(text: str, place: str) -> list[tuple[str, str, str]]:
    """The names and values of a form, each around its "=", as urllib's parse_qsl reads them at a third of its cost."""
    if text.count("&") >= MOST_PARTS:
        raise Refusal(Cause.INVALID_PARAMETER, fields={place: "has too many members"})
    if "+" in text:
        text = text.replace("+", " ")
    pairs = [pair.partition("=") for pair in text.split("&") if pair]
    if "%" not in text:
        return pairs
    return [(_unquoted(name), separator, _unquoted(value)) for name, separator, value in pairs]


#: Whole runs, so that a text of escapes alone is one step.
_ESCAPES = re.compile(rb"(?:%[0-9A-Fa-f]{2})+")


def _unquoted(text: str) -> str:
    """As urllib's unquote, at a part of its cost: that one takes a second for a megabyte of "%"."""
    if "%" not in text:
        return text
    return _ESCAPES.sub(_unescaped, text.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")


def _unescaped(run: re.Match[bytes]) -> bytes:
    return bytes.fromhex(run[0].replace(b"%", b"").decode())


def read_members(operation: Operation[Any, ...], content: bytes, content_type: str) -> dict[str, Any]:
    """The members of an operation's body: of JSON, a form or a multipart form, or the raw body under its own name."""
    raw = operation.raw_body
    if raw is not None:
        return {raw.wire: Binary(content, content_type or ANY_BYTES)} if content else {}
    # Some clients send JSON under any type; whatever else is announced as multipart must be that.
    if is_multipart(content_type) and content.strip()[:1] not in (b"", b"{", b"["):
        return read_multipart(content, content_type)
    return read_body(content, content_type)


def read_body(content: bytes, content_type: str) -> dict[str, Any]:
    """The members of a body, JSON or form, whatever its Content-Type claims; {} for none.

    Real clients send JSON as text/plain or under curl's form default, forms whose members hold JSON, and the vendor's
    own examples have a comma after the last member. PowerShell begins UTF-8 with a byte-order mark, and OmniAuth sends
    names without "=". Raises Refusal for what is neither, and for what is no object.
    """
    stripped = content.removeprefix(BOM_UTF8).strip()
    if not stripped:
        return {}
    if stripped[:1] in b"{[" or "json" in content_type:
        return _read_json(stripped)
    try:
        text = stripped.decode()
    except UnicodeDecodeError:
        text = ""
    pairs = [] if _has_name_of_lines(text) else _pairs(text, "body")
    if not any(separator for _, separator, _ in pairs):
        raise Refusal(Cause.INVALID_PARAMETER, fields={"body": "is neither JSON nor a form"})
    return {name: value for name, separator, value in pairs if separator}


def _has_name_of_lines(form: str) -> bool:
    """Whether a name goes over several lines, as of a multipart body that is not announced as one. Escaped ones may."""
    return "\n" in form and any("\n" in pair.partition("=")[0] for pair in form.split("&"))


def _read_json(content: bytes) -> dict[str, Any]:
    try:
        tree = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        tree = _read_loose_json(content)
    if not isinstance(tree, dict):
        raise Refusal(Cause.INVALID_PARAMETER, fields={"body": "must be a JSON object"})
    return tree


#: A string that never ends is taken to the end at once: trying again from each quote in it would take quadratic time.
_STRING_OR_LAST_COMMA = re.compile(rb'("(?:[^"\\]++|\\.)*+"?)|,(?=\s*+[}\]])', re.DOTALL)


def _read_loose_json(content: bytes) -> Any:
    """JSON with a comma after a last member."""
    try:
        return msgspec.json.decode(_STRING_OR_LAST_COMMA.sub(rb"\1", content))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise Refusal(Cause.INVALID_PARAMETER, fields={"body": "is not valid JSON"}) from None


def read_choice(member: str, values: Collection[str], body: Mapping[str, Any], query: Mapping[str, Any]) -> str:
    """Which of the `values` the member has that tells operations of one method and path apart.

    It is looked for in the query too, as clients mix them up. Refusal, naming it, if it is absent or none of them.
    """
    given = body.get(member, query.get(member))
    if given is None or given == "":
        raise Refusal(Cause.MISSING_PARAMETER, fields={member: "is required"})
    try:
        value = read_text(given)
    except ValueError as problem:
        raise Refusal(Cause.INVALID_PARAMETER, fields={member: str(problem)}) from None
    if value not in values:
        raise Refusal(Cause.INVALID_PARAMETER, fields={member: f"must be one of {', '.join(values)}"})
    return value


def read_arguments(
    operation: Operation[Any, ...],
    *,
    query: Mapping[str, Any] = NOTHING,
    body: Mapping[str, Any] = NOTHING,
    path: Mapping[str, str] = NOTHING,
    headers: Mapping[str, str] = NOTHING,
) -> dict[str, Any]:
    """The handler's arguments, in the declared types and bounds; a missing one has its default.

    A parameter is also taken from the body if it belongs in the query and the other way round, as clients mix them up;
    null and "" count as absent. Header names are in lower case. Raises Refusal naming
    every wrong parameter.
    """
    arguments = dict(operation.defaults)
    missing: dict[str, str] = {}
    wrong: dict[str, str] = {}
    places = ((query, body), (body, query), (path, NOTHING), (headers, NOTHING))
    for field in operation.fields:
        first, second = places[field.place]
        value = first.get(field.key)
        if value is None and (second or field.parameter.also):
            value = _elsewhere(field, first, second)
        if value is None or value == "":
            if field.required:
                missing[field.wire] = "is required"
            continue
        try:
            arguments[field.argument] = field.take(value)
        except ValueError as problem:
            wrong[field.wire] = str(problem)
    if missing:
        raise Refusal(Cause.MISSING_PARAMETER, fields={**missing, **wrong})
    if wrong:
        raise Refusal(Cause.INVALID_PARAMETER, fields=wrong)
    require_together(operation, arguments)
    return arguments


def _elsewhere(field: RequestField, *places: Mapping[str, Any]) -> Any:
    """The value under another of its names, or in the place where it does not belong."""
    for place in places:
        for name in (field.key, *field.parameter.also):
            value = place.get(name)
            if value is not None:
                return value
    return None


def require_together(operation: Operation[Any, ...], arguments: Mapping[str, Any]) -> None:
    """Refusal for arguments that are right one by one, and not together."""
    require_one_of(operation, arguments)
    if operation.check is not None and (wrong := operation.check(arguments)):
        raise Refusal(Cause.INVALID_PARAMETER, fields=wrong)


def require_one_of(operation: Operation[Any, ...], arguments: Mapping[str, Any]) -> None:
    """Refusal, under the name of its first, if no parameter of a group has a value."""
    for group in operation.one_of:
        if all(arguments.get(name) in (None, "") for name in group):
            first, *others = (field.wire for name in group for field in operation.fields if field.argument == name)
            raise Refusal(Cause.MISSING_PARAMETER, fields={first: f"or {' or '.join(others)} is required"})
