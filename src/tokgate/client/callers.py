"""The two drivers: each sends, waits and fetches as a flow says, one blocking and one not. All else is shared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from tokgate.client.exchange import AsyncTransport, Reply, Transport
from tokgate.client.flow import Fetch, Flow, Send, Step, Wait, flow
from tokgate.client.options import changed
from tokgate.client.pages import AsyncItemWalk, AsyncPageWalk, ItemWalk, PageWalk, Rows, Walk, load
from tokgate.client.setting import Setting
from tokgate.client.timing import Timing
from tokgate.client.tokens import ClientTokens
from tokgate.contract.calls import CallOptions
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
        secrets: Mapping[str, str],
        transport: Transport,
        tokens: ClientTokens | None = None,
    ) -> None:
        self.setting = setting
        self._timing = timing
        self._secrets = secrets
        self._transport = transport
        self._tokens = tokens

    def with_setting(self, setting: Setting) -> BlockingCaller:
        """The same credentials, connections and tokens under another setting."""
        return BlockingCaller(setting, self._timing, self._secrets, self._transport, self._tokens)

    def with_options(self, options: CallOptions) -> BlockingCaller:
        """The same with these options changed."""
        return self.with_setting(changed(self.setting, options, CallOptions.__optional_keys__))

    def call(self, operation: Operation[..., R], arguments: Mapping[str, Any]) -> R:
        """One call, retries included."""
        return self._run(flow(self.setting, self._timing, operation, arguments, self._secrets))

    def pages(self, listing: Listing[..., R, Item], arguments: Mapping[str, Any]) -> PageWalk[R, Item]:
        """A walk over pages from the start; nothing is sent before the first `next`."""
        return PageWalk(self, Walk(listing, arguments))

    def items(self, listing: Listing[..., R, Item], arguments: Mapping[str, Any]) -> ItemWalk[R, Item]:
        """A walk over items from the start; nothing is sent before the first `next`."""
        return ItemWalk(self, Rows(Walk(listing, arguments)))

    def resume_pages(self, listing: Listing[..., R, Item], saved: str) -> PageWalk[R, Item]:
        """A walk over pages from a saved position; ValueError if it is not one of this list."""
        return PageWalk(self, load(listing, saved)[0])

    def resume_items(self, listing: Listing[..., R, Item], saved: str) -> ItemWalk[R, Item]:
        """A walk over items from a saved position; ValueError if it is not one of this list."""
        return ItemWalk(self, Rows(*load(listing, saved)))

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
                return self._transport(step.attempt)
            except TransportError as problem:
                return problem
        if isinstance(step, Wait):
            self._timing.sleep(step.seconds)
            return None
        return self._client_token(step)

    def _client_token(self, step: Fetch) -> str:
        tokens = self._tokens or ClientTokens("", "")
        token = tokens.current(step.rejected, self._timing.now())
        if token:
            return token
        if not tokens.lock.acquire(timeout=-1 if step.total is None else max(step.total, 0.0)):
            raise DeadlineExceeded("no client token within the deadline")
        try:
            # Another thread may have renewed it meanwhile.
            token = tokens.current(step.rejected, self._timing.now())
            return token or self._run(tokens.renew(self.setting, self._timing, step.total))
        finally:
            tokens.lock.release()


class AwaitingCaller:
    """See `tokgate.contract.calls.AsyncCaller`. May be used from several tasks."""

    is_async = True

    def __init__(
        self,
        setting: Setting,
        timing: Timing,
        secrets: Mapping[str, str],
        transport: AsyncTransport,
        tokens: ClientTokens | None = None,
    ) -> None:
        self.setting = setting
        self._timing = timing
        self._secrets = secrets
        self._transport = transport
        self._tokens = tokens

    def with_setting(self, setting: Setting) -> AwaitingCaller:
        """The same credentials, connections and tokens under another setting."""
        return AwaitingCaller(setting, self._timing, self._secrets, self._transport, self._tokens)

    def with_options(self, options: CallOptions) -> AwaitingCaller:
        """The same with these options changed."""
        return self.with_setting(changed(self.setting, options, CallOptions.__optional_keys__))

    async def call(self, operation: Operation[..., R], arguments: Mapping[str, Any]) -> R:
        """One call, retries included."""
        return await self._run(flow(self.setting, self._timing, operation, arguments, self._secrets))

    def pages(self, listing: Listing[..., R, Item], arguments: Mapping[str, Any]) -> AsyncPageWalk[R, Item]:
        """A walk over pages from the start; nothing is sent before the first page is asked for."""
        return AsyncPageWalk(self, Walk(listing, arguments))

    def items(self, listing: Listing[..., R, Item], arguments: Mapping[str, Any]) -> AsyncItemWalk[R, Item]:
        """A walk over items from the start; nothing is sent before the first item is asked for."""
        return AsyncItemWalk(self, Rows(Walk(listing, arguments)))

    def resume_pages(self, listing: Listing[..., R, Item], saved: str) -> AsyncPageWalk[R, Item]:
        """A walk over pages from a saved position; ValueError if it is not one of this list."""
        return AsyncPageWalk(self, load(listing, saved)[0])

    def resume_items(self, listing: Listing[..., R, Item], saved: str) -> AsyncItemWalk[R, Item]:
        """A walk over items from a saved position; ValueError if it is not one of this list."""
        return AsyncItemWalk(self, Rows(*load(listing, saved)))

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
                return await self._transport(step.attempt)
            except TransportError as problem:
                return problem
        if isinstance(step, Wait):
            await self._timing.asleep(step.seconds)
            return None
        return await self._client_token(step)

    async def _client_token(self, step: Fetch) -> str:
        import asyncio

        tokens = self._tokens or ClientTokens("", "")
        token = tokens.current(step.rejected, self._timing.now())
        if token:
            return token
        lock = tokens.async_lock()
        try:
            async with asyncio.timeout(step.total):
                await lock.acquire()
        except TimeoutError:
            raise DeadlineExceeded("no client token within the deadline") from None
        try:
            # Another task may have renewed it meanwhile.
            token = tokens.current(step.rejected, self._timing.now())
            return token or await self._run(tokens.renew(self.setting, self._timing, step.total))
        finally:
            lock.release()
