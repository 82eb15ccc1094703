"""What the user says that columns mean: `--map`, and the named mappings of a file."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

import msgspec

from tokgate.importers.fields import FIELDS, IGNORE


class TableMapping(msgspec.Struct, frozen=True):
    """A meaning for columns: `fields` has the field of each, or `ignore`.

    With `wanted` it is for the tables, and JSON objects, that have all of these columns, and of the others some may be
    missing; without, it is for every table, and each must have all columns that are mapped.
    """

    fields: Mapping[str, str] = {}
    wanted: frozenset[str] = frozenset()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that something is read from."""
        return tuple(column for column, field in self.fields.items() if field != IGNORE)

    def under(self, fields: Mapping[str, str]) -> TableMapping:
        """The mapping where these columns mean what is said here."""
        return TableMapping({**self.fields, **fields}, self.wanted)


NO_MAPPING = TableMapping()


def check_mapping(fields: Mapping[str, str]) -> None:
    """Refuse a mapping (column to field) to fields that there are not. ValueError says which, and the nearest right."""
    for column, field in fields.items():
        if problem := problem_of(column, field):
            raise ValueError(problem)


def problem_of(column: str, field: str) -> str | None:
    """What is wrong with what a column is said to mean; None where nothing is."""
    return None if field in FIELDS else f"column {column!r} cannot mean {field!r}; {_nearest(field, FIELDS)}"


def missing_column(column: str, columns: Iterable[str]) -> str:
    """What to tell about a mapped column that the table has not."""
    return f"there is no column {column!r}; {_nearest(column, list(columns))}"


def _nearest(wrong: str, right: Iterable[str]) -> str:
    right = list(right)
    near = difflib.get_close_matches(wrong[:100].casefold(), right, n=3, cutoff=0.5)
    return "right would be " + ", ".join(near or right)
