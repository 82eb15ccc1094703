"""The parameter `fields`: which members of an object the caller wants."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeAlias

from tokgate.contract.parameters import Choice, Parameter, query
from tokgate.contract.wire import Wire

Names: TypeAlias = list[str]


def fields_of(kind: type[Wire], *, example: str, but: Collection[str] = (), note: str = "") -> Parameter:
    """`fields` of a wire type: each of its members may be named, `but` these."""
    return query(
        help=f"Which members to give, comma separated{note}.",
        example=example,
        choices=tuple(Choice(name) for name in kind.__struct_encode_fields__ if name not in but),
        min_items=1,
    )
