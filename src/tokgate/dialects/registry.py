"""Every dialect that is installed, ours and those of other packages: found by the entry points of one group."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points

from tokgate.contract.claims import check_together
from tokgate.contract.dialect import Dialect

GROUP = "tokgate.dialects"


@cache
def installed() -> tuple[Dialect, ...]:
    """The dialects, our own first. Looked for once a process, when somebody first asks.

    TypeError or ValueError names the package whose dialect is none, or gets in another's way; LookupError says that
    there are none at all.
    """
    dialects = tuple(_loaded(entry) for entry in sorted(entry_points(group=GROUP), key=_place))
    if not dialects:
        raise LookupError(f"the entry points {GROUP} name nothing: tokgate was not installed as a package")
    check_together(dialects)
    return dialects


def _place(entry: EntryPoint) -> bool:
    """Sorts our own before others'; the order within a package stays."""
    return not entry.value.startswith("tokgate.")


def _loaded(entry: EntryPoint) -> Dialect:
    dialect = entry.load()
    if not isinstance(dialect, Dialect):
        package = entry.dist.name if entry.dist is not None else "a package"
        raise TypeError(f"the entry point {entry.name} of {package} must name a Dialect, not {type(dialect).__name__}")
    return dialect
