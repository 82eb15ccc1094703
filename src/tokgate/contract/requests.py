"""Requests read by a declaration, for the server, and written from one, for the SDK. No sockets here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import msgspec

from tokgate.contract.credentials import Carrier
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.fields import Field, wire_value
from tokgate.contract.operation import Operation
from tokgate.contract.parameters import Location

FORM_TYPE = "application/x-www-form-urlencoded"
#: More members than any declared body has by far; a form beyond it is an attack.
MOST_FORM_MEMBERS = 1000


class Draft(msgspec.Struct, kw_only=True):
    """A request that is ready to be sent, apart from the host."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


def read_query(query: str) -> dict[str, str]:
    """The members of a query string; the last of a repeated name holds."""
    if not query:
        return {}
    try:
        return dict(parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_FORM_MEMBERS))
    except ValueError:
        raise Refusal(Cause.INVALID_PARAMETER, fields={"query": "has too many members"}) from None


def read_body(content: bytes, content_type: str) -> dict[str, Any]:
    """The members of a body, JSON or form, whatever its Content-Type claims; {} for none.

    Real clients send JSON as text/plain or under curl's form default, forms whose members hold JSON, and the vendor's
    own examples have a comma after the last member. Raises Refusal for what is neither, and for what is no object.
    """
    stripped = content.strip()
    if not stripped:
        return {}
    if stripped[:1] in b"{[" or "json" in content_type:
        return _read_json(stripped)
    try:
        text = stripped.decode()
        return dict(parse_qsl(text, keep_blank_values=True, strict_parsing=True, max_num_fields=MOST_FORM_MEMBERS))
    except ValueError:
        raise Refusal(Cause.INVALID_PARAMETER, fields={"body": "is neither JSON nor a form"}) from None


def _read_json(content: bytes) -> dict[str, Any]:
    try:
        tree = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        tree = _read_loose_json(content)
    if not isinstance(tree, dict):
        raise Refusal(Cause.INVALID_PARAMETER, fields={"body": "must be a JSON object"})
    return tree


_STRING_OR_LAST_COMMA = re.compile(rb'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])')


def _read_loose_json(content: bytes) -> Any:
    """JSON with a comma after a last member."""
    try:
        return msgspec.json.decode(_STRING_OR_LAST_COMMA.sub(lambda match: match.group(1) or b"", content))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise Refusal(Cause.INVALID_PARAMETER, fields={"body": "is not valid JSON"}) from None


def read_arguments(
    operation: Operation[..., Any],
    *,
    query: Mapping[str, Any],
    body: Mapping[str, Any],
    path: Mapping[str, str],
) -> dict[str, Any]:
    """The handler's arguments, in the declared types and bounds; a missing one has its default.

    A parameter is also taken from the body if it belongs in the query and the other way round, as clients mix them up;
    null and, where the parameter is optional, "" count as absent. Raises Refusal naming every wrong parameter.
    """
    arguments: dict[str, Any] = {}
    missing: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for field in operation.fields:
        value = _find(field, query, body, path)
        if value is None or (value == "" and not field.required):
            if field.required:
                missing[field.wire] = field.parameter.help or "is required"
            arguments[field.argument] = field.default
            continue
        try:
            arguments[field.argument] = field.take(value)
        except ValueError as problem:
            wrong[field.wire] = str(problem)
    if missing:
        raise Refusal(Cause.MISSING_PARAMETER, fields={**missing, **wrong})
    if wrong:
        raise Refusal(Cause.INVALID_PARAMETER, fields=wrong)
    return arguments


def _find(field: Field, query: Mapping[str, Any], body: Mapping[str, Any], path: Mapping[str, str]) -> Any:
    location = field.parameter.location
    if location is Location.PATH:
        return path.get(field.wire)
    places = (query, body) if location is Location.QUERY else (body, query)
    for place in places:
        for name in (field.wire, *field.parameter.also):
            if place.get(name) is not None:
                return place[name]
    return None


def draft(
    operation: Operation[..., Any], arguments: Mapping[str, Any], credentials: Mapping[str, str] | None = None
) -> Draft:
    """The request for a call. `credentials` holds the secret per kind of credential.

    Raises Refusal, before anything is sent, for an argument outside the declared bounds.
    """
    query: list[tuple[str, str]] = []
    members: dict[str, Any] = {}
    path = operation.path
    wrong: dict[str, str] = {}
    for field in operation.fields:
        if field.argument not in arguments:
            continue
        try:
            value = wire_value(field, field.check(arguments[field.argument]))
        except ValueError as problem:
            wrong[field.wire] = str(problem)
            continue
        if field.parameter.location is Location.PATH:
            path = path.replace(f"{{{field.wire}}}", quote(value, safe=""))
        elif field.parameter.location is Location.QUERY:
            query.append((field.wire, value))
        else:
            members[field.wire] = value
    if wrong:
        raise Refusal(Cause.INVALID_PARAMETER, fields=wrong)
    headers = {"accept": "application/json"}
    _show_credentials(operation, credentials or {}, headers, query)
    body = _write_body(operation, members, headers)
    return Draft(method=operation.method, path=path, query=urlencode(query), headers=headers, body=body)


def _show_credentials(
    operation: Operation[..., Any], secrets: Mapping[str, str], headers: dict[str, str], query: list[tuple[str, str]]
) -> None:
    for credential in operation.credentials:
        secret = secrets.get(credential.kind, "")
        if not secret:
            raise Refusal(Cause.MISSING_PARAMETER, fields={credential.kind: "is needed for this call"})
        if credential.carrier is Carrier.BEARER:
            headers["authorization"] = f"Bearer {secret}"
        elif credential.carrier is Carrier.HEADER:
            headers[credential.wire.lower()] = secret
        else:
            query.insert(0, (credential.wire, secret))


def _write_body(operation: Operation[..., Any], members: dict[str, Any], headers: dict[str, str]) -> bytes:
    if operation.method == "GET":
        return b""
    if any(field.parameter.location is Location.FORM for field in operation.fields):
        headers["content-type"] = FORM_TYPE
        return urlencode(members).encode()
    headers["content-type"] = "application/json"
    return msgspec.json.encode(members)
