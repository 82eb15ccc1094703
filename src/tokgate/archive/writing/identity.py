"""Who is who: finding the row of the creator that an observation means, and what its names make of the rows.

Strong names decide; a handle decides only at the observation's instant (`rules/handles.py`). A handle that is said
alone is no evidence of who held it, unless it is all that is known of its holder.
"""

from __future__ import annotations

from tokgate.archive.rows.creators import CreatorRow
from tokgate.archive.rules.handles import holder_at, neighbours, takes
from tokgate.archive.rules.names import Names, contradict, handle_of
from tokgate.archive.session import Session
from tokgate.archive.writing.handles import HandleWriter
from tokgate.archive.writing.joins import Evidence, JoinWriter
from tokgate.domain.creators import Creator, stand_in_sec_uid
from tokgate.domain.joins import JoinReason


class Identities:
    """Finds the creator that an observation names. `created` counts the rows added."""

    def __init__(self, session: Session, number: int, joins: JoinWriter) -> None:
        """`number` is the commit's."""
        self._session = session
        self._number = number
        self._joins = joins
        self._handles = HandleWriter(session)
        self._resolved: dict[Names, int] = {}
        self.rows: dict[int, CreatorRow] = {}
        self.created = 0

    def find(self, names: Names, evidence: Evidence) -> CreatorRow:
        """The creator's row, new or known, with the names of the observation taken in."""
        known = self._resolved.get(names)
        if known is not None and self._is_as_before(names, known, evidence.at_ms):
            return self.rows[known]
        row, said = self._strongly_named(names, evidence)
        if row is None and not said.strong:
            return self._find_by_handle(said, evidence)
        row = self._with_handle(row, said, evidence)
        if (names.user_id or row.user_id, names.sec_uid or row.sec_uid) == (row.user_id, row.sec_uid):
            self._resolved[names] = row.key
        return row

    def _is_as_before(self, names: Names, key: int, at_ms: int) -> bool:
        """Whether a creator that has the strong names still has the username, too; then its use is all that grows.

        This is what most observations say, so it is decided without the rules that the others need.
        """
        return names.username is None or (
            self.rows[key].username == names.username and self._handles.grow(names.username, key, at_ms)
        )

    def _strongly_named(self, names: Names, evidence: Evidence) -> tuple[CreatorRow | None, Names]:
        """The row that has the strong names, and the names without those that are not to be believed."""
        found = self._session.rows("creators_strongly_named", (names.user_id, names.sec_uid))
        by_kind = {kind: self.rows.setdefault(values[0], CreatorRow(*values)) for kind, *values in found}
        by_user, by_sec = by_kind.get("user_id"), by_kind.get("sec_uid")
        if by_sec is None and (by_sec := by_kind.get("stand_in")) is not None:
            names = Names(names.user_id, None, names.username)  # what we made up is not the account's own
        if by_user is None or by_sec is None or by_user is by_sec:
            return by_user or by_sec, names
        if contradict(_names(by_user), _names(by_sec)) or self._joins.are_apart(by_user, by_sec, evidence):
            return by_user, Names(names.user_id, None, names.username)
        return self._join(by_user, by_sec, JoinReason.NAMES, evidence), names

    def _find_by_handle(self, names: Names, evidence: Evidence) -> CreatorRow:
        assert names.username is not None
        assert names.handle is not None
        holder = holder_at(names.handle, self._handles.around(names.handle), evidence.at_ms)
        row = self.row(holder) if holder is not None else self._insert(names, evidence.at_ms)
        if not _names(row).strong:
            self._see_handle(row, names.username, evidence.at_ms)
        return row

    def _with_handle(self, row: CreatorRow | None, names: Names, evidence: Evidence) -> CreatorRow:
        """The row of a strongly named creator, new if None, with its names and with all that is known by its handle."""
        if names.username is None or names.handle is None:
            row = row or self._insert(names, evidence.at_ms)
            self._learn(row, names)
            return row
        key = row.key if row is not None else 0
        for other_key in neighbours(names.handle, self._handles.around(names.handle, key), key, evidence.at_ms):
            other = self.row(other_key)
            if _names(other).strong:  # a handle alone makes no two accounts one
                continue
            if row is None:
                row = other
                self._joins.record_takeover(row, self._handles, evidence)
            elif not self._joins.are_apart(row, other, evidence):
                row = self._join(row, other, JoinReason.HANDLE, evidence)
        row = row or self._insert(names, evidence.at_ms)
        self._learn(row, names)
        self._see_handle(row, names.username, evidence.at_ms)
        return row

    def _learn(self, row: CreatorRow, names: Names) -> None:
        user_id, sec_uid = row.user_id or names.user_id, row.sec_uid or names.sec_uid
        if (user_id, sec_uid) != (row.user_id, row.sec_uid):
            self._write_names(row, Names(user_id, sec_uid, row.username))

    def _see_handle(self, row: CreatorRow, username: str, at_ms: int) -> None:
        handle = handle_of(username)
        self._handles.see(row.key, handle, at_ms)
        if row.username != username and takes(handle, self._handles.around(handle, row.key), row.key, at_ms):
            self._release(username, row.key)
            self._write_names(row, Names(row.user_id, row.sec_uid, username))

    def _release(self, username: str, new_holder: int = 0) -> None:
        """The creator that had the handle until now has none that is known."""
        for values in self._session.rows("creator_by_username", (username,)):
            if values[0] != new_holder:
                holder = self.rows.setdefault(values[0], CreatorRow(*values))
                self._write_names(holder, Names(holder.user_id, holder.sec_uid, None))

    def _insert(self, names: Names, at_ms: int) -> CreatorRow:
        username = names.username
        if username is not None and names.handle is not None:
            if takes(names.handle, self._handles.around(names.handle), 0, at_ms):
                self._release(username)
            else:
                username = None
        values = (names.user_id, names.sec_uid, username, at_ms, at_ms, self._number)
        key = self._session.rows("creator_insert", values)[0][0]
        self._session.rows("counter_add", ("creators", 1))
        self._handles.start(key)
        self.created += 1
        row = self.row(key)
        self._stand_in(row)
        return row

    def _write_names(self, row: CreatorRow, names: Names) -> None:
        row.user_id, row.sec_uid, row.username = names.user_id, names.sec_uid, names.username
        self._session.write("creator_names", (row.user_id, row.sec_uid, row.username, self._number, row.key))
        self._stand_in(row)

    def _stand_in(self, row: CreatorRow) -> None:
        stand_in = stand_in_sec_uid(Creator(user_id=row.user_id, username=row.username, key=row.key))
        self._session.write("stand_in_insert", (stand_in, row.key))

    def row(self, key: int) -> CreatorRow:
        """The row of a known key, the same object at each call."""
        if key not in self.rows:
            self.rows[key] = CreatorRow(*self._session.rows("creator_by_key", (key,))[0])
        return self.rows[key]

    def _join(self, one: CreatorRow, other: CreatorRow, because: JoinReason, evidence: Evidence) -> CreatorRow:
        """Make two rows one: who is known by a handle alone goes, else the one that was seen first stays."""
        kept, gone = one, other
        if because is JoinReason.NAMES and (gone.first_seen_ms, gone.key) < (kept.first_seen_ms, kept.key):
            kept, gone = gone, kept
        self._joins.join(kept, gone, self._handles, because, evidence)
        self._stand_in(kept)
        del self.rows[gone.key]
        self._resolved.clear()
        return kept

    def flush(self) -> None:
        """Write who was seen with which handle."""
        self._handles.flush()


def _names(row: CreatorRow) -> Names:
    return Names(row.user_id, row.sec_uid, row.username)
