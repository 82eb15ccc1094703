"""What `tokgate serve` and `demo` answer beside the dialects: the dashboard, and where people look first."""

from __future__ import annotations

from tokgate.dialects.registry import installed
from tokgate.server.app import App, Gateway
from tokgate.server.calls import Answer, Receive, Scope, Send, deliver
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


class Elsewhere:
    """A path that no dialect has, and that people and probes try: it leads to what they look for."""

    def __init__(self, place: str) -> None:
        self._answer = Answer(307, f"see {place}\n".encode(), "text/plain; charset=utf-8", {"location": place})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await deliver(send, self._answer)


def mounts() -> dict[str, App]:
    """By the first segment of their paths."""
    return {
        DASHBOARD: Dashboard(),
        "": Elsewhere(f"/{DASHBOARD}"),
        "docs": Elsewhere(f"/{DASHBOARD}"),
        "healthz": Elsewhere("/_tokgate/health"),
        "readyz": Elsewhere("/_tokgate/ready"),
    }


def make_mounted_worker() -> Gateway:
    """One worker process's application."""
    return make_worker(mounts())
