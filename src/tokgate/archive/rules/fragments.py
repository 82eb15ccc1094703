"""SQL that is put together: its text, which holds no values, and the values for its placeholders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec


class Fragment(msgspec.Struct, frozen=True):
    """A part of a query, with a value for each `?` in it."""

    text: str
    values: tuple[int | str, ...] = ()


def joined(separator: str, fragments: Iterable[Fragment]) -> Fragment:
    """Fragments one after the other."""
    parts = list(fragments)
    return Fragment(
        separator.join(part.text for part in parts), tuple(value for part in parts for value in part.values)
    )


def among(column: str, values: Sequence[int | str]) -> Fragment:
    """That a column, which is not NULL, is one of some values; false where there are none."""
    if not values:
        return Fragment("1 = 0")
    marks = ", ".join("?" * len(values))
    return Fragment(f"{column} IN ({marks})" if len(values) > 1 else f"{column} = ?", tuple(values))
