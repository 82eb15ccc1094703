"""What a fault does to the call that it hits: before the handler is asked, to its answer, or while that is sent."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import msgspec

from tokgate.contract.errors import Cause, Refusal
from tokgate.domain.ports import Archive
from tokgate.server.calls import JSON, Answer, IncomingCall, Receive, Send, deliver, wire_headers
from tokgate.server.faults import CAUSES, SEARCH_ID, Fault, Rule

#: What a proxy in front of an API says when the API does not answer.
TIMEOUT_PAGE = (
    b"<html>\r\n<head><title>504 Gateway Time-out</title></head>\r\n<body>\r\n<center><h1>504 Gateway Time-out</h1>"
    b"</center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)


async def inject_before(call: IncomingCall) -> Answer | None:
    """The faults that come before the handler: latency (in real time), a page of HTML, a Refusal in vendor's words."""
    for rule in call.faults:
        if rule.fault is Fault.LATENCY:
            await asyncio.sleep(rule.spec.ms / 1000)
        elif rule.fault is Fault.GATEWAY_TIMEOUT:
            return Answer(504, TIMEOUT_PAGE, "text/html")
        elif rule.fault in CAUSES and call.route is not None:
            cause = rule.causes[call.route.operation.name]
            if cause is Cause.RATE_LIMIT:
                # Where the dialect has room for it: to tell what is soon over from a day's quota that is used up.
                raise Refusal(cause, retry_after="1")
            if cause is Cause.UNKNOWN_RESULT:
                raise Refusal(cause, name=str(call.arguments.get(SEARCH_ID)))
            if cause is not None:
                raise Refusal(cause)
    return None


def shorten(archive: Archive, faults: list[Rule]) -> Archive:
    """The archive that the handler is to ask: one that gives short pages, where such a fault hit."""
    for rule in faults:
        if rule.fault is Fault.SHORT_PAGE:
            return cast("Archive", ShortPages(archive, rule.spec.rows))
    return archive


class ShortPages:
    """An archive whose pages have fewer rows than asked for; nothing is lost, as the next page begins after them."""

    def __init__(self, archive: Archive, rows: int) -> None:
        self._archive = archive
        self._rows = rows

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._archive, name)

        def ask(*args: Any, **kwargs: Any) -> Any:
            if "limit" in kwargs:
                kwargs["limit"] = min(kwargs["limit"], self._rows)
            return method(*args, **kwargs)

        return ask if callable(method) else method


def inject_into(call: IncomingCall, answer: Answer, arguments: dict[str, Any]) -> Answer:
    """The faults that change an answer: half of its body, or the cursor that this very page was asked for with."""
    for rule in call.faults:
        if rule.fault is Fault.TRUNCATED_BODY:
            answer.content = answer.content[: len(answer.content) // 2]
        elif rule.fault is Fault.REPEATED_CURSOR and answer.content_type == JSON:
            answer.content = _with_cursor(answer.content, arguments.get("cursor"))
    return answer


_Members = dict[str, msgspec.Raw]


def _with_cursor(content: bytes, cursor: Any) -> bytes:
    """The page with the given cursor, and more to come; all else stays as it is, byte for byte."""
    page = msgspec.json.decode(content, type=_Members)
    if "data" in page and bytes(page["data"]).startswith(b"{"):
        page["data"] = msgspec.Raw(_with_cursor(bytes(page["data"]), cursor))
    for name in ("cursor", "max_cursor"):
        if name in page:
            is_text = bytes(page[name]).startswith(b'"')
            page[name] = msgspec.Raw(msgspec.json.encode(str(cursor or 0) if is_text else int(cursor or 0)))
    for name in ("has_more", "hasMore"):
        if name in page:
            page[name] = msgspec.Raw(b"true")
    return msgspec.json.encode(page)


async def deliver_faulty(send: Send, receive: Receive, call: IncomingCall, answer: Answer) -> None:
    """Send an answer, or as much of it as the connection lasts for."""
    dropped = next((rule for rule in call.faults if rule.fault is Fault.DROPPED_CONNECTION), None)
    if dropped is None:
        await deliver(send, answer)
        return
    # ASGI has no word for closing a connection; uvicorn's `send` belongs to the object that holds it. Another server
    # closes it too, when an application ends without having sent all that it announced.
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if dropped.spec.bytes or transport is None:
        await send({"type": "http.response.start", "status": answer.status, "headers": wire_headers(answer)})
        await send({"type": "http.response.body", "body": answer.content[: dropped.spec.bytes], "more_body": True})
    if transport is not None:
        transport.close()
        while (await receive())["type"] != "http.disconnect":
            pass
