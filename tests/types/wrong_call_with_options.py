"""A call with options of its own, and without the argument that it needs."""

from __future__ import annotations

import tokgate


def call(client: tokgate.TikAPI) -> None:
    client.public.posts.with_options(timeout=3)(count=3)  # expect: mypy[call-arg] pyright[reportCallIssue]
