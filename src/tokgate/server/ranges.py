"""Which bytes of an answer a request asks for (RFC 9110, 14), and which it has already (13)."""

from __future__ import annotations

import re

_ONE_RANGE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII)


_TAG = re.compile(r'"[^"]*"|\*')


class Unsatisfiable(Exception):
    """No byte of the answer is in the range."""


def wanted_range(header: str, length: int) -> tuple[int, int] | None:
    """The first byte and the one after the last, None for all: also for several ranges and for what is none.

    A server may answer both with the whole (14.2). Raises Unsatisfiable for a range behind the end.
    """
    match = _ONE_RANGE.fullmatch(header)
    if match is None or match.group(1) == match.group(2) == "":
        return None
    first, last = match.groups()
    if not first:
        start, stop = max(length - int(last), 0), length
    else:
        start, stop = int(first), min(int(last) + 1, length) if last else length
        if last and int(last) < int(first):
            return None
    if start >= stop:
        raise Unsatisfiable
    return start, stop


def known_tags(header: str) -> frozenset[str]:
    """The entity tags of an If-None-Match, weak ones as strong ones (13.1.2)."""
    return frozenset(_TAG.findall(header))
