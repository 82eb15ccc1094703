"""A walk over an operation that is no list."""

from __future__ import annotations

import tokgate


def call(client: tokgate.TikAPI) -> None:
    client.public.video.all(id="1")  # expect: mypy[attr-defined] pyright[reportAttributeAccessIssue]
