"""What an operation becomes on a client: something to call, and for a list, something to walk."""

from __future__ import annotations

import copy
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from inspect import Signature, getdoc
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Protocol, Self, TypeAlias, TypedDict, TypeVar, Unpack

from tokgate.contract.answers import Binary
from tokgate.contract.paging import AsyncItems, AsyncPages, Items, Pages

if TYPE_CHECKING:
    from tokgate.contract.operation import Listing, Operation

P = ParamSpec("P")
R = TypeVar("R")
Item = TypeVar("Item")

#: The arguments of a call by name, as `Operation.arguments` gives them.
Arguments: TypeAlias = Mapping[str, Any]


class LinkOptions(TypedDict, total=False):
    """What can be changed for one request. Times in seconds.

    `timeout`: for connecting and for each wait for bytes (60); None for none.
    `deadline`: for a whole call, waits and retries included (none); DeadlineExceeded is raised when it passes.
    `max_wait`: the longest single wait before a retry (60): where more is needed, the error is raised at once, and its
    `reset_at` says until when. None waits as long as the server asks.
    `retries`: how often a call that may succeed later is tried again (3).
    `headers`: sent beside what the declaration says; one that it says too is sent as given here.
    """

    timeout: float | None
    deadline: float | None
    max_wait: float | None
    retries: int
    headers: Mapping[str, str]


class CallOptions(LinkOptions, total=False):
    """What can be changed for one call, as for a whole client.

    `query`: sent beside what the declaration says.
    """

    query: Mapping[str, str]


class SyncCaller(Protocol):
    """Sends a declared call and waits for the answer. Implemented by the client."""

    def with_options(self, options: CallOptions) -> SyncCaller: ...

    def call(self, operation: Operation[R, ...], arguments: Arguments) -> R: ...
    def raw(self, operation: Operation[Any, ...], arguments: Arguments) -> Binary: ...
    def pages(self, listing: Listing[R, Item, ...], arguments: Arguments) -> Pages[R]: ...
    def items(self, listing: Listing[R, Item, ...], arguments: Arguments) -> Items[Item]: ...
    def resume_pages(self, listing: Listing[R, Item, ...], saved: str) -> Pages[R]: ...
    def resume_items(self, listing: Listing[R, Item, ...], saved: str) -> Items[Item]: ...


class AsyncCaller(Protocol):
    """As SyncCaller, without blocking."""

    def with_options(self, options: CallOptions) -> AsyncCaller: ...

    def call(self, operation: Operation[R, ...], arguments: Arguments) -> Awaitable[R]: ...
    def raw(self, operation: Operation[Any, ...], arguments: Arguments) -> Awaitable[Binary]: ...
    def pages(self, listing: Listing[R, Item, ...], arguments: Arguments) -> AsyncPages[R]: ...
    def items(self, listing: Listing[R, Item, ...], arguments: Arguments) -> AsyncItems[Item]: ...
    def resume_pages(self, listing: Listing[R, Item, ...], saved: str) -> AsyncPages[R]: ...
    def resume_items(self, listing: Listing[R, Item, ...], saved: str) -> AsyncItems[Item]: ...


class Introspected:
    """A call that tells its name, signature and help as the declared method would."""

    def __init__(self, operation: Operation[Any, ...]) -> None:
        self.__name__: str = operation.name
        self.__qualname__: str = operation.name
        self.__signature__: Signature = operation.signature
        self.__doc__ = operation.documentation

    def __repr__(self) -> str:
        return f"<{self.__name__}{self.__signature__}>"


class Form(Introspected, Generic[R, P]):
    """Another form of a call, such as its walk: the same parameters, another answer."""

    def __init__(
        self, call: Introspected, name: str, answers: type, operation: Operation[Any, P], run: Callable[[Arguments], R]
    ) -> None:
        super().__init__(operation)
        self.__name__: str = f"{operation.name}.{name}"
        self.__qualname__: str = self.__name__
        self.__signature__: Signature = operation.signature.replace(return_annotation=answers)
        self.__doc__ = f"{getdoc(getattr(type(call), name))}\n\n{operation.documentation}"
        self._operation = operation
        self._run = run

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self._run(self._operation.arguments(args, kwargs))


