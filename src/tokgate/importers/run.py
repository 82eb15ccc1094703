"""An import: files in, observations into the archive, and a count of what became of each record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

import msgspec

from tokgate.domain.clock import Clock, SystemClock
from tokgate.domain.instants import iso_second
from tokgate.domain.observations import Observation, Outcome, Provenance
from tokgate.domain.ports import Archive
from tokgate.importers.format import Broken, FileContext, Find, Format, FoundRecord, Rejected, observations_of
from tokgate.importers.json_tree import preview
from tokgate.importers.limits import DEFAULT, MEGABYTE, Limits
from tokgate.importers.notes import Notes
from tokgate.importers.records import records_of
from tokgate.importers.selection import EVERYTHING, Selection
from tokgate.importers.sources import InputFile, ReadProgress, Skipped

#: A batch is committed when it holds this many observations, or this many bytes: so many that a creator's posts come
#: together in the archive, where a file has them in no order. Each place in the archive is then visited once a batch.
BATCH = 5000
BATCH_BYTES = 32 * MEGABYTE
#: Progress is told this often, in records, and after each batch.
TOLD_EVERY = 500
#: What an archive raises for an observation that it cannot keep; anything else, such as a full disk, ends the import.
UNKEEPABLE = (ValueError, TypeError, OverflowError)


class Summary(msgspec.Struct, kw_only=True):
    """What became of the records: `read` is always new + updated + duplicate + rejected.

    `formats` counts records by the format recognised in them; `skipped` are files that were not read, with the reason.
    `notes` are the columns and values that were left out, and the first reasons of what was rejected.
    `bytes_read` of `bytes_total` (None with standard input) is how far the reading is.
    """

    read: int = 0
    new: int = 0
    updated: int = 0
    duplicate: int = 0
    rejected: int = 0
    formats: dict[str, int] = {}
    seconds: float = 0.0
    skipped: list[str] = []
    notes: Notes = msgspec.field(default_factory=Notes)
    bytes_read: int = 0
    bytes_total: int | None = None

    def count(self, outcome: Outcome) -> None:
        """Count a record that the archive took."""
        self.read += 1
        self.new += outcome is Outcome.NEW
        self.updated += outcome is Outcome.UPDATED
        self.duplicate += outcome is Outcome.DUPLICATE


def import_paths(
    archive: Archive,
    paths: Iterable[str | Path],
    selection: Selection = EVERYTHING,
    *,
    rejects: TextIO | None = None,
    progress: Callable[[Summary], None] | None = None,
    clock: Clock | None = None,
    limits: Limits = DEFAULT,
) -> Summary:
    """Import files, folders and standard input ("-") in the order given, and say what became of every record.

    What is rejected goes to `rejects`, a JSON object per line. `progress` is called now and then. What was committed
    stays when an import breaks off, and importing again is harmless.

    Before anything is read, raises ValueError for an unknown format or field and for an instant that is still to come,
    FileNotFoundError for a missing path.
    """
    clock = clock or SystemClock()
    started_ms = clock.now_ms()
    summary = Summary()
    find = selection.finder()
    sources = selection.sources(paths, clock)
    meter = ReadProgress()
    summary.bytes_total = _bytes_in(sources)
    for source in sources:
        if isinstance(source, Skipped):
            summary.skipped.append(f"{source.name}: {source.reason}")
            continue
        run = FileRun(archive, selection.context(source, summary.notes), summary, rejects, progress)
        run.take_all(source, find, limits, meter)
        summary.seconds = (clock.now_ms() - started_ms) / 1000
    return summary


def _bytes_in(sources: Iterable[InputFile | Skipped]) -> int | None:
    sizes = [source.size for source in sources if isinstance(source, InputFile)]
    return None if None in sizes else sum(size or 0 for size in sizes)


class FileRun:
    """The import of one file: records are gathered into batches of one format, and each batch committed at once."""

    def __init__(
        self,
        archive: Archive,
        context: FileContext,
        summary: Summary,
        rejects: TextIO | None,
        progress: Callable[[Summary], None] | None,
    ) -> None:
        self._archive = archive
        self._context = context
        self._summary = summary
        self._rejects = rejects
        self._progress = progress
        self._batch: list[tuple[FoundRecord, list[Observation]]] = []
        self._size = 0
        self._bytes = 0

    def take_all(self, source: InputFile, find: Find, limits: Limits, meter: ReadProgress) -> None:
        """Read the file to its end, and commit the last batch."""
        for number, entry in enumerate(records_of(source, find, limits, meter), 1):
            self._summary.bytes_read = meter.bytes_read
            if self._progress is not None and number % TOLD_EVERY == 0:
                self._progress(self._summary)
            if isinstance(entry, Skipped):
                self._skip(entry)
            elif isinstance(entry, Broken):
                self._reject(entry.place, entry.reason, text=entry.text)
            else:
                self._take(entry)
        self._commit()

    def _skip(self, part: Skipped) -> None:
        """Tell of a file, or of one in a ZIP, that nothing is read from."""
        file = self._context.file
        name = part.name if part.name == file else f"{file}, {part.name}"
        self._summary.skipped.append(f"{name}: {part.reason}")

    def _take(self, found: FoundRecord) -> None:
        name = found.format.name
        self._summary.formats[name] = self._summary.formats.get(name, 0) + 1
        try:
            observations = observations_of(found, self._context)
        except Rejected as error:
            self._reject_found(found, error.reason, error.field)
            return
        if self._batch and self._batch[-1][0].format is not found.format:
            self._commit()
        if found.record.raw is not None:
            found.record.value = None  # read, and shown from `raw` if it must be: a batch need not hold it
        self._batch.append((found, observations))
        self._size += len(observations)
        self._bytes += sum(len(each.body or b"") for each in observations)
        if self._size >= BATCH or self._bytes >= BATCH_BYTES:
            self._commit()

    def _commit(self) -> None:
        batch, self._batch, self._size, self._bytes = self._batch, [], 0, 0
        if not batch:
            return
        self._keep_what_can_be(batch)
        if self._progress is not None:
            self._progress(self._summary)

    def _keep_what_can_be(self, batch: Sequence[tuple[FoundRecord, list[Observation]]]) -> None:
        """Commit the batch, or, where something in it cannot be kept, its halves: the good rest takes few commits."""
        try:
            self._keep(batch)
        except UNKEEPABLE as error:
            if len(batch) == 1:
                self._reject_found(batch[0][0], f"cannot be kept: {error}")
                return
            half = len(batch) // 2
            self._keep_what_can_be(batch[:half])
            self._keep_what_can_be(batch[half:])

    def _keep(self, batch: Sequence[tuple[FoundRecord, list[Observation]]]) -> None:
        """Commit records, all or none; the outcome of a record is that of its first observation."""
        observations = [observation for _, of_record in batch for observation in of_record]
        provenance = Provenance(source=batch[0][0].format.name, file=self._context.file)
        outcomes = self._archive.commit(observations, provenance)
        position = 0
        for found, of_record in batch:
            if outcomes[position] is Outcome.PURGED:
                self._reject_purged(found, of_record[0])
            else:
                self._summary.count(outcomes[position])
            position += len(of_record)

    def _reject_purged(self, found: FoundRecord, observation: Observation) -> None:
        """What was purged is not shown again, in the file of rejects either."""
        purge = self._archive.purge_of(observation)
        on = f" on {iso_second(purge.at_ms)[:10]}" if purge is not None else ""
        self._reject(found.record.place, f"was purged here{on}", form=found.format)

    def _reject_found(self, found: FoundRecord, reason: str, field: str | None = None) -> None:
        record = found.record
        raw = record.raw if record.raw is not None else msgspec.json.encode(record.value)
        self._reject(record.place, reason, form=found.format, field=field, text=preview(raw))

    def _reject(
        self, place: str, reason: str, *, form: Format | None = None, field: str | None = None, text: str = ""
    ) -> None:
        self._summary.read += 1
        self._summary.rejected += 1
        self._summary.notes.add_rejected(self._context.file, place, f"{field}: {reason}" if field else reason)
        if self._rejects is None:
            return
        line: dict[str, Any] = {
            "file": self._context.file,
            "place": place,
            "format": form.name if form else None,
            "reason": reason,
            "field": field,
            "record": text,
        }
        self._rejects.write(msgspec.json.encode(line).decode() + "\n")
