"""A call with text where a number belongs."""

from __future__ import annotations

import tokgate


def call(client: tokgate.TikAPI) -> None:
    client.public.posts(secUid="s", count="30")  # expect: mypy[arg-type] pyright[reportArgumentType]