class Call(Introspected, Generic[R, P]):
    """An operation of a synchronous client. Raises the errors of `tokgate.contract.errors`."""

    def __init__(self, operation: Operation[R, P], caller: SyncCaller) -> None:
        super().__init__(operation)
        self._operation = operation
        self._caller = caller

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self._caller.call(self._operation, self._operation.arguments(args, kwargs))

    @property
    def raw(self) -> Form[Binary, P]:
        """The same call, its answer not decoded: the bytes, and their status, headers and request id in `answer`."""
        return Form(self, "raw", Binary, self._operation, lambda given: self._caller.raw(self._operation, given))

    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """This call with other options than its client's; its walks have them too."""
        other = copy.copy(self)
        other._caller = self._caller.with_options(options)
        return other


class ListCall(Call[R, P], Generic[R, Item, P]):
    """A call whose answer is one page of a list; `all` and `pages` walk the list from there."""

    def __init__(self, listing: Listing[R, Item, P], caller: SyncCaller) -> None:
        super().__init__(listing, caller)
        self._listing = listing

    @property
    def all(self) -> Form[Items[Item], P]:
        """Every item, page after page, fetched as they are asked for; parameters as of the call itself."""
        return Form(self, "all", Items, self._listing, lambda given: self._caller.items(self._listing, given))

    @property
    def pages(self) -> Form[Pages[R], P]:
        """Every page; parameters as of the call itself."""
        return Form(self, "pages", Pages, self._listing, lambda given: self._caller.pages(self._listing, given))

    def resume_all(self, saved: str) -> Items[Item]:
        """Go on with the item after the last one that the saved walk (`Items.save()`) handed out."""
        return self._caller.resume_items(self._listing, saved)

    def resume_pages(self, saved: str) -> Pages[R]:
        """Go on with the page after the last one that the saved walk (`Pages.save()`) handed out."""
        return self._caller.resume_pages(self._listing, saved)


class AsyncCall(Introspected, Generic[R, P]):
    """An operation of an asynchronous client."""

    def __init__(self, operation: Operation[R, P], caller: AsyncCaller) -> None:
        super().__init__(operation)
        self._operation = operation
        self._caller = caller

    async def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return await self._caller.call(self._operation, self._operation.arguments(args, kwargs))

    @property
    def raw(self) -> Form[Coroutine[Any, Any, Binary], P]:
        """The same call, its answer not decoded: the bytes, and their status, headers and request id in `answer`."""
        return Form(self, "raw", Binary, self._operation, self._raw)

    async def _raw(self, given: Arguments) -> Binary:
        return await self._caller.raw(self._operation, given)

    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """This call with other options than its client's; its walks have them too."""
        other = copy.copy(self)
        other._caller = self._caller.with_options(options)
        return other


class AsyncListCall(AsyncCall[R, P], Generic[R, Item, P]):
    """As ListCall, for `async for`."""

    def __init__(self, listing: Listing[R, Item, P], caller: AsyncCaller) -> None:
        super().__init__(listing, caller)
        self._listing = listing

    @property
    def all(self) -> Form[AsyncItems[Item], P]:
        """Every item, page after page, fetched as they are asked for; parameters as of the call itself."""
        return Form(self, "all", AsyncItems, self._listing, lambda given: self._caller.items(self._listing, given))

    @property
    def pages(self) -> Form[AsyncPages[R], P]:
        """Every page; parameters as of the call itself."""
        return Form(self, "pages", AsyncPages, self._listing, lambda given: self._caller.pages(self._listing, given))

    def resume_all(self, saved: str) -> AsyncItems[Item]:
        """Go on with the item after the last one that the saved walk handed out."""
        return self._caller.resume_items(self._listing, saved)

    def resume_pages(self, saved: str) -> AsyncPages[R]:
        """Go on with the page after the last one that the saved walk handed out."""
        return self._caller.resume_pages(self._listing, saved)
