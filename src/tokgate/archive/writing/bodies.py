"""The newest body that each source gave of a thing."""

from __future__ import annotations

from tokgate.archive.frames import to_frame
from tokgate.archive.session import Session


class BodyWriter:
    """Bodies of one commit, written together."""

    def __init__(self, session: Session, provenance: int) -> None:
        self._session = session
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
        self._session.write_each("body_upsert", self._rows)
        self._rows.clear()
