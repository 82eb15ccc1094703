"""The dashboard as an ASGI application, to be mounted in a gateway: `Gateway(…, mounts={MOUNT: make(dialects)})`.

The pages hold nothing but the declarations. All that happens comes from the `/_tokgate/` routes, asked for by the
browser: who may see it is decided there alone, and a page asks for the admin key where one is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route, Router
from starlette.staticfiles import StaticFiles

from tokgate.contract.dialect import Dialect, served_by
from tokgate.server.app import App
from tokgate.server.calls import Receive, Scope, Send
from tokgate.version import VERSION

#: The first segment of its paths.
MOUNT = "dashboard"
PREFIX = "/" + MOUNT

#: Nothing from another host, nothing inline, nobody's frame.
POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-cache"),
)


def make(dialects: Iterable[Dialect]) -> App:
    """The pages under `/dashboard`, for a server of these dialects; `/dashboard/` leads there, too."""
    pages = _Pages(dialects)
    return Router(
        routes=[
            Route(PREFIX, pages.overview),
            Route(PREFIX + "/", pages.overview),
            Route(PREFIX + "/requests", pages.requests),
            Mount(PREFIX + "/static", StaticFiles(directory=str(resources.files(__package__) / "static"))),
        ],
        middleware=[Middleware(_WithHeaders), Middleware(ExceptionMiddleware)],
    )


class _Pages:
    def __init__(self, dialects: Iterable[Dialect]) -> None:
        self._templates = Environment(
            loader=PackageLoader(__package__), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._dialects = [
            {
                "name": dialect.name,
                "host": dialect.base_url,
                "operations": [
                    {"name": each.name, "method": each.method, "path": each.path, "help": each.help.partition("\n")[0]}
                    for each in served_by(dialect)
                ],
            }
            for dialect in dialects
        ]

    def overview(self, request: Request) -> Response:
        return self._page("overview.html")

    def requests(self, request: Request) -> Response:
        return self._page("requests.html")

    def _page(self, name: str) -> Response:
        template = self._templates.get_template(name)
        return HTMLResponse(template.render(page=name, prefix=PREFIX, version=VERSION, dialects=self._dialects))


class _WithHeaders:
    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *HEADERS]}
            await send(message)

        await self._app(scope, receive, send_with_headers)
