"""What an importer for one foreign format is: told by the shape of a record, and read into observations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import msgspec

from tokgate.domain.observations import Observation
from tokgate.importers.notes import Notes


class Rejected(Exception):
    """A record cannot be taken. `reason` says what would be right; `field` is the member or column, if it is one's."""

    def __init__(self, reason: str, *, field: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field


class ForeignRecord(msgspec.Struct, kw_only=True):
    """One record of a file: a JSON value, or the cells of a row as a dict of text by column name (empty cells as "").
    `place` tells a reader where it is ("line 17", "record 3", "row 12 of Sheet1"). `raw` is the exact JSON that it came
    as, None for a row of a table. `path` is the member names that lead to it ("Your Activity", "Like List", …), list
    positions left out. `envelope` are the plain members beside the list that it is in, as `{"extra.now": 1700000000000,
    "last_updated": "2025-07-12T10:00:00"}`: names joined by dots, nearest object last.
    """

    place: str
    value: Any
    raw: bytes | None = None
    path: tuple[str, ...] = ()
    envelope: Mapping[str, Any] = {}


class FileContext(msgspec.Struct, kw_only=True):
    """What is known of the file around a record.

    `observed_ms` is for records that give no instant (Unix milliseconds UTC): when the file was collected if
    `instant_told`, else the file's own time, which says little. `creator` is the handle to use where a record does not
    say whose post it is. `notes` takes what a record holds and nobody understands.
    """

    file: str
    observed_ms: int
    instant_told: bool = False
    creator: str | None = None
    notes: Notes = msgspec.field(default_factory=Notes)


class Format(Protocol):
    """One foreign format."""

    @property
    def name(self) -> str: ...

    def matches(self, value: object) -> bool:
        """Whether a decoded record has this format's shape. Never by file name; must not raise."""
        ...

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """What the record says, the record's own subject first (its outcome is the record's). Raises Rejected."""
        ...


#: The format whose shape a decoded value has; None if it is no record, and is then looked into.
Find = Callable[[object], Format | None]


class FoundRecord(msgspec.Struct, kw_only=True):
    """A record that a file holds, and the format whose shape it has."""

    record: ForeignRecord
    format: Format


def observations_of(found: FoundRecord, context: FileContext) -> list[Observation]:
    """What a record says. Raises Rejected, also for a fault in its format: the rest must be read."""
    try:
        observations = found.format.read(found.record, context)
    except Rejected:
        raise
    except Exception as error:
        raise Rejected(f"cannot be read as {found.format.name}: {type(error).__name__}: {error}") from error
    if not observations:
        raise Rejected("says nothing that an archive could keep")
    return observations


class Broken(msgspec.Struct, kw_only=True):
    """A place of a file that is no record: what is wrong there, and what it looks like."""

    place: str
    reason: str
    text: str = ""
