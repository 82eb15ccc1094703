"""How much of a file is held at once, and how far one may swell: generous, but never without bound."""

from __future__ import annotations

import msgspec

MEGABYTE = 1 << 20


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Sizes in bytes. A JSON document up to `document` is read at once, a longer one as a stream of its parts.

    `line` is the longest line of JSON lines, `value` the longest part of a stream, `row` the longest row of a table,
    its line breaks included; `row_lines` how many lines one may go on over. Sheets have at most `sheet_rows` rows
    together, of at most `columns` cells.

    A compressed file may unpack to `unpacked`, and beyond 64 MB to at most `ratio` times what it packs; a spreadsheet
    to `book` and `book_ratio`. A ZIP has at most `entries` files; one that
    comes packed or from standard input is copied to a temporary file, up to `spooled`.
    """

    line: int = 32 * MEGABYTE
    value: int = 8 * MEGABYTE
    row: int = 8 * MEGABYTE
    row_lines: int = 1000
    document: int = 32 * MEGABYTE
    nesting: int = 24
    unpacked: int = 1 << 40
    ratio: int = 2000
    entries: int = 10_000
    spooled: int = 1024 * MEGABYTE
    sheet_rows: int = 4 << 20
    columns: int = 2000
    book: int = 1024 * MEGABYTE
    book_ratio: int = 60


DEFAULT = Limits()
