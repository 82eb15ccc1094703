"""Giving what one creator has to another: at a join, and back when it is undone. What is given is what a join lists."""

from __future__ import annotations

from collections.abc import Callable

from tokgate.archive.rows.creators import CreatorRow
from tokgate.archive.rows.records import RECORD_MOVES
from tokgate.archive.session import Session
from tokgate.archive.writing.bodies import BodyWriter
from tokgate.archive.writing.joined_relations import JoinedRelations
from tokgate.archive.writing.posts import PostWriter
from tokgate.archive.writing.tags import TagWriter

#: Each gives the things of one kind: it takes the key that has them, the key that gets them, and the join.
_MOVES = ("credential_move", *RECORD_MOVES, "participant_move")
#: Each takes a key away from what both have after that: it takes the key, the join, and 1 for what both had before too.
_LEAVES = ("participant_leave",)


class Moves:
    """Moves of one commit, by its number. All is read and written at once: nothing may be waiting to be written."""

    def __init__(self, session: Session, number: int) -> None:
        self._session = session
        self._number = number

    def record(self, join: int, owner: int, gone: int, kept: int) -> None:
        """List what the gone one has, which is under the key `owner`."""
        other = kept if owner != kept else gone
        self._session.write("creator_join_things_insert", (join, owner, other))
        JoinedRelations(self._session, self._number, join).copy(owner, gone, kept)

    def join(self, join: int, gone: int, kept: int) -> None:
        """Give the one that stays all that a join lists."""
        self._give(join, gone, kept, leave_shared=True)
        JoinedRelations(self._session, self._number, join).give(gone, kept)

    def split(self, join: int, kept: int, gone: int, current: Callable[[int], int]) -> int:
        """Give it back; how many posts that were. `current` tells to whom else a creator was joined since."""
        JoinedRelations(self._session, self._number, join).take_back(kept, gone, current)
        return self._give(join, kept, gone, leave_shared=False)

    def _give(self, join: int, source: int, target: int, *, leave_shared: bool) -> int:
        posts = self._give_posts(join, source, target)
        self._session.write("comment_move", (source, target, join, self._number))
        for query in _MOVES:
            self._session.write(query, (source, target, join))
        for query in _LEAVES:
            self._session.write(query, (source, join, int(leave_shared)))
        return posts

    def _give_posts(self, join: int, source: int, target: int) -> int:
        """Posts go set-wise; those in a second in which the other has posts too are placed anew, one by one."""
        shared = self._session.rows("joined_posts_in_shared_seconds", (source, target, join))
        posts = PostWriter(self._session, self._number, 0, BodyWriter(self._session, 0))
        posts.reassign(shared, target)
        posts.flush()
        self._session.write("joined_items_give", (source, target, join))
        moved = self._session.write("joined_posts_give", (source, target, join, self._number))
        self._session.write_each("holding_add", [(source, -moved), (target, moved)])
        return moved + len(shared)

    def uncount(self, *rows: CreatorRow) -> None:
        """Count the posts of private accounts among those of their tags: only so can they be given to an open one."""
        self._tell_accounts(rows, private=False)

    def recount(self, *rows: CreatorRow) -> None:
        """Count them no longer. The rows say which accounts are private now."""
        self._tell_accounts(rows, private=True)

    def _tell_accounts(self, rows: tuple[CreatorRow, ...], *, private: bool) -> None:
        tags = TagWriter(self._session)
        for row in rows:
            if row.private == 1:
                tags.account_changed(row.key, private=private)
