"""What answers with accounts in them mean."""

from __future__ import annotations

from collections.abc import Iterator

from tokgate.dialects.readings import Part, Received
from tokgate.dialects.tikapi.reading.readers import READERS, asked_for
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.dialects.tikapi.resources.user import User
from tokgate.dialects.tikapi.wire.people import CheckAnswer, FollowPage, FollowPageV1
from tokgate.dialects.web.reading import followers_in, following_in, profile_in


@READERS.of(Public.check)
@READERS.of(Public.checkV3)
@READERS.of(User.info)
def check(answer: CheckAnswer, received: Received) -> Iterator[Part]:
    """The creator."""
    if answer.userInfo is not None:
        yield from profile_in(answer.userInfo, received)


@READERS.of(Public.followersList)
@READERS.of(User.followers)
def followers(page: FollowPage, received: Received) -> Iterator[Part]:
    """The accounts, and that they follow the creator asked for; an account's own list does not say whose it is."""
    creator = asked_for(received)
    if creator.is_known:
        yield from followers_in(page.userList, received, creator)
    else:
        yield from _profiles(page, received)


@READERS.of(Public.followingList)
@READERS.of(User.following)
def following(page: FollowPage, received: Received) -> Iterator[Part]:
    """The accounts, and that the creator asked for follows them; an account's own list does not say whose it is."""
    creator = asked_for(received)
    if creator.is_known:
        yield from following_in(page.userList, received, creator)
    else:
        yield from _profiles(page, received)


@READERS.of(User.followingV1)
def following_v1(page: FollowPageV1, received: Received) -> Iterator[Part]:
    """The accounts; that it is the account that follows them is not said."""
    yield from _profiles(page, received)


def _profiles(page: FollowPage, received: Received) -> Iterator[Part]:
    for profile in page.userList:
        yield from profile_in(profile, received)
