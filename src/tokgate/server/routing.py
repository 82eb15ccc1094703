"""Which operation a path and method mean, and which dialect answers where there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

from tokgate.contract.claims import check_together
from tokgate.contract.dialect import Dialect, owner_of, served_by
from tokgate.contract.effects import Effect
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Handlers
from tokgate.contract.operation import Operation
from tokgate.contract.requests import read_choice

Handler = Callable[..., Any]


class Route:
    """An operation with the handler that implements it and the dialect that it belongs to.

    `alternatives` are the routes of the same method and path, by the value of the `told_by` member that means each. One
    of them has them: the one that a GET means by any other value, else the first declared; a call that means none of
    them is refused in its words.
    `most_bytes` is how large the body of a request can be, whichever of them it means.
    """

    __slots__ = ("alternatives", "dialect", "handler", "most_bytes", "operation", "reads", "reads_headers", "told_by")

    def __init__(self, dialect: Dialect, operation: Operation[Any, ...], handler: Handler) -> None:
        self.dialect = dialect
        self.operation = operation
        self.handler = handler
        self.reads = operation.effect is Effect.READS
        self.reads_headers = bool(operation.in_headers)
        self.most_bytes = operation.most_bytes
        self.alternatives: dict[str, Route] = {}
        self.told_by = ""

    def chosen(self, body: Mapping[str, Any], query: Mapping[str, Any]) -> Route:
        """The alternative that a request means, this route where there is none. Refusal if it means none of them."""
        if not self.alternatives:
            return self
        if self.operation.when is None:
            return self.alternatives.get(query.get(self.told_by, ""), self)
        return self.alternatives[read_choice(self.told_by, self.alternatives, body, query)]


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
            for operation in served_by(dialect):
                handler = handlers.find(operation)
                if handler is None:
                    raise ValueError(f"{operation.name} is declared, but nothing in {dialect.handlers} implements it")
                self._add(Route(dialect, operation, handler))
        routed = {route.operation for route in self.routes}
        # Others' handlers are known to the process too: those of tests, and of dialects that this server does not have.
        for operation, handler in handlers:
            if operation not in routed and any(f"{handler.__module__}.".startswith(f"{name}.") for name in modules):
                raise ValueError(f"{handler.__module__} implements {operation.name}, which no dialect serves")

    def _add(self, route: Route) -> None:
        self.routes.append(route)
        path = route.operation.path
        if "{" in path:
            pattern = re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path)))
            _, methods = self._templates.setdefault(path, (pattern, {}))
        else:
            methods = self._exact.setdefault(path, {})
        first = methods.setdefault(route.operation.method, route)
        when = route.operation.when
        if when is not None:
            first.alternatives[when.value] = route
            first.told_by = when.member
            first.most_bytes = max(first.most_bytes, route.most_bytes)
        elif first is not route:
            route.alternatives, first.alternatives = first.alternatives, {}
            route.told_by = first.told_by
            methods[route.operation.method] = route

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]]:
        """The route and the values of the path's `{name}`s; of alternatives, the first. Refusal if there is none."""
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
