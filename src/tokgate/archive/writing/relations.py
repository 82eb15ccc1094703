"""Writing relations: what a commit's words make of the entries of creators' lists, and where these stand.

A timed entry stands at its second, in a slot as posts do; a ranked one below all of these, and below it those of which
the source tells only the order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from tokgate.archive.rows.relations import RelationRow
from tokgate.archive.rules.positions import SLOTS, place
from tokgate.archive.rules.relations import LIST_OF, MOST_RANKS, List, Standing, row_of, standing_of
from tokgate.archive.rules.untimed import ROOM, TOP, Run, between, runs
from tokgate.archive.session import Session, Value
from tokgate.domain.relations import Relation, RelationKind

#: Where an entry of rank 0 stands.
_RANKED_FIRST = TOP + MOST_RANKS
#: How many neighbours on each side make room at first where a gap is used up.
_NEIGHBOURS = 32

#: A list of one creator: which, and the creator's key.
Name = tuple[int, int]


class _Entry(msgspec.Struct):
    """An entry that a commit touches; `pos` is None unless it held before. `given`: the commit said that it holds."""

    standing: Standing
    pos: int | None
    given: bool = False


class RelationWriter:
    """The relations that one commit touches; everything is written by `flush`."""

    def __init__(self, session: Session, number: int) -> None:
        """`number` is the commit's."""
        self._session = session
        self._number = number
        self._lists: dict[Name, dict[int, _Entry]] = {}

    def see(self, relation: Relation, owner: int, other: int, observed_ms: int) -> bool:
        """Take in a word on a relation between these keys or ids; whether nothing was known of it."""
        word = Standing.of(relation, observed_ms)
        if relation.kind is RelationKind.FOLLOW:
            self._take((List.FOLLOWERS, other), owner, word)
        return self._take((LIST_OF[relation.kind], owner), other, word)

    def holds(self, kind: RelationKind, owner: int, other: int) -> bool:
        """Whether a relation holds after all that was taken in; it must have been spoken of."""
        return self._lists[LIST_OF[kind], owner][other].standing.holds

    def reassign(self, rows: Iterable[RelationRow]) -> None:
        """Put relations, which the table has not, among those that it has, and write them."""
        for row in rows:
            self._take((row.list, row.owner), row.other, standing_of(row))
        self.flush()

    def _take(self, name: Name, other: int, word: Standing) -> bool:
        entry = self._entry(name, other)
        is_new = entry is None
        if entry is None:
            entry = self._lists[name][other] = _Entry(word, None)
        else:
            entry.standing = entry.standing.joined(word)
        entry.given |= word.holds
        return is_new

    def _entry(self, name: Name, other: int) -> _Entry | None:
        entries = self._lists.setdefault(name, {})
        if other not in entries:
            found = self._session.rows("relation_known", (*name, other))
            if not found:
                return None
            row = RelationRow(*found[0])
            entries[other] = _Entry(standing_of(row), row.pos if row.held else None)
        return entries[other]

    def flush(self) -> None:
        """Find every entry its place and write it."""
        for name, entries in self._lists.items():
            self._place_timed(name, entries)
            _place_ranked(entries)
            untimed = {other for other, entry in entries.items() if _is_untimed(entry.standing)}
            new = {other for other in untimed if (pos := entries[other].pos) is None or pos >= TOP}
            self._put(name, [other for other in entries if other not in new])
            # Every word that an entry holds gives its place in the source's order, the entries known before included.
            given = [other for other, entry in entries.items() if other in new or (entry.given and other in untimed)]
            for run in runs(given, untimed - new):
                self._insert(name, run)
        self._lists.clear()

    def _put(self, name: Name, others: Iterable[int]) -> None:
        entries = self._lists[name]
        rows = [row_of(name, other, entries[other].pos or 0, entries[other].standing, self._number) for other in others]
        self._session.write_each("relation_put", [msgspec.structs.astuple(row) for row in rows])

    def _move(self, name: Name, other: int, pos: int) -> None:
        """Give another place to an entry that is kept already."""
        self._session.write("relation_move", (pos, self._number, *name, other))
        if other in self._lists[name]:
            self._lists[name][other].pos = pos

    def _place_timed(self, name: Name, entries: dict[int, _Entry]) -> None:
        seconds: dict[int, list[int]] = {}
        for other, entry in entries.items():
            second = entry.standing.at_s if entry.standing.holds else None
            if second is not None and (entry.pos is None or entry.pos // SLOTS != second):
                seconds.setdefault(second, []).append(other)
        for second, others in seconds.items():
            found = self._session.rows("relations_in_second", (*name, second * SLOTS, second * SLOTS + SLOTS - 1))
            held = {other: pos % SLOTS for pos, other in found if _stays(entries.get(other), second)}
            for other, slot in place(held, others).items():
                if other in held:
                    self._move(name, other, second * SLOTS + slot)
                else:
                    entries[other].pos = second * SLOTS + slot

    def _insert(self, name: Name, run: Run) -> None:
        above, below = self._gap(name, run)
        positions = between(len(run.entries), above, below)
        reach = _NEIGHBOURS
        while positions is None:
            positions = self._make_room(name, run, above, below, reach)
            reach *= 2
        for other, pos in zip(run.entries, positions, strict=True):
            self._lists[name][other].pos = pos
        self._put(name, run.entries)

    def _gap(self, name: Name, run: Run) -> tuple[int | None, int | None]:
        """The positions above and below a run; None at the list's ends."""
        if run.anchor is None:
            return self._next("relations_above", (*name, 0, TOP)), None
        anchor = self._lists[name][run.anchor].pos
        if run.above:
            return self._next("relations_above", (*name, anchor, TOP)), anchor
        return anchor, self._next("relations_below", (*name, anchor))

    def _next(self, query: str, values: Sequence[Value]) -> int | None:
        found = self._session.rows(query, (*values, 1))
        return found[0][0] if found else None

    def _make_room(self, name: Name, run: Run, above: int | None, below: int | None, reach: int) -> list[int] | None:
        """Spread so many neighbours on each side of a gap that is used up; the run's positions, None if still too many.

        This is the only time that held entries move, and walks with a cursor among them may lose their place.
        """
        upper = [] if above is None else self._session.rows("relations_above", (*name, above - 1, TOP, reach + 1))
        lower = [] if below is None else self._session.rows("relations_below", (*name, below + 1, reach + 1))
        top = upper[reach][0] if len(upper) > reach else None
        bottom = lower[reach][0] if len(lower) > reach else None
        moved = [row[1] for row in [*reversed(upper[:reach]), *lower[:reach]]]
        positions = between(len(moved) + len(run.entries), top, bottom, ROOM)
        if positions is None:
            return None
        first = len(upper[:reach])
        last = first + len(run.entries)
        for other, pos in zip(moved, [*positions[:first], *positions[last:]], strict=True):
            self._move(name, other, pos)
        return positions[first:last]


def _place_ranked(entries: dict[int, _Entry]) -> None:
    for entry in entries.values():
        standing = entry.standing
        if standing.holds and standing.at_s is None and standing.shown_rank is not None:
            entry.pos = _RANKED_FIRST - standing.shown_rank


def _is_untimed(standing: Standing) -> bool:
    return standing.holds and standing.at_s is None and standing.shown_rank is None


def _stays(entry: _Entry | None, second: int) -> bool:
    """Whether an entry that was found in a second still stands there; the commit may have moved or ended it."""
    if entry is None:
        return True
    return (
        entry.standing.holds
        and entry.standing.at_s == second
        and entry.pos is not None
        and entry.pos // SLOTS == second
    )
