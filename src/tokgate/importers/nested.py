"""Lists and objects written into the cells of a table: as JSON, or as Python writes them (pandas does), even mixed."""

from __future__ import annotations

import ast
import warnings
from typing import Any

import msgspec

#: Excel cuts a cell at 32,767 characters; the longest seen in CSV is a tenth of this.
_LONGEST = 200_000


def opened(cell: Any) -> Any:
    """The list or object in a text cell, or that the cell is already; None for anything else, such as a cut text."""
    if isinstance(cell, (list, dict)):
        return cell
    if not isinstance(cell, str) or len(cell) > _LONGEST or not cell.lstrip().startswith(("[", "{")):
        return None
    found = _json(cell)
    found = _python(cell) if found is None else found
    return found if isinstance(found, (list, dict)) else None


def _json(cell: str) -> Any:
    try:
        return msgspec.json.decode(cell)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def _python(cell: str) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            warnings.simplefilter("ignore", DeprecationWarning)
            return ast.literal_eval(cell.strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
