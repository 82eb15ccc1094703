"""The newest body that each source gave of a thing."""

from __future__ import annotations

import apsw

from tokgate.archive.pieces import to_frame
from tokgate.archive.queries import SQL


class BodyWriter:
    """Bodies of one commit, written together."""

    def __init__(self, cursor: apsw.Cursor, provenance: int) -> None:
        self._cursor = cursor
        self._provenance = provenance
        self._rows: list[tuple[str, int, str, int, int, bytes]] = []

    def keep(self, kind: str, subject: int, source: str, observed_ms: int, body: bytes) -> None:
        """Keep a body unless the source gave a newer one."""
        self.keep_frame(kind, subject, source, observed_ms, to_frame(body))

    def keep_frame(self, kind: str, subject: int, source: str, observed_ms: int, frame: bytes) -> None:
        """As `keep`, of what is a frame already."""
        self._rows.append((kind, subject, source, observed_ms, self._provenance, frame))

    def flush(self) -> None:
        """Write what was kept."""
        self._cursor.executemany(SQL["body_upsert"], self._rows)
        self._rows.clear()
