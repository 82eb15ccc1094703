"""Which arguments ask for the page after an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def next_arguments(body: object) -> dict[str, Any] | None:
    """The arguments that go on after this body, None at the end of the list and for what is no list.

    Of a list that says that there is more, the cursor is the first member present of three, and is given to whichever
    of the three the call has; one that says that there is none ends, be there a cursor or not. Notifications have two
    instants instead. A list that only has a `nextCursor` ends where that is missing.
    """
    if not isinstance(body, Mapping):
        return None
    if body.get("hasMore") or body.get("has_more"):
        cursor = next((body[name] for name in ("offset", "cursor", "nextCursor") if name in body), None)
        return {"cursor": cursor, "offset": cursor, "nextCursor": cursor} if cursor else None
    if body.get("notice_lists"):
        return _earlier_notices(body["notice_lists"])
    if "hasMore" in body or "has_more" in body:
        return None
    return {"nextCursor": body["nextCursor"]} if body.get("nextCursor") else None


def _earlier_notices(lists: object) -> dict[str, Any] | None:
    first = lists[0] if isinstance(lists, list) else None
    if not isinstance(first, Mapping) or not first.get("has_more"):
        return None
    instants = {name: first.get(name) for name in ("min_time", "max_time")}
    return instants if all(instants.values()) else None
