"""The view of a post, of what is a creator."""

from __future__ import annotations

import tokgate


def view(user: tokgate.User) -> tokgate.Post:
    return tokgate.Post.of(user)  # expect: mypy[arg-type] pyright[reportArgumentType]
