"""What a call for an account may do to others' things, and how it is refused."""

from __future__ import annotations

from tokgate.contract.cursors import LARGEST
from tokgate.contract.errors import Cause, Refusal
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY
from tokgate.domain.creators import Creator
from tokgate.domain.posts import Comment, Post
from tokgate.domain.relations import RelationKind
from tokgate.server.handlers.tikapi.answers import post_id
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


def refuse_hidden(request: Request, account: int, creator: Creator) -> None:
    """Refuse an account that shows itself to others than this one: who blocked it, and private ones not followed."""
    other = creator.key or 0
    if other == account:
        return
    refuse_blocked(request, account, other)
    if creator.private and not holds(request, RelationKind.FOLLOW, account, other):
        raise Refusal(Cause.PRIVATE_CREATOR)


def seen_post(request: Request, account: int, link: str) -> Post:
    """A post that the account may see: its own too, and those of the private accounts that it follows."""
    found = request.archive.posts_by_id([post_id(link)])
    if not found or found[0].is_stub:
        raise Refusal(Cause.UNKNOWN_POST)
    [post] = found
    author = post.creator or Creator()
    refuse_hidden(request, account, author)
    if post.private and author.key != account:
        raise Refusal(Cause.PRIVATE_POST)
    return post


def known_comment(request: Request, text: str) -> Comment:
    """A comment by its digits, also one that is gone."""
    number = int(text)
    found = request.archive.comment(number) if number <= LARGEST else None
    if found is None:
        raise Refusal(Cause.UNKNOWN_ID, name=text)
    return found


def comment_on(request: Request, post: Post, text: str) -> Comment:
    """A comment that is there to be seen on that post."""
    found = known_comment(request, text)
    if found.gone is not None or found.post_id != post.id:
        raise Refusal(Cause.UNKNOWN_ID, name=text)
    return found
