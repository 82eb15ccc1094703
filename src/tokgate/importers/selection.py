"""What an import is told of the files that it reads, and which files these are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from tokgate.domain.clock import Clock
from tokgate.domain.instants import iso_second
from tokgate.importers.format import FileContext, Find, Format
from tokgate.importers.formats import format_named, format_of
from tokgate.importers.mappings import TableMapping, check_mapping
from tokgate.importers.notes import Notes
from tokgate.importers.sources import InputFile, Skipped, sources_of
from tokgate.importers.tabular import NAME as TABULAR
from tokgate.importers.tabular import MappedTabular


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """Which records to take, and what to know of them beyond what they say.

    `format` takes the records of one format only; otherwise each record's shape tells its format. `creator` is the
    handle of whoever posted, for files that do not say. `mapping` gives the columns of every table their meaning;
    `mappings` those of the tables that have the columns which each of them wants, the first that fits; where both say
    something, `mapping` is right. `observed_ms` is when the files were collected (Unix milliseconds UTC), for records
    that do not say; without it the time of their file stands in.
    """

    format: str | None = None
    creator: str | None = None
    mapping: Mapping[str, str] = {}
    mappings: Sequence[TableMapping] = ()
    observed_ms: int | None = None

    def finder(self) -> Find:
        """What tells the format of a record. ValueError for an unknown format or field."""
        for each in (self.mapping, *(mapping.fields for mapping in self.mappings)):
            check_mapping(each)
        is_mapped = bool(self.mapping or self.mappings)
        if is_mapped and self.format not in (None, TABULAR):
            raise ValueError(f"a mapping of columns is for the format {TABULAR}, not {self.format}")
        mapped: list[Format] = [MappedTabular(each.under(self.mapping)) for each in self.mappings]
        if self.mapping:
            # All that the named mappings leave is read as this one says.
            mapped.append(MappedTabular(TableMapping(self.mapping)))
            return _first_of(tuple(mapped))
        chosen = None if self.format is None else (format_named(self.format),)
        if not mapped:
            return lambda value: format_of(value, chosen)
        named = _first_of(tuple(mapped))
        return lambda value: named(value) or format_of(value, chosen)

    def context(self, source: InputFile, notes: Notes) -> FileContext:
        """What is known of a file around its records."""
        return FileContext(
            file=source.name,
            observed_ms=source.modified_ms if self.observed_ms is None else self.observed_ms,
            instant_told=self.observed_ms is not None,
            creator=self.creator.removeprefix("@") if self.creator else None,
            notes=notes,
        )

    def sources(self, paths: Iterable[str | Path], clock: Clock) -> list[InputFile | Skipped]:
        """The files to read. ValueError for an instant that is still to come, FileNotFoundError for a missing path."""
        if self.observed_ms is not None and self.observed_ms > clock.now_ms():
            raise ValueError(f"nothing was observed at {iso_second(self.observed_ms)}, which is still to come")
        sources = list(sources_of(paths, clock))
        for source in sources:
            if isinstance(source, Skipped) and source.missing:
                raise FileNotFoundError(f"{source.name}: {source.reason}")
        return sources


EVERYTHING = Selection()


def _first_of(formats: tuple[Format, ...]) -> Find:
    return lambda value: format_of(value, formats)
