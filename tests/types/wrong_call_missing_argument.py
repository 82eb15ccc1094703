"""A walk without the argument that is needed."""

from __future__ import annotations

import tokgate


def call(client: tokgate.TikAPI) -> None:
    client.public.posts.all(count=3)  # expect: mypy[call-arg] pyright[reportCallIssue]
