"""The base of every wire type. What was decoded from an answer knows its exact bytes and what no field declares."""

from __future__ import annotations

from collections.abc import Callable
from types import NoneType, UnionType
from typing import Any, ClassVar, Union, get_args, get_origin, get_type_hints
from weakref import ref

import msgspec

from tokgate.contract.answers import NO_ANSWER, AnswerHead
from tokgate.contract.descriptions import DescribedSlots
from tokgate.contract.sources import AnswerRoot, Entries, Path, Root, WireSource, positions, shown_path


class Wire(msgspec.Struct, kw_only=True, omit_defaults=True, dict=True):
    """A struct as it goes over the network in one dialect.

    A member that the answer left out is None. What came beyond the declared fields is not lost: `raw` are the exact
    bytes of the object, `source()` is all of it as plain JSON values, `unknown()` only what no field declares. All of
    this holds at any depth, and for copies and what was pickled.
    """

    #: Members that are known to come, and that no field declares: documents name them, and drift does not tell of them.
    UNTYPED: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        """Have `help()` find what is said of the fields."""
        super().__init_subclass__()
        # Set past the type checker, to which no class has it.
        type.__setattr__(cls, "__slots__", DescribedSlots(cls, vars(cls)["__slots__"]))

    @property
    def raw(self) -> bytes:
        """The very bytes that this object came as; b"" for one that was not decoded from an answer."""
        place = self._place()
        return place[0].bytes_at(place[1]) if place is not None else b""

    @property
    def answer(self) -> AnswerHead:
        """Status, headers and request id of the answer that this object came in; an item's are those of its page."""
        place = self._place()
        return place[0].answer if place is not None else NO_ANSWER

    def source(self) -> dict[str, Any]:
        """This object as it came, with every member, as plain JSON values (ids stay as exact as they were sent)."""
        built: dict[str, Any] = msgspec.json.decode(self.exact())
        return built

    def exact(self) -> bytes:
        """This object's own JSON: the very bytes that it came as, else those that it is written as."""
        return self.raw or msgspec.json.encode(self)

    def unknown(self) -> dict[str, Any]:
        """The members that no field of this type declares, at this level."""
        declared = set(self.__struct_encode_fields__)
        return {name: value for name, value in self.source().items() if name not in declared}

    def path(self) -> str:
        """Where this object stands in the answer that it came in, such as `$.itemList[3]`."""
        place = self._place()
        return shown_path((*place[0].place, *place[1])) if place is not None else "$"

    def invalid_paths(self) -> list[str]:
        """What came in this object and could not be read as declared, such as `stats.playCount` or `images[2]`."""
        place = self._place()
        if place is None or not place[0].invalid_paths:
            return []
        above = (*place[0].place, *place[1])
        start = len(shown_path(above))
        return sorted(path[start:].removeprefix(".") for path in place[0].invalid_at(above))

    def to_dict(self) -> dict[str, Any]:
        """This object as plain JSON values by wire names: its fields as they are now, and what no field could take."""
        plain = self.source()
        odd = set(self.invalid_paths())
        for field, name in zip(self.__struct_fields__, self.__struct_encode_fields__, strict=True):
            if name in odd:
                continue
            value = getattr(self, field)
            if value == [] and name not in plain:
                continue
            if value is not None and value is not msgspec.UNSET:
                plain[name] = _plain(value, plain.get(name), [path for path in odd if path.startswith(f"{name}[")])
            elif plain.get(name) is not None:
                plain[name] = None
        return plain

    def to_json(self) -> str:
        """The JSON text of `to_dict()`."""
        return msgspec.json.encode(self.to_dict()).decode()

    def _place(self) -> tuple[WireSource, Path] | None:
        """The source of this object and its path in there; None for an object that was not decoded from an answer."""
        root: Root | None = self.__dict__.get("_root")
        if root is None:
            return None
        source, path = root.at
        return source, path + self.__dict__.get("_path", ())

    def __copy__(self) -> Any:
        other = msgspec.structs.replace(self)
        other.__dict__.update(self.__dict__)
        return other

    def __reduce__(self) -> tuple[Any, ...]:
        return (*super().__reduce__(), dict(self.__dict__))

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        _follow_nested(type(self))


