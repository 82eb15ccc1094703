"""Counting what is held of each creator as it changes, so that nobody has to count it when it is asked for."""

from __future__ import annotations

from tokgate.archive.session import Session
from tokgate.archive.writing.tags import Tagged


class HoldingWriter:
    """How many posts each creator that one commit touches has got or lost, and from when to when they are."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._gained: dict[int, int] = {}

    def move(self, held: Tagged | None, creator: int, ms: int) -> None:
        """A post is now a creator's, at an instant; before, it was as `held` says, or unknown (None)."""
        if held is not None and (held.creator, held.ms) == (creator, ms):
            return
        self._gained[creator] = self._gained.get(creator, 0) + 1
        if held is not None:
            self._gained[held.creator] = self._gained.get(held.creator, 0) - 1

    def flush(self) -> None:
        """Write the counts. The posts must have been written."""
        self._session.write_each("holding_add", self._gained.items())
