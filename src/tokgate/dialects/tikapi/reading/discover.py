"""What answers of things to discover mean, and those about sounds."""

from __future__ import annotations

from collections.abc import Iterator

from tokgate.dialects.readings import Part, Received
from tokgate.dialects.tikapi.reading.readers import READERS
from tokgate.dialects.tikapi.resources.earlier import EarlierPublic
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.dialects.tikapi.wire.discover import DiscoverAnswer
from tokgate.dialects.web.reading import posts_in, profile_in

# A sound or a hashtag is kept with the posts that have it, and not by itself.
READERS.nothing_of(Public.musicInfo)
READERS.nothing_of(EarlierPublic.discoverMusic)
READERS.nothing_of(EarlierPublic.discoverHashtag)


@READERS.of(EarlierPublic.discoverUsers)
@READERS.of(EarlierPublic.discoverKeyword)
def discovered(answer: DiscoverAnswer, received: Received) -> Iterator[Part]:
    """The posts and creators."""
    yield from posts_in(answer.itemList, received)
    for entry in answer.userInfoList:
        yield from profile_in(entry, received)
