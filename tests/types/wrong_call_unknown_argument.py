"""A call with an argument that the operation does not have."""

from __future__ import annotations

import tokgate


def call(client: tokgate.TikAPI) -> None:
    client.public.posts(secUid="s", colour="red")  # expect: mypy[call-arg] pyright[reportCallIssue]
