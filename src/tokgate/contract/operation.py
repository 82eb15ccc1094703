"""The declaration: one typed method without a body, which is the SDK's call and the server's route at once.

class Public(Resource[M], name="tikapi.public"):
    @get("/public/posts", credentials=(API_KEY,), pages=POSTS)
    def posts(self, *, secUid: SecUid, cursor: DigitCursor | None = None) -> ItemPage:
        \"\"\"A creator's posts, newest first.\"\"\"
        raise Declared
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Concatenate, Generic, Literal, ParamSpec, TypeVar, overload

from tokgate.contract.calls import AsyncCall, AsyncCaller, AsyncListCall, Call, ListCall, SyncCaller
from tokgate.contract.credentials import Credential
from tokgate.contract.effects import Effect
from tokgate.contract.fields import Field, fields_of, result_of
from tokgate.contract.paging import Paging

P = ParamSpec("P")
R = TypeVar("R")
Item = TypeVar("Item")

Method = Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


class Declared(Exception):
    """The body of a declaration: it is read, never run."""


class Sync:
    """Marks a resource of a synchronous client."""


class Async:
    """Marks a resource of an asynchronous client."""


M = TypeVar("M", Sync, Async)


class Resource(Generic[M]):
    """A class of declared operations. `name`, given when it is subclassed, is the prefix of their full names."""

    resource_name = ""

    def __init_subclass__(cls, *, name: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if name:
            cls.resource_name = name
        prefix = f"{cls.resource_name}." if cls.resource_name else ""
        for member_name, member in vars(cls).items():
            if isinstance(member, Operation):
                member.name = f"{prefix}{member_name}"

    def __init__(self, caller: SyncCaller | AsyncCaller) -> None:
        self.caller = caller

    @classmethod
    def operations(cls) -> list[Operation[..., Any]]:
        """The operations that this class declares, in the order of their declaration."""
        return [member for member in vars(cls).values() if isinstance(member, Operation)]


class Operation(Generic[P, R]):
    """One declared call. Class access gives the declaration, access through a client's resource gives the call.

    `since` and `until` name the first and the last revision (version or ISO date) of the dialect that has it; `source`
    says where its facts are from.
    """

    pages: Paging[Any, Any] | None = None

    def __init__(
        self,
        function: Callable[Concatenate[Any, P], R],
        *,
        method: Method,
        path: str,
        effect: Effect,
        credentials: tuple[Credential, ...] = (),
        source: str = "",
        since: str | None = None,
        until: str | None = None,
    ) -> None:
        self.function = function
        self.method: Method = method
        self.path = path
        self.effect = effect
        self.credentials = credentials
        self.source = source
        self.since = since
        self.until = until
        self.name = function.__name__
        self.help = inspect.getdoc(function) or ""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}: {self.method} {self.path}>"

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The parameters, read from the signature on first use."""
        return fields_of(self.function)

    @cached_property
    def result(self) -> type[R]:
        """The wire type of the answer."""
        answer: type[R] = result_of(self.function)
        return answer

    def arguments(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments of a call by name, without those left at None. Raises TypeError as a Python call would."""
        if args:
            raise TypeError(f"{self.name}() takes keyword arguments only")
        known = {field.argument for field in self.fields}
        for name in kwargs:
            if name not in known:
                raise TypeError(f"{self.name}() has no parameter {name!r}; it has {', '.join(sorted(known)) or 'none'}")
        for field in self.fields:
            if field.required and kwargs.get(field.argument) is None:
                raise TypeError(f"{self.name}() needs {field.argument}")
        filled = {field.argument: kwargs.get(field.argument, field.default) for field in self.fields}
        return {name: value for name, value in filled.items() if value is not None}

    @overload
    def __get__(self, instance: None, owner: Any) -> Operation[P, R]: ...
    @overload
    def __get__(self, instance: Resource[Sync], owner: Any) -> Call[P, R]: ...
    @overload
    def __get__(self, instance: Resource[Async], owner: Any) -> AsyncCall[P, R]: ...
    def __get__(self, instance: Any, owner: Any) -> Any:
        if instance is None:
            return self
        return AsyncCall(self, instance.caller) if _is_async(instance.caller) else Call(self, instance.caller)


class Listing(Operation[P, R], Generic[P, R, Item]):
    """An operation whose answer is one page of a list."""

    pages: Paging[R, Item]

    @overload
    def __get__(self, instance: None, owner: Any) -> Listing[P, R, Item]: ...
    @overload
    def __get__(self, instance: Resource[Sync], owner: Any) -> ListCall[P, R, Item]: ...
    @overload
    def __get__(self, instance: Resource[Async], owner: Any) -> AsyncListCall[P, R, Item]: ...
    def __get__(self, instance: Any, owner: Any) -> Any:
        if instance is None:
            return self
        return AsyncListCall(self, instance.caller) if _is_async(instance.caller) else ListCall(self, instance.caller)


def _is_async(caller: Any) -> bool:
    return bool(getattr(caller, "is_async", False))
