"""What is told of API keys."""

from __future__ import annotations

from tokgate.contract.wire import Wire
from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer


class KeyInfo(Wire):
    """What is known of an API key. The vendor publishes no shape; this is ours."""

    name: str | None = None
    """What the key is called."""
    created: int | None = None
    """When it was made, Unix seconds UTC."""
    expires: int | None = None
    """When it ends, Unix seconds UTC; missing for one that does not."""


class KeyAnswer(TikAPIAnswer):
    """The API key that was sent."""

    key: KeyInfo | None = None
    """What is known of the key."""
