"""TikTok's "Download your data" as text: blocks of `Label: value` lines, with a blank line after each.

Labels are in the language of the account, so the shape of a value tells what it is: the one that is a date and time,
the one that is a link. Labels are known only where they are those of the JSON (`Likes`, `Title`, `Who can view`, …).
The name of the file (`Like List.txt`) stands in for the list's in the JSON.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

import msgspec

from tokgate.importers.data_export import MEMBERS
from tokgate.importers.format import Broken, Find, ForeignRecord, FoundRecord
from tokgate.importers.limits import Limits

_LINE = re.compile(r"\A\s*([^:\uff1a,;\t|]{1,60})[:\uff1a](?!//)\s*(.*?)\s*\Z", re.DOTALL)
_WHEN = re.compile(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?: UTC)?\Z")
_LABELS = {re.sub(r"\W", "", name.casefold()): name for name in sorted(MEMBERS, reverse=True)}
#: No block is longer; what comes after is another.
_BLOCK = 100


def is_export_text(head: str) -> bool:
    """Whether a text begins as the export does: among its first lines is one that holds a label, a date and a time."""
    found = (_LINE.match(line) for line in head.splitlines())
    return any(line is not None and _WHEN.match(line[2]) is not None for line in found)


def text_records(file: io.BufferedReader, name: str, find: Find, limits: Limits) -> Iterator[FoundRecord | Broken]:
    """The blocks that name a post. Others, such as searches and logins, are passed over, as they are in the JSON."""
    path = _path_of(name)
    for number, block in _blocks(file, limits):
        place = f"line {number}"
        if isinstance(block, Broken):
            yield block
            continue
        entry = _entry_of(block)
        form = find(entry) if "Link" in entry else None
        if form is not None:
            raw = msgspec.json.encode(entry)
            yield FoundRecord(record=ForeignRecord(place=place, value=entry, raw=raw, path=path), format=form)


def _blocks(file: io.BufferedReader, limits: Limits) -> Iterator[tuple[int, list[str] | Broken]]:
    """The lines of each block, and the number of its first."""
    block: list[str] = []
    number = 0
    while line := file.readline(limits.line + 1):
        number += 1
        if len(line) > limits.line:
            yield number, Broken(place=f"line {number}", reason=f"is longer than {limits.line:,} bytes")
            while line and not line.endswith(b"\n"):
                line = file.readline(limits.line)
            continue
        text = line.decode("utf-8", "replace")
        if text.strip():
            block.append(text)
        if block and (not text.strip() or len(block) == _BLOCK):
            yield number - len(block) + bool(text.strip()), block
            block = []
    if block:
        yield number - len(block) + 1, block


def _entry_of(block: list[str]) -> dict[str, str]:
    """The block as the JSON has it: its date as `Date`, its link as `Link`, the rest by the labels that are known."""
    entry: dict[str, str] = {}
    for line in block:
        found = _LINE.match(line)
        if found is None:
            continue
        label, value = _LABELS.get(re.sub(r"\W", "", found[1].casefold())), found[2]
        if label is None and _WHEN.match(value):
            label = "Date"
        elif label is None and value.startswith(("http://", "https://")):
            label = "Link"
        if label is not None:
            entry.setdefault(label.capitalize() if label in ("date", "link") else label, value)
    return entry


def _path_of(name: str) -> tuple[str, ...]:
    path = PurePosixPath(name)
    return (*path.parts[:-1], path.name.partition(".")[0])
