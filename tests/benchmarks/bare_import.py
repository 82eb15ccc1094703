"""The limit of an import: a typed decode, and one upsert statement for each batch of whole bodies, into bare SQLite."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

import apsw
import msgspec

from tokgate.dialects.web.item import Item

BATCH = 3000
UPSERT = (
    "INSERT INTO post VALUES (?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET creator = excluded.creator, created_s = excluded.created_s, body = excluded.body"
)


def import_file(file: Path, database: Path) -> None:
    """A file of items, one a line, into a new table."""
    connection = apsw.Connection(str(database))
    connection.pragma("journal_mode", "wal")
    connection.pragma("synchronous", "normal")
    connection.execute("CREATE TABLE post (id INTEGER PRIMARY KEY, creator TEXT, created_s INTEGER, body BLOB)")
    decoder = msgspec.json.Decoder(Item)
    with file.open("rb") as lines:
        while batch := list(islice(lines, BATCH)):
            with connection:
                connection.executemany(UPSERT, [_row(decoder.decode(line), line) for line in batch])
    connection.close()


def _row(item: Item, body: bytes) -> tuple[int, str | None, int | None, bytes]:
    return int(item.id or 0), item.author.secUid if item.author else None, item.createTime, body


if __name__ == "__main__":
    import_file(Path(sys.argv[1]), Path(sys.argv[2]))
