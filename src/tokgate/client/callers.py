"""The two drivers: each sends, waits and fetches as a flow says, one blocking and one not. All else is shared."""

from __future__ import annotations

import copy
from collections.abc import AsyncIterator, Mapping
from typing import Any, Self, TypeVar

from msgspec.structs import replace

from tokgate.client import plan
from tokgate.client.exchange import AsyncTransport, Attempt, Reply, Transport
from tokgate.client.flow import Enter, Fetch, Flow, Send, Step, Wait, flow
from tokgate.client.limits import Leave
from tokgate.client.links import follow
from tokgate.client.options import NO_OPTIONS, changed, for_links, together
from tokgate.client.pages import ItemProgress, PageProgress, load
from tokgate.client.secrets import ClientSecrets
from tokgate.client.setting import Setting
from tokgate.client.timing import Timing
from tokgate.client.walks import AsyncItemWalk, AsyncPageWalk, ItemWalk, PageWalk
from tokgate.contract.answers import AnswerKind, Binary
from tokgate.contract.calls import CallOptions, LinkOptions
from tokgate.contract.errors import DeadlineExceeded, TimedOut, TokgateError, TransportError
from tokgate.contract.operation import Listing, Operation

R = TypeVar("R")
Item = TypeVar("Item")

#: What a step gives back to the flow.
Outcome = Reply | TransportError | Leave | str | None


class Caller:
    """What both drivers have: a setting, a time, secrets, and the flows that they are to run."""

    def __init__(self, setting: Setting, timing: Timing, secrets: ClientSecrets) -> None:
        self.setting = setting
        #: The client's, without the options of one call: credentials are renewed under it.
        self._own = setting
        self._options: CallOptions = NO_OPTIONS
        self._timing = timing
        self._secrets = secrets

    @property
    def given(self) -> Mapping[str, str]:
        """The secrets that the client was given, by kind."""
        return self._secrets.given

    def with_setting(self, setting: Setting) -> Self:
        """The same secrets and connections under another setting."""
        other = copy.copy(self)
        other.setting = other._own = setting
        other._options = NO_OPTIONS
        return other

    def with_options(self, options: CallOptions | LinkOptions) -> Self:
        """The same with these options, for calls alone."""
        other = copy.copy(self)
        other._options = together(self._options, options)
        other.setting = changed(self._own, other._options, CallOptions.__optional_keys__)
        return other

    def _call(self, operation: Operation[R, ...], arguments: Mapping[str, Any]) -> Flow[R]:
        if operation.link is not None:
            setting = for_links(self._own, self._options)
            return follow(setting, self._timing, operation, operation.link.argument, arguments)
        return flow(self.setting, self._timing, operation, arguments, self._secrets.given, plan.result)

    def _raw(self, operation: Operation[Any, ...], arguments: Mapping[str, Any]) -> Flow[Binary]:
        if operation.link is not None or operation.answer.kind is AnswerKind.STREAM:
            raise TypeError(f"{operation.name}() has no raw form: what it answers is not decoded, and has its `answer`")
        return flow(self.setting, self._timing, operation, arguments, self._secrets.given, plan.raw_result)


class BlockingCaller(Caller):
    """See `tokgate.contract.calls.SyncCaller`. May be used from several threads."""

    is_async = False

    def __init__(self, setting: Setting, timing: Timing, secrets: ClientSecrets, transport: Transport) -> None:
        super().__init__(setting, timing, secrets)
        self._transport = transport

    def call(self, operation: Operation[R, ...], arguments: Mapping[str, Any]) -> R:
        """One call, retries included."""
        return self._run(self._call(operation, arguments))

    def raw(self, operation: Operation[Any, ...], arguments: Mapping[str, Any]) -> Binary:
        """One call, retries included, whose answer is not decoded."""
        return self._run(self._raw(operation, arguments))

    def pages(self, listing: Listing[R, Item, ...], arguments: Mapping[str, Any]) -> PageWalk[R, Item]:
        """A walk over pages from the start; nothing is sent before the first `next`."""
        return PageWalk(self, PageProgress(listing, arguments))

    def items(self, listing: Listing[R, Item, ...], arguments: Mapping[str, Any]) -> ItemWalk[R, Item]:
        """A walk over items from the start; nothing is sent before the first `next`."""
        return ItemWalk(self, ItemProgress(PageProgress(listing, arguments)))

    def resume_pages(self, listing: Listing[R, Item, ...], saved: str) -> PageWalk[R, Item]:
        """A walk over pages from a saved position; ValueError if it is not one of this list."""
        return PageWalk(self, load(listing, saved)[0])

    def resume_items(self, listing: Listing[R, Item, ...], saved: str) -> ItemWalk[R, Item]:
        """A walk over items from a saved position; ValueError if it is not one of this list."""
        return ItemWalk(self, ItemProgress(*load(listing, saved)))

    def credential(self, kind: str) -> str:
        """The secret of a kind that a call would show now, renewed if need be; "" if there is none."""
        for renewal in self.setting.dialect.renewals:
            if renewal.kind == kind:
                return self._fetch(Fetch(renewal, "", self.setting.deadline))
        return self.given.get(kind, "")

    def _run(self, steps: Flow[R]) -> R:
        outcome: Any = None
        try:
            while True:
                try:
                    step = steps.send(outcome)
                except StopIteration as end:
                    answer: R = end.value
                    return answer
                outcome = self._do(step)
        finally:
            # What the flow holds is given back at once, also when a step is interrupted or cancelled.
            steps.close()

    def _do(self, step: Step) -> Outcome:
        if isinstance(step, Send):
            try:
                return self._send(step)
            except TransportError as problem:
                return problem
            except OSError as problem:
                return _translated(step.attempt, problem)
        if isinstance(step, Wait):
            self._timing.sleep(step.seconds)
            return None
        if isinstance(step, Enter):
            return step.gate.enter(step.total)
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


