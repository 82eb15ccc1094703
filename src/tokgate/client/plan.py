"""A call before it is sent and after it is answered. Pure: no socket, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

import msgspec

from tokgate.client.exchange import Attempt, Reply
from tokgate.client.retry import GarbledAnswer, retry_after
from tokgate.client.setting import Setting
from tokgate.contract.answers import ANY_BYTES, AnswerHead, AnswerKind, Binary, Stream
from tokgate.contract.dialect import Dialect
from tokgate.contract.drafts import Draft, draft
from tokgate.contract.errors import ApiError, BadRequest, Cause, ContractError, Refusal, Unauthorized
from tokgate.contract.lenient import decode
from tokgate.contract.operation import Listing, Operation
from tokgate.contract.sources import WireSource
from tokgate.contract.wire import Wire, attach

R = TypeVar("R")

REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Gateways put it before JSON, where it means nothing (RFC 8259, 8.1).
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def attempt(
    setting: Setting,
    operation: Operation[Any, ...],
    arguments: Mapping[str, Any],
    secrets: Mapping[str, str],
    *,
    key: str,
    total: float | None,
) -> Attempt:
    """The request of a call, under the idempotency `key` if the operation takes one and is given none.

    BadRequest and Unauthorized are raised here for what need not be sent to be refused.
    """
    request = drafted(setting.dialect, operation, arguments, secrets)
    headers, query = request.headers, request.query
    if setting.headers:
        headers.update(setting.headers)
    if operation.idempotency_key:
        headers.setdefault(operation.idempotency_key, key)
    if setting.query:
        query = f"{query}&{urlencode(setting.query)}".removeprefix("&")
    return Attempt(
        method=request.method,
        url=f"{setting.base_url}{request.path}{f'?{query}' if query else ''}",
        headers=headers,
        body=request.body,
        timeout=setting.timeout,
        total=total,
        operation=operation.name,
    )


def drafted(
    dialect: Dialect, operation: Operation[Any, ...], arguments: Mapping[str, Any], secrets: Mapping[str, str]
) -> Draft:
    """What is to be sent, apart from the host; Unauthorized and BadRequest for what need not be to be refused."""
    for credential in operation.credentials:
        if not secrets.get(credential.kind):
            nor = [
                f", nor the {each.takes()} that get one" for each in dialect.renewals if each.kind == credential.kind
            ]
            raise Unauthorized(
                f"needs a {credential.kind}, and the client was given none{''.join(nor)}",
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


def result(dialect: Dialect, operation: Operation[R, ...], reply: Reply, now: float) -> R:
    """The typed answer; raises the ApiError that it carries, or ContractError for what is not as declared.

    `now` (Unix seconds UTC) turns a wait that the answer asks for into an instant.
    """
    _check_place(operation, reply)
    if operation.answer.kind is AnswerKind.JSON and reply.body.startswith(BYTE_ORDER_MARK):
        reply.body = reply.body[len(BYTE_ORDER_MARK) :]
    page = _page(dialect, operation, reply)
    if page is not None:
        return page
    error = _error_in(dialect, operation, reply)
    if error is not None:
        raise dated(error, reply, now)
    if reply.status >= 300:
        raise ContractError(f"{operation.name}: HTTP status {reply.status}", operation=operation.name, body=reply.body)
    return success(dialect, operation, reply)


def raw_result(dialect: Dialect, operation: Operation[Any, ...], reply: Reply, now: float) -> Binary:
    """The bytes of an answer and its head, whatever it holds; raises the ApiError that it carries."""
    _check_place(operation, reply)
    error = _error_in(dialect, operation, reply)
    if error is not None:
        raise dated(error, reply, now)
    head = AnswerHead(reply.status, reply.headers, dialect.request_id(reply.headers, None))
    return Binary(reply.body, reply.headers.get("content-type") or ANY_BYTES, head)


def success(dialect: Dialect, operation: Operation[R, ...], reply: Reply) -> R:
    """What a success carries, as declared: JSON, bytes, a stream, or nothing."""
    if operation.answer.kind is AnswerKind.JSON:
        return _decoded(dialect, operation, reply)
    head = AnswerHead(reply.status, reply.headers, dialect.request_id(reply.headers, None))
    content_type = reply.headers.get("content-type") or ANY_BYTES
    answer: Any = None
    if operation.answer.kind is AnswerKind.BINARY:
        answer = Binary(reply.body, content_type, head)
    elif operation.answer.kind is AnswerKind.STREAM:
        length = reply.headers.get("content-length", "")
        answer = Stream(
            reply.parts or (),
            content_type=content_type,
            length=int(length) if length.isdecimal() else None,
            answer=head,
        )
    typed: R = answer
    return typed


def _page(dialect: Dialect, operation: Operation[R, ...], reply: Reply) -> R | None:
    """The answer if it is a page with items and no refusal; so a big page is not parsed twice to look for one."""
    if reply.status != 200 or not isinstance(operation, Listing):
        return None
    try:
        page, invalid_paths = _typed(operation, reply)
    except ContractError:
        return None
    if not operation.pages.items(page) or dialect.is_refusal(page):
        return None
    attached: R = _attached(page, dialect, reply, invalid_paths)
    return attached


def _error_in(dialect: Dialect, operation: Operation[Any, ...], reply: Reply) -> ApiError | None:
    try:
        return dialect.error_in(operation, reply.status, reply.headers, reply.body)
    except UnicodeDecodeError:
        # What msgspec raises for text that is not UTF-8, as gateways send; then the status alone decides.
        error = dialect.error_in(operation, reply.status, reply.headers, b"")
        if error is not None:
            error.body = reply.body
        return error


def _check_place(operation: Operation[Any, ...], reply: Reply) -> None:
    """ContractError for a redirect."""
    if reply.status not in REDIRECTS:
        return
    host = urlsplit(reply.headers.get("location", "")).netloc.rpartition("@")[2] or "another path"
    raise ContractError(
        f"{operation.name}: redirected to {host}; not followed, as the credentials would go along (check base_url)",
        operation=operation.name,
        body=reply.body,
    )


def dated(error: ApiError, reply: Reply, now: float) -> ApiError:
    """The error with its headers; those tell `retry_after` and `reset_at` where the dialect left them open."""
    error.headers = reply.headers
    if error.retry_after is None:
        error.retry_after = retry_after(reply.headers, now)
    if error.reset_at is None and error.retry_after is not None:
        error.reset_at = now + error.retry_after
    return error


def _decoded(dialect: Dialect, operation: Operation[R, ...], reply: Reply) -> R:
    """The typed object, with its source attached. What does not fit a field is left at None and stays in `source()`."""
    answer, invalid_paths = _typed(operation, reply)
    return _attached(answer, dialect, reply, invalid_paths)


def _typed(operation: Operation[R, ...], reply: Reply) -> tuple[R, list[str]]:
    """The typed object, and the paths of what was left out of it; ContractError for what is none."""
    body = reply.body
    if not body:
        raise GarbledAnswer(f"{operation.name}: the answer is empty", operation=operation.name)
    try:
        return decode(body, operation.result)
    except msgspec.ValidationError as problem:
        message = f"{operation.name}: the answer is not as declared: {problem}"
        raise ContractError(message, operation=operation.name, body=body) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        message = f"{operation.name}: the answer is no JSON: {problem}"
        raise GarbledAnswer(message, operation=operation.name, body=body) from None


def _attached(answer: R, dialect: Dialect, reply: Reply, invalid_paths: list[str]) -> R:
    """The object, told where it came from."""
    if isinstance(answer, Wire):
        request_id = dialect.request_id(reply.headers, answer)
        attach(answer, WireSource(reply.body, invalid_paths, AnswerHead(reply.status, reply.headers, request_id)))
    return answer
