"""Posts as TikTok's app gives them (`aweme`), alone or in lists, details and search results."""

from __future__ import annotations

from tokgate.dialects.web.aweme import AwemeItem
from tokgate.dialects.web.aweme_reading import AWEME, aweme_in
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation
from tokgate.importers.envelopes import observations_in, received, wire_of
from tokgate.importers.format import FileContext, ForeignRecord


class Aweme:
    """The app's posts."""

    name = AWEME

    def matches(self, value: object) -> bool:
        """An object with `aweme_id` and what only posts have; comments name their post the same way."""
        return (
            isinstance(value, dict)
            and "aweme_id" in value
            and "cid" not in value
            and any(isinstance(value.get(name), dict) for name in ("statistics", "video", "author", "image_post_info"))
        )

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """The post; then a Tombstone if it is deleted, a Pin if its creator keeps it on top."""
        creator = Creator(username=context.creator) if context.creator else None
        return observations_in(aweme_in(wire_of(record, AwemeItem), received(record, context), creator))
