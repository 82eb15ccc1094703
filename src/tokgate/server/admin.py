"""The gateway's own routes, under a prefix that no dialect has."""

from __future__ import annotations

import msgspec

from tokgate.domain.ports import Archive
from tokgate.version import VERSION

PREFIX = "/_tokgate/"


def answer(archive: Archive, method: str, path: str) -> tuple[int, bytes, str, dict[str, str]]:
    """Status, body, content type and headers. `health`: the process lives; `ready`: the archive answers too."""
    name = path.removeprefix(PREFIX).rstrip("/")
    if name not in ("health", "ready"):
        return _json(404, {"error": f"there is no {PREFIX}{name}; there are health and ready"})
    if method not in ("GET", "HEAD"):
        return _json(405, {"error": "only GET is allowed"})
    if name == "ready":
        archive.checkpoint("ready")
    return _json(200, {"status": "ok", "version": VERSION})


def _json(status: int, body: dict[str, str]) -> tuple[int, bytes, str, dict[str, str]]:
    return status, msgspec.json.encode(body), "application/json; charset=utf-8", {}
