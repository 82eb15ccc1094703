"""One difference between what is declared here and what a vendor's document or recorded traffic says."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import msgspec


class DifferenceKind(StrEnum):
    """What differs. UNKNOWN: theirs only; MISSING: ours only."""

    PATH_UNKNOWN = "path_unknown"
    METHOD_UNKNOWN = "method_unknown"
    OPERATION_MISSING = "operation_missing"
    PARAMETER_UNKNOWN = "parameter_unknown"
    PARAMETER_MISSING = "parameter_missing"
    REQUIRED = "required"
    TYPE = "type"
    ENUM = "enum"
    DEFAULT = "default"
    BOUND = "bound"
    VALUE = "value"
    ANSWER_UNKNOWN = "answer_unknown"
    ANSWER_MISSING = "answer_missing"
    ANSWER_TYPE = "answer_type"


WORDS = {
    DifferenceKind.PATH_UNKNOWN: "no operation has this path",
    DifferenceKind.METHOD_UNKNOWN: "no operation has this method here",
    DifferenceKind.OPERATION_MISSING: "declared, but not in the document",
    DifferenceKind.PARAMETER_UNKNOWN: "a parameter that is not declared",
    DifferenceKind.PARAMETER_MISSING: "declared, but not in the document",
    DifferenceKind.ANSWER_UNKNOWN: "an answer's member that no wire type declares",
    DifferenceKind.ANSWER_MISSING: "declared in the answer, but not in the document",
}


class Difference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`where` is the call and the place in it: `GET /public/posts query.count.default`, `… answer.itemList[].id`."""

    file: str
    where: str
    what: DifferenceKind
    ours: Any = None
    theirs: Any = None

    def __str__(self) -> str:
        words = WORDS.get(self.what)
        if words is None:
            words = f"{self.what.value}: ours {_shown(self.ours)}, theirs {_shown(self.theirs)}"
        elif self.theirs is not None:
            words += f" ({_shown(self.theirs)})"
        return f"{self.file}: {self.where}: {words}"


class Differences:
    """Differences of one file, each told once however often it is met."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: dict[tuple[str, DifferenceKind], Difference] = {}

    def add(self, where: str, what: DifferenceKind, ours: Any = None, theirs: Any = None) -> None:
        """Note one; a second one of the same kind at the same place is dropped."""
        difference = Difference(file=self._file, where=where, what=what, ours=ours, theirs=theirs)
        self._found.setdefault((where, what), difference)

    def all(self) -> list[Difference]:
        """In the order in which they were met."""
        return list(self._found.values())


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= 160 else text[:157] + "..."


def ignoring(differences: Iterable[Difference], globs: Iterable[str]) -> list[Difference]:
    """The differences whose place fits none of some globs (`* answer.data.itemList*`)."""
    from fnmatch import fnmatchcase

    patterns = list(globs)
    return [each for each in differences if not any(fnmatchcase(each.where, pattern) for pattern in patterns)]
