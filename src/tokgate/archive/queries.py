"""The SQL, by name. Queries stand in `sql/*.sql`, each under a line `-- name: its_name`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any

import apsw

_FOLDER = files("tokgate.archive") / "sql"


def _read_queries() -> dict[str, str]:
    queries: dict[str, str] = {}
    for file in _FOLDER.iterdir():
        if not file.name.endswith(".sql"):
            continue
        for section in file.read_text(encoding="utf-8").split("-- name: ")[1:]:
            name, _, text = section.partition("\n")
            queries[name.strip()] = text.strip()
    return queries


#: Every query by its name.
SQL = _read_queries()


def read_migrations() -> list[tuple[int, str]]:
    """Number and text of every schema change, in order. The files are `sql/migrations/NNNN_what.sql`."""
    found = [
        (int(file.name.partition("_")[0]), file.read_text(encoding="utf-8"))
        for file in (_FOLDER / "migrations").iterdir()
        if file.name.endswith(".sql")
    ]
    return sorted(found)


#: A row's values; the types are those of the schema, which is STRICT.
Row = tuple[Any, ...]


def fetch(cursor: apsw.Cursor, name: str, values: Sequence[apsw.SQLiteValue] = ()) -> list[Row]:
    """All rows of a named query."""
    return cursor.execute(SQL[name], values).fetchall()


def fetch_each(cursor: apsw.Cursor, name: str, values: Iterable[Sequence[apsw.SQLiteValue]]) -> list[Row]:
    """All rows of a named query run for each set of values."""
    return cursor.executemany(SQL[name], values).fetchall()
