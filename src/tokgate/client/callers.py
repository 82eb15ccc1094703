"""The two drivers: each sends, waits and fetches as a flow says, one blocking and one not. All else is shared."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any, TypeVar

from msgspec.structs import replace

from tokgate.client.exchange import AsyncTransport, Reply, Transport
from tokgate.client.flow import Fetch, Flow, Send, Step, Wait, flow
from tokgate.client.links import follow
from tokgate.client.options import NO_OPTIONS, changed, for_links, together
from tokgate.client.pages import AsyncItemWalk, AsyncPageWalk, ItemProgress, ItemWalk, PageProgress, PageWalk, load
from tokgate.client.secrets import ClientSecrets
from tokgate.client.setting import Setting
from tokgate.client.timing import Timing
from tokgate.contract.calls import CallOptions, LinkOptions
from tokgate.contract.errors import DeadlineExceeded, TransportError
from tokgate.contract.operation import Listing, Operation

R = TypeVar("R")
Item = TypeVar("Item")


class BlockingCaller:
    """See `tokgate.contract.calls.SyncCaller`. May be used from several threads."""

    is_async = False

    def __init__(
        self,
        setting: Setting,
        timing: Timing,
        secrets: ClientSecrets,
        transport: Transport,
        options: CallOptions = NO_OPTIONS,
    ) -> None:
        #: The client's, without the options of one call: credentials are renewed under it.
        self._own = setting
        self._options = options
        self.setting = changed(setting, options, CallOptions.__optional_keys__) if options else setting
        self._timing = timing
        self._secrets = secrets
        self._transport = transport

    @property
    def given(self) -> Mapping[str, str]:
        """The secrets that the client was given, by kind."""
        return self._secrets.given

    def with_setting(self, setting: Setting) -> BlockingCaller:
        """The same secrets and connections under another setting."""
        return BlockingCaller(setting, self._timing, self._secrets, self._transport)

    def with_options(self, options: CallOptions | LinkOptions) -> BlockingCaller:
        """The same with these options, for calls alone."""
        return BlockingCaller(self._own, self._timing, self._secrets, self._transport, together(self._options, options))

    def call(self, operation: Operation[..., R], arguments: Mapping[str, Any]) -> R:
        """One call, retries included."""
        if operation.link is not None:
            setting = for_links(self._own, self._options)
            return self._run(follow(setting, self._timing, operation, operation.link.argument, arguments))
        return self._run(flow(self.setting, self._timing, operation, arguments, self._secrets.given))

    def pages(self, listing: Listing[..., R, Item], arguments: Mapping[str, Any]) -> PageWalk[R, Item]:
        """A walk over pages from the start; nothing is sent before the first `next`."""
        return PageWalk(self, PageProgress(listing, arguments))

    def items(self, listing: Listing[..., R, Item], arguments: Mapping[str, Any]) -> ItemWalk[R, Item]:
        """A walk over items from the start; nothing is sent before the first `next`."""
        return ItemWalk(self, ItemProgress(PageProgress(listing, arguments)))

    def resume_pages(self, listing: Listing[..., R, Item], saved: str) -> PageWalk[R, Item]:
        """A walk over pages from a saved position; ValueError if it is not one of this list."""
        return PageWalk(self, load(listing, saved)[0])

    def resume_items(self, listing: Listing[..., R, Item], saved: str) -> ItemWalk[R, Item]:
        """A walk over items from a saved position; ValueError if it is not one of this list."""
        return ItemWalk(self, ItemProgress(*load(listing, saved)))

    def _run(self, steps: Flow[R]) -> R:
        outcome: Any = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as end:
                answer: R = end.value
                return answer
            outcome = self._do(step)

    def _do(self, step: Step) -> Reply | TransportError | str | None:
        if isinstance(step, Send):
            try:
                return self._send(step)
            except TransportError as problem:
                return problem
        if isinstance(step, Wait):
            self._timing.sleep(step.seconds)
            return None
        return self._fetch(step)

    def _send(self, step: Send) -> Reply:
        if not step.in_parts:
            return self._transport(step.attempt)
        stream: Transport = getattr(self._transport, "stream", self._transport)
        reply = stream(step.attempt)
        return reply if reply.parts is not None else replace(reply, parts=iter((reply.body,)))

    def _fetch(self, step: Fetch) -> str:
        renewing = self._secrets.renewing(step.renewal)
        secret = renewing.current(step.rejected, self._timing.now())
        if secret:
            return secret
        if not renewing.lock.acquire(timeout=-1 if step.total is None else max(step.total, 0.0)):
            raise DeadlineExceeded("no new credential within the deadline")
        try:
            # Another thread may have renewed it meanwhile.
            secret = renewing.current(step.rejected, self._timing.now())
            return secret or self._run(renewing.renew(self._own, self._timing, step.rejected, step.total))
        finally:
            renewing.lock.release()


class AwaitingCaller:
    """See `tokgate.contract.calls.AsyncCaller`. May be used from several tasks."""

    is_async = True

    def __init__(
        self,
        setting: Setting,
        timing: Timing,
        secrets: ClientSecrets,
        transport: AsyncTransport,
        options: CallOptions = NO_OPTIONS,
    ) -> None:
        #: The client's, without the options of one call: credentials are renewed under it.
        self._own = setting
        self._options = options
        self.setting = changed(setting, options, CallOptions.__optional_keys__) if options else setting
        self._timing = timing
        self._secrets = secrets
        self._transport = transport

    @property
    def given(self) -> Mapping[str, str]:
        """The secrets that the client was given, by kind."""
        return self._secrets.given

    def with_setting(self, setting: Setting) -> AwaitingCaller:
        """The same secrets and connections under another setting."""
        return AwaitingCaller(setting, self._timing, self._secrets, self._transport)

    def with_options(self, options: CallOptions | LinkOptions) -> AwaitingCaller:
        """The same with these options, for calls alone."""
        return AwaitingCaller(self._own, self._timing, self._secrets, self._transport, together(self._options, options))

    async def call(self, operation: Operation[..., R], arguments: Mapping[str, Any]) -> R:
        """One call, retries included."""
        if operation.link is not None:
            setting = for_links(self._own, self._options)
            return await self._run(follow(setting, self._timing, operation, operation.link.argument, arguments))
        return await self._run(flow(self.setting, self._timing, operation, arguments, self._secrets.given))

    def pages(self, listing: Listing[..., R, Item], arguments: Mapping[str, Any]) -> AsyncPageWalk[R, Item]:
        """A walk over pages from the start; nothing is sent before the first page is asked for."""
        return AsyncPageWalk(self, PageProgress(listing, arguments))

    def items(self, listing: Listing[..., R, Item], arguments: Mapping[str, Any]) -> AsyncItemWalk[R, Item]:
        """A walk over items from the start; nothing is sent before the first item is asked for."""
        return AsyncItemWalk(self, ItemProgress(PageProgress(listing, arguments)))

    def resume_pages(self, listing: Listing[..., R, Item], saved: str) -> AsyncPageWalk[R, Item]:
        """A walk over pages from a saved position; ValueError if it is not one of this list."""
        return AsyncPageWalk(self, load(listing, saved)[0])

    def resume_items(self, listing: Listing[..., R, Item], saved: str) -> AsyncItemWalk[R, Item]:
        """A walk over items from a saved position; ValueError if it is not one of this list."""
        return AsyncItemWalk(self, ItemProgress(*load(listing, saved)))

    async def _run(self, steps: Flow[R]) -> R:
        outcome: Any = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as end:
                answer: R = end.value
                return answer
            outcome = await self._do(step)

    async def _do(self, step: Step) -> Reply | TransportError | str | None:
        if isinstance(step, Send):
            try:
                return await self._send(step)
            except TransportError as problem:
                return problem
        if isinstance(step, Wait):
            await self._timing.asleep(step.seconds)
            return None
        return await self._fetch(step)

    async def _send(self, step: Send) -> Reply:
        if not step.in_parts:
            return await self._transport(step.attempt)
        stream: AsyncTransport = getattr(self._transport, "stream", self._transport)
        reply = await stream(step.attempt)
        return reply if reply.parts is not None else replace(reply, parts=_one(reply.body))

    async def _fetch(self, step: Fetch) -> str:
        import asyncio

        renewing = self._secrets.renewing(step.renewal)
        secret = renewing.current(step.rejected, self._timing.now())
        if secret:
            return secret
        lock = renewing.async_lock()
        try:
            async with asyncio.timeout(step.total):
                await lock.acquire()
        except TimeoutError:
            raise DeadlineExceeded("no new credential within the deadline") from None
        try:
            # Another task may have renewed it meanwhile.
            secret = renewing.current(step.rejected, self._timing.now())
            return secret or await self._run(renewing.renew(self._own, self._timing, step.rejected, step.total))
        finally:
            lock.release()


async def _one(body: bytes) -> AsyncIterator[bytes]:
    yield body
