"""Requests written from a declaration, for the SDK. No sockets here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from tokgate.contract.answers import JSON_TYPE, Binary
from tokgate.contract.credentials import Carrier
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.fields import RequestField, wire_value
from tokgate.contract.multipart import write_multipart
from tokgate.contract.operation import Operation
from tokgate.contract.parameters import Location
from tokgate.contract.readers import read_int
from tokgate.contract.requests import require_together

FORM_TYPE = "application/x-www-form-urlencoded"


class Draft(msgspec.Struct, kw_only=True):
    """A request that is ready to be sent, apart from the host; for an operation on a link, apart from the URL."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


def draft(
    operation: Operation[Any, ...], arguments: Mapping[str, Any], credentials: Mapping[str, str] | None = None
) -> Draft:
    """The request for a call. `credentials` holds the secret per kind of credential.

    Raises Refusal, before anything is sent, for an argument outside the declared bounds, and for arguments that do not
    go together: if of a group of which one is needed none is given, and whatever else the declaration says.
    """
    values = _wire_values(operation, arguments)
    path = operation.path
    query: list[tuple[str, str]] = []
    headers = {"accept": operation.accept}
    members: dict[str, Any] = {}
    for field in operation.fields:
        if field.argument not in values or field.location is Location.LINK:
            continue
        value = values[field.argument]
        if field.location is Location.PATH:
            path = path.replace(f"{{{field.wire}}}", quote(value, safe=""))
        elif field.location is Location.QUERY:
            query.append((field.wire, value))
        elif field.location is Location.HEADER:
            headers[field.key] = value
        else:
            members[field.wire] = value
    if operation.when is not None:
        if operation.method == "GET":
            query.append(operation.when)
        else:
            members[operation.when.member] = operation.when.value
    _show_credentials(operation, credentials or {}, headers, query)
    body, content_type = _written(operation, members)
    if content_type:
        headers["content-type"] = content_type
    return Draft(method=operation.method, path=path, query=urlencode(query), headers=headers, body=body)


def _wire_values(operation: Operation[Any, ...], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments, by their Python names, as they are sent; Refusal names every wrong one."""
    taken: dict[str, Any] = {}
    values = {}
    wrong: dict[str, str] = {}
    for field in operation.fields:
        if field.argument in arguments:
            try:
                taken[field.argument] = _taken(field, arguments[field.argument])
                values[field.argument] = wire_value(field, taken[field.argument])
            except ValueError as problem:
                wrong[field.wire] = str(problem)
    if wrong:
        raise Refusal(Cause.INVALID_PARAMETER, fields=wrong)
    require_together(operation, taken)
    return values


def _taken(field: RequestField, given: Any) -> Any:
    """The argument as its declared type; ValueError for one that a server would bring into its bounds unasked."""
    value = field.take(given)
    if field.parameter.clamp and value != read_int(given):
        raise ValueError(f"must be from {field.parameter.at_least} to {field.parameter.at_most}")
    return value


def _show_credentials(
    operation: Operation[Any, ...], secrets: Mapping[str, str], headers: dict[str, str], query: list[tuple[str, str]]
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


def _written(operation: Operation[Any, ...], members: dict[str, Any]) -> tuple[bytes, str]:
    """The body and its content type, both empty for an operation that has none."""
    kind = operation.body_of
    if kind is Location.CONTENT:
        raw = next(iter(members.values()), Binary(b"", ""))
        return raw.content, raw.content_type
    if kind is Location.FILE:
        try:
            return write_multipart(members)
        except ValueError as problem:
            raise Refusal(Cause.INVALID_PARAMETER, fields={"body": str(problem)}) from None
    if kind is Location.FORM:
        return urlencode(members).encode(), FORM_TYPE
    if kind is Location.BODY:
        return msgspec.json.encode(members), JSON_TYPE
    return b"", ""
