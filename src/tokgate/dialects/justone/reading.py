"""What JustOneAPI's answers mean."""

from __future__ import annotations

from collections.abc import Iterator

from tokgate.dialects.justone.resources import Api, TikTok
from tokgate.dialects.justone.wire import PostsAnswer
from tokgate.dialects.readings import Part, Readers, Received
from tokgate.dialects.web.reading import posts_in, tell_web_objects
from tokgate.domain.creators import Creator

READERS = Readers()
READERS.nothing_of(Api.ping)
tell_web_objects(READERS)


@READERS.of(TikTok.user_posts)
def posts(answer: PostsAnswer, received: Received) -> Iterator[Part]:
    """The posts; they are by the creator asked for where an item does not say."""
    if answer.data is not None:
        yield from posts_in(answer.data.itemList, received, Creator(sec_uid=received.text("secUid")))
