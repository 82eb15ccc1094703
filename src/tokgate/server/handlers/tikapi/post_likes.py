"""What the account likes: begun and ended."""

from __future__ import annotations

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.parameters.posts import MediaIdSent
from tokgate.dialects.tikapi.resources.user_posts import UserPosts
from tokgate.dialects.tikapi.wire.answers import DoneAnswer
from tokgate.domain.acts import Begin, End
from tokgate.domain.relations import RelationKind
from tokgate.server.handlers.tikapi.actions import key_of, seen_post
from tokgate.server.handlers.tikapi.answers import answer, post_id
from tokgate.server.request import Request, implements


@implements(UserPosts.like)
def like(request: Request, /, *, media_id: MediaIdSent, **_: object) -> Encoded[DoneAnswer]:
    key = key_of(request)
    post = seen_post(request, key, media_id)
    request.act(Begin(creator=key, kind=RelationKind.LIKE, other=post.id), refused=Cause.UNKNOWN_POST)
    return answer({})


@implements(UserPosts.unlike)
def unlike(request: Request, /, *, media_id: MediaIdSent, **_: object) -> Encoded[DoneAnswer]:
    key = key_of(request)
    found = request.archive.posts_by_id([post_id(media_id)])
    if not found:
        raise Refusal(Cause.UNKNOWN_POST)
    request.act(End(creator=key, kind=RelationKind.LIKE, other=found[0].id), refused=Cause.UNKNOWN_POST)
    return answer({})
