"""Undoing a join: the creator that went is back, with what it was and had."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from tokgate.archive.errors import NoSuchJoinError
from tokgate.archive.rows.creators import CreatorRow, to_creator
from tokgate.archive.rows.handles import Use
from tokgate.archive.rows.joins import JoinRow
from tokgate.archive.rules.handles import given_back, todays_handle
from tokgate.archive.rules.joins import Before, before, to_join
from tokgate.archive.rules.names import Names, handle_of
from tokgate.archive.rules.profiles import merge_into, take_back
from tokgate.archive.session import Session
from tokgate.archive.writing.handles import HandleWriter
from tokgate.archive.writing.moves import Moves
from tokgate.domain.creators import Creator, stand_in_sec_uid
from tokgate.domain.joins import Split


class SplitWriter:
    """Undoes joins in one commit, by its number."""

    def __init__(self, session: Session, number: int, now_ms: int) -> None:
        self._session = session
        self._number = number
        self._now_ms = now_ms
        self._moves = Moves(session, number)
        self._handles = HandleWriter(session)

    def split(self, join_id: int) -> Split:
        """Take two creators apart. Raises NoSuchJoinError where there is no such join, or none any more."""
        join = self._join(join_id)
        was = before(join)
        kept = self._row(self._current(join.kept))
        gone = msgspec.structs.replace(was.gone)
        staying = self._staying(join, kept.key)
        self._session.write("creator_join_undo", (self._now_ms, join.id))
        self._moves.uncount(kept)
        self._restore(gone)
        returned = self._moves.split(join.id, kept.key, gone.key, self._current)
        self._take_names_apart(was, kept, gone)
        self._moves.recount(kept, gone)
        undone = msgspec.structs.replace(to_join(join), undone_ms=self._now_ms)
        return Split(join=undone, kept=to_creator(kept), gone=to_creator(gone), returned=returned, staying=staying)

    def _join(self, join_id: int) -> JoinRow:
        found = self._session.rows("creator_join", (join_id,))
        if not found:
            raise NoSuchJoinError(f"there is no join {join_id}")
        join = JoinRow(*found[0])
        if join.undone_ms is not None:
            raise NoSuchJoinError(f"join {join_id} is undone already")
        return join

    def _current(self, key: int) -> int:
        """Who has by now what a join gave to this one."""
        while found := self._session.rows("creator_join_of", (key,)):
            key = found[0][0]
        return key

    def _row(self, key: int) -> CreatorRow:
        return CreatorRow(*self._session.rows("creator_by_key", (key,))[0])

    def _staying(self, join: JoinRow, kept: int) -> int:
        """How many posts came to the kept creator after the join, other joins aside."""
        held = self._session.rows("creator_post_count", (kept,))[0][0]
        joined = self._session.rows("creator_joined_since", (kept, join.id))[0][0]
        return max(0, held - joined - join.kept_posts - join.gone_posts) if kept == join.kept else 0

    def _restore(self, gone: CreatorRow) -> None:
        """Write the row again, still without names: the kept creator has them."""
        nameless = msgspec.structs.replace(gone, user_id=None, sec_uid=None, username=None)
        self._session.write("creator_restore", msgspec.structs.astuple(nameless))
        self._session.rows("counter_add", ("creators", 1))

    def _take_names_apart(self, was: Before, kept: CreatorRow, gone: CreatorRow) -> None:
        joined = msgspec.structs.replace(was.kept)
        merge_into(joined, was.gone)
        take_back(kept, joined, was.kept)
        spelled = {handle_of(row.username): row.username for row in (was.gone, was.kept, kept) if row.username}
        uses = self._handles.of(kept.key)
        change = given_back(kept.key, uses, was.kept_uses, was.gone_uses)
        self._handles.replace(change.removed, change.added)
        for row, before_join, uses_then in ((kept, was.kept, was.kept_uses), (gone, was.gone, was.gone_uses)):
            if _spans(self._handles.of(row.key)) == _spans(uses_then):
                # Nothing was heard since: uses alone do not tell which of two words of one instant came first.
                taken = self._is_held_by_others(before_join.username, (kept.key, gone.key))
                # The kept one, whose turn is first, may have been seen with it since.
                taken |= row is gone and Names.of(to_creator(kept)).handle == Names.of(to_creator(before_join)).handle
                row.username = None if taken else before_join.username
            else:
                handle = self._todays_handle(row.key, before_join.username)
                row.username = None if handle is None else spelled.get(handle, handle)
        for row in (kept, gone):  # the kept one first: it has names that the other gets back
            row.changed = self._number
            self._session.write("creator_update", msgspec.structs.astuple(row))
        self._session.write_each("stand_in_give", [(kept.key, gone.key, each) for each in was.gone_stand_ins])
        for row in (kept, gone):
            stand_in = stand_in_sec_uid(Creator(user_id=row.user_id, username=row.username, key=row.key))
            self._session.write("stand_in_insert", (stand_in, row.key))
        self._handles.flush()

    def _is_held_by_others(self, username: str | None, keys: Collection[int]) -> bool:
        found = self._session.rows("creator_by_username", (username,)) if username is not None else ()
        return any(CreatorRow(*values).key not in keys for values in found)

    def _todays_handle(self, key: int, username: str | None) -> str | None:
        handles = {use.handle for use in self._handles.of(key)}
        uses = set[Use]().union(*(self._handles.around(handle, key) for handle in handles))
        return todays_handle(uses, key, None if username is None else handle_of(username))


def _spans(uses: Iterable[Use]) -> set[tuple[str, int, int]]:
    return {(use.handle, use.first_ms, use.last_ms) for use in uses}
