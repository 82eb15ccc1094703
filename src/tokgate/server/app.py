"""The ASGI application: a request's way from path to answer, one stage after the other."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import lru_cache
from typing import TypeVar

from tokgate.archive.errors import ReadOnlyError
from tokgate.archive.session import READERS
from tokgate.contract.dialect import Dialect
from tokgate.contract.errors import Cause, Refusal
from tokgate.dialects.registry import installed
from tokgate.domain.clock import Clock
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.server.admin import AdminRoutes
from tokgate.server.admin_routes import AdminContext
from tokgate.server.bodies import read_content
from tokgate.server.calls import Answer, IncomingCall, Receive, Scope, Send, deliver
from tokgate.server.controls import ControlOptions, Controls
from tokgate.server.encoding import without_content
from tokgate.server.fault_injection import deliver_faulty, inject_before, inject_into
from tokgate.server.hosts import LocalHosts, host_of
from tokgate.server.keyring import Keyring
from tokgate.server.links import SignedLinks
from tokgate.server.live.addresses import MediaPlace, StreamAddresses
from tokgate.server.live.app import Streams
from tokgate.server.lookups import Lookups
from tokgate.server.media.app import Media
from tokgate.server.media.films import Films
from tokgate.server.pipeline import Pipeline, chosen
from tokgate.server.request import handlers
from tokgate.server.routing import Route, Routes
from tokgate.server.sign_in.desk import desks, lifetimes_of
from tokgate.server.sign_in.page import SignInPage
from tokgate.server.sign_in.webhooks import Webhooks
from tokgate.server.sign_in.windows import PopupScript
from tokgate.server.streams import deliver_parts, gather

#: A log id is no secret: it has to be another one each time, and cheap.
_DIGITS = random.Random()  # noqa: S311

T = TypeVar("T")
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: From this status on, an answer is no success.
ERROR = 400
#: It has to be told which methods there are (RFC 9110, 15.5.6).
WRONG_METHOD = 405
#: How many calls that write are under way at once: they take turns, and each thread has a connection with its cache.
MOST_WRITERS = 8
#: Every control unset, and no admin routes.
PLAIN = ControlOptions()

#: To a page of another site that was led here (DNS rebinding): whatever it asks for, everybody knows the credentials.
_NOT_HERE = Answer(
    403, b'{"error":"known credentials are accepted here: ask 127.0.0.1, localhost or a host of the vendors"}'
)

log = logging.getLogger("tokgate.server")


class Gateway:
    """Answers every declared operation of every dialect from one archive.

    `dialects` are those that are installed, unless others are given. `on_move` is called with the new instant after
    the clock was moved. `mounts` are other applications by the first segment of the paths that are theirs.
    `media` is the media server of live rooms, None where there is none.
    """

    def __init__(
        self,
        archive: Archive,
        clock: Clock,
        demo: Iterable[CredentialRecord] = (),
        *,
        dialects: Sequence[Dialect] | None = None,
        options: ControlOptions = PLAIN,
        on_move: Callable[[int], None] | None = None,
        mounts: Mapping[str, App] | None = None,
        media: MediaPlace | None = None,
    ) -> None:
        self.archive = archive
        self.routes = Routes(installed() if dialects is None else dialects, handlers)
        served = self.routes.dialects
        known = list(demo)
        self._hosts = LocalHosts(served) if known else None
        lookups = Lookups(archive)
        lifetimes = lifetimes_of(served, options.token_life)
        self.controls = Controls(archive, clock, served, self.routes, options, on_move)
        kinds = [kind for dialect in served for kind in dialect.credentials]
        self.keyring = Keyring(archive, lookups, kinds, known, lifetimes, self.controls.clock.moved_ms)
        self.desks = desks(served, archive, self.keyring, lifetimes)
        self.clock = self.controls.clock
        self.quotas = self.controls.quotas
        self.faults = self.controls.faults
        self.log = self.controls.log
        self.links = SignedLinks(archive)
        self.films = Films()
        streams = StreamAddresses(media, self.links) if media is not None else None
        files = Media(archive, self.links, self.films, self.clock)
        self._pipeline = Pipeline(
            archive, lookups, self.keyring, self.quotas, self.links, self.films, self.desks, streams
        )
        # Threads of their own, so that no call that reads is behind one that waits for its turn to write.
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="tokgate-reader")
        self._writers = ThreadPoolExecutor(MOST_WRITERS, thread_name_prefix="tokgate-writer")
        if not self.links.ready:
            self._writers.submit(self.links.key)
        self.mounts: dict[str, App] = {
            "_tokgate": AdminRoutes(AdminContext(archive, self.keyring, self.controls, served)),
            "media": Streams(streams, archive, self.clock, files) if streams else files,
            **(mounts or {}),
        }
        self._pages = dict(self._sign_in_pages(options))

    def _sign_in_pages(self, options: ControlOptions) -> Iterator[tuple[str, App]]:
        """The pages on which creators sign in, by path."""
        for desk in self.desks.values():
            page = SignInPage(desk, self.links.key, self.clock, options)
            for path in (desk.facts.path, *desk.facts.also_at):
                # Libraries open it with the slash at its end and without.
                yield from ((path.rstrip("/"), page), (path.rstrip("/") + "/", page))
            if desk.facts.popup is not None:
                yield desk.facts.popup.path, PopupScript(desk.facts.popup)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            if self._hosts is not None and not self._hosts.allow(host_of(scope)):
                await deliver(send, _NOT_HERE)
                return
            path = scope["path"]
            answers = self.mounts.get(path[1:].partition("/")[0]) or self._pages.get(path) or self._answer
            await answers(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        tasks = [asyncio.create_task(self._keep_up()), asyncio.create_task(self._tell())]
        while True:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                for task in tasks:
                    task.cancel()
                self.close()
            await send({"type": message["type"] + ".complete"})
            if message["type"] == "lifespan.shutdown":
                return

    async def _keep_up(self) -> None:
        """Once a second, see whether the clock went on so far that what follows it should."""
        while self.clock.on_move and self.controls.options.workers == 1:
            await asyncio.sleep(1)
            try:
                await asyncio.to_thread(self.clock.keep_up)
            except Exception:
                log.exception("what follows the clock could not catch up")

    async def _tell(self) -> None:
        """Once a second, send what apps have to be told."""
        webhooks = Webhooks(self.archive, self.clock)
        while self.desks:
            await asyncio.sleep(1)
            try:
                await asyncio.to_thread(webhooks.send_due)
            except Exception:
                log.exception("webhooks could not be told")

    def stop(self) -> None:
        """End answers that would go on for ever: to be called when the server begins to shut down."""
        self.controls.stop()

    def close(self) -> None:
        """Close the archive; closing twice is harmless."""
        self._readers.shutdown(cancel_futures=True)
        self._writers.shutdown(cancel_futures=True)
        self.films.close()
        self.controls.close()
        self.archive.close()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        now_ms = self.clock.now_ms()
        call = IncomingCall(scope, now_ms, new_log_id(now_ms))
        try:
            answer = await self._handle(call, receive)
        except Refusal as refusal:
            answer = self._refuse(refusal, call)
        except ReadOnlyError:
            answer = self._refuse(Refusal(Cause.READ_ONLY), call)
        except Exception:
            log.exception("%s failed (log id %s)", call.route.operation.name if call.route else "routing", call.log_id)
            answer = self._refuse(Refusal(Cause.INTERNAL), call)
        if call.charged and (answer.status >= ERROR or answer.cause is not None):
            self.quotas.give_back(call.charged)
        dialect = self._dialect_of(call)
        if dialect.log_id_header:
            answer.headers = {**answer.headers, dialect.log_id_header: call.log_id}
        if self.log is not None:
            self.log.add(call, answer, dialect.name)
        if answer.parts is not None:
            await deliver_parts(send, receive, answer)
        elif call.faults:
            await deliver_faulty(send, receive, call, answer)
        else:
            await deliver(send, answer)

    def _dialect_of(self, call: IncomingCall) -> Dialect:
        return call.route.dialect if call.route else self.routes.owner(call.scope["path"])

    def _refuse(self, refusal: Refusal, call: IncomingCall) -> Answer:
        operation = call.route.operation if call.route else None
        refused = self._dialect_of(call).refuse(refusal, operation=operation, log_id=call.log_id, now_ms=call.now_ms)
        headers = dict(refused.headers)
        if refused.status == WRONG_METHOD:
            headers["allow"] = refusal.details.get("allow", "")
        answer = Answer(refused.status, refused.body, refused.content_type, headers, cause=refusal.cause)
        return without_content(answer) if call.scope["method"] == "HEAD" else answer

    async def _handle(self, call: IncomingCall, receive: Receive) -> Answer:
        """Route, body, and the stages that may ask the archive. Refusal from any of them."""
        scope = call.scope
        call.route, call.values = self.routes.find(scope["method"], scope["path"])
        if scope["method"] not in ("GET", "HEAD"):
            call.content = await read_content(receive, call.route.most_bytes)
        if call.route.alternatives:
            call.route = chosen(call, call.route)
        if not self.faults.rules:
            return await self._run(self._pipeline.serve, call, call.route)
        await self._run(self._pipeline.prepare, call, call.route)
        call.faults = self.faults.hitting(call.route.operation.name, call.credentials, call.arguments)
        failed = await inject_before(call)
        if failed is not None:
            return failed
        answer = await self._run(self._pipeline.ask, call, call.route)
        if call.faults:
            await gather(answer)
        return inject_into(call, answer, call.arguments)

    async def _run(self, stage: Callable[[IncomingCall, Route], T], call: IncomingCall, route: Route) -> T:
        """A stage, between two turns of the loop where it waits for nobody: there, a thread costs more than it does."""
        if route.reads and self.archive.embedded:
            return stage(call, route)
        threads = self._readers if route.reads else self._writers
        return await asyncio.get_running_loop().run_in_executor(threads, stage, call, route)


def new_log_id(now_ms: int) -> str:
    """A log id in TikTok's form: the second in UTC, then 20 hex digits."""
    return f"{_stamp(now_ms // 1000)}{_DIGITS.getrandbits(80):020X}"


@lru_cache(maxsize=1)
def _stamp(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y%m%d%H%M%S")
