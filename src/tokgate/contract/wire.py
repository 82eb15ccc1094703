"""The base of every wire type, and where it came from: the exact body, and the members that no field declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any

import msgspec

from tokgate.contract.answers import NO_ANSWER, AnswerHead


class Source:
    """The body that a wire object was decoded from; parsed to plain JSON values once, and only if someone asks.

    `misfits` are the paths that decoding left out (`$.itemList[3]`), as `lenient.decode` gives them.
    """

    __slots__ = ("_tree", "answer", "body", "misfits")

    def __init__(self, body: bytes, misfits: Iterable[str] = (), answer: AnswerHead = NO_ANSWER) -> None:
        self.body = body
        self.answer = answer
        self.misfits = frozenset(misfits)
        self._tree: Any = msgspec.UNSET

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

    def unknown(self) -> dict[str, Any]:
        """The members that no field of this type declares, at this level."""
        declared = set(self.__struct_encode_fields__)
        return {name: value for name, value in self.source().items() if name not in declared}


def attach(wire: Wire, source: Source, path: tuple[str | int, ...] = ()) -> None:
    """Tell a decoded object, and the structs and lists of structs below it, where they came from (two levels deep)."""
    _attach(wire, source, path, depth=2)


def _attach(wire: Wire, source: Source, path: tuple[str | int, ...], depth: int) -> None:
    wire.__dict__["_source"] = source
    wire.__dict__["_path"] = path
    if depth == 0:
        return
    for field, name in zip(wire.__struct_fields__, wire.__struct_encode_fields__, strict=True):
        value = getattr(wire, field)
        if isinstance(value, Wire):
            _attach(value, source, (*path, name), depth - 1)
        elif isinstance(value, list) and value and isinstance(value[0], Wire):
            for position, entry in zip(_positions(source, (*path, name)), value, strict=False):
                entry.__dict__["_source"] = source
                entry.__dict__["_path"] = (*path, name, position)


def _positions(source: Source, path: tuple[str | int, ...]) -> Iterator[int]:
    """Where the entries of a decoded list stood in the list that came: entries that did not fit are missing from it."""
    if not source.misfits:
        return count()
    shown = "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return (position for position in count() if f"{shown}[{position}]" not in source.misfits)
