"""Zeeschuimer's NDJSON: a web item under `data`, with when and where a researcher's browser saw it."""

from __future__ import annotations

import msgspec

from tokgate.domain.observations import Observation
from tokgate.importers.envelopes import received
from tokgate.importers.format import FileContext, ForeignRecord, Rejected
from tokgate.importers.json_tree import OBJECT
from tokgate.importers.web_item import WEB_ITEM
from tokgate.importers.web_posts import post_in

#: Never kept: `source_url` carries the session tokens of whoever collected, `user_agent` their browser.
PRIVATE = ("source_url", "user_agent")


class Zeeschuimer:
    """One line of a Zeeschuimer export."""

    name = "zeeschuimer"

    def matches(self, value: object) -> bool:
        """An object with `data` and `timestamp_collected`, collected from tiktok.com."""
        return (
            isinstance(value, dict)
            and isinstance(value.get("data"), dict)
            and "timestamp_collected" in value
            and "tiktok" in str(value.get("source_platform", ""))
        )

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """The post; what is served again is `data` as it came. `timestamp_collected` is in milliseconds."""
        data = record.value["data"]
        if not WEB_ITEM.matches(data) or record.raw is None:
            raise Rejected("is no post: an object with id, createTime and stats is right", field="data")
        members = OBJECT.decode(record.raw)
        kept = {name: member for name, member in members.items() if name not in PRIVATE}
        try:
            post = post_in(data, bytes(members["data"]), context)
        except Rejected as error:
            raise Rejected(error.reason, field=f"data.{error.field}" if error.field else "data") from None
        web_item = bytes(members["data"])
        return [
            received(record, context).observation(post, self.name, body=msgspec.json.encode(kept), web_item=web_item)
        ]
