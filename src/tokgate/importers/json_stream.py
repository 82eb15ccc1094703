"""Records of a JSON document too large, or too broken, to be read at once; memory holds one record at a time.

Numbers keep their digits; only blanks and escapes may be written otherwise than in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

import ijson
import msgspec

from tokgate.importers.format import Broken, Find, Found
from tokgate.importers.json_tree import NoJSON, Walk, decoded, is_plain
from tokgate.importers.limits import Limits

ENCODER = msgspec.json.Encoder(decimal_format="number")
#: Parts of one value that are kept while it may still be a record; a larger one is looked into instead.
LARGEST_RECORD = 500_000
DEEPEST = 5_000


class Readable(Protocol):
    """What a stream is read from."""

    def read(self, size: int = -1, /) -> bytes: ...


class Frame:
    """An object or list that is open and is no record itself."""

    def __init__(self, kind: str, name: str | None) -> None:
        self.kind = kind
        self.name = name
        self.key: str | None = None
        self.plain: dict[str, Any] = {}


class Stream:
    """Takes the parser's events; what stands in a list, or under a name of digits only, may be a record.

    With `roots`, so may the values at the top: for values written one after the other.
    """

    def __init__(self, find: Find, limits: Limits, *, roots: bool) -> None:
        self._walk = Walk(find, limits)
        self._roots = roots
        self._open: list[Frame] = []
        self._kept: list[tuple[str, Any]] = []
        self._depth = 0

    @property
    def found(self) -> int:
        """How many records came so far."""
        return self._walk.found

    def records(self, file: Readable) -> Iterator[Found | Broken]:
        """The records, up to where the document breaks: there, one Broken says how."""
        try:
            for event, value in ijson.basic_parse(file, use_float=False, multiple_values=True):
                yield from self._take(event, value)
        except (ijson.JSONError, UnicodeDecodeError, NoJSON, OSError) as error:
            yield Broken(place=f"after record {self.found}", reason=f"cannot be read further: {_one_line(error)}")

    def _take(self, event: str, value: Any) -> Iterator[Found | Broken]:
        if self._kept:
            yield from self._keep(event, value)
        elif event == "start_map" and self._may_be_record():
            self._kept = [(event, value)]
            self._depth = 1
        else:
            self._pass(event, value)

    def _keep(self, event: str, value: Any) -> Iterator[Found | Broken]:
        self._kept.append((event, value))
        self._depth += event.startswith("start") - event.startswith("end")
        if self._depth == 0:
            kept, self._kept = self._kept, []
            yield from self._look_at(kept)
        elif len(self._kept) > LARGEST_RECORD:
            (first, _), *rest = self._kept
            self._kept = []
            self._pass(first, None)
            for passed, part in rest:
                yield from self._take(passed, part)

    def _look_at(self, kept: list[tuple[str, Any]]) -> Iterator[Found | Broken]:
        builder = ijson.ObjectBuilder()
        for event, value in kept:
            builder.event(event, value)
        before = self.found
        try:
            value, raw = decoded(ENCODER.encode(builder.value))
        except (NoJSON, RecursionError, UnicodeEncodeError) as error:
            yield Broken(place=f"after record {before}", reason=f"the entry cannot be held: {_one_line(error)}")
            return
        path = tuple(name for frame in self._open if (name := frame.name) is not None)
        path += (self._open[-1].key,) if self._open and self._open[-1].key else ()
        yield from self._walk.records(value, raw, path, self._envelope())

    def _may_be_record(self) -> bool:
        if not self._open:
            return self._roots
        parent = self._open[-1]
        return parent.kind == "start_array" or (parent.key or "").isdecimal()

    def _pass(self, event: str, value: Any) -> None:
        parent = self._open[-1] if self._open else None
        if event in ("start_map", "start_array"):
            if len(self._open) >= DEEPEST:
                raise NoJSON("is nested too deeply")
            self._open.append(Frame(event, parent.key if parent else None))
        elif event in ("end_map", "end_array"):
            closed = self._open.pop()
            if self._open and closed.name is not None:
                named = {f"{closed.name}.{name}": plain for name, plain in closed.plain.items() if "." not in name}
                self._open[-1].plain |= named
        elif parent is not None and event == "map_key":
            parent.key = value
        elif parent is not None and parent.key is not None and is_plain(value) and len(parent.plain) < 200:
            parent.plain[parent.key] = value

    def _envelope(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for frame in self._open:
            found |= frame.plain
        return found


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
