"""What answers of searches mean."""

from __future__ import annotations

from collections.abc import Iterator

from tokgate.dialects.readings import Part, Received
from tokgate.dialects.tikapi.reading.readers import READERS
from tokgate.dialects.tikapi.resources.earlier import EarlierUser
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.dialects.tikapi.resources.user_posts import UserPosts
from tokgate.dialects.tikapi.wire.search import SearchAnswer
from tokgate.dialects.web.accounts import cards_in
from tokgate.dialects.web.reading import posts_in


@READERS.of(Public.search)
@READERS.of(UserPosts.search)
@READERS.of(EarlierUser.search)
def found(answer: SearchAnswer, received: Received) -> Iterator[Part]:
    """The posts and creators; a suggestion says nothing that is kept."""
    for entry in answer.data:
        if entry.item is not None:
            yield from posts_in([entry.item], received)
        yield from cards_in(entry.user_list or (), received)
    yield from posts_in(answer.item_list, received)
    yield from cards_in(answer.user_list, received)
