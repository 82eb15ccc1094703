"""Lists of posts to be hydrated: nothing but ids, with or without the handles of their creators."""

from __future__ import annotations

import re
from typing import Any

from tokgate.domain.creators import Creator
from tokgate.domain.links import handle_in_link, id_in_link
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Post, is_plausible_second, second_of
from tokgate.importers.cells import filled, post_id, whole
from tokgate.importers.column_names import normal
from tokgate.importers.columns import meaning_of
from tokgate.importers.envelopes import body_of, observation
from tokgate.importers.format import FileContext, ForeignRecord

NAME = "id_list"

_HANDLE = re.compile(r"\A@?[\w.]{0,64}\Z")
_NAMES = ("id", "url", "username")


class IdList:
    """Bare ids or links, and rows of ids, links and handles."""

    name = NAME

    def matches(self, value: object) -> bool:
        """An id or a link, or an object that has an id or link, perhaps a handle, and no other member."""
        if isinstance(value, dict):
            roles = [_role(name, cell) for name, cell in value.items()]
            return 0 < len(roles) <= len(_NAMES) and None not in roles and ("id" in roles or "url" in roles)
        return _is_bare(value)

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """A post of which nothing but the id, and perhaps the handle, is known."""
        row = record.value if isinstance(record.value, dict) else {"id": record.value}
        found = {role: cell for name, cell in row.items() if (role := _role(name, cell)) and filled(cell) is not None}
        number = id_in_link(found.get("url")) or id_in_link(found.get("id"))
        number = post_id(found.get("id"), _column(row)) if number is None else number
        username = (
            handle_in_link(found.get("url"), number)
            or handle_in_link(found.get("id"), number)
            or filled(found.get("username"))
            or context.creator
        )
        creator = Creator(username=username.removeprefix("@")) if username else None
        return [observation(Post(id=number, creator=creator), NAME, record, context, body=body_of(record))]


def _role(name: Any, cell: Any) -> str | None:
    """What a column is; in a table without headers what its cell shows."""
    if not isinstance(name, str):
        return None
    if normal(name).startswith("column"):
        return "id" if _is_bare(cell) else "username" if isinstance(cell, str) and _HANDLE.match(cell) else None
    meaning = meaning_of(name)
    if meaning is None or meaning.field not in _NAMES:
        return None
    # What is no handle is a name, and makes the row one of a table.
    is_name = meaning.field == "username" and isinstance(cell, str) and not _HANDLE.match(cell.strip())
    return None if is_name else meaning.field


def _column(row: dict[str, Any]) -> str:
    """The column to name in errors: that of the id, else that of the link."""
    roles = {_role(name, cell): name for name, cell in row.items()}
    return roles.get("id") or roles.get("url") or "id"


def _is_bare(value: object) -> bool:
    if isinstance(value, str) and id_in_link(value):
        return True
    number = None if isinstance(value, (bool, float)) else whole(value)
    return number is not None and number > 0 and is_plausible_second(second_of(number))
