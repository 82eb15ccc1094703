"""What is wrong in a seed file, and where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import msgspec

#: Where in a file: member names and list positions.
Path: TypeAlias = tuple[str | int, ...]


class Issue(msgspec.Struct, frozen=True):
    """One thing that is wrong. `line` counts from 1; `path` is as `show_path` writes it, "" for the whole file."""

    file: str
    line: int
    path: str
    problem: str

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        return f"{self.file}:{self.line}: {where}{self.problem}"


class SeedError(ValueError):
    """A seed file that cannot be used; `issues` are all that is wrong with it, by line."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = sorted(issues, key=lambda issue: (issue.line, issue.path))
        super().__init__("\n".join(str(issue) for issue in self.issues))


def show_path(path: Path) -> str:
    """`creators[0].posts[2].text`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")
