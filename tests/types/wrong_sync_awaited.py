"""The result of a blocking call, awaited."""

from __future__ import annotations

import tokgate


async def call(client: tokgate.TikAPI) -> None:
    await client.public.posts(secUid="s")  # expect: mypy[misc] pyright[reportGeneralTypeIssues]
