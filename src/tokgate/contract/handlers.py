"""The server's side of a declaration: handlers whose signature the type checker compares with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from tokgate.contract.operation import Operation

P = ParamSpec("P")
R = TypeVar("R")
Request = TypeVar("Request")


class Encoded(Generic[R]):
    """Bytes known to be an encoded R: what a fast handler answers instead of R. Tests decode it; requests do not pay.

    `coding` is the Content-Encoding that `content` is in, "" for none; `rows` is how many items it holds.
    """

    __slots__ = ("coding", "content", "rows")

    def __init__(self, content: bytes, *, coding: str = "", rows: int = 0) -> None:
        self.content = content
        self.coding = coding
        self.rows = rows


class Handlers(Generic[Request]):
    """Which handler implements which operation, for one server."""

    def __init__(self) -> None:
        self._by_name: dict[str, tuple[Operation[..., Any], Callable[..., Awaitable[Any]]]] = {}

    def implements(
        self, operation: Operation[P, R]
    ) -> Callable[
        [Callable[Concatenate[Request, P], Awaitable[R | Encoded[R]]]],
        Callable[Concatenate[Request, P], Awaitable[R | Encoded[R]]],
    ]:
        """Register the decorated coroutine function; a wrong, missing or mistyped parameter is a type error."""

        def register(
            handler: Callable[Concatenate[Request, P], Awaitable[R | Encoded[R]]],
        ) -> Callable[Concatenate[Request, P], Awaitable[R | Encoded[R]]]:
            if operation.name in self._by_name:
                raise ValueError(f"{operation.name} has a handler already")
            self._by_name[operation.name] = (operation, handler)
            return handler

        return register

    def __iter__(self) -> Iterator[tuple[Operation[..., Any], Callable[..., Awaitable[Any]]]]:
        return iter(self._by_name.values())
