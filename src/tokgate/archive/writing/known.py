"""Which observations the archive already has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tokgate.archive.session import Session

#: What an observation is told apart by, without its instant.
Words = tuple[str, int, int, str]


class Known:
    """Observations by kind of subject ("post", "liked", …), subject's id, digest and source, with their instants."""

    def __init__(self) -> None:
        self._instants: dict[Words, set[int | None]] = {}

    def load(self, session: Session, words: Iterable[Words]) -> None:
        """Learn which of the words are in the archive."""
        posts = [(subject, digest) for kind, subject, digest, _ in words if kind == "post"]
        for post, digest, source, observed_ms, known in session.each("observation_known", posts):
            self.add(("post", post, digest, source), observed_ms, instant_known=known)
        others = [each[:3] for each in words if each[0] != "post"]
        for kind, subject, digest, source, observed_ms, known in session.each("sighting_known", others):
            self.add((kind, subject, digest, source), observed_ms, instant_known=known)

    def add(self, words: Words, observed_ms: int, *, instant_known: bool) -> None:
        """Remember an observation."""
        self._instants.setdefault(words, set()).add(observed_ms if instant_known else None)

    def has(self, words: Words, observed_ms: int, *, instant_known: bool) -> bool:
        """Whether it is the same observation again: the same words at the same instant, or without a known one."""
        instants = self._instants.get(words)
        if not instants:
            return False
        return not instant_known or None in instants or observed_ms in instants


def insert_sightings(session: Session, rows: Sequence[tuple[str, int, int, str, int, bool, int]]) -> None:
    """Keep observations of other things than posts."""
    session.write_each("sighting_insert", rows)
