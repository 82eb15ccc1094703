"""A look into an archive's tables, past the archive."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import apsw

from tokgate.archive.addresses import file_of, is_postgres
from tokgate.archive.postgres.connections import Place


def rows_of(address: str, query: str) -> list[tuple[Any, ...]]:
    """What a query finds in the archive at an address."""
    if is_postgres(address):
        with Place(address).connect() as connection:
            return connection.execute(query.encode()).fetchall()
    with closing(apsw.Connection(str(file_of(address)))) as file:
        return file.execute(query).fetchall()
