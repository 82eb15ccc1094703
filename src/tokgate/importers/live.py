"""Live events and rooms: known, and not imported, so that each is told of with its reason."""

from __future__ import annotations

from tokgate.domain.observations import Observation
from tokgate.importers.cells import member
from tokgate.importers.format import FileContext, ForeignRecord, Rejected

NAME = "live"
_GIFT = frozenset({"id", "name", "diamond_count"})


class Live:
    """Webcast messages, rooms and lists of gifts."""

    name = NAME

    def matches(self, value: object) -> bool:
        """A message with its webcast `common` part, a room with its user, or a gift with its price."""
        if not isinstance(value, dict):
            return False
        method = member(value, "common", "method")
        is_message = isinstance(method, str) and method.startswith("Webcast")
        return is_message or "liveRoomUserInfo" in value or value.keys() >= _GIFT

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """Nothing: always raises Rejected."""
        raise Rejected("live events, rooms and gifts are not imported; right would be posts, comments or creators")
