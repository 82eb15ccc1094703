"""Names of columns as they are compared: without case, accents and marks, level by level."""

from __future__ import annotations

import functools
import re
import unicodedata

_MARKS = re.compile(r"[\W_]+")
#: What tools put between the names of nested members: `authorMeta.name`, `authorMeta/name`.
_STEPS = re.compile(r"[./]")


@functools.lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """A name without case, accents and marks: `Video ID` and `videoId` are videoid, `Título` is titulo."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return _MARKS.sub("", "".join(each for each in apart if not unicodedata.combining(each)))


def steps_of(column: str) -> list[str]:
    """The levels of a column's name, the outermost first: `authorMeta/nickName` is authormeta, nickname."""
    return [step for step in map(normal, _STEPS.split(column)) if step]


@functools.lru_cache(maxsize=4096)
def spelled(column: str) -> str:
    """The whole name as it is compared: `authormeta.nickname`."""
    return ".".join(steps_of(column))
