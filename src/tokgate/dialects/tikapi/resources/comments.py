"""Comments as an authorised creator reads and writes them."""

from __future__ import annotations

from tokgate.contract.operation import M, Resource


class UserPostsComments(Resource[M], name="tikapi.user.posts.comments"):
    """Comments, read and written as the creator."""