class AwaitingCaller(Caller):
    """See `tokgate.contract.calls.AsyncCaller`. May be used from several tasks."""

    is_async = True

    def __init__(self, setting: Setting, timing: Timing, secrets: ClientSecrets, transport: AsyncTransport) -> None:
        from asyncio import get_running_loop

        super().__init__(setting, timing, secrets)
        self._transport = transport
        self._running_loop = get_running_loop

    async def call(self, operation: Operation[R, ...], arguments: Mapping[str, Any]) -> R:
        """One call, retries included."""
        return await self._run(self._call(operation, arguments))

    async def raw(self, operation: Operation[Any, ...], arguments: Mapping[str, Any]) -> Binary:
        """One call, retries included, whose answer is not decoded."""
        return await self._run(self._raw(operation, arguments))

    def pages(self, listing: Listing[R, Item, ...], arguments: Mapping[str, Any]) -> AsyncPageWalk[R, Item]:
        """A walk over pages from the start; nothing is sent before the first page is asked for."""
        return AsyncPageWalk(self, PageProgress(listing, arguments))

    def items(self, listing: Listing[R, Item, ...], arguments: Mapping[str, Any]) -> AsyncItemWalk[R, Item]:
        """A walk over items from the start; nothing is sent before the first item is asked for."""
        return AsyncItemWalk(self, ItemProgress(PageProgress(listing, arguments)))

    def resume_pages(self, listing: Listing[R, Item, ...], saved: str) -> AsyncPageWalk[R, Item]:
        """A walk over pages from a saved position; ValueError if it is not one of this list."""
        return AsyncPageWalk(self, load(listing, saved)[0])

    def resume_items(self, listing: Listing[R, Item, ...], saved: str) -> AsyncItemWalk[R, Item]:
        """A walk over items from a saved position; ValueError if it is not one of this list."""
        return AsyncItemWalk(self, ItemProgress(*load(listing, saved)))

    async def _run(self, steps: Flow[R]) -> R:
        try:
            self._running_loop()
        except RuntimeError:
            raise TokgateError(
                "asynchronous clients need a running asyncio event loop; elsewhere, such as under trio, call the "
                "synchronous one in a thread"
            ) from None
        outcome: Any = None
        try:
            while True:
                try:
                    step = steps.send(outcome)
                except StopIteration as end:
                    answer: R = end.value
                    return answer
                outcome = await self._do(step)
        finally:
            # What the flow holds is given back at once, also when a step is interrupted or cancelled.
            steps.close()

    async def _do(self, step: Step) -> Outcome:
        if isinstance(step, Send):
            try:
                return await self._send(step)
            except TransportError as problem:
                return problem
            except OSError as problem:
                return _translated(step.attempt, problem)
        if isinstance(step, Wait):
            await self._timing.asleep(step.seconds)
            return None
        if isinstance(step, Enter):
            return await step.gate.enter_async(step.total)
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
            async with asyncio.timeout(step.total) as limit:
                await lock.acquire()
                # Another task may have renewed it meanwhile.
                secret = renewing.current(step.rejected, self._timing.now())
                if secret:
                    lock.release()
                    return secret
                steps = renewing.renew(self._own, self._timing, step.rejected, step.total)
                # Whoever waits may give up; the renewal goes on, as what it brings may be all that is good from now on.
                return await asyncio.shield(renewing.in_task(self._run(steps), lock))
        except TimeoutError:
            if not limit.expired():
                raise
            raise DeadlineExceeded("no new credential within the deadline") from None


def _translated(attempt: Attempt, problem: OSError) -> TransportError:
    """What a transport that was passed in lets through of its library."""
    text = f"{attempt.method} {attempt.place}: no answer ({type(problem).__name__})"
    if isinstance(problem, TimeoutError):
        return TimedOut(text)
    return TransportError(text, sent=not isinstance(problem, ConnectionRefusedError))


async def _one(body: bytes) -> AsyncIterator[bytes]:
    yield body
