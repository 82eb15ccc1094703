"""Live rooms of an authorised creator, and those that it looks at."""

from __future__ import annotations

from tokgate.contract.operation import M, Resource


class Live(Resource[M], name="tikapi.user.live"):
    """Live rooms: the creator's own, and those that it looks at."""
