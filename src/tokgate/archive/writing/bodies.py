"""The newest body that each source gave of a thing."""

from __future__ import annotations

from tokgate.archive.session import Session
from tokgate.archive.zstd import compress


class BodyWriter:
    """Bodies of one commit, written together."""

    def __init__(self, session: Session, provenance: int) -> None:
        self._session = session
        self._provenance = provenance
        self._rows: list[tuple[str, int, str, int, int, bytes]] = []
        self._dropped: list[tuple[str, int]] = []

    def keep(self, kind: str, subject: int, source: str, observed_ms: int, body: bytes) -> None:
        """Keep a body unless the source gave a newer one."""
        self.keep_compressed(kind, subject, source, observed_ms, compress(body))

    def keep_compressed(self, kind: str, subject: int, source: str, observed_ms: int, content: bytes) -> None:
        """As `keep`, of what is zstd bytes already."""
        self._rows.append((kind, subject, source, observed_ms, self._provenance, content))

    def drop(self, kind: str, subject: int) -> None:
        """Forget every body of a thing that was kept until now."""
        self._rows = [row for row in self._rows if row[:2] != (kind, subject)]
        self._dropped.append((kind, subject))

    def flush(self) -> None:
        """Write what was kept, where it was not dropped before."""
        self._session.write_each("body_delete", self._dropped)
        self._dropped.clear()
        self._session.write_each("body_upsert", self._rows)
        self._rows.clear()
