"""What `tokgate serve` and `demo` answer beside the dialects: the dashboard."""

from __future__ import annotations

from tokgate.dialects.registry import installed
from tokgate.server.app import App, Gateway
from tokgate.server.calls import Receive, Scope, Send
from tokgate.server.run import make_worker

DASHBOARD = "dashboard"


class Dashboard:
    """The dashboard, imported when somebody looks at it: a server starts without its libraries."""

    def __init__(self) -> None:
        self._app: App | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._app is None:
            from tokgate.dashboard.app import make

            self._app = make(installed())
        await self._app(scope, receive, send)


def mounts() -> dict[str, App]:
    """By the first segment of their paths."""
    return {DASHBOARD: Dashboard()}


def make_mounted_worker() -> Gateway:
    """One worker process's application."""
    return make_worker(mounts())
