"""Who is who: finding the row of a creator, merging rows that turn out to be one, handles that change hands."""

from __future__ import annotations

import msgspec

from tokgate.archive.rows.creators import CreatorRow
from tokgate.archive.rows.records import RECORD_MOVES
from tokgate.archive.session import Session
from tokgate.domain.creators import Creator, stand_in_sec_uid


class Names(msgspec.Struct, frozen=True):
    """What an observation calls a creator; "" is None."""

    user_id: str | None
    sec_uid: str | None
    username: str | None

    @classmethod
    def of(cls, creator: Creator) -> Names:
        """The names that are not empty."""
        return cls(creator.user_id or None, creator.sec_uid or None, creator.username or None)

    def contradict(self, row: CreatorRow) -> bool:
        """Whether a strong name differs: then they are two accounts."""
        return _differ(self.user_id, row.user_id) or _differ(self.sec_uid, row.sec_uid)


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def same_handle(one: str | None, other: str | None) -> bool:
    """Whether two usernames are one, as SQLite's NOCASE compares: ASCII letters in any case."""
    return one is not None and other is not None and one.encode().lower() == other.encode().lower()


class Identities:
    """Finds the creator that an observation names.

    `merged` lists (gone key, key that took over), in order; `changes` counts the times that names of known
    rows changed, `created` the rows added.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.rows: dict[int, CreatorRow] = {}
        self.merged: list[tuple[int, int]] = []
        self.changes = 0
        self.created = 0

    def find(self, names: Names, observed_ms: int) -> CreatorRow:
        """The creator's row, new or known, with the names of the observation taken in."""
        by_user = self._row("creator_by_user_id", names.user_id)
        by_sec = self._row("creator_by_sec_uid", names.sec_uid)
        if by_sec is None and names.sec_uid is not None:
            by_sec = self._row("creator_by_stand_in", names.sec_uid)
            if by_sec is not None:  # what we made up ourselves is not the account's own
                names = Names(names.user_id, None, names.username)
        row = by_user or by_sec
        if by_user is not None and by_sec is not None and by_user.key != by_sec.key:
            if _differ(by_user.user_id, by_sec.user_id) or _differ(by_user.sec_uid, by_sec.sec_uid):
                names = Names(names.user_id, None, names.username)
            else:
                row = self._merge(by_user, by_sec)
        return self._settle(row, names, observed_ms)

    def _settle(self, row: CreatorRow | None, names: Names, observed_ms: int) -> CreatorRow:
        holder = self._row("creator_by_username", names.username)
        takes_handle = True
        if holder is not None and (row is None or holder.key != row.key):
            strong = names if row is None else Names(names.user_id or row.user_id, names.sec_uid or row.sec_uid, None)
            if strong.contradict(holder):
                takes_handle = observed_ms > (holder.username_ms or 0)
                if takes_handle:
                    self._write_names(holder, Names(holder.user_id, holder.sec_uid, None), holder.username_ms)
            else:
                row = holder if row is None else self._merge(row, holder)
        if row is None:
            return self._insert(names if takes_handle else Names(names.user_id, names.sec_uid, None), observed_ms)
        self._take_names(row, names, observed_ms, takes_handle=takes_handle)
        return row

    def _take_names(self, row: CreatorRow, names: Names, observed_ms: int, *, takes_handle: bool) -> None:
        username, username_ms = row.username, row.username_ms or 0
        if names.username is not None and takes_handle and (username is None or observed_ms >= username_ms):
            username, username_ms = names.username, max(observed_ms, username_ms)
        user_id, sec_uid = row.user_id or names.user_id, row.sec_uid or names.sec_uid
        if (user_id, sec_uid, username) != (row.user_id, row.sec_uid, row.username):
            self._write_names(row, Names(user_id, sec_uid, username), username_ms)
            self._stand_in(row)
        elif username is not None:
            row.username_ms = username_ms

    def _insert(self, names: Names, observed_ms: int) -> CreatorRow:
        values = (names.user_id, names.sec_uid, names.username, observed_ms, observed_ms, observed_ms)
        key = self._session.rows("creator_insert", values)[0][0]
        self.created += 1
        row = self.row(key)
        self._stand_in(row)
        return row

    def _write_names(self, row: CreatorRow, names: Names, username_ms: int | None) -> None:
        self.changes += 1
        row.user_id, row.sec_uid, row.username, row.username_ms = *_members(names), username_ms
        self._session.write("creator_names", (*_members(names), username_ms, row.key))

    def _stand_in(self, row: CreatorRow) -> None:
        stand_in = stand_in_sec_uid(Creator(user_id=row.user_id, username=row.username, key=row.key))
        self._session.write("stand_in_insert", (stand_in, row.key))

    def row(self, key: int) -> CreatorRow:
        """The row of a known key, the same object at each call."""
        if key not in self.rows:
            found = self._session.rows("creator_by_key", (key,))
            self.rows[key] = CreatorRow(*found[0])
        return self.rows[key]

    def _row(self, query: str, name: str | None) -> CreatorRow | None:
        if name is None:
            return None
        found = self._session.rows(query, (name,))
        if not found:
            return None
        return self.rows.setdefault(found[0][0], CreatorRow(*found[0]))

    def _merge(self, kept: CreatorRow, gone: CreatorRow) -> CreatorRow:
        """Make two rows one. Lists and posts are moved by who keeps them, told by `merged`."""
        if (gone.first_seen_ms, gone.key) < (kept.first_seen_ms, kept.key):
            kept, gone = gone, kept
        names = _joined(kept, gone)
        username_ms = max(kept.username_ms or 0, gone.username_ms or 0)
        _join_values(kept, gone)
        move = (kept.key, gone.key)
        queries = (
            "stand_in_move", "comment_move", "credential_move", "creator_body_move",
            "creator_observation_move", *RECORD_MOVES,
        )  # fmt: skip
        for query in queries:
            self._session.write(query, move)
        self._session.write("creator_body_delete", (gone.key,))
        self._session.write("creator_delete", (gone.key,))
        self._write_names(kept, names, username_ms)
        self._stand_in(kept)
        self.rows.pop(gone.key, None)
        self.merged.append((gone.key, kept.key))
        return kept


def _members(names: Names) -> tuple[str | None, str | None, str | None]:
    return names.user_id, names.sec_uid, names.username


def _joined(kept: CreatorRow, gone: CreatorRow) -> Names:
    newer, older = (gone, kept) if (gone.username_ms or 0) > (kept.username_ms or 0) else (kept, gone)
    return Names(kept.user_id or gone.user_id, kept.sec_uid or gone.sec_uid, newer.username or older.username)


_PROFILE = ("name", "bio", "bio_url", "avatar_url", "verified", "private", "likes_public", "region", "language")
_AUDIENCE = ("followers", "following", "likes", "posts", "liked", "friends", "precision")


def _join_values(kept: CreatorRow, gone: CreatorRow) -> None:
    kept.first_seen_ms = min(kept.first_seen_ms, gone.first_seen_ms)
    kept.last_seen_ms = max(kept.last_seen_ms, gone.last_seen_ms)
    for names, instant in ((_PROFILE, "profile_ms"), (_AUDIENCE, "audience_ms")):
        newer = (getattr(gone, instant) or 0) > (getattr(kept, instant) or 0)
        for name in names:
            value = getattr(gone, name)
            if value is not None and (newer or getattr(kept, name) is None):
                setattr(kept, name, value)
        if newer:
            setattr(kept, instant, getattr(gone, instant))
