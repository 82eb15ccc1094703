"""What a client can be told: options by keyword, secrets by argument or environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypedDict
from urllib.parse import urlsplit

from msgspec.structs import replace

from tokgate.client.exchange import AsyncTransport, Transport
from tokgate.client.flow import Setting
from tokgate.client.timing import Timing
from tokgate.contract.dialect import Dialect


class Options(TypedDict, total=False):
    """What can be changed on a client at any time. Times in seconds.

    `base_url`: another host that speaks the dialect, such as a tokgate server.
    `timeout`: for connecting and for each wait for bytes (60); None for none.
    `deadline`: for a whole call, waits and retries included (none); DeadlineExceeded is raised when it passes.
    `max_wait`: the longest single wait before a retry (60): where more is needed, the error is raised at once, and its
    `reset_at` says until when. None waits as long as the server asks.
    `retries`: how often a call that may succeed later is tried again (3).
    """

    base_url: str
    timeout: float | None
    deadline: float | None
    max_wait: float | None
    retries: int


class SyncOptions(Options, total=False):
    """Options, and what a client is built with: another HTTP library (`transport`), another source of time."""

    transport: Transport
    timing: Timing


class AsyncOptions(Options, total=False):
    """As SyncOptions, for an asynchronous client."""

    transport: AsyncTransport
    timing: Timing


def setting_for(dialect: Dialect, options: Options) -> Setting:
    """A new client's setting. Without `base_url`, the host is `$TOKGATE_<DIALECT>_BASE_URL`'s, else the vendor's."""
    host = os.environ.get(f"TOKGATE_{dialect.name.upper()}_BASE_URL") or dialect.base_url
    return changed(Setting(dialect=dialect, base_url=_checked_url(host)), options)


def changed(setting: Setting, options: Options) -> Setting:
    """The setting with these options; ValueError names one that makes no sense."""
    policy = replace(
        setting.policy,
        retries=_at_least("retries", 0, options.get("retries", setting.policy.retries)),
        max_wait=_seconds("max_wait", options.get("max_wait", setting.policy.max_wait)),
    )
    return replace(
        setting,
        base_url=_checked_url(options.get("base_url", setting.base_url)),
        timeout=_seconds("timeout", options.get("timeout", setting.timeout)),
        deadline=_seconds("deadline", options.get("deadline", setting.deadline)),
        policy=policy,
    )


def _checked_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("base_url must be like https://host or http://127.0.0.1:8700, without a query")
    return url.rstrip("/")


def _seconds(name: str, value: float | None) -> float | None:
    if value is not None and not 0 <= value < float("inf"):
        raise ValueError(f"{name} must be a number of seconds, not below 0, or None")
    return value


def _at_least(name: str, low: int, value: int) -> int:
    if value < low:
        raise ValueError(f"{name} must be at least {low}")
    return value


def secret(given: str | None, variable: str) -> str:
    """A secret: as given, else `$variable`, else the content of the file that `$variable_FILE` names, else ""."""
    found = given if given is not None else os.environ.get(variable, "")
    file = os.environ.get(f"{variable}_FILE", "")
    if not found and given is None and file:
        found = Path(file).read_text(encoding="utf-8")
    found = found.strip()
    if not found.isascii() or any(character < " " for character in found):
        raise ValueError(f"{variable}: a key or token is plain ASCII on one line")
    return found
