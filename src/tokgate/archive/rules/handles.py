"""Who held a handle when.

A use is a span of time: from its first sighting to its last the creator was seen with the handle, nobody else was seen
with it, and the creator was seen with no other. So a handle's uses are a timeline of its holders, and a creator's uses
one of its handles. A later sighting inside a span breaks it: only its two ends were seen.

Several sources may say several things of one instant; then spans touch, and no rule here depends on their order.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from tokgate.archive.rows.handles import Use


class Change(msgspec.Struct, frozen=True):
    """Uses that no longer hold as they were, and those that do instead."""

    removed: Collection[Use] = ()
    added: Collection[Use] = ()


def record(uses: Collection[Use], creator: int, handle: str, at_ms: int) -> Change:
    """What a sighting changes. `uses` are all of the handle and all of the creator."""
    own = sorted(use for use in uses if (use.creator, use.handle) == (creator, handle))
    if any(use.covers(at_ms) for use in own):
        return Change()
    others = {use for use in uses if (use.creator, use.handle) != (creator, handle)}
    broken = {use for use in others if use.first_ms < at_ms < use.last_ms}
    ends = {
        msgspec.structs.replace(use, first_ms=end, last_ms=end) for use in broken for end in (use.first_ms, use.last_ms)
    }
    others = others - broken | ends
    before = next((use for use in reversed(own) if use.last_ms < at_ms), None)
    after = next((use for use in own if use.first_ms > at_ms), None)
    joined = [
        use
        for use, begin, end in (
            (before, before.last_ms if before else at_ms, at_ms),
            (after, at_ms, after.first_ms if after else at_ms),
        )
        if use is not None and not _any_within(others, begin, end)
    ]
    first_ms = min([at_ms, *(use.first_ms for use in joined)])
    last_ms = max([at_ms, *(use.last_ms for use in joined)])
    return Change({*broken, *joined}, {*ends, Use(first_ms, last_ms, creator, handle)})


def _any_within(uses: Collection[Use], begin_ms: int, end_ms: int) -> bool:
    """Whether something was seen between two instants, or at both."""
    return any(use.first_ms < end_ms and use.last_ms > begin_ms for use in uses)


def holder_at(handle: str, uses: Collection[Use], at_ms: int) -> int | None:
    """Who is meant by the handle at an instant; None: nobody that is known.

    That is who was seen with it last, unless seen with another handle since: then the next one who was seen with it.
    Before all sightings it is the first who was. `uses` are all of the handle and of its holders.
    """
    held = sorted(use for use in uses if use.handle == handle)
    before = [use for use in held if use.first_ms <= at_ms]
    if not before:
        return held[0].creator if held else None
    last = max(before, key=lambda use: (min(use.last_ms, at_ms), use))
    renamed = any(
        use.creator == last.creator and use.handle != handle and use.last_ms > last.last_ms and use.first_ms <= at_ms
        for use in uses
    )
    if last.covers(at_ms) or not renamed:
        return last.creator
    return next((use.creator for use in held if use.first_ms > at_ms), None)


def neighbours(handle: str, uses: Collection[Use], creator: int, at_ms: int) -> list[int]:
    """Who else may be the creator that was seen with the handle at an instant, as far as sightings tell.

    Those who were seen with it right before and right after, nobody else in between, while the creator was not seen
    with another handle. `uses` are all of the handle and of the creator.
    """
    held = sorted(use for use in uses if use.handle == handle)
    own = [use for use in uses if use.creator == creator and use.handle != handle]
    begun = [use for use in held if use.first_ms <= at_ms]
    latest = max((min(use.last_ms, at_ms) for use in begun), default=None)
    next_ms = min((use.first_ms for use in held if use.first_ms > at_ms), default=None)
    before = [use for use in begun if min(use.last_ms, at_ms) == latest]
    after = [use for use in held if use.first_ms == next_ms]
    found: list[int] = []
    for nearest in (before, after):
        holders = {use.creator for use in nearest}
        if len(holders) == 1 and creator not in holders and not _elsewhere(own, nearest, at_ms):
            found += holders - {*found}
    return found


def _elsewhere(own: Collection[Use], nearest: Collection[Use], at_ms: int) -> bool:
    """Whether the creator was seen with another handle from those sightings to the instant; at it, it may have been."""
    begin_ms = min([at_ms, *(use.first_ms for use in nearest)])
    end_ms = max([at_ms, *(use.last_ms for use in nearest)])
    overlaps = ((max(use.first_ms, begin_ms), min(use.last_ms, end_ms)) for use in own)
    return any(first_ms <= last_ms and (first_ms, last_ms) != (at_ms, at_ms) for first_ms, last_ms in overlaps)


def takes(handle: str, uses: Collection[Use], creator: int, at_ms: int) -> bool:
    """Whether a sighting, already recorded, makes the handle the creator's today: it is news of both.

    Who was seen with it at the same instant and said first keeps it. `uses` are all of the handle and of the creator.
    """
    return all(
        use.last_ms < at_ms if use.creator != creator else use.last_ms <= at_ms
        for use in uses
        if use.creator == creator or use.handle == handle
    )


def todays_handle(uses: Collection[Use], creator: int, held: str | None = None) -> str | None:
    """The handle that a creator was seen with last, unless another was seen with it since.

    Of sightings of one instant those with the handle that it `held` before count. `uses` are all of the creator and of
    its handles.
    """
    own = [use for use in uses if use.creator == creator]
    for use in sorted(own, key=lambda use: (use.last_ms, use.handle == held, use), reverse=True):
        rivals = [other for other in uses if other.handle == use.handle and other.creator != creator]
        seen_ms = max((rival.last_ms for rival in rivals), default=-1)
        if seen_ms < use.last_ms or (seen_ms == use.last_ms and use.handle == held):
            return use.handle
        if seen_ms > use.last_ms:
            return None
        # Another was seen with it at the same instant and said first: it never became this creator's (see `takes`).
    return None


def given_back(key: int, now: Collection[Use], kept: Collection[Use], gone: Collection[Use]) -> Change:
    """What a creator, by its key, has uses of, taken apart into those of two creators that were joined.

    `kept` and `gone` are what the two had before. The gone one's are as they were, and so are the kept one's, who keeps
    what was seen since: of a use that grew, the ends that are new.
    """
    was = {(use.handle, use.first_ms, use.last_ms) for use in (*kept, *gone)}
    left = {msgspec.structs.replace(use, creator=key) for use in kept}
    for use in now:
        if (use.handle, use.first_ms, use.last_ms) in was:
            continue
        parts = [
            each
            for each in (*kept, *gone)
            if each.handle == use.handle and each.first_ms <= use.last_ms and each.last_ms >= use.first_ms
        ]
        if not parts:
            left.add(use)
            continue
        for end in (use.first_ms, use.last_ms):
            if not any(each.covers(end) for each in parts):
                left.add(msgspec.structs.replace(use, first_ms=end, last_ms=end))
    return Change(set(now), {*left, *gone})
