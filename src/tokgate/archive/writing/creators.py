"""Writing creators: identity, profile and audience, and what was seen of them when."""

from __future__ import annotations

from typing import Any

import msgspec

from tokgate.archive.rows.creators import CreatorRow
from tokgate.archive.rules.digests import digest
from tokgate.archive.rules.names import Names
from tokgate.archive.rules.profiles import AUDIENCE, PROFILE
from tokgate.archive.session import Session
from tokgate.archive.writing.identity import Identities
from tokgate.archive.writing.joins import Evidence, JoinWriter
from tokgate.domain.counts import Audience
from tokgate.domain.creators import Creator

_NOTHING = Audience()


class CreatorWriter:
    """The creators that one commit touches. A key may be joined to another later: `current` tells to which."""

    def __init__(self, session: Session, number: int, provenance: int, joins: JoinWriter) -> None:
        """`number` is the commit's."""
        self._session = session
        self._number = number
        self._provenance = provenance
        self._joins = joins
        self._identities = Identities(session, number, joins)
        self._last: dict[int, tuple[Creator, int]] = {}
        self._latest: tuple[Creator, int, int] | None = None
        self._changed: set[int] = set()

    @property
    def created(self) -> int:
        """How many creators this commit added."""
        return self._identities.created

    def current(self, key: int) -> int:
        """The key that holds today."""
        return self._joins.current(key)

    def see(self, creator: Creator | None, observed_ms: int, source: str) -> int:
        """Take in what is said of a creator; its key, 0 where it has no name to be found by."""
        if creator is None or not creator.is_known:
            return 0
        if self._latest is not None and self._latest[1] == observed_ms and self._latest[0] == creator:
            return self._joins.current(self._latest[2])
        row = self._identities.find(Names.of(creator), Evidence(source, observed_ms))
        self._latest = (creator, observed_ms, row.key)
        last = self._last.get(row.key)
        if last is not None and last[1] == observed_ms and last[0] == creator:
            return row.key
        row.first_seen_ms = min(row.first_seen_ms, observed_ms)
        row.last_seen_ms = max(row.last_seen_ms, observed_ms)
        self._changed.add(row.key)
        _merge_into(row, creator, observed_ms)
        if last is None or last[0] != creator or observed_ms < last[1]:
            self._observe(row.key, creator, observed_ms, source)
        self._last[row.key] = (creator, observed_ms)
        return row.key

    def _observe(self, key: int, creator: Creator, observed_ms: int, source: str) -> None:
        audience = creator.audience or _NOTHING
        values: tuple[Any, ...] = (
            creator.username or None, creator.name, creator.bio, audience.followers, audience.following,
            audience.likes, audience.posts, audience.liked, audience.friends,
        )  # fmt: skip
        before = self._session.rows("creator_observation_before", (key, observed_ms))
        held = before[0] if before else (None,) * len(values)
        if all(value is None or value == was for value, was in zip(values, held, strict=True)):
            return
        words = digest(list(values))
        row = (key, observed_ms, source, words, self._provenance, *values, str(audience.precision))
        self._session.write("creator_observation_insert", row)

    def accounts_changed(self) -> list[tuple[int, bool]]:
        """Creators whose account becomes private (True), or open again, when they are written."""
        held = self._session.each("creator_privacy", [(key,) for key in self._changed])
        now = {key: row.private == 1 for key, row in self._identities.rows.items()}
        return [(key, now[key]) for key, private in held if key in now and now[key] != (private == 1)]

    def flush(self) -> None:
        """Write the creators that changed."""
        self._identities.flush()
        rows = [self._identities.rows[key] for key in self._changed if key in self._identities.rows]
        for row in rows:
            row.changed = self._number
        self._session.write_each("creator_update", [msgspec.structs.astuple(row) for row in rows])


def _merge_into(row: CreatorRow, creator: Creator, observed_ms: int) -> None:
    if _overlay(row, creator, PROFILE, newer=observed_ms >= (row.profile_ms or 0)):
        row.profile_ms = max(observed_ms, row.profile_ms or 0)
    audience = creator.audience
    if audience is None:
        return
    newer = observed_ms >= (row.audience_ms or 0)
    if _overlay(row, audience, AUDIENCE, newer=newer):
        if newer:
            row.precision = audience.precision
        row.audience_ms = max(observed_ms, row.audience_ms or 0)


def _overlay(row: CreatorRow, said: Any, names: tuple[str, ...], *, newer: bool) -> bool:
    """Whether anything was said."""
    told = False
    for name in names:
        value = getattr(said, name)
        if value is None:
            continue
        told = True
        if newer or getattr(row, name) is None:
            setattr(row, name, value)
    return told
