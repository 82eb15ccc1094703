"""Records inside a JSON value, found by their shape, with the exact bytes of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from tokgate.importers.copies import fuller_copy
from tokgate.importers.format import Broken, Find, ForeignRecord, FoundRecord
from tokgate.importers.limits import Limits

OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])
LIST = msgspec.json.Decoder(list[msgspec.Raw])
UNKNOWN = "its shape is that of no known format"
#: How much of a broken place is shown.
PREVIEW_LENGTH = 2000
#: Entries kept back until a list proves to be one of records.
KEPT_BACK = 10_000
#: A backslash pair, a surrogate pair, or a surrogate alone.
_ESCAPES = re.compile(rb"\\\\|\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
#: A whole text, closed or not, or what Python writes for a number that is none.
_NO_NUMBERS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|-?\b(?:NaN|Infinity)\b', re.DOTALL)


class NoJSON(ValueError):
    """Bytes that are no JSON value; the message says why."""


def decoded(raw: bytes) -> tuple[Any, bytes]:
    """The value and its bytes, in both of which what no JSON can hold is mended.

    NaN and Infinity, as Python writes empty cells, become null; a surrogate without its half becomes U+FFFD.
    Raises NoJSON, also for nesting too deep and numbers too large to be held.
    """
    try:
        return msgspec.json.decode(raw), raw
    except UnicodeDecodeError:
        raise NoJSON("is not UTF-8") from None
    except RecursionError:
        raise NoJSON("is nested too deeply") from None
    except msgspec.DecodeError as error:
        mended = mended_json(raw)
        if mended == raw:
            raise NoJSON(f"is no JSON: {error}") from None
    return decoded(mended)


def mended_json(raw: bytes) -> bytes:
    """The JSON with null for what is no number, and without surrogates that have no half."""
    return _ESCAPES.sub(_without_lone_surrogate, _NO_NUMBERS.sub(_null_for_no_number, raw))


def _null_for_no_number(found: re.Match[bytes]) -> bytes:
    return found[0] if found[0].startswith(b'"') else b"null"


def _without_lone_surrogate(found: re.Match[bytes]) -> bytes:
    return b"\\ufffd" if len(found[0]) == 6 else found[0]


class RecordFinder:
    """One way through a JSON value. Records are counted over all values walked; `place` says where one is."""

    def __init__(self, find: Find, limits: Limits, place: str = "record {}") -> None:
        self._find = find
        self._limits = limits
        self._place = place
        self.found = 0

    def records(
        self, value: Any, raw: bytes, path: tuple[str, ...] = (), envelope: Mapping[str, Any] | None = None
    ) -> Iterator[FoundRecord | Broken]:
        """The records in a value, itself included, in order; `raw` is what it was decoded from.

        Entries of a list of records that hold none are Broken; a value without any record yields nothing.
        """
        form = self._find(value)
        if form is not None:
            self.found += 1
            place = self._place.format(self.found)
            record = ForeignRecord(place=place, value=value, raw=raw, path=path, envelope=envelope or {})
            yield self.fullest(FoundRecord(record=record, format=form))
        elif len(path) < self._limits.nesting:
            if isinstance(value, dict):
                yield from self._in_object(value, raw, path, {**(envelope or {}), **plain_members(value)})
            elif isinstance(value, list):
                yield from self._in_list(value, raw, path, envelope or {})

    def fullest(self, found: FoundRecord) -> FoundRecord:
        """What was found, or the fuller copy of the same item that it holds."""
        copy = fuller_copy(found.record.value, found.format, self._find)
        if copy is None:
            return found
        names, form = copy
        value, raw, envelope = found.record.value, found.record.raw or b"{}", found.record.envelope
        for name in names:
            envelope = {**envelope, **plain_members(value)}
            value, raw = value[name], bytes(OBJECT.decode(raw)[name])
        path = (*found.record.path, *names)
        record = ForeignRecord(place=found.record.place, value=value, raw=raw, path=path, envelope=envelope)
        return FoundRecord(record=record, format=form)

    def _in_object(
        self, value: dict[str, Any], raw: bytes, path: tuple[str, ...], envelope: Mapping[str, Any]
    ) -> Iterator[FoundRecord | Broken]:
        members: dict[str, msgspec.Raw] = {}
        for name, member in value.items():
            if isinstance(member, (dict, list)) and member:
                members = members or OBJECT.decode(raw)
                yield from self.records(member, bytes(members[name]), (*path, name), envelope)

    def _in_list(
        self, value: list[Any], raw: bytes, path: tuple[str, ...], envelope: Mapping[str, Any]
    ) -> Iterator[FoundRecord | Broken]:
        plain = not any(isinstance(entry, (dict, list)) for entry in value)
        # Bare ids are records at the top of a document only: deeper down they are those of other things.
        if plain and (len(path) > 1 or not value or self._find(value[0]) is None):
            return
        kept_back: list[Broken] | None = []
        for entry, entry_raw in zip(value, LIST.decode(raw), strict=True):
            before = self.found
            yield from self.records(entry, bytes(entry_raw), path, envelope)
            if self.found > before:
                yield from kept_back or ()
                kept_back = None
            else:
                self.found += kept_back is None
                broken = Broken(place=self._place.format(self.found), reason=UNKNOWN, text=preview(bytes(entry_raw)))
                if kept_back is None:
                    yield broken
                elif len(kept_back) < KEPT_BACK:
                    kept_back.append(broken)


def plain_members(value: Mapping[str, Any]) -> dict[str, Any]:
    """The plain values in an object, and, as `child.name`, those in the objects directly in it."""
    found: dict[str, Any] = {}
    for name, member in value.items():
        if is_plain(member):
            found[name] = member
        elif isinstance(member, dict) and len(member) < 50:
            found |= {f"{name}.{inner}": plain for inner, plain in member.items() if is_plain(plain)}
    return found


def is_plain(value: object) -> bool:
    """Whether a value is a number, a flag or a short text."""
    return isinstance(value, (int, float)) or (isinstance(value, str) and len(value) < 1000)


def preview(raw: bytes) -> str:
    """The beginning of something broken, as text."""
    return raw[:PREVIEW_LENGTH].decode("utf-8", "replace").strip()
