"""What answers with accounts in them mean."""

from __future__ import annotations

from collections.abc import Iterator

from tokgate.dialects.readings import Part, Received
from tokgate.dialects.tikapi.reading.readers import READERS, asked_for
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.dialects.tikapi.wire.people import CheckAnswer, FollowPage
from tokgate.dialects.web.reading import followers_in, following_in, profile_in


@READERS.of(Public.check)
@READERS.of(Public.checkV3)
def check(answer: CheckAnswer, received: Received) -> Iterator[Part]:
    """The creator."""
    if answer.userInfo is not None:
        yield from profile_in(answer.userInfo, received)


@READERS.of(Public.followersList)
def followers(page: FollowPage, received: Received) -> Iterator[Part]:
    """The accounts, and that they follow the creator asked for."""
    yield from followers_in(page.userList, received, asked_for(received))


@READERS.of(Public.followingList)
def following(page: FollowPage, received: Received) -> Iterator[Part]:
    """The accounts, and that the creator asked for follows them."""
    yield from following_in(page.userList, received, asked_for(received))
