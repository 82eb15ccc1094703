"""The handles that one commit touches: who was seen with which, and when."""

from __future__ import annotations

from collections.abc import Iterable

from tokgate.archive.rows.handles import Use
from tokgate.archive.rules.handles import Change, record
from tokgate.archive.rules.names import handle_of
from tokgate.archive.session import Session


class HandleWriter:
    """Uses of handles, read when they are asked for and held in memory until `flush` writes what changed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._uses: dict[int, set[Use]] = {}
        self._holders: dict[str, set[int]] = {}
        #: Who is known here to have had a handle; also who has it no more, so that it only says whom to look at.
        self._seen_with: dict[str, set[int]] = {}
        self._changed: dict[Use, bool] = {}

    def around(self, handle: str, creator: int = 0) -> set[Use]:
        """All uses of a handle, of its holders, and of one more creator."""
        if handle not in self._holders:
            self._read_holders(handle)
        keys = {*self._holders[handle], creator} if creator else self._holders[handle]
        return set[Use]().union(*(self.of(key) for key in keys))

    def _read_holders(self, handle: str) -> None:
        found: dict[int, set[Use]] = {}
        for row in self._session.rows("handle_uses_around", (handle,)):
            found.setdefault(row[2], set()).add(Use(*row))
        for key, uses in found.items():
            if key not in self._uses:  # those that were read before may have changed since
                self._hold(key, uses)
        seen = self._seen_with.get(handle, ())
        self._holders[handle] = {key for key in seen if any(use.handle == handle for use in self._uses[key])}

    def of(self, creator: int) -> set[Use]:
        """All uses of a creator."""
        uses = self._uses.get(creator)
        if uses is None:
            uses = {Use(*row) for row in self._session.rows("handle_uses_of", (creator,))}
            self._hold(creator, uses)
        return uses

    def _hold(self, creator: int, uses: set[Use]) -> None:
        self._uses[creator] = uses
        for use in uses:
            self._seen_with.setdefault(use.handle, set()).add(creator)

    def grow(self, username: str, creator: int, at_ms: int) -> bool:
        """Take in a sighting of a creator with the one handle it ever had, if nobody else ever had it; whether so."""
        uses = self._uses.get(creator)
        if uses is None or len(uses) != 1:
            return False
        [use] = uses
        if use.handle != handle_of(username) or self._holders.get(use.handle) != {creator}:
            return False
        if not use.covers(at_ms):
            grown = Use(min(use.first_ms, at_ms), max(use.last_ms, at_ms), creator, use.handle)
            self._uses[creator] = {grown}
            self._note(use, holds=False)
            self._note(grown, holds=True)
        return True

    def start(self, creator: int) -> None:
        """A creator is new, and so has no uses yet."""
        self._uses[creator] = set()

    def see(self, creator: int, handle: str, at_ms: int) -> None:
        """Take in a sighting."""
        self._apply(record(self.around(handle, creator), creator, handle, at_ms))

    def replace(self, removed: Iterable[Use], added: Iterable[Use]) -> None:
        """Take uses away and put others in their place, as if their ends were seen only now."""
        self._apply(Change(list(removed), ()))
        for use in sorted(added):
            self.see(use.creator, use.handle, use.first_ms)
            self.see(use.creator, use.handle, use.last_ms)

    def _apply(self, change: Change) -> None:
        for use in change.removed:
            self.of(use.creator).discard(use)
            self._note(use, holds=False)
        for use in change.added:
            self.of(use.creator).add(use)
            self._seen_with.setdefault(use.handle, set()).add(use.creator)
            self._note(use, holds=True)
            if use.handle in self._holders:
                self._holders[use.handle].add(use.creator)

    def _note(self, use: Use, *, holds: bool) -> None:
        if self._changed.get(use) is (not holds):
            del self._changed[use]  # it is again as the database has it
        else:
            self._changed[use] = holds

    def flush(self) -> None:
        """Write what changed."""
        added = [use for use, holds in self._changed.items() if holds]
        starts = {_start(use) for use in added}
        removed = {_start(use) for use, holds in self._changed.items() if not holds}
        self._session.write_each("handle_use_delete", sorted(removed - starts))
        self._session.write_each("handle_use_put", [(*_start(use), use.last_ms) for use in added])
        self._changed.clear()


def _start(use: Use) -> tuple[str, int, int]:
    return use.handle, use.creator, use.first_ms
