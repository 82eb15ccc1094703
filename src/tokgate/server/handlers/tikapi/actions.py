"""What a call for an account may do to others' things, and how it is refused."""

from __future__ import annotations

from tokgate.contract.errors import Cause, Refusal
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY
from tokgate.domain.creators import Creator
from tokgate.domain.relations import RelationKind
from tokgate.server.request import Request


def account_of(request: Request) -> tuple[Creator, int]:
    """The account that the call is made for, and its key in the archive."""
    creator = request.creator_of(ACCOUNT_KEY)
    assert creator.key is not None
    return creator, creator.key


def key_of(request: Request) -> int:
    """The key of the account that the call is made for."""
    return account_of(request)[1]


def holds(request: Request, kind: RelationKind, creator: int, other: int) -> bool:
    """Whether a relation holds now."""
    relation = request.archive.relation(kind, creator, other)
    return relation is not None and not relation.ended


def refuse_blocked(request: Request, account: int, other: int) -> None:
    """Refuse what one of the two has ruled out by blocking the other."""
    if holds(request, RelationKind.BLOCK, account, other) or holds(request, RelationKind.BLOCK, other, account):
        raise Refusal(Cause.BLOCKED)
