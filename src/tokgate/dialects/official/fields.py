"""The parameter `fields`: which members of an object the caller wants."""

from __future__ import annotations

from collections.abc import Callable, Collection

from tokgate.contract.parameters import Choice, Parameter, query
from tokgate.contract.wire import Wire


def fields_of(
    kind: type[Wire],
    *,
    example: str | list[str],
    but: Collection[str] = (),
    in_vain: Collection[str] = (),
    note: str = "",
    place: Callable[..., Parameter] = query,
) -> Parameter:
    """`fields` of a wire type: each of its members may be named, `but` these, and some more `in_vain`.

    They travel in the query, comma separated, or where else `place` says.
    Type checkers cannot read the names from the type: the parameter's own is a list of a Literal that has them again.
    """
    written = ", comma separated" if place is query else ""
    return place(
        help=f"Which members to give{written}{note}.",
        example=example,
        choices=(
            *(Choice(name) for name in kind.__struct_encode_fields__ if name not in but),
            *(Choice(name, "accepted and never answered") for name in in_vain),
        ),
        min_items=1,
    )
