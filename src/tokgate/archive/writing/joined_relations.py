"""Giving a creator's relations to another at a join, and back when it is undone.

What two creators both have, say a like of one post, becomes one relation. So a join keeps copies: of what the gone one
had, and of what the kept one had of the same kind to the same other, its twin.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from tokgate.archive.rows.relations import RelationRow
from tokgate.archive.rules.relations import OF_CREATORS, List, standing_of
from tokgate.archive.rules.untimed import STEP
from tokgate.archive.session import Session
from tokgate.archive.writing.relations import RelationWriter

_WIDTH = len(RelationRow.__struct_fields__)


class JoinedRelations:
    """The relations of one join. `number` is that of the commit which makes or undoes it."""

    def __init__(self, session: Session, number: int, join: int) -> None:
        self._session = session
        self._number = number
        self._join = join

    def copy(self, owner: int, gone: int, kept: int) -> None:
        """Keep what the gone one has, under the key `owner`: another than its own where that was never used."""
        self._session.write("joined_relations_copy", (self._join, gone, owner))
        if owner != kept:
            self._session.write("joined_relations_copy_twins", (self._join, gone, kept))

    def give(self, gone: int, kept: int) -> None:
        """Give everything to the kept one, set-wise but for what meets something in the other's lists."""
        meeting = [
            RelationRow(*values) for values in self._session.rows("joined_relations_to_place", (self._join, gone, kept))
        ]
        self._session.write_each("relation_delete", [(row.list, row.owner, row.other) for row in meeting])
        for name in List:
            shift = self._shift(name, gone, kept)
            self._session.write("relations_give", (name, gone, kept, shift, self._number))
        self._session.write("relations_point", (gone, kept, self._number))
        RelationWriter(self._session, self._number).reassign(_renamed(meeting, gone, kept))

    def _shift(self, name: List, gone: int, kept: int) -> int:
        """By how much one's entries in the source's order must move to stand below those of the other."""
        lowest, _ = self._session.rows("relations_untimed_ends", (name, kept))[0]
        _, highest = self._session.rows("relations_untimed_ends", (name, gone))[0]
        return 0 if lowest is None or highest is None else int(lowest - STEP - highest)

    def take_back(self, kept: int, gone: int, current: Callable[[int], int]) -> None:
        """Give the gone one what it had; what was told of the kept one's since stays as it is.

        `current` tells who has by now what was a creator's that went since.
        """
        for (key,) in self._session.rows("joined_relations_of_gone", (self._join,)):
            self._session.write("joined_relations_owned", (self._join, key, current(key)))
            self._session.write("joined_relations_pointed", (self._join, key, current(key)))
        for values in self._session.rows("joined_relations_twins", (self._join,)):
            self._restore_twin(RelationRow(*values[:_WIDTH]), RelationRow(*values[_WIDTH:]), kept, gone)
        self._session.write("joined_relations_take", (self._join, gone, kept))
        self._session.write("joined_relations_restore", (self._join, self._number))

    def _restore_twin(self, was: RelationRow, twin: RelationRow, kept: int, gone: int) -> None:
        [twin] = _renamed([twin], gone, kept)
        found = self._session.rows("relation_known", (twin.list, twin.owner, twin.other))
        joined = standing_of(was).joined(standing_of(twin))
        if found and standing_of(RelationRow(*found[0])) == joined:
            twin.changed = self._number
            self._session.write("relation_put", msgspec.structs.astuple(twin))


def _renamed(rows: list[RelationRow], gone: int, kept: int) -> list[RelationRow]:
    """Rows with the one creator in the place of the other."""
    return [
        msgspec.structs.replace(
            row,
            owner=kept if row.owner == gone else row.owner,
            other=kept if row.other == gone and row.list in OF_CREATORS else row.other,
        )
        for row in rows
    ]
