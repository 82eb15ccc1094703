"""How values go to PostgreSQL: without a type, so that the query gives it.

psycopg would choose one by the value (a small number is a smallint, None is of no type), and each new combination of
types would be another query to prepare.
"""

from __future__ import annotations

from psycopg.abc import AdaptContext
from psycopg.adapt import Buffer, Dumper
from psycopg.pq import Format

_LIMIT = 2**63


class _Number(Dumper):
    def dump(self, obj: int) -> Buffer:
        if not -_LIMIT <= obj < _LIMIT:
            raise OverflowError(f"{obj} is beyond 63 bits")
        return b"%d" % obj


class _Truth(Dumper):
    """Truths are 0 and 1 in both databases."""

    def dump(self, obj: bool) -> Buffer:
        return b"1" if obj else b"0"


class _Bytes(Dumper):
    format = Format.BINARY

    def dump(self, obj: bytes) -> Buffer:
        return obj


def register_values(context: AdaptContext) -> None:
    """Make a connection send numbers, truths and bytes in this way; texts go without a type anyway."""
    for kind, dumper in ((int, _Number), (bool, _Truth), (bytes, _Bytes)):
        context.adapters.register_dumper(kind, dumper)
