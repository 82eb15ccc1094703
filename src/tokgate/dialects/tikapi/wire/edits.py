"""What an edited profile is answered with."""

from __future__ import annotations

from typing import Any

from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer
from tokgate.dialects.web.accounts import Account


class EditAnswer(TikAPIAnswer):
    """The account after the change, in the spelling of TikTok's app."""

    user: Account | None = None
    """The account as it is now."""
    status_code: int | None = None
    """TikTok's own code, 0 for success."""
    extra: dict[str, Any] | None = None
    """`now`, the instant of the answer in Unix milliseconds, and `logid`."""
    log_pb: dict[str, Any] | None = None
    """`impr_id`, the name of the request."""
