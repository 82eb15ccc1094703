"""What is answered to what has nothing to show: a follow, a like, a deletion."""

from __future__ import annotations

from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer


class DoneAnswer(TikAPIAnswer):
    """It is done, also where it had been before: `status` and `message` say so."""
