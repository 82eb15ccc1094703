"""JSON files: one document, or a value per line."""

from __future__ import annotations

import io
from collections.abc import Iterator

import msgspec

from tokgate.importers.data_export import EXPORTER, exporter_of
from tokgate.importers.format import Broken, Find, ForeignRecord, FoundRecord
from tokgate.importers.json_stream import JsonStream, Readable
from tokgate.importers.json_tree import UNKNOWN, NoJSON, RecordFinder, decoded, mended_json, preview
from tokgate.importers.limits import Limits

LINE_ENDINGS = {".jsonl", ".ndjson"}
_BOM = b"\xef\xbb\xbf"


def json_records(file: io.BufferedReader, ending: str, find: Find, limits: Limits) -> Iterator[FoundRecord | Broken]:
    """The records of a JSON file whose first character has been seen to open a value, or whose ending says JSON."""
    if ending in LINE_ENDINGS:
        yield from line_records(b"", file, find, limits)
        return
    first = file.readline(limits.document + 1)
    while first and first.isspace():
        first = file.readline(limits.document + 1)
    if _begins_lines(first, file):
        yield from line_records(first, file, find, limits)
    else:
        yield from document_records(first, file, find, limits)


def _begins_lines(first: bytes, file: io.BufferedReader) -> bool:
    """Whether the file holds one value per line: the first line is a whole one, or the second begins another."""
    following = file.peek(1)
    if not following or not first.endswith(b"\n"):
        return False
    try:
        msgspec.json.decode(first, type=msgspec.Raw)
    except msgspec.DecodeError:
        goes_on = first.rstrip().endswith((b",", b"[", b"{", b":"))
        return first.lstrip().startswith(b"{") and following.startswith(b"{") and not goes_on
    except RecursionError:
        return False
    return True


def line_records(first: bytes, file: io.BufferedReader, find: Find, limits: Limits) -> Iterator[FoundRecord | Broken]:
    """A value per line; blank lines count, and are passed over."""
    number = 0
    line = first or file.readline(limits.line + 1)
    while line:
        number += 1
        if len(line) > limits.line:
            yield Broken(place=f"line {number}", reason=f"is longer than {limits.line:,} bytes", text=preview(line))
            while line and not line.endswith(b"\n"):
                line = file.readline(limits.line)
        elif not line.isspace():
            yield from _records_of_line(line.strip(), f"line {number}", find, limits)
        line = file.readline(limits.line + 1)


def _records_of_line(line: bytes, place: str, find: Find, limits: Limits) -> Iterator[FoundRecord | Broken]:
    try:
        value, raw = decoded(line.removeprefix(_BOM))
    except NoJSON as error:
        if "trailing characters" in str(error):
            yield from _values_on_one_line(line, place, find, limits)
        else:
            yield Broken(place=place, reason=str(error), text=preview(line))
        return
    finder = RecordFinder(find, limits, place + ", record {}")
    form = find(value)
    if form is not None:
        yield finder.fullest(FoundRecord(record=ForeignRecord(place=place, value=value, raw=raw), format=form))
        return
    yield from finder.records(value, raw)
    if not finder.found:
        yield Broken(place=place, reason=UNKNOWN, text=preview(line))


def _values_on_one_line(line: bytes, place: str, find: Find, limits: Limits) -> Iterator[FoundRecord | Broken]:
    for entry in JsonStream(find, limits, roots=True).records(io.BytesIO(line)):
        placed = entry.record if isinstance(entry, FoundRecord) else entry
        placed.place = f"{place}, {placed.place}"
        yield entry


def document_records(
    first: bytes, file: io.BufferedReader, find: Find, limits: Limits
) -> Iterator[FoundRecord | Broken]:
    """One value, read at once if it is not too large; then as a stream, as is one that is broken, up to the break.

    No records, and nothing broken, are in a document of blanks or of an empty list.
    """
    data = first
    try:
        if len(first) <= limits.document:
            data += file.read(limits.document - len(first) + 1)
    except OSError as error:
        yield from _broken_document(data, find, limits, str(error))
        return
    if len(data) > limits.document:
        yield from _streamed(data, file, find, limits)
        return
    if not data.strip():
        return
    try:
        value, raw = decoded(data)
    except NoJSON as error:
        yield from _broken_document(data, find, limits, str(error))
        return
    finder = RecordFinder(find, limits)
    exporter = exporter_of(value)
    yield from finder.records(value, raw, envelope={EXPORTER: exporter} if exporter else {})
    if not finder.found and value != []:
        yield Broken(place="document", reason="holds no record of a known format", text=preview(data))


def _streamed(data: bytes, file: Readable, find: Find, limits: Limits) -> Iterator[FoundRecord | Broken]:
    stream = JsonStream(find, limits, roots=_goes_on_after_value(data))
    broken = False
    for entry in stream.records(_Chained(data, file)):
        broken = broken or isinstance(entry, Broken)
        yield entry
    if not stream.found and not broken:
        yield Broken(place="document", reason="holds no record of a known format", text=preview(data))


def _broken_document(data: bytes, find: Find, limits: Limits, reason: str) -> Iterator[FoundRecord | Broken]:
    stream = JsonStream(find, limits, roots=_goes_on_after_value(data))
    broken = False
    for entry in stream.records(io.BytesIO(data)):
        broken = broken or isinstance(entry, Broken)
        yield entry
    if not stream.found and not broken:
        yield Broken(place="document", reason=reason, text=preview(data))


def _goes_on_after_value(data: bytes) -> bool:
    try:
        msgspec.json.decode(data, type=msgspec.Raw)
    except RecursionError:
        return False
    except msgspec.DecodeError as error:
        if "trailing characters" in str(error):
            return True
    else:
        return False
    mended = mended_json(data) if b"NaN" in data or b"Infinity" in data else data
    return mended != data and _goes_on_after_value(mended)


class _Chained:
    """Bytes already read, and then the rest of the file."""

    def __init__(self, data: bytes, file: Readable) -> None:
        self._data = io.BytesIO(data)
        self._file = file

    def read(self, size: int = -1, /) -> bytes:
        return self._data.read(size) or self._file.read(size)
