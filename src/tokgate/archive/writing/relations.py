"""Writing a creator's likes, reposts, follows and pins.

An entry with a time stands at its second, in a slot as posts do. Where a source tells only the order, entries stand
below all timed ones, in the order first given: next to the known entries that the same batch names around them, else at
the end. So reading a list again, in whole or in parts, moves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from tokgate.archive.rules.positions import SLOTS, place
from tokgate.archive.session import Session

#: Untimed entries stand below this; every plausible second (from 2014 on) is above.
UNTIMED_TOP = 1_000_000_000_000
#: The first untimed entry of a list: room for as many above it as below.
UNTIMED_FIRST = 500_000_000_000
#: What lies between untimed neighbours when they are placed, so that others fit in later.
UNTIMED_STEP = 1 << 16

#: A table ("liked", "repost", "following", "follower") and a creator's key. The entries are posts or other creators.
List = tuple[str, int]


class ListWriter:
    """The lists that one commit touches; everything is written by `flush`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._timed: dict[List, dict[int, int]] = {}
        self._untimed: dict[List, dict[int, None]] = {}
        self._pins: list[tuple[int, int, int, int]] = []

    def see(self, table: str, creator: int, post: int, at_s: int | None) -> bool:
        """Take in an entry; whether it was unknown. Of two times the later one holds."""
        name = (table, creator)
        timed, untimed = self._timed.setdefault(name, {}), self._untimed.setdefault(name, {})
        known = self._session.rows(f"{table}_known", (creator, post))
        is_new = not known and post not in timed and post not in untimed
        if at_s is not None:
            if not (known and known[0][1] and known[0][0] // SLOTS >= at_s):
                timed[post] = max(at_s, timed.get(post, at_s))
        elif not (known and known[0][1]):
            untimed[post] = None
        return is_new

    def follow(self, creator: int, other: int, at_s: int | None) -> bool:
        """Take in that one creator follows another; whether it was unknown."""
        self.see("follower", other, creator, at_s)
        return self.see("following", creator, other, at_s)

    def pin(self, creator: int, post: int, rank: int, observed_ms: int) -> bool:
        """Take in a pinned post; whether it was unknown as one."""
        known = self._session.rows("pin_known", (creator, post))
        is_new = not known and all(pin[:2] != (creator, post) for pin in self._pins)
        self._pins.append((creator, post, rank, observed_ms))
        return is_new

    def adopt(self, gone: int, kept: int) -> None:
        """Move a merged creator's lists to the one that took over."""
        for table in ("liked", "repost", "following", "follower"):
            entries = self._session.rows(f"{table}_all", (gone,))
            self._session.write(f"{table}_delete", (gone,))
            for ms, post, timed in entries:
                self.see(table, kept, post, ms // SLOTS if timed else None)

    def flush(self) -> None:
        """Find every entry its place and write it."""
        for (table, creator), timed in self._timed.items():
            self._put_timed(table, creator, timed)
        for (table, creator), untimed in self._untimed.items():
            timed = self._timed[table, creator]
            self._put_untimed(table, creator, [post for post in untimed if post not in timed])
        self._session.write_each("pin_put", self._pins)

    def _put_timed(self, table: str, creator: int, timed: dict[int, int]) -> None:
        seconds: dict[int, list[int]] = {}
        for post, at_s in timed.items():
            seconds.setdefault(at_s, []).append(post)
        for second, posts in seconds.items():
            bounds = (creator, second * SLOTS, second * SLOTS + SLOTS - 1)
            found = self._session.rows(f"{table}_in_second", bounds)
            held = {post: ms % SLOTS for _, ms, post in found if post not in timed}
            slots = place(held, posts)
            rows = [(creator, second * SLOTS + slot, post, 1) for post, slot in slots.items()]
            self._session.write_each(f"{table}_put", rows)

    def _put_untimed(self, table: str, creator: int, posts: Sequence[int]) -> None:
        if not posts:
            return
        found = self._session.rows(f"{table}_untimed", (creator, UNTIMED_TOP))
        held = {post: ms for ms, post in found}
        if all(post in held for post in posts):
            return
        order = _woven([post for _, post in found], posts)
        places = _spaced(order, held)
        rows = [(creator, ms, post, 0) for post, ms in places.items() if held.get(post) != ms]
        self._session.write_each(f"{table}_put", rows)


def _woven(held: Sequence[int], given: Sequence[int]) -> list[int]:
    """Held entries in their order, each run of new ones before the held entry that follows it where it is given."""
    known = set(held)
    before: dict[int, list[int]] = {}
    behind: dict[int, list[int]] = {}
    run: list[int] = []
    last: int | None = None
    for post in given:
        if post not in known:
            run.append(post)
            continue
        before.setdefault(post, []).extend(run)
        run, last = [], post
    if last is not None:
        behind[last] = run
        run = []
    order = [each for post in held for each in (*before.get(post, ()), post, *behind.get(post, ()))]
    return order + run


def _spaced(order: Sequence[int], held: dict[int, int]) -> dict[int, int]:
    """Descending places for a whole order; the held ones keep theirs unless a gap is too narrow."""
    places: dict[int, int] = {}
    above = None
    run: list[int] = []
    for post in order:
        if post not in held:
            run.append(post)
            continue
        below = held[post]
        top = below + (len(run) + 1) * UNTIMED_STEP if above is None else above
        if top - below <= len(run):
            return {each: UNTIMED_FIRST - index * UNTIMED_STEP for index, each in enumerate(order)}
        gap = top - below
        places.update({each: top - index * gap // (len(run) + 1) for index, each in enumerate(run, 1)})
        places[post] = above = below
        run = []
    start = UNTIMED_FIRST if above is None else above - UNTIMED_STEP
    places.update({each: start - index * UNTIMED_STEP for index, each in enumerate(run)})
    return places
