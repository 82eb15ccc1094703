"""Files as records, read as they are asked for, so that memory does not grow with a file."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator

from tokgate.importers.format import Broken, Find, FoundRecord
from tokgate.importers.json_text import LINE_ENDINGS, document_records, json_records
from tokgate.importers.limits import DEFAULT, Limits
from tokgate.importers.sources import InputFile, ReadProgress, opened
from tokgate.importers.tables import csv_records, sheet_records

_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_XLSX = b"PK\x03\x04"


def records_of(
    source: InputFile, find: Find, limits: Limits = DEFAULT, meter: ReadProgress | None = None
) -> Iterator[FoundRecord | Broken]:
    """The records of a file, whatever its kind and compression: its content tells, its name only where that cannot."""
    place = "document"
    try:
        with opened(source, limits, meter) as file:
            for entry in _records_in(file, source.ending, find, limits):
                place = "after " + (entry.record.place if isinstance(entry, FoundRecord) else entry.place)
                yield entry
    except OSError as error:
        yield Broken(place=place, reason=f"cannot be read: {error}")


def _records_in(file: io.BufferedReader, ending: str, find: Find, limits: Limits) -> Iterator[FoundRecord | Broken]:
    head = file.peek(4096)[:4096]
    if head.startswith(_UTF16_BOMS):
        file = _from_utf16(file, limits)
        head = file.peek(4096)[:4096]
    if head.startswith(_XLSX):
        yield from sheet_records(file, find, limits)
        return
    if head.startswith(_UTF8_BOM):
        file.read(len(_UTF8_BOM))
        head = head[len(_UTF8_BOM) :]
    begin = head.lstrip()[:1]
    if begin in (b"{", b"[") or ending in LINE_ENDINGS:
        yield from json_records(file, ending, find, limits)
    elif ending == ".json":
        yield from document_records(b"", file, find, limits)
    elif b"\0" in head:
        yield Broken(place="document", reason="is neither JSON nor CSV, TSV or XLSX")
    elif head:
        yield from csv_records(file, find, limits)


def _from_utf16(file: io.BufferedReader, limits: Limits) -> io.BufferedReader:
    data = file.read(limits.document * 4 + 1)
    if len(data) > limits.document * 4:
        raise OSError(f"is UTF-16 of more than {limits.document * 4:,} bytes; save it as UTF-8")
    return io.BufferedReader(io.BytesIO(data.decode("utf-16", "replace").encode()))
