"""A listener on this machine that a creator's browser is sent back to, for as long as one sign-in takes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tokgate.contract.errors import TokgateError

HOSTS = ("127.0.0.1", "localhost")
ANY_PORT = ":*"
#: A browser that says nothing for so many seconds is not waited for.
PATIENCE_S = 10.0

DONE = "tokgate has the answer. You can close this page and go back to where you came from."
OVER = "This sign-in has been answered already."
STRANGE = (
    "This is no answer to the sign-in that tokgate waits for. Is it an older page? Start again from the newest one."
)
NOTHING = "There is nothing here. tokgate waits for a sign-in at another path."


class Loopback:
    """Catches the redirect to `redirect_uri`, of which `answers` says whether it is the one that is waited for.

    In the URI, `:*` is a free port; `uri` has the port. ValueError for one that does not lead to this machine.
    """

    def __init__(self, redirect_uri: str, answers: Callable[[str], bool]) -> None:
        parts = urlsplit(redirect_uri.replace(ANY_PORT, ":0", 1))
        if parts.scheme != "http" or parts.hostname not in HOSTS or parts.port is None or parts.query or parts.fragment:
            raise ValueError("redirect_uri must be like http://127.0.0.1:*/callback/ or http://localhost:3000/callback")
        self._path = parts.path or "/"
        self._answers = answers
        self._caught: SimpleQueue[str] = SimpleQueue()
        self._lock = threading.Lock()
        self._is_over = False
        #: How many came that were no answer.
        self.strange: int = 0
        try:
            self._server = _server(parts.port, self._met)
        except OSError as problem:
            raise TokgateError(f"cannot listen on 127.0.0.1:{parts.port}: {problem.strerror}") from None
        self._origin = f"http://{parts.hostname}:{self._server.server_port}"
        self.uri: str = f"{self._origin}{parts.path}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def wait(self, seconds: float) -> str | None:
        """The whole URL of the redirect, None if none came in time. More than one is never taken."""
        try:
            return self._caught.get(timeout=seconds)
        except Empty:
            return None

    def _met(self, target: str) -> tuple[int, str]:
        """What a browser that asks for a target (path and query) is told: a status and a sentence."""
        if urlsplit(target).path != self._path:
            return 404, NOTHING
        url = f"{self._origin}{target}"
        with self._lock:
            if self._is_over:
                return 409, OVER
            if not self._answers(url):
                self.strange += 1
                return 400, STRANGE
            self._is_over = True
        self._caught.put(url)
        return 200, DONE


def _server(port: int, met: Callable[[str], tuple[int, str]]) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        timeout = PATIENCE_S

        def do_GET(self) -> None:
            status, text = met(self.path)
            content = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("X-Content-Type-Options", "nosniff")
            # The address of this page holds a code.
            self.send_header("Cache-Control", "no-store")
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: what is asked for holds a code."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    return server