def attach(wire: Wire, source: WireSource, *, entry: bool = False) -> None:
    """Tell a decoded object where it came from; those in it are told as they are read.

    `entry`: it is no whole answer but one entry, whose lists are parts of it.
    """
    _follow_nested(type(wire))
    wire.__dict__["_root"] = Root((source, ())) if entry else AnswerRoot((source, ()))


def _nested_field(member: Any, name: str, kind: Any) -> property:
    """A field that holds wire objects: when it is read through an attached object, they are attached as well.

    That is when it costs least: a page has hundreds of objects, and most are never asked where they came from.
    """
    value_of = _reader_of_list(member, name) if get_origin(kind) is list else _reader_of_object(member, name)
    value_of.__annotations__["return"] = kind  # what notebooks complete by
    # What is said of the field would have to be read from the source first.
    (within,) = _wire_types(kind)[:1]
    return property(value_of, member.__set__, None, within.__doc__)


def _reader_of_object(member: Any, name: str) -> Callable[[Wire], Any]:
    read = member.__get__

    def value_of(holder: Wire) -> Any:
        value = read(holder)
        if isinstance(value, Wire):
            known, known_above = value.__dict__, holder.__dict__
            if "_root" not in known and "_root" in known_above:
                known["_path"] = (*known_above.get("_path", ()), name)
                known["_root"] = known_above["_root"]
        return value

    return value_of


def _reader_of_list(member: Any, name: str) -> Callable[[Wire], Any]:
    read, write = member.__get__, member.__set__

    def value_of(holder: Wire) -> Any:
        value = read(holder)
        if value and "_root" in holder.__dict__:
            last = value[-1]
            if isinstance(last, Wire) and "_root" not in last.__dict__:
                root, path = holder.__dict__["_root"], (*holder.__dict__.get("_path", ()), name)
                if isinstance(root, AnswerRoot):
                    value = Entries(value, root)
                    write(holder, value)
                    _attach_entries(value, root, path)
                else:
                    _attach_parts(value, root, path)
        return value

    return value_of


def _attach_entries(entries: list[Wire], root: AnswerRoot, path: Path) -> None:
    source, start = root.at
    above = (*start, *path)
    roots = []
    for position, entry in zip(positions(source, (*source.place, *above)), entries, strict=False):
        entry.__dict__["_root"] = own = Root((source, (*above, position)))
        roots.append(ref(own))
    root.entries += roots


def _attach_parts(parts: list[Wire], root: Root, path: Path) -> None:
    source, start = root.at
    for position, part in zip(positions(source, (*source.place, *start, *path)), parts, strict=False):
        part.__dict__.update(_root=root, _path=(*path, position))


_FOLLOWED: set[type[Wire]] = set()


def _follow_nested(kind: type[Wire]) -> None:
    """Have the fields of a wire type that hold wire objects, and theirs in turn, tell these where they came from."""
    if kind in _FOLLOWED:
        return
    _FOLLOWED.add(kind)
    hints = get_type_hints(kind)
    for field, name in zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True):
        below = _wire_types(hints[field])
        if below and not isinstance(getattr(kind, field), property):
            setattr(kind, field, _nested_field(getattr(kind, field), name, _without_none(hints[field])))
        for each in below:
            _follow_nested(each)


def _without_none(hint: Any) -> Any:
    kinds = [kind for kind in get_args(hint) if kind not in (NoneType, msgspec.UnsetType)]
    return kinds[0] if get_origin(hint) in (Union, UnionType) and len(kinds) == 1 else hint


def _wire_types(hint: Any) -> list[type[Wire]]:
    if isinstance(hint, type) and issubclass(hint, Wire):
        return [hint]
    return [kind for part in get_args(hint) for kind in _wire_types(part)]


def _plain(value: Any, came: Any, odd: list[str]) -> Any:
    """A field's value as plain JSON values; entries of a list that could not be read stay as they `came`."""
    if isinstance(value, Wire):
        return value.to_dict()
    if not isinstance(value, list):
        return msgspec.to_builtins(value)
    plain = [_plain(each, None, []) for each in value]
    lost = sorted(int(path.rpartition("[")[2][:-1]) for path in odd if path.count("[") == 1 and path.endswith("]"))
    for position in lost:
        plain.insert(position, came[position])
    return plain
