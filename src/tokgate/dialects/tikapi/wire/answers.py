"""What every answer of TikAPI has."""

from __future__ import annotations

from typing import Any

import msgspec

from tokgate.contract.wire import Wire


class TikAPIAnswer(Wire):
    """What every answer has."""

    status: str | None = None
    """How it went: "success" or "error"."""
    message: str | None = None
    """What went wrong, in words."""
    statusCode: int | None = None
    """TikTok's own code, 0 for success."""
    other: dict[str, Any] | None = msgspec.field(name="$other", default=None)
    """`$other` in the answer; its `videoLinkHeaders` are what films are asked for with."""


class DoneAnswer(TikAPIAnswer):
    """That it is done, a follow, a like, a deletion, also where it had been before: there is nothing to show."""
