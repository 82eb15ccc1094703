"""The SQL, by name. Queries stand in `*.sql` files, each under a line `-- name: its_name`.

Those in `sql/` are the same for every engine; an engine's own folder holds those that need other words there. A
text may ask for the columns of a row by the row's name, so that no list of columns is written twice:

    {post}         creator, ms, id, …              {post.of p}   p.creator, p.ms, p.id, …
    {post.marks}   ?1, ?2, ?3, …                   {post.sets}   creator = ?1, ms = ?2, …       {post.id}   ?3
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

#: Columns whose names are words of SQL.
_RESERVED = frozenset({"group"})
_COLUMNS = re.compile(r"\{(\w+)(?:\.(\w+)(?: (\w+))?)?\}")
_ARCHIVE = files("tokgate.archive")


def read_queries(folder: Traversable, rows: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Every query by its name: the shared ones, and over them those in an engine's folder.

    `rows` gives the columns of each row that a query may ask for. ValueError if a folder has a name twice.
    """
    found = {**_read(_ARCHIVE / "sql"), **_read(folder)}
    return {name: _expanded(text, rows) for name, text in found.items()}


def _read(folder: Traversable) -> dict[str, str]:
    queries: dict[str, str] = {}
    for file in folder.iterdir():
        if not file.name.endswith(".sql"):
            continue
        for section in file.read_text(encoding="utf-8").split("-- name: ")[1:]:
            name, _, text = section.partition("\n")
            if name.strip() in queries:
                raise ValueError(f"{file.name}: there are two queries named {name.strip()}")
            queries[name.strip()] = text.strip()
    return queries


def _expanded(text: str, rows: Mapping[str, Sequence[str]]) -> str:
    def columns(match: re.Match[str]) -> str:
        row, member, alias = match.groups()
        names = [f'"{name}"' if name in _RESERVED else name for name in rows[row]]
        if member is None:
            return ", ".join(names)
        if member == "of":
            return ", ".join(f"{alias}.{name}" for name in names)
        if member == "marks":
            return ", ".join(f"?{place}" for place in range(1, len(names) + 1))
        if member == "sets":
            return ", ".join(f"{name} = ?{place}" for place, name in enumerate(names, 1))
        return f"?{names.index(member) + 1}"

    return _COLUMNS.sub(columns, text)


def read_migrations(folder: Traversable) -> list[tuple[int, str]]:
    """Number and text of every schema change, in order: those shared, and over them those in an engine's folder.

    The files are `NNNN_what.sql`; one of an engine's own may take the place of the shared one of its number.
    """
    return sorted({**_numbered(_ARCHIVE / "schema"), **_numbered(folder)}.items())


def _numbered(folder: Traversable) -> dict[int, str]:
    if not folder.is_dir():
        return {}
    names = [file for file in folder.iterdir() if file.name.endswith(".sql")]
    return {int(file.name.partition("_")[0]): file.read_text(encoding="utf-8") for file in names}
