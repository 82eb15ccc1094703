"""A dry run: what an import would take of each file, field by field, without an archive."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from tokgate.domain.clock import Clock, SystemClock
from tokgate.domain.instants import iso_second
from tokgate.domain.observations import Observation
from tokgate.importers.format import Broken, FileContext, FoundRecord, Rejected, observations_of
from tokgate.importers.limits import DEFAULT, Limits
from tokgate.importers.notes import Notes
from tokgate.importers.records import records_of
from tokgate.importers.selection import EVERYTHING, Selection
from tokgate.importers.sources import InputFile, Skipped
from tokgate.importers.table_row import Row
from tokgate.importers.tabular import Tabular
from tokgate.importers.told import told_of

_EXAMPLES = 3
_SHOWN = 60
#: Fields that are also read from what holds another one.
_ALSO_IN = {
    "id": ("url",),
    "username": ("url",),
    "name": ("username",),
    "kind": ("duration_s", "duration_ms", "url"),
    "duration_s": ("duration_ms",),
    "mentions": ("hashtags",),
    "comment_text": ("text",),
    "comment_likes": ("likes",),
}
#: Of these, the column is the one that holds the very value.
_FOUND_BY_VALUE = frozenset({"id", "username", "name"})


class FieldCheck(msgspec.Struct, kw_only=True):
    """What is taken for one field: from which columns of a table, how many values, and the first that differ."""

    field: str
    columns: list[str] = []
    values: int = 0
    examples: list[str] = []

    def take(self, value: Any, columns: Iterable[str]) -> None:
        """Count a value and remember where it stood."""
        self.values += 1
        self.columns += [column for column in columns if column not in self.columns]
        if len(self.examples) < _EXAMPLES and (shown := _shown(value)) not in self.examples:
            self.examples.append(shown)


class FileCheck(msgspec.Struct, kw_only=True):
    """What a file holds. `formats` counts records by format, `tools` rows by the public tool whose table they are.

    `subjects` counts what is told of: posts, creators, comments and so on.
    """

    file: str
    read: int = 0
    rejected: int = 0
    formats: dict[str, int] = {}
    tools: dict[str, int] = {}
    subjects: dict[str, int] = {}
    fields: dict[str, FieldCheck] = {}
    skipped: list[str] = []
    notes: Notes = msgspec.field(default_factory=Notes)


def check_paths(
    paths: Iterable[str | Path],
    selection: Selection = EVERYTHING,
    *,
    clock: Clock | None = None,
    limits: Limits = DEFAULT,
) -> list[FileCheck]:
    """What an import of these files would take. Raises as `import_paths`, before anything is read."""
    find = selection.finder()
    checks = []
    for source in selection.sources(paths, clock or SystemClock()):
        check = FileCheck(file=source.name)
        checks.append(check)
        if isinstance(source, Skipped):
            check.skipped.append(source.reason)
            continue
        context = selection.context(source, check.notes)
        for entry in records_of(source, find, limits):
            _take(check, source, entry, context)
    return checks


def _take(check: FileCheck, source: InputFile, entry: FoundRecord | Broken | Skipped, context: FileContext) -> None:
    if isinstance(entry, Skipped):
        check.skipped.append(entry.reason if entry.name == source.name else f"{entry.name}: {entry.reason}")
        return
    check.read += 1
    if isinstance(entry, Broken):
        _reject(check, entry.place, entry.reason)
        return
    _count(check.formats, entry.format.name)
    try:
        observations = observations_of(entry, context)
    except Rejected as error:
        _reject(check, entry.record.place, f"{error.field}: {error.reason}" if error.field else error.reason)
        return
    for observation in observations:
        _count(check.subjects, type(observation.subject).__name__.lower())
    row = entry.format.row(entry.record, context) if isinstance(entry.format, Tabular) else None
    if row is not None and row.layout.tool:
        _count(check.tools, row.layout.tool)
    for field, value in _told(observations).items():
        check.fields.setdefault(field, FieldCheck(field=field)).take(value, _columns_of(row, field, value))


def _reject(check: FileCheck, place: str, reason: str) -> None:
    check.rejected += 1
    check.notes.add_rejected(check.file, place, reason)


def _told(observations: list[Observation]) -> dict[str, Any]:
    """What the record says of its own subject, and when that was seen if it says so."""
    first = observations[0]
    told = told_of(first.subject)
    for other in observations[1:]:
        if type(other.subject).__name__.endswith("Tombstone"):
            told |= told_of(other.subject)
    return told | ({"observed_at": iso_second(first.observed_ms)} if first.instant_known else {})


def _columns_of(row: Row | None, field: str, value: Any) -> list[str]:
    """The columns of a table that a value was read from."""
    if row is None:
        return []
    for name in (field, *_ALSO_IN.get(field, ())):
        cells = row.cells(name)
        found = [c for c, cell in cells if field not in _FOUND_BY_VALUE or str(value).lower() in str(cell).lower()]
        if found:
            return found
    return []


def _count(counts: dict[str, int], name: str) -> None:
    counts[name] = counts.get(name, 0) + 1


def _shown(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
