"""Tests against a real gateway, in one line each: a server, a pytest fixture, interception of the vendors' hosts.

    with tokgate.testing.Server() as server:
        client = tokgate.TikAPI(server.credentials["tikapi"]["api_key"], base_url=server.url)

Names are loaded when they are first used: pytest imports this package, for its plugin, in every run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tokgate.testing.hosts import Blocked
    from tokgate.testing.interception import intercept
    from tokgate.testing.recording.run import replay
    from tokgate.testing.remote import Remote
    from tokgate.testing.server import Server

__all__ = ["Blocked", "Remote", "Server", "intercept", "replay"]

_HOMES = {
    "Blocked": "tokgate.testing.hosts",
    "Remote": "tokgate.testing.remote",
    "Server": "tokgate.testing.server",
    "intercept": "tokgate.testing.interception",
    "replay": "tokgate.testing.recording.run",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
