"""What follows from a deed: which counters move, and who is told of it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from tokgate.archive.errors import UnkeepableError
from tokgate.archive.rules.digests import digest
from tokgate.domain.messages import NotificationKind
from tokgate.domain.relations import RelationKind

_LOW = 1 << 32
#: Beyond this second an id does not fit into 63 bits.
_LAST_S = (1 << 31) - 1


class Consequences(msgspec.Struct, frozen=True, kw_only=True):
    """Counters that a relation adds one to: of what it is of, of who has it, and of who made what it is of.

    `told` is what the one it is of, or who made that, is notified of.
    """

    target: str | None = None
    own: str | None = None
    maker: str | None = None
    told: NotificationKind | None = None


#: What follows from each kind of relation; what a follow or block is of has no maker.
CONSEQUENCES = {
    RelationKind.LIKE: Consequences(target="likes", own="liked", maker="likes", told=NotificationKind.LIKE),
    RelationKind.REPOST: Consequences(target="reposts"),
    RelationKind.PIN: Consequences(),
    RelationKind.SAVE: Consequences(target="saves"),
    RelationKind.FOLLOW: Consequences(target="followers", own="following", told=NotificationKind.FOLLOW),
    RelationKind.BLOCK: Consequences(),
    RelationKind.COMMENT_LIKE: Consequences(target="likes", told=NotificationKind.LIKE),
}


def later(at_ms: int, newest_ms: int | None) -> int:
    """The instant at which a deed is the newest word: its own, or just after what is known of instants beyond it."""
    return at_ms if newest_ms is None else max(at_ms, newest_ms + 1)


def moved(value: int, change: int) -> int:
    """A counter after a change; none goes below 0, also where a source gave too few."""
    return max(value + change, 0)


def make_id(at_ms: int, words: object, is_taken: Callable[[int], bool]) -> int:
    """A free id whose upper half is the second, as TikTok's are; the lower is made from `words`, always the same."""
    second = at_ms // 1000
    if not 0 < second <= _LAST_S:
        raise UnkeepableError(f"an id made in second {second} does not fit into 63 bits")
    low = digest(words) % _LOW
    while is_taken(made := (second << 32) + low):
        low = (low + 1) % _LOW
    return made
