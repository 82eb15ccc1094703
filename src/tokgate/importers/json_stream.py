"""Records of a JSON document too large, or too broken, to be read at once; memory holds one record at a time.

The standard library's scanner finds where each value ends, so that every record is the exact text of the file.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, Protocol

import msgspec

from tokgate.importers.format import Broken, Find, FoundRecord
from tokgate.importers.json_tree import PREVIEW_LENGTH, UNKNOWN, NoJSON, RecordFinder, decoded, is_plain
from tokgate.importers.limits import Limits

CHUNK = 1 << 20
PLAIN_MEMBERS = 200
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_BLANKS = re.compile("[ \\t\\r\\n]+")
#: NaN and Infinity are unknown, as everywhere.
_SCAN = json.JSONDecoder(parse_constant=lambda name: None).raw_decode


class Readable(Protocol):
    """What a stream is read from."""

    def read(self, size: int = -1, /) -> bytes: ...


class TooLarge(Exception):
    """A value is longer than what may be held at once."""


class TextWindow:
    """The part of a document that is being looked at, as text; what was passed is forgotten."""

    def __init__(self, file: Readable, largest: int) -> None:
        self._file = file
        self._largest = largest
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._text = ""
        self._at = 0
        self._ended = False

    def next(self) -> str:
        """The next character that is no blank, without passing it; "" at the end."""
        while True:
            self._at = self._after_blanks()
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _after_blanks(self) -> int:
        found = _BLANKS.match(self._text, self._at)
        return found.end() if found else self._at

    def skip(self, mark: str) -> bool:
        """Pass a character, if it is the next."""
        found = self.next() == mark
        self._at += found
        return found

    def value(self) -> tuple[Any, str]:
        """Pass the next value; it and its text. Raises NoJSON, or TooLarge without passing it."""
        self.next()
        while True:
            try:
                value, end = _SCAN(self._text, self._at)
            except json.JSONDecodeError as error:
                if not self._more():
                    raise NoJSON(f"{error.msg} in {self._text[self._at : self._at + 60]!r}") from None
                continue
            except (RecursionError, ValueError) as error:
                raise NoJSON(str(error)) from None
            # A number at the very end of the window may go on after it.
            if end < len(self._text) or not self._more():
                text = self._text[self._at : end]
                self._at = end
                return value, text

    def _more(self) -> bool:
        """Read on; False at the end of the file. The window doubles, so that a long value is not scanned too often."""
        if self._ended:
            return False
        rest = self._text[self._at :]
        if len(rest) > self._largest:
            raise TooLarge
        data = self._file.read(max(CHUNK, len(rest)))
        self._ended = not data
        self._text, self._at = rest + self._decoder.decode(data, final=self._ended), 0
        return not self._ended


class Surroundings(msgspec.Struct, frozen=True):
    """Where in a document a value stands: the names that lead to it, the plain members around it, how deep."""

    path: tuple[str, ...] = ()
    envelope: dict[str, Any] = {}
    depth: int = 0


class JsonStream:
    """Looks through a document: what stands in a list, or under a name of digits only, may be a record.

    With `roots`, so may the values at the top: for values written one after the other.
    """

    def __init__(self, find: Find, limits: Limits, *, roots: bool) -> None:
        self._finder = RecordFinder(find, limits)
        self._limits = limits
        self._roots = roots

    @property
    def found(self) -> int:
        """How many records came so far."""
        return self._finder.found

    def records(self, file: Readable) -> Iterator[FoundRecord | Broken]:
        """The records, up to where the document breaks: there, one Broken says how."""
        window = TextWindow(file, self._limits.value)
        try:
            while window.next():
                yield from self._look(window, Surroundings(), whole=self._roots)
        except (NoJSON, OSError) as error:
            yield self._broken(f"cannot be read further: {' '.join(str(error).split())[:300]}")
        except TooLarge:
            yield self._broken(f"cannot be read further: a value is longer than {self._limits.value:,} characters")

    def _look(self, window: TextWindow, place: Surroundings, *, whole: bool) -> Iterator[FoundRecord | Broken]:
        """Pass one value; `whole` if it may be a record."""
        self._check_depth(place)
        begin = window.next()
        if begin == "[":
            yield from self._look_into_list(window, place)
        elif begin == "{" and (not whole or (text := self._text_of(window)) is None):
            yield from self._look_into_object(window, place, {})
        elif begin == "{":
            yield from self._look_at(text or "", place)
        elif whole and place.depth <= 2:
            yield from self._look_at(window.value()[1], place)
        else:
            window.value()

    def _text_of(self, window: TextWindow) -> str | None:
        """The text of the next value, passed; None for one too long to be a record, not passed."""
        try:
            return window.value()[1]
        except TooLarge:
            return None

    def _look_at(self, text: str, place: Surroundings) -> Iterator[FoundRecord | Broken]:
        try:
            value, raw = decoded(text.encode())
        except UnicodeEncodeError:
            shown_text = _NOT_UTF8.sub("\ufffd", text)[:PREVIEW_LENGTH]
            yield self._broken("the entry holds bytes that are not UTF-8", shown_text)
        except NoJSON as error:
            yield self._broken(f"the entry {error}", text[:PREVIEW_LENGTH])
        else:
            yield from self._finder.records(value, raw, place.path, place.envelope)

    def _look_into_list(self, window: TextWindow, place: Surroundings) -> Iterator[FoundRecord | Broken]:
        window.skip("[")
        inner = Surroundings(place.path, place.envelope, place.depth + 1)
        before = self.found
        while not window.skip("]"):
            silent = True
            begin = window.next()
            for entry in self._look(window, inner, whole=True):
                silent = False
                yield entry
            if silent and begin == "{" and self.found > before:
                yield self._broken(UNKNOWN)
            _expect_more(window, "]")

    def _look_into_object(
        self, window: TextWindow, place: Surroundings, plain: dict[str, Any]
    ) -> Iterator[FoundRecord | Broken]:
        """Pass an object; its plain members are put into `plain`."""
        self._check_depth(place)
        window.skip("{")
        envelope = dict(place.envelope)
        while not window.skip("}"):
            name, _ = window.value()
            if not isinstance(name, str) or not window.skip(":"):
                raise NoJSON("an object has a member without a name")
            begin = window.next()
            inner = Surroundings((*place.path, name), dict(envelope), place.depth + 1)
            if begin == "{" and not name.isdecimal():
                below: dict[str, Any] = {}
                yield from self._look_into_object(window, inner, below)
                envelope |= {f"{name}.{lower}": member for lower, member in below.items()}
            elif begin in ("{", "["):
                yield from self._look(window, inner, whole=True)
            elif is_plain(member := window.value()[0]) and len(plain) < PLAIN_MEMBERS:
                envelope[name] = plain[name] = member
            _expect_more(window, "}")

    def _check_depth(self, place: Surroundings) -> None:
        if place.depth > self._limits.nesting:
            raise NoJSON("is nested too deeply")

    def _broken(self, reason: str, text: str = "") -> Broken:
        return Broken(place=f"after record {self.found}", reason=reason, text=text)


def _expect_more(window: TextWindow, end: str) -> None:
    if not window.skip(",") and window.next() != end:
        raise NoJSON("a comma is missing" if window.next() else "it ends too early")
