"""Which operation a path and method mean, and which dialect answers where there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from tokgate.contract.dialect import Dialect, check_together, operations_of, owner_of
from tokgate.contract.effects import Effect
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Handlers
from tokgate.contract.operation import Operation

Handler = Callable[..., Any]


class Route:
    """An operation with the handler that implements it and the dialect that it belongs to."""

    __slots__ = ("dialect", "handler", "operation", "reads", "reads_headers")

    def __init__(self, dialect: Dialect, operation: Operation[..., Any], handler: Handler) -> None:
        self.dialect = dialect
        self.operation = operation
        self.handler = handler
        self.reads = operation.effect is Effect.READS
        self.reads_headers = bool(operation.in_headers)


class Routes:
    """The route table, made from the declarations of some dialects and the handlers of the modules that they name.

    ValueError if dialects get in each other's way, an operation has no handler, or a handler no operation.
    """

    def __init__(self, dialects: Iterable[Dialect], handlers: Handlers[Any]) -> None:
        self.dialects = tuple(dialects)
        check_together(self.dialects)
        self._exact: dict[str, dict[str, Route]] = {}
        self._templates: dict[str, tuple[re.Pattern[str], dict[str, Route]]] = {}
        self.routes: list[Route] = []
        modules = {name for dialect in self.dialects for name in dialect.handlers}
        for name in modules:
            import_module(name)
        for dialect in self.dialects:
            for operation in operations_of(dialect):
                handler = handlers.find(operation)
                if handler is None:
                    raise ValueError(f"{operation.name} is declared, but nothing in {dialect.handlers} implements it")
                self._add(Route(dialect, operation, handler))
        routed = {route.operation for route in self.routes}
        # Others' handlers are known to the process too: those of tests, and of dialects that this server does not have.
        for operation, handler in handlers:
            if operation not in routed and any(f"{handler.__module__}.".startswith(f"{name}.") for name in modules):
                raise ValueError(f"{handler.__module__} implements {operation.name}, which no dialect declares")

    def _add(self, route: Route) -> None:
        self.routes.append(route)
        path = route.operation.path
        if "{" in path:
            pattern = re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path)))
            _, methods = self._templates.setdefault(path, (pattern, {}))
        else:
            methods = self._exact.setdefault(path, {})
        methods[route.operation.method] = route

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]]:
        """The route and the values of the path's `{name}`s. Refusal for an unknown path or a wrong method."""
        methods = self._exact.get(path)
        values: dict[str, str] = {}
        if methods is None:
            methods, values = self._match(path)
        # What GET gives, HEAD gives without its content (RFC 9110, 9.3.2).
        route = methods.get(method) or (methods.get("GET") if method == "HEAD" else None)
        if route is None:
            allowed = {*methods, "HEAD"} if "GET" in methods else methods
            raise Refusal(Cause.WRONG_METHOD if methods else Cause.NO_ROUTE, allow=", ".join(sorted(allowed)))
        return route, values

    def owner(self, path: str) -> Dialect:
        """The dialect that answers a path, known or not."""
        return owner_of(path, self.dialects)

    def _match(self, path: str) -> tuple[dict[str, Route], dict[str, str]]:
        for pattern, methods in self._templates.values():
            match = pattern.fullmatch(path)
            if match:
                return methods, match.groupdict()
        return {}, {}
