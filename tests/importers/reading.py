"""Files read by the importers, up to the observations, without an archive."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest

from tokgate.domain.observations import Observation
from tokgate.domain.posts import Comment, Post
from tokgate.importers.format import Broken, FileContext, ForeignRecord, Format, Rejected
from tokgate.importers.formats import format_of
from tokgate.importers.records import records_of
from tokgate.importers.sources import InputFile, Skipped

T = TypeVar("T")
REAL_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
FILE_MS = 1_750_000_000_000


class Refusal(msgspec.Struct):
    """A record that was not taken."""

    place: str
    reason: str
    field: str | None


class Reading(msgspec.Struct):
    """What a file says: observations per record, refusals, the formats recognised, parts that nothing was read from."""

    taken: list[list[Observation]]
    refused: list[Refusal]
    formats: set[str]
    skipped: list[Skipped] = []

    @property
    def posts(self) -> dict[int, Post]:
        return {each.subject.id: each.subject for each in self.observations if isinstance(each.subject, Post)}

    @property
    def comments(self) -> dict[int, Comment]:
        return {each.subject.id: each.subject for each in self.observations if isinstance(each.subject, Comment)}

    @property
    def observations(self) -> list[Observation]:
        return [observation for record in self.taken for observation in record]


def real(path: str) -> Path:
    """A real file beside the repository; the test is skipped where there is none."""
    found = REAL_DATA / path
    if not found.exists():
        pytest.skip("needs real data, which is not part of the repository")
    return found


def read_file(path: Path, *, creator: str | None = None) -> Reading:
    """All records of a file."""
    source = InputFile(path=path, name=path.name, ending=path.suffix, modified_ms=FILE_MS)
    context = FileContext(file=path.name, observed_ms=FILE_MS, creator=creator)
    reading = Reading(taken=[], refused=[], formats=set())
    for entry in records_of(source, format_of):
        if isinstance(entry, Skipped):
            reading.skipped.append(entry)
            continue
        if isinstance(entry, Broken):
            reading.refused.append(Refusal(entry.place, entry.reason, None))
            continue
        reading.formats.add(entry.format.name)
        try:
            reading.taken.append(entry.format.read(entry.record, context))
        except Rejected as rejected:
            reading.refused.append(Refusal(entry.record.place, rejected.reason, rejected.field))
    return reading


def read_json(value: Any, folder: Path, *, creator: str | None = None) -> Reading:
    """All records of a JSON document."""
    path = folder / "document.json"
    path.write_text(json.dumps(value), "utf-8")
    return read_file(path, creator=creator)


def read_csv(rows: str, folder: Path, *, creator: str | None = None) -> Reading:
    """All records of a CSV file."""
    path = folder / "table.csv"
    path.write_text(rows, "utf-8")
    return read_file(path, creator=creator)


def read_one(form: Format, value: Any, **context: Any) -> list[Observation]:
    """What a format takes from one record; a row of a table if `table`."""
    raw = None if context.pop("table", False) else json.dumps(value).encode()
    record = ForeignRecord(place="record 1", value=value, raw=raw, path=context.pop("path", ()))
    return form.read(record, FileContext(file="one", observed_ms=FILE_MS, **context))


def outcome_of(read: Callable[[], T]) -> T | Rejected:
    """What a reader answers, or with what it refuses; anything else that it raises is a fault."""
    try:
        return read()
    except Rejected as rejected:
        return rejected


def post_in(observations: Sequence[Observation]) -> Post:
    """The post that a record is about."""
    subject = observations[0].subject
    assert isinstance(subject, Post)
    return subject
