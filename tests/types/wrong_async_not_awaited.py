"""The result of an asynchronous call, used without awaiting it."""

from __future__ import annotations

import tokgate


async def call(client: tokgate.AsyncTikAPI) -> int:
    return len(client.public.posts(secUid="s").itemList)  # expect: mypy[attr-defined] pyright[reportAttributeAccessIssue]
