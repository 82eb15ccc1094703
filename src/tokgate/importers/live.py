"""Live events and rooms: known, and not imported, so that each is told of with its reason."""

from __future__ import annotations

from typing import Any

from tokgate.domain.observations import Observation
from tokgate.importers.cells import member
from tokgate.importers.format import FileContext, ForeignRecord, Rejected

NAME = "live"
_GIFT = frozenset({"id", "name", "diamond_count"})


class Live:
    """Webcast messages, rooms and lists of gifts."""

    name = NAME

    def matches(self, value: object) -> bool:
        """A message with its webcast `common` part or packed in `eventData`, a room with its user, or a gift.

        Messages that are packed texts are one record together, under the names of their kinds.
        """
        if not isinstance(value, dict):
            return False
        method = member(value, "common", "method")
        is_message = isinstance(method, str) and method.startswith("Webcast")
        is_packed = isinstance(value.get("eventData"), str) or any(map(_are_packed_messages, value.items()))
        return is_message or is_packed or "liveRoomUserInfo" in value or value.keys() >= _GIFT

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """Nothing: always raises Rejected."""
        raise Rejected("live events, rooms and gifts are not imported; right would be posts, comments or creators")


def _are_packed_messages(named: tuple[Any, Any]) -> bool:
    name, value = named
    is_kind = isinstance(name, str) and name.startswith("Webcast") and name.endswith("Message")
    return is_kind and isinstance(value, list) and any(isinstance(entry, str) for entry in value)
