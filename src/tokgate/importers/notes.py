"""What an import did not understand: told at the end, with the first few places, so that nothing is lost in silence."""

from __future__ import annotations

import msgspec

#: How many places are told, and how many of them of one file.
FIRST = 10
FIRST_OF_FILE = 3
_SHOWN = 60


class Remark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something about one place of a file: the column and what stands there, if it is about one."""

    file: str
    place: str
    reason: str
    column: str | None = None
    value: str | None = None


class Notes(msgspec.Struct, kw_only=True):
    """What was left out, over all files of an import.

    `ignored` counts, for each column that was not understood, the values in it. `odd` counts the values that cannot be
    what their column means: each left its field unknown, and its record was kept.
    """

    ignored: dict[str, int] = {}
    odd: int = 0
    first_odd: list[Remark] = []
    first_rejected: list[Remark] = []

    def ignore(self, column: str) -> None:
        """Count a value of a column that is not understood."""
        self.ignored[column] = self.ignored.get(column, 0) + 1

    def add_odd(self, file: str, place: str, column: str, value: object, reason: str) -> None:
        """Count a value that its field cannot have."""
        self.odd += 1
        shown = str(value)[:_SHOWN]
        _keep_first(self.first_odd, Remark(file=file, place=place, column=column, value=shown, reason=reason))

    def add_rejected(self, file: str, place: str, reason: str) -> None:
        """Remember why a record was rejected; each reason with its first place."""
        if any(told.reason == reason for told in self.first_rejected):
            return
        _keep_first(self.first_rejected, Remark(file=file, place=place, reason=reason))


def _keep_first(told: list[Remark], remark: Remark) -> None:
    if len(told) < FIRST and sum(each.file == remark.file for each in told) < FIRST_OF_FILE:
        told.append(remark)
