"""Which operation a path and method mean, and which dialect answers where there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from tokgate.contract.dialect import Dialect, operations_of
from tokgate.contract.effects import Effect
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.operation import Operation

Handler = Callable[..., Any]


class Route:
    """An operation with the handler that implements it and the dialect that it belongs to."""

    __slots__ = ("dialect", "handler", "operation", "reads")

    def __init__(self, dialect: Dialect, operation: Operation[..., Any], handler: Handler) -> None:
        self.dialect = dialect
        self.operation = operation
        self.handler = handler
        self.reads = operation.effect is Effect.READS


class Routes:
    """The route table, made from the declarations. ValueError when a declared operation has no handler."""

    def __init__(self, dialects: Iterable[Dialect], handlers: Iterable[tuple[Operation[..., Any], Handler]]) -> None:
        by_name = {operation.name: handler for operation, handler in handlers}
        self._exact: dict[str, dict[str, Route]] = {}
        self._templates: dict[str, tuple[re.Pattern[str], dict[str, Route]]] = {}
        self.routes: list[Route] = []
        for dialect in dialects:
            for operation in operations_of(dialect):
                if operation.name not in by_name:
                    raise ValueError(f"{operation.name} is declared, but nothing implements it")
                self._add(Route(dialect, operation, by_name[operation.name]))

    def _add(self, route: Route) -> None:
        self.routes.append(route)
        path = route.operation.path
        if "{" in path:
            pattern = re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path)))
            self._templates.setdefault(path, (pattern, {}))[1][route.operation.method] = route
        else:
            self._exact.setdefault(path, {})[route.operation.method] = route

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]]:
        """The route and the values of the path's `{name}`s. Refusal for an unknown path or a wrong method."""
        methods = self._exact.get(path)
        values: dict[str, str] = {}
        if methods is None:
            methods, values = self._match(path)
        route = methods.get(method)
        if route is None:
            raise Refusal(Cause.WRONG_METHOD if methods else Cause.NO_ROUTE, allow=", ".join(methods))
        return route, values

    def _match(self, path: str) -> tuple[dict[str, Route], dict[str, str]]:
        for pattern, methods in self._templates.values():
            match = pattern.fullmatch(path)
            if match:
                return methods, match.groupdict()
        return {}, {}


def dialect_of(path: str, dialects: dict[str, Dialect]) -> Dialect:
    """The dialect that a path belongs to, known or not: `/v2/…` is TikTok's, `/api/…` JustOne's, the rest TikAPI's."""
    if path.startswith("/v2/"):
        return dialects["official"]
    if path.startswith("/api/"):
        return dialects["justone"]
    return dialects["tikapi"]
