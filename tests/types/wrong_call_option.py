"""An option that no call has."""

from __future__ import annotations

import tokgate


def call(client: tokgate.TikAPI) -> None:
    client.public.posts.with_options(patience=3)  # expect: mypy[call-arg] pyright[reportCallIssue]
