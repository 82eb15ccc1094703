"""Rows with objects inside as flat rows, whose columns are named by the path: `item.stats.plays`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

DEEPEST = 6
MOST_COLUMNS = 1000


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """The row with each member of an object in it as a column of its own; lists stay cells. The row, if it is flat."""
    if not any(isinstance(cell, dict) for cell in row.values()):
        return row
    found: dict[str, Any] = {}
    for path, cell in _members(row, "", DEEPEST):
        if len(found) == MOST_COLUMNS:
            break
        found[path] = cell
    return found


def _members(row: dict[str, Any], holder: str, depth: int) -> Iterator[tuple[str, Any]]:
    for name, cell in row.items():
        if isinstance(cell, dict) and cell and depth:
            yield from _members(cell, f"{holder}{name}.", depth - 1)
        else:
            yield holder + name, cell
