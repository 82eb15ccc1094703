"""Follows and likes as `tokgate export` writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Post
from tokgate.domain.relations import Relation, RelationKind
from tokgate.importers.cells import account_id, filled, flag, post_id, unquoted, word
from tokgate.importers.envelopes import body_of, observation
from tokgate.importers.format import FileContext, ForeignRecord, Rejected
from tokgate.importers.instants import parse_instant

NAME = "relations"

#: The columns that only one of the two has.
_FOLLOWS = frozenset({"follower_username", "followed_username"})
_LIKES = frozenset({"liker_username", "post_id"})


class Relations:
    """Rows of who follows whom, and of who liked which post."""

    name = NAME

    def matches(self, value: object) -> bool:
        """A flat object with the names of both sides."""
        return isinstance(value, dict) and (value.keys() >= _FOLLOWS or value.keys() >= _LIKES)

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """The relation of a row, or that it has ended. Raises Rejected where a side has no name."""
        row = {name: unquoted(cell) if isinstance(cell, str) else cell for name, cell in record.value.items()}
        ended = flag(row.get("ended")) is True
        if row.keys() >= _FOLLOWS:
            relation = Relation(
                kind=RelationKind.FOLLOW,
                creator=_creator(row, "follower_"),
                other=_creator(row, "followed_"),
                at_s=_second(row, "followed_at"),
                ended=ended,
                ended_s=_second(row, "ended_at") if ended else None,
            )
        else:
            relation = Relation(
                kind=RelationKind.LIKE,
                creator=_creator(row, "liker_"),
                post=Post(id=post_id(row["post_id"], "post_id")),
                at_s=_second(row, "liked_at"),
                ended=ended,
                ended_s=_second(row, "ended_at") if ended else None,
            )
        return [observation(relation, NAME, record, context, body=body_of(record))]


def _creator(row: Mapping[str, Any], side: str) -> Creator:
    names = Creator(
        user_id=account_id(word(row.get(f"{side}user_id"))),
        sec_uid=filled(row.get(f"{side}sec_uid")),
        username=filled(row.get(f"{side}username")),
    )
    if not names.is_known:
        raise Rejected(f"names nobody; right would be a {side}username", field=f"{side}username")
    return names


def _second(row: Mapping[str, Any], column: str) -> int | None:
    instant = parse_instant(row.get(column))
    return None if instant is None else instant.ms // 1000
