"""The columns of a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

Row = Mapping[str, Any]


class Column(msgspec.Struct, frozen=True):
    """A column: its type, whether it holds ids, and whether a table on a screen has room for it.

    `instead` is another member that a table shows where this one is not known.
    """

    name: str
    kind: type = str
    is_id: bool = False
    in_table: bool = False
    instead: str | None = None
