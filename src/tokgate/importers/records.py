"""Files as records, read as they are asked for, so that memory does not grow with a file."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator

from tokgate.importers.data_export_text import is_export_text, text_records
from tokgate.importers.format import Broken, Find, FoundRecord
from tokgate.importers.json_text import LINE_ENDINGS, document_records, json_records
from tokgate.importers.limits import DEFAULT, Limits
from tokgate.importers.sheets import Book
from tokgate.importers.sources import InputFile, ReadProgress, Skipped, ending_of, opened
from tokgate.importers.tables import csv_records, is_table, sheet_records
from tokgate.importers.transcoding import Transcoded
from tokgate.importers.unpacking import unpacked
from tokgate.importers.workbook import workbook_of
from tokgate.importers.zipped import EMPTY_ZIP, ZIP, files_in, parts_of, size_of, with_places

_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

Entry = FoundRecord | Broken | Skipped


def records_of(
    source: InputFile, find: Find, limits: Limits = DEFAULT, meter: ReadProgress | None = None
) -> Iterator[Entry]:
    """The records of a file, whatever its kind and compression: its content tells, its name only where that cannot.

    A file without any, or a part of it, is Skipped, with the reason.
    """
    try:
        with opened(source, limits, meter) as file:
            yield from _guarded(file, source.name, find, limits)
    except OSError as error:
        yield Broken(place="document", reason=f"cannot be read: {error}")


def _guarded(
    file: io.BufferedReader, name: str, find: Find, limits: Limits, *, zipped: bool = False
) -> Iterator[Entry]:
    """The records of a file up to where it can be read; one Skipped where there is nothing."""
    last: FoundRecord | Broken | None = None
    silent = True
    try:
        for entry in _records_in(file, name, find, limits, zipped=zipped):
            silent = False
            if not isinstance(entry, Skipped):
                last = entry
            yield entry
    except OSError as error:
        yield Broken(place=_place_after(last), reason=f"cannot be read: {error}")
    else:
        if silent:
            yield Skipped(name=name, reason="is empty, or says nothing of posts")


def _place_after(last: FoundRecord | Broken | None) -> str:
    if last is None:
        return "document"
    return "after " + (last.record.place if isinstance(last, FoundRecord) else last.place)


def _records_in(file: io.BufferedReader, name: str, find: Find, limits: Limits, *, zipped: bool) -> Iterator[Entry]:
    if zipped:
        file = unpacked(file, limits)
    head = file.peek(4096)[:4096]
    if head.startswith(_UTF16_BOMS):
        file = io.BufferedReader(Transcoded(file, "utf-16"))
        head = file.peek(4096)[:4096]
    if head.startswith((ZIP, EMPTY_ZIP)):
        yield from _records_in_zip(file, find, limits, zipped=zipped)
        return
    if head.startswith(_UTF8_BOM):
        file.read(len(_UTF8_BOM))
        head = head[len(_UTF8_BOM) :]
    begin = head.lstrip()[:1]
    ending = ending_of(name)
    text = head.decode("utf-8", "replace")
    if begin in (b"{", b"[") or ending in LINE_ENDINGS:
        yield from json_records(file, ending, find, limits)
    elif ending == ".json":
        yield from document_records(b"", file, find, limits)
    elif b"\0" in head:
        yield Broken(place="document", reason="is neither JSON nor CSV, TSV, TXT or XLSX")
    elif is_export_text(text):
        yield from text_records(file, name, find, limits)
    elif ending != ".txt" or is_table(text, find):
        yield from csv_records(file, find, limits)


def _records_in_zip(file: io.BufferedReader, find: Find, limits: Limits, *, zipped: bool) -> Iterator[Entry]:
    """The records of a spreadsheet, or of the files in a ZIP; one that is in a ZIP itself is not opened."""
    placed = with_places(file, limits)
    with parts_of(placed) as parts:
        workbook = workbook_of(parts)
        if workbook is not None:
            yield from sheet_records(Book(parts, workbook, size_of(placed), limits), find)
        elif zipped:
            yield Broken(place="document", reason="is a ZIP in a ZIP, which is not opened; unpack it first")
        else:
            for each in files_in(parts, size_of(placed), limits):
                if isinstance(each, Skipped):
                    yield each
                elif each.file is None:
                    yield Broken(place=each.name, reason=each.problem)
                else:
                    yield from _named(_guarded(each.file, each.name, find, limits, zipped=True), each.name)


def _named(entries: Iterator[Entry], name: str) -> Iterator[Entry]:
    """The entries of a file in a ZIP, the name of the file before their places."""
    for entry in entries:
        if isinstance(entry, FoundRecord):
            entry.record.place = f"{name}, {entry.record.place}"
        elif isinstance(entry, Broken):
            entry.place = f"{name}, {entry.place}"
        yield entry
