"""A call before it is sent and after it is answered. Pure: no socket, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from tokgate.client.exchange import Attempt, Reply
from tokgate.client.retry import GarbledAnswer, retry_after
from tokgate.contract.dialect import Dialect
from tokgate.contract.errors import ApiError, BadRequest, Cause, ContractError, Refusal, Unauthorized
from tokgate.contract.lenient import decode
from tokgate.contract.operation import Listing, Operation
from tokgate.contract.requests import Draft, draft
from tokgate.contract.wire import Wire, WireSource, attach

R = TypeVar("R")


def attempt(
    dialect: Dialect,
    base_url: str,
    operation: Operation[..., Any],
    arguments: Mapping[str, Any],
    secrets: Mapping[str, str],
    *,
    timeout: float | None,
    total: float | None,
) -> Attempt:
    """The request of a call. BadRequest and Unauthorized are raised here for what need not be sent to be refused."""
    request = _draft(dialect, operation, arguments, secrets)
    query = f"?{request.query}" if request.query else ""
    return Attempt(
        method=request.method,
        url=f"{base_url}{request.path}{query}",
        headers=request.headers,
        body=request.body,
        timeout=timeout,
        total=total,
    )


def _draft(
    dialect: Dialect, operation: Operation[..., Any], arguments: Mapping[str, Any], secrets: Mapping[str, str]
) -> Draft:
    for credential in operation.credentials:
        if not secrets.get(credential.kind):
            raise Unauthorized(
                f"needs a {credential.kind}, and the client was given none",
                dialect=dialect.name,
                operation=operation.name,
                cause=Cause.BAD_KEY,
            )
    try:
        return draft(operation, arguments, secrets)
    except Refusal as refusal:
        problems = refusal.fields
    except UnicodeEncodeError:
        problems = {"text": "holds half a surrogate pair, which no encoding can carry"}
    raise BadRequest(
        "not sent: " + "; ".join(f"{name} {problem}" for name, problem in problems.items()),
        dialect=dialect.name,
        operation=operation.name,
        cause=Cause.INVALID_PARAMETER,
        fields=problems,
    )


def result(dialect: Dialect, operation: Operation[..., R], reply: Reply, now: float) -> R:
    """The typed answer; raises the ApiError that it carries, or ContractError for what is not as declared.

    `now` (Unix seconds UTC) turns a wait that the answer asks for into an instant.
    """
    if 300 <= reply.status < 400:
        raise _redirect(operation, reply)
    page = _page(operation, reply)
    if page is not None:
        return page
    error = _error_in(dialect, operation, reply)
    if error is not None:
        raise _dated(error, reply, now)
    if reply.status >= 400:
        raise ContractError(f"{operation.name}: HTTP status {reply.status}", operation=operation.name, body=reply.body)
    return _decoded(operation, reply.body)


def _page(operation: Operation[..., R], reply: Reply) -> R | None:
    """The answer if a page with items, which no refusal has; so a big page is not parsed twice to look for one."""
    if reply.status != 200 or not isinstance(operation, Listing):
        return None
    try:
        page: R = _decoded(operation, reply.body)
    except ContractError:
        return None
    return page if operation.pages.items(page) else None


def _error_in(dialect: Dialect, operation: Operation[..., Any], reply: Reply) -> ApiError | None:
    try:
        return dialect.error_in(operation, reply.status, reply.headers, reply.body)
    except UnicodeDecodeError:
        # What msgspec raises for text that is not UTF-8, as gateways send; then the status alone decides.
        error = dialect.error_in(operation, reply.status, reply.headers, b"")
        if error is not None:
            error.body = reply.body
        return error


def _redirect(operation: Operation[..., Any], reply: Reply) -> ContractError:
    host = urlsplit(reply.headers.get("location", "")).netloc.rpartition("@")[2] or "another path"
    return ContractError(
        f"{operation.name}: redirected to {host}; not followed, as the credentials would go along (check base_url)",
        operation=operation.name,
        body=reply.body,
    )


def _dated(error: ApiError, reply: Reply, now: float) -> ApiError:
    """The error with `retry_after` from the headers and `reset_at` as an instant, where the dialect left them open."""
    if error.retry_after is None:
        error.retry_after = retry_after(reply.headers, now)
    if error.reset_at is None and error.retry_after is not None:
        error.reset_at = now + error.retry_after
    return error


def _decoded(operation: Operation[..., R], body: bytes) -> R:
    """The typed object, with its source attached. What does not fit a field is left at None and stays in `source()`."""
    try:
        answer, invalid_paths = decode(body or b"{}", operation.result)
    except msgspec.ValidationError as problem:
        message = f"{operation.name}: the answer is not as declared: {problem}"
        raise ContractError(message, operation=operation.name, body=body) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        message = f"{operation.name}: the answer is no JSON: {problem}"
        raise GarbledAnswer(message, operation=operation.name, body=body) from None
    if isinstance(answer, Wire):
        attach(answer, WireSource(body, invalid_paths))
    return answer
