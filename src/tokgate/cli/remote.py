"""A running server's admin routes, as the verbs that read and move its controls use them."""

from __future__ import annotations

import os
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import click
import msgspec

from tokgate.cli.exits import Exit, Failure

C = TypeVar("C", bound=Callable[..., Any])
DEFAULT_URL = "http://127.0.0.1:8700"
KEY_VARIABLE = "TOKGATE_ADMIN_KEY"
TIMEOUT_S = 120


def url_option(command: C) -> C:
    """`--url`, which $TOKGATE_URL sets too."""
    return click.option(
        "--url", default=DEFAULT_URL, envvar="TOKGATE_URL", show_default=True, help="Where the server is."
    )(command)


def admin_key_option(command: C) -> C:
    """`--admin-key`, which $TOKGATE_ADMIN_KEY and the file that $TOKGATE_ADMIN_KEY_FILE names set too."""
    return click.option(
        "--admin-key",
        envvar=KEY_VARIABLE,
        default=_key_in_file,
        help=f"The server's admin key; better in ${KEY_VARIABLE} or in a file that ${KEY_VARIABLE}_FILE names.",
    )(command)


def _key_in_file() -> str | None:
    path = os.environ.get(f"{KEY_VARIABLE}_FILE")
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise Failure(f"cannot read the admin key from {path}: {problem}") from problem


class Denied(Failure):
    """The server wants an admin key, or another one."""

    exit_code = Exit.CREDENTIALS


class RunningServer:
    """The admin routes of the server at `url`. Failure, in one line, for whatever goes wrong there or on the way."""

    def __init__(self, url: str, admin_key: str | None) -> None:
        if urlsplit(url).scheme not in ("http", "https"):
            raise click.UsageError(f"--url is http://HOST:PORT, not {url!r}")
        self._url = url.rstrip("/")
        self._headers = {"X-Tokgate-Admin": admin_key} if admin_key else {}
        # A proxy is of no use on the way to this machine itself.
        is_local = urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")
        self._opener = urllib.request.build_opener(*([urllib.request.ProxyHandler({})] if is_local else []))

    def get(self, name: str) -> dict[str, Any]:
        """What an admin route shows."""
        return self._ask(name, None)

    def post(self, name: str, body: dict[str, Any]) -> dict[str, Any]:
        """How things stand after a command was carried out."""
        return self._ask(name, msgspec.json.encode(body))

    def delete(self, name: str) -> dict[str, Any]:
        """What an admin route took away."""
        return self._ask(name, None, method="DELETE")

    def _ask(self, name: str, content: bytes | None, method: str | None = None) -> dict[str, Any]:
        headers = {**self._headers, "Content-Type": "application/json"}
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            f"{self._url}/_tokgate/{name}", content, headers, method=method
        )
        try:
            with self._opener.open(request, timeout=TIMEOUT_S) as answer:
                return _members(answer.read())
        except urllib.error.HTTPError as refused:
            with refused:
                said = _members(refused.read()).get("error") or f"the server answered {refused.code}"
            raise (Denied if refused.code in (401, 403) else Failure)(str(said)) from None
        except OSError as problem:
            reason = getattr(problem, "reason", problem)
            raise Failure(f"no server answers at {self._url}: {reason}; `tokgate demo` starts one") from None


def _members(content: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(content, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {}
