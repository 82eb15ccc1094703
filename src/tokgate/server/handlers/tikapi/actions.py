"""What a call for an account may do to others' things, and how it is refused."""

from __future__ import annotations

from tokgate.contract.errors import Cause, Refusal
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY
from tokgate.domain.creators import Creator
from tokgate.domain.posts import Comment, Post
from tokgate.domain.relations import RelationKind
from tokgate.server.handlers.tikapi.answers import holds, id_in, post_id
from tokgate.server.handlers.tikapi.comments import answered_on
from tokgate.server.request import Request


def account_of(request: Request) -> tuple[Creator, int]:
    """The account that the call is made for, and its key in the archive."""
    creator = request.creator_of(ACCOUNT_KEY)
    assert creator.key is not None
    return creator, creator.key


def key_of(request: Request) -> int:
    """The key of the account that the call is made for."""
    return account_of(request)[1]


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
    found = request.archive.comment(id_in(text, Cause.UNKNOWN_ID))
    if found is None:
        raise Refusal(Cause.UNKNOWN_ID)
    return found


def comment_on(request: Request, post: Post, text: str) -> Comment:
    """A comment that is there to be seen on that post."""
    answered_on(request, post.id, text)
    return known_comment(request, text)


def seen_creator(request: Request, sec_uid: str | None, user_id: str | None = None) -> Creator:
    """The creator that is named, if the account may see their posts; the account's own where none is."""
    account, key = account_of(request)
    if not (sec_uid or user_id):
        return account
    creator = request.creator(sec_uid=sec_uid or "", user_id=user_id or "")
    if creator is None:
        raise Refusal(Cause.UNKNOWN_CREATOR)
    refuse_hidden(request, key, creator)
    return creator
