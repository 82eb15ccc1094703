"""What a call goes through once its body was read: who calls, how often, with what, and the handler's answer.

All of it is synchronous, as it may ask the archive: the gateway runs it in its loop or in a thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.operation import Operation
from tokgate.contract.requests import NOTHING, read_arguments, read_members, read_query
from tokgate.domain.ports import Archive
from tokgate.server.calls import Answer, IncomingCall
from tokgate.server.encoding import encoded
from tokgate.server.examples import StandIns
from tokgate.server.fault_injection import shorten
from tokgate.server.keyring import Keyring
from tokgate.server.links import SignedLinks
from tokgate.server.live.addresses import StreamAddresses
from tokgate.server.lookups import Lookups
from tokgate.server.media.films import Films
from tokgate.server.quotas import Quotas
from tokgate.server.request import Request
from tokgate.server.routing import Route
from tokgate.server.sign_in.desk import Desk


class Pipeline:
    """The stages of a call, in their order. Each may raise Refusal."""

    def __init__(
        self,
        archive: Archive,
        lookups: Lookups,
        keyring: Keyring,
        quotas: Quotas,
        links: SignedLinks,
        films: Films,
        desks: Mapping[str, Desk],
        streams: StreamAddresses | None = None,
    ) -> None:
        self._archive = archive
        self._lookups = lookups
        self._keyring = keyring
        self._quotas = quotas
        self._links = links
        self._films = films
        self._desks = desks
        self._streams = streams

    def serve(self, call: IncomingCall, route: Route) -> Answer:
        """All stages."""
        self.prepare(call, route)
        return self.ask(call, route)

    def prepare(self, call: IncomingCall, route: Route) -> None:
        """Credentials, then quotas, then parameters: who has no key learns nothing about parameters."""
        self._lookups.refresh()
        operation = route.operation
        call.query = _query(call)
        call.credentials = self._keyring.check(operation, call.headers, call.query, call.now_ms)
        if self._quotas.on:
            call.charged = self._quotas.take(operation.name, call.credentials, call.now_ms)
        if call.body is None:
            call.body = _body(call, operation)
        headers = call.text_headers() if route.reads_headers else NOTHING
        call.arguments = read_arguments(operation, query=call.query, body=call.body, path=call.values, headers=headers)
        if (examples := route.dialect.examples) and self._keyring.shows_known(call.credentials):
            stand_ins = StandIns(self._archive, self._keyring.sample, examples)
            call.arguments = stand_ins.put_into(operation.name, call.arguments)

    def ask(self, call: IncomingCall, route: Route) -> Answer:
        """The handler's answer."""
        request = Request(
            call,
            shorten(self._archive, call.faults) if call.faults else self._archive,
            self._links,
            self._films,
            # What a call writes, it must find again: it looks into the archive itself.
            self._lookups.creator if route.reads else self._archive.creator,
            self._desks.get(route.dialect.name),
            self._streams,
            accepts_zstd=not call.faults and _accepts_zstd(call.header(b"accept-encoding")),
        )
        return encoded(route.handler(request, **call.arguments), call, request.signed)


def chosen(call: IncomingCall, route: Route) -> Route:
    """Of a route with alternatives, the one that the body or the query means. It asks nobody, so needs no thread."""
    call.query = _query(call)
    call.body = _body(call, route.operation)
    return route.chosen(call.body, call.query)


def _query(call: IncomingCall) -> dict[str, str]:
    return read_query(call.scope["query_string"].decode("latin-1"))


def _body(call: IncomingCall, operation: Operation[Any, ...]) -> dict[str, Any]:
    if not call.content:
        return {}
    coding = call.header(b"content-encoding")
    try:
        if coding.lower() not in ("", "identity"):
            raise Refusal(Cause.INVALID_PARAMETER, fields={"body": f"is coded as {coding[:20]!r}: send it as it is"})
        return read_members(operation, call.content, call.header(b"content-type"))
    except Refusal:
        call.body = {}  # so that nobody reads it again
        raise


@lru_cache(maxsize=256)
def _accepts_zstd(accepted: str) -> bool:
    for coding in accepted.lower().split(","):
        name, _, weight = coding.partition(";")
        if name.strip() == "zstd":
            return weight.replace(" ", "").rstrip("0").rstrip(".") != "q="
    return False
