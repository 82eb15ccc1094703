"""Which observations the archive already has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tokgate.archive.session import Session

#: What an observation is told apart by, without its instant.
ObservationKey = tuple[str, int, int, str]


class Known:
    """Observations by kind of subject ("post", "liked", …), subject's id, digest and source, with their instants."""

    def __init__(self) -> None:
        self._instants: dict[ObservationKey, set[int | None]] = {}

    def load(self, session: Session, keys: Iterable[ObservationKey]) -> None:
        """Learn which of the keys are in the archive."""
        posts = [(subject, digest) for kind, subject, digest, _ in keys if kind == "post"]
        for post, digest, source, observed_ms, known in session.each("observation_known", posts):
            self.add(("post", post, digest, source), observed_ms, instant_known=known)
        others = [each[:3] for each in keys if each[0] != "post"]
        for kind, subject, digest, source, observed_ms, known in session.each("observation_key_known", others):
            self.add((kind, subject, digest, source), observed_ms, instant_known=known)

    def add(self, key: ObservationKey, observed_ms: int, *, instant_known: bool) -> None:
        """Remember an observation."""
        self._instants.setdefault(key, set()).add(observed_ms if instant_known else None)

    def has(self, key: ObservationKey, observed_ms: int, *, instant_known: bool) -> bool:
        """Whether it is the same observation again: the same key at the same instant, or without a known one."""
        instants = self._instants.get(key)
        if not instants:
            return False
        return not instant_known or None in instants or observed_ms in instants


def insert_keys(session: Session, rows: Sequence[tuple[str, int, int, str, int, bool, int]]) -> None:
    """Keep observations of other things than posts."""
    session.write_each("observation_key_insert", rows)
