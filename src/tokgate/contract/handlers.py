"""The server's side of a declaration: plain functions, held against it by the type checker and when they register.

@implements(Public.posts)
def posts(request: Request, /, *, secUid: SecUid, count: Count = 30, **_: object) -> ItemPage: ...

A handler names the parameters that it reads, as they are declared; the others go into `**_`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, get_type_hints

from tokgate.contract.operation import Operation

P = ParamSpec("P")
R = TypeVar("R")
Request = TypeVar("Request")


class Encoded(Generic[R]):
    """Bytes known to be an encoded R: what a fast handler answers instead of R. Tests decode it; requests do not pay.

    `coding` is the Content-Encoding that `content` is in, "" for none; None where it is never coded, whatever the
    caller accepts. `rows` is how many items it holds. `final`: nothing in it is made for this caller any more, such as
    links that end.
    """

    __slots__ = ("coding", "content", "final", "rows")

    def __init__(self, content: bytes, *, coding: str | None = None, rows: int = 0, final: bool = False) -> None:
        self.content: bytes = content
        self.coding: str | None = coding
        self.rows: int = rows
        self.final: bool = final


class Handlers(Generic[Request]):
    """Which handler implements which operation."""

    def __init__(self) -> None:
        self._by_operation: dict[Operation[Any, ...], Callable[..., Any]] = {}

    def implements(
        self, operation: Operation[R, P]
    ) -> Callable[
        [Callable[Concatenate[Request, P], R | Encoded[R]]],
        Callable[Concatenate[Request, P], R | Encoded[R]],
    ]:
        """Register the decorated function. TypeError if its parameters are not the declared ones, as `check` says.

        Type checkers refuse a mistyped parameter and a missing one, but neither another default nor another alias.
        """

        def register(
            handler: Callable[Concatenate[Request, P], R | Encoded[R]],
        ) -> Callable[Concatenate[Request, P], R | Encoded[R]]:
            if operation in self._by_operation:
                raise ValueError(f"{operation.name} has a handler already")
            check(operation, handler)
            self._by_operation[operation] = handler
            return handler

        return register

    def find(self, operation: Operation[Any, ...]) -> Callable[..., Any] | None:
        """The handler of an operation."""
        return self._by_operation.get(operation)

    def __iter__(self) -> Iterator[tuple[Operation[Any, ...], Callable[..., Any]]]:
        return iter(self._by_operation.items())


def check(operation: Operation[Any, ...], handler: Callable[..., Any]) -> None:
    """TypeError, in a sentence, unless a handler's parameters have the names, types and defaults of the declaration.

    A parameter's type may be left bare (`str`), but must not be another alias of it (`Username` for a `SecUid`).
    """
    if inspect.iscoroutinefunction(handler):
        raise TypeError(f"the handler of {operation.name} must be a plain function: the server decides where it runs")
    request, *parameters = inspect.signature(handler).parameters.values()
    if request.kind is not inspect.Parameter.POSITIONAL_ONLY:
        raise TypeError(f"the handler of {operation.name} must take the request by position: (request: Request, /, …)")
    if not parameters or parameters[-1].kind is not inspect.Parameter.VAR_KEYWORD:
        raise TypeError(f"the handler of {operation.name} must end with **_: object, for what it does not read")
    declared = inspect.signature(operation.function).parameters
    types = get_type_hints(operation.function, include_extras=True)
    bare_types = get_type_hints(operation.function)
    hints = get_type_hints(handler, include_extras=True)
    for parameter in parameters[:-1]:
        name = parameter.name
        if name not in bare_types or name not in declared:
            known = ", ".join(list(declared)[1:]) or "none"
            raise TypeError(f"the handler of {operation.name} reads {name!r}; the declaration has {known}")
        if parameter.default != declared[name].default:
            raise TypeError(
                f"the handler of {operation.name} has {_shown(parameter)} for {name}, "
                f"the declaration {_shown(declared[name])}"
            )
        if hints.get(name) not in (types[name], bare_types[name]):
            raise TypeError(
                f"the handler of {operation.name} takes {name} as {parameter.annotation}, "
                f"the declaration as {declared[name].annotation}"
            )


def _shown(parameter: inspect.Parameter) -> str:
    return "no default" if parameter.default is inspect.Parameter.empty else f"the default {parameter.default!r}"
