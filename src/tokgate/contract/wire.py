"""The base of every wire type, and where it came from: the exact body, and the members that no field declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any

import msgspec

from tokgate.contract.answers import NO_ANSWER, AnswerHead

_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ENTRIES = msgspec.json.Decoder(list[msgspec.Raw])


class WireSource:
    """The body that a wire object was decoded from; parsed to plain JSON values once, and only if someone asks.

    `invalid_paths` are the paths that decoding left out (`$.itemList[3]`), as `lenient.decode` gives them.
    """

    __slots__ = ("_entries", "_members", "_tree", "answer", "body", "invalid_paths")

    def __init__(self, body: bytes, invalid_paths: Iterable[str] = (), answer: AnswerHead = NO_ANSWER) -> None:
        self.body = body
        self.answer = answer
        self.invalid_paths = frozenset(invalid_paths)
        self._tree: Any = msgspec.UNSET
        self._members: dict[tuple[str | int, ...], dict[str, msgspec.Raw]] = {}
        self._entries: dict[tuple[str | int, ...], list[msgspec.Raw]] = {}

    def bytes_at(self, path: tuple[str | int, ...]) -> bytes:
        """The very bytes that stand at a path; each object and list on the way is taken apart once."""
        if not path:
            return self.body
        above, step = path[:-1], path[-1]
        if isinstance(step, int):
            if above not in self._entries:
                self._entries[above] = _ENTRIES.decode(self.bytes_at(above))
            return bytes(self._entries[above][step])
        if above not in self._members:
            self._members[above] = _MEMBERS.decode(self.bytes_at(above))
        return bytes(self._members[above][step])

    def at(self, path: Sequence[str | int]) -> Any:
        """The plain JSON value at a path of member names and list positions."""
        if self._tree is msgspec.UNSET:
            self._tree = msgspec.json.decode(self.body)
        value = self._tree
        for step in path:
            value = value[step]
        return value


class Wire(msgspec.Struct, kw_only=True, omit_defaults=True, dict=True):
    """A struct as it goes over the network in one dialect.

    A member that the answer left out is None. What came beyond the declared fields is not lost: `source()` is the whole
    object as plain JSON values, `unknown()` only what no field declares, and on a decoded page `raw` is the exact body.
    """

    @property
    def raw(self) -> bytes:
        """The exact bytes of the answer; b"" for an object that was not decoded from one."""
        source = self.__dict__.get("_source")
        return source.body if source is not None else b""

    @property
    def answer(self) -> AnswerHead:
        """Status, headers and request id of the answer that this object came in; an item's are those of its page."""
        source = self.__dict__.get("_source")
        return source.answer if source is not None else NO_ANSWER

    def source(self) -> dict[str, Any]:
        """This object as it came, with every member, as plain JSON values (ids stay as exact as they were sent)."""
        source = self.__dict__.get("_source")
        if source is None:
            built: dict[str, Any] = msgspec.to_builtins(self)
            return built
        found: dict[str, Any] = source.at(self.__dict__.get("_path", ()))
        return found

    def path(self) -> str:
        """Where this object stands in the answer that it came in, such as `$.itemList[3]`."""
        return shown_path(self.__dict__.get("_path", ()))

    def exact(self) -> bytes:
        """This object's own JSON: the very bytes that it came as, else those that it is written as."""
        source = self.__dict__.get("_source")
        return msgspec.json.encode(self) if source is None else source.bytes_at(self.__dict__.get("_path", ()))

    def invalid_paths(self) -> list[str]:
        """What came in this object and could not be read as declared, such as `stats.playCount` or `images[2]`."""
        source = self.__dict__.get("_source")
        if source is None or not source.invalid_paths:
            return []
        above = self.path()
        inside = [path[len(above) :] for path in source.invalid_paths if path.startswith((f"{above}.", f"{above}["))]
        return sorted(path.removeprefix(".") for path in inside)

    def unknown(self) -> dict[str, Any]:
        """The members that no field of this type declares, at this level."""
        declared = set(self.__struct_encode_fields__)
        return {name: value for name, value in self.source().items() if name not in declared}


def shown_path(path: Sequence[str | int]) -> str:
    """A path as errors show it: `$.itemList[3]`."""
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)


def attach(wire: Wire, source: WireSource, path: tuple[str | int, ...] = (), *, depth: int = 2) -> None:
    """Tell a decoded object where it came from, and the structs and lists of structs up to `depth` levels below it."""
    wire.__dict__["_source"] = source
    wire.__dict__["_path"] = path
    if depth == 0:
        return
    for field, name in zip(wire.__struct_fields__, wire.__struct_encode_fields__, strict=True):
        value = getattr(wire, field)
        if isinstance(value, Wire):
            attach(value, source, (*path, name), depth=depth - 1)
        elif isinstance(value, list) and value and isinstance(value[0], Wire):
            for position, entry in zip(_positions(source, (*path, name)), value, strict=False):
                entry.__dict__["_source"] = source
                entry.__dict__["_path"] = (*path, name, position)


def attach_below(wire: Wire) -> None:
    """Tell the objects in an attached one where they came from too: `attach` goes no deeper than answers have lists."""
    source = wire.__dict__.get("_source")
    if source is not None:
        attach(wire, source, wire.__dict__.get("_path", ()), depth=1)


def _positions(source: WireSource, path: tuple[str | int, ...]) -> Iterator[int]:
    """Where the entries of a decoded list stood in the list that came: entries that did not fit are missing from it."""
    if not source.invalid_paths:
        return count()
    place = shown_path(path)
    return (position for position in count() if f"{place}[{position}]" not in source.invalid_paths)
