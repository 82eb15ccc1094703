"""Films as files, which the vendor gave until 3.0."""

from __future__ import annotations

from tokgate.contract.answers import Stream
from tokgate.contract.errors import Cause, Refusal
from tokgate.dialects.tikapi.parameters.posts import VideoId
from tokgate.dialects.tikapi.resources.earlier import EarlierPublic
from tokgate.domain.posts import MADE_UP_FILMS
from tokgate.server.handlers.tikapi.answers import open_post
from tokgate.server.media.films import scene_of
from tokgate.server.request import Request, implements


@implements(EarlierPublic.film)
def film(request: Request, /, *, id: VideoId, **_: object) -> Stream:
    item = request.archive.item(open_post(request, id))
    posts = request.archive.posts_by_id([item.id]) if item is not None else []
    scene = scene_of(posts[0]) if posts else None
    if scene is None:
        raise Refusal(Cause.UNKNOWN_POST)
    if not (posts[0].play_url or "").startswith(MADE_UP_FILMS):
        raise Refusal(Cause.UPSTREAM)
    return request.films.of(scene)
