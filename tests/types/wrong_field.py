"""A field that the Display API does not have: the vendor would refuse the whole call."""

from __future__ import annotations

import tokgate


def call(client: tokgate.Official) -> tokgate.VideoPage:
    return client.video.list(fields=["id", "views_count"])  # expect: mypy[list-item] pyright[reportArgumentType]
