"""What answers mean: for each declared operation, how its answer is read as observations of the archive's things."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, TypeAlias, TypeVar

import msgspec

from tokgate.contract.dialect import Dialect
from tokgate.contract.operation import Operation
from tokgate.contract.wire import Wire
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation, Subject
from tokgate.domain.posts import Post

R = TypeVar("R")
S = TypeVar("S", Post, Creator)
W = TypeVar("W", bound=Wire)

#: A member of an answer, or an entry of a list in it, and nothing inside of one.
_OWN = re.compile(r"[^\[]+(?:\[[0-9]+\])?")


class InvalidMember(ValueError):
    """A member of a wire object holds what it cannot: `field` is its path, the message says what would be right."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """How something came: the arguments of its call by name, and the instant of its receipt (Unix milliseconds, UTC).

    `instant_known` is False where it came in a file that tells no instant, and the file's own time stands in for it.
    """

    arguments: Mapping[str, object] = {}
    observed_ms: int
    instant_known: bool = True

    def text(self, name: str) -> str | None:
        """An argument as text; None where the call had none of that name."""
        value = self.arguments.get(name)
        return str(value) if value is not None and value != "" else None

    def observation(
        self, subject: Subject, source: str, *, body: bytes | None = None, web_item: bytes | None = None
    ) -> Observation:
        """The subject as it was told at that instant."""
        return Observation(
            subject=subject,
            source=source,
            observed_ms=self.observed_ms,
            instant_known=self.instant_known,
            body=body,
            web_item=web_item,
        )


class Unreadable(msgspec.Struct, frozen=True, kw_only=True):
    """A part of an answer that could not be taken: where it stands (`$.itemList[3].id`), and what would be right."""

    path: str
    reason: str


Part: TypeAlias = Observation | Unreadable
Reader: TypeAlias = Callable[[R, Received], Iterable[Part]]


class AnswerReading(msgspec.Struct, frozen=True, kw_only=True):
    """All that an answer says, in its order; one odd entry costs none of the others."""

    observations: list[Observation]
    unreadable: list[Unreadable]


class Readers:
    """How the answers of a dialect's operations are read."""

    def __init__(self) -> None:
        self._readers: dict[str, Reader[Any]] = {}
        self._meanings: dict[type[Wire], tuple[Callable[[Any], Subject], Collection[str]]] = {}

    def of(self, operation: Operation[R, ...]) -> Callable[[Reader[R]], Reader[R]]:
        """Register the decorated function as the one that reads this operation's answers."""

        def register(reader: Reader[R]) -> Reader[R]:
            if operation.name in self._readers:
                raise ValueError(f"{operation.name} has a reading already")
            self._readers[operation.name] = reader
            return reader

        return register

    def nothing_of(self, operation: Operation[Any, ...]) -> None:
        """Say that the answers of an operation tell nothing that an archive holds."""
        self.of(operation)(_nothing)

    def means(self, kind: type[W], read: Callable[[W], Subject], essential: Collection[str] = ()) -> None:
        """Say what objects of a wire type are by themselves: `read` tells, `essential` is what `require_valid` asks."""
        self._meanings[kind] = (read, essential)

    @property
    def kinds(self) -> Collection[type[Wire]]:
        """The wire types whose objects mean something by themselves."""
        return self._meanings.keys()

    def meaning_of(self, wire: Wire) -> Subject:
        """What an object is, one of `kinds`. Raises InvalidMember where it cannot be told."""
        read, essential = self._meanings[type(wire)]
        require_valid(wire, essential)
        return read(wire)

    def __contains__(self, operation: Operation[Any, ...]) -> bool:
        return operation.name in self._readers

    def read(
        self, operation: Operation[R, ...], arguments: Mapping[str, object], answer: R, observed_ms: int
    ) -> AnswerReading:
        """What an answer says. `arguments` are those of the call, by name: often only they tell whose list it is.

        LookupError if nobody has said how this operation's answers are read.
        """
        if operation not in self:
            raise LookupError(f"nothing says how the answers of {operation.name} are read")
        received = Received(arguments=arguments, observed_ms=observed_ms)
        parts = list(self._readers[operation.name](answer, received))
        return AnswerReading(
            observations=[part for part in parts if isinstance(part, Observation)],
            unreadable=[*_lost(answer), *(part for part in parts if isinstance(part, Unreadable))],
        )


def require_valid(wire: Wire, essential: Collection[str]) -> None:
    """Raises InvalidMember where a member that an object cannot do without came as something that it cannot be."""
    for path in wire.invalid_paths():
        refuse_essential(path, wire.source(), essential)


def refuse_essential(path: str, value: Mapping[str, Any], essential: Collection[str]) -> None:
    """Raises InvalidMember if an invalid path is that of an essential member; an empty text there says nothing."""
    odd: Any = value
    for name in path.split("."):
        odd = odd.get(name) if isinstance(odd, Mapping) else None
    if path.partition(".")[0] in essential and odd != "":
        raise InvalidMember(path, f"{odd!r:.60} is no value for it; right would be {_right(path)}")


def readers_of(dialect: Dialect) -> Readers:
    """The readers of a dialect's answers, imported when they are first asked for. LookupError if it has none."""
    if not dialect.reading:
        raise LookupError(f"the dialect {dialect.name} does not say how its answers are read")
    readers = import_module(dialect.reading).READERS
    if not isinstance(readers, Readers):
        raise LookupError(f"{dialect.reading}.READERS are no Readers")
    return readers


def related(
    parts: Iterable[Part], kind: type[S], relation: Callable[[S], Subject], received: Received
) -> Iterator[Part]:
    """The parts, and after each thing of that kind the relation that its standing in this list tells of."""
    for part in parts:
        yield part
        if isinstance(part, Observation) and isinstance(part.subject, kind):
            yield received.observation(relation(part.subject), part.source)


def unreadable(wire: Wire, problem: InvalidMember) -> Unreadable:
    """What is wrong with an object of an answer, with its place there."""
    return Unreadable(path=f"{wire.path()}.{problem.field}", reason=str(problem))


def _lost(answer: object) -> Iterator[Unreadable]:
    """What decoding left out of the answer: members of its own and entries of its list, not what stands in these."""
    for path in answer.invalid_paths() if isinstance(answer, Wire) else ():
        if _OWN.fullmatch(path):
            yield Unreadable(path=f"$.{path}", reason="is not as declared, and was left out")


def _nothing(answer: object, received: Received) -> Iterable[Part]:
    return ()


def _right(path: str) -> str:
    if path == "desc":
        return "text"
    if path.endswith("id"):
        return "the digits of an id"
    return "Unix seconds" if path in ("createTime", "create_time") else "a whole number in full, such as 12345"
