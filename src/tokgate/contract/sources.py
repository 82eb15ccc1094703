"""Where wire objects came from: the exact bytes of an answer, and the place of each object in them."""

from __future__ import annotations

import weakref
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count
from typing import Any, TypeAlias

import msgspec

from tokgate.contract.answers import NO_ANSWER, AnswerHead

#: Member names and list positions, from the outside in.
Path: TypeAlias = tuple[str | int, ...]

_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])


@lru_cache(maxsize=256)
def _entries_decoder(names: tuple[str, ...]) -> msgspec.json.Decoder[Any]:
    """Takes apart the list at these members of an object, in one pass over the object; the rest is skipped."""
    kind: Any = list[msgspec.Raw]
    for name in reversed(names):
        kind = msgspec.defstruct("Around", [("inner", kind, msgspec.field(name=name))])
    return msgspec.json.Decoder(kind)


class WireSource:
    """The bytes that wire objects were decoded from, an answer's or those of a part of it, which stood at `place`.

    `invalid_paths` are the paths in the answer that decoding left out (`$.itemList[3]`), as `lenient.decode` tells.
    """

    __slots__ = ("_entries", "_members", "answer", "body", "invalid_paths", "place")

    def __init__(
        self, body: bytes, invalid_paths: Iterable[str] = (), answer: AnswerHead = NO_ANSWER, place: Path = ()
    ) -> None:
        self.body: bytes = body
        self.answer: AnswerHead = answer
        self.invalid_paths: frozenset[str] = frozenset(invalid_paths)
        self.place: Path = place
        self._members: dict[Path, dict[str, msgspec.Raw]] = {}
        self._entries: dict[Path, list[msgspec.Raw]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return WireSource, (self.body, self.invalid_paths, self.answer, self.place)

    def bytes_at(self, path: Path) -> bytes:
        """The very bytes that stand at a path; each object and list on the way is taken apart once."""
        if not path:
            return self.body
        above, step = path[:-1], path[-1]
        if isinstance(step, int):
            if above not in self._entries:
                self._entries[above] = self._taken_apart(above)
            return bytes(self._entries[above][step])
        if above not in self._members:
            self._members[above] = _MEMBERS.decode(self.bytes_at(above))
        return bytes(self._members[above][step])

    def _taken_apart(self, path: Path) -> list[msgspec.Raw]:
        """The entries of the list at a path, straight from the whole body or from the entry that the list is in."""
        start = next((place for place in range(len(path), 0, -1) if isinstance(path[place - 1], int)), 0)
        names = tuple(str(step) for step in path[start:])
        taken = _entries_decoder(names).decode(self.bytes_at(path[:start]))
        for _ in names:
            taken = taken.inner
        entries: list[msgspec.Raw] = taken
        return entries

    def part(self, path: Path) -> WireSource:
        """What stands at a path, by itself."""
        place = (*self.place, *path)
        return WireSource(self.bytes_at(path), self.invalid_at(place), self.answer, place) if path else self

    def invalid_at(self, place: Path) -> list[str]:
        """Those of the invalid paths that lead into the object at this place of the answer."""
        if not self.invalid_paths:
            return []
        shown = shown_path(place)
        return [path for path in self.invalid_paths if path.startswith((f"{shown}.", f"{shown}["))]


#: Entries of the answers that went last. Taking an answer apart costs as much as half of decoding it, so that they are
#: looked at when two more have gone: until then, it may be but the variable of a loop that holds one.
_OUTLIVING: deque[list[weakref.ref[Root]]] = deque()


class Root(msgspec.Struct, eq=False, weakref=True):
    """What an object and all in it came from: the source, and the path of the object in its bytes.

    An entry of an answer's list has a root of its own, so that one that is kept can leave the answer behind.
    """

    at: tuple[WireSource, Path]

    def __reduce__(self) -> tuple[Any, ...]:
        source, path = self.at
        return Root, ((source.part(path), ()),)

    def detach(self) -> None:
        """Keep the object's own bytes, and no more of the answer than those."""
        source, path = self.at
        self.at = (source.part(path), ())


class AnswerRoot(Root, eq=False, weakref=True):
    """The root of a whole answer, which knows those of its `entries`. The answer has it, and so have its lists.

    When nobody has these any more, the few entries that are kept get to keep only their own bytes. Where that is half
    of them or more, they share what they came in: it costs no more.
    """

    entries: list[weakref.ref[Root]] = []

    def __reduce__(self) -> tuple[Any, ...]:
        return AnswerRoot, (self.at,)

    def __del__(self) -> None:
        kept = [entry for entry in self.entries if entry() is not None]
        if not 0 < len(kept) * 2 < len(self.entries):
            return
        _OUTLIVING.append(kept)
        if len(_OUTLIVING) > 2:
            for root in (entry() for entry in _OUTLIVING.popleft()):
                if root is not None:
                    root.detach()


class Entries(list[Any]):
    """A list of an answer, which may outlive the answer: `client.public.posts(…).itemList`."""

    __slots__ = ("_root",)

    def __init__(self, entries: Iterable[Any], root: AnswerRoot) -> None:
        super().__init__(entries)
        self._root = root

    def __reduce__(self) -> tuple[Any, ...]:
        return list, (list(self),)

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return self.__reduce__()

    def __del__(self) -> None:
        self.clear()  # before the root goes, which looks who is still there


def positions(source: WireSource, place: Path) -> Iterator[int]:
    """Where the entries of a decoded list stood in the list that came: entries that did not fit are missing from it."""
    if not source.invalid_paths:
        return count()
    shown = shown_path(place)
    return (position for position in count() if f"{shown}[{position}]" not in source.invalid_paths)


def shown_path(path: Sequence[str | int]) -> str:
    """A path as errors show it: `$.itemList[3]`."""
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
