"""A member that the item of the list does not have."""

from __future__ import annotations

import tokgate


def call(client: tokgate.TikAPI) -> list[object]:
    return [post.video_description for post in client.public.posts.all(secUid="s")]  # expect: mypy[attr-defined] pyright[reportAttributeAccessIssue]
