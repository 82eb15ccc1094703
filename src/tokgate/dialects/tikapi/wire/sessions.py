"""What is told of an account key's session."""

from __future__ import annotations

from tokgate.contract.wire import Wire
from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer


class SessionAccount(Wire):
    """The creator whom an account key stands for. Users of the vendor read `username`; the other members are ours."""

    username: str | None = None
    """The handle, without `@`."""
    id: str | None = None
    """TikTok's user id, decimal."""
    secUid: str | None = None
    """TikTok's name for the account in its own web API."""
    nickname: str | None = None
    """The name that is shown."""


class SessionAnswer(TikAPIAnswer):
    """A session that is in force; one that is over is refused with 428."""

    data: SessionAccount | None = None
    """Whose it is."""
