"""What answers about live rooms mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tokgate.dialects.numbers import account_id_of, count_of, id_of, known_id_of
from tokgate.dialects.readings import InvalidMember, Part, Received, unreadable
from tokgate.dialects.tikapi.live_writing import MESSAGE_TYPES
from tokgate.dialects.tikapi.reading.readers import READERS
from tokgate.dialects.tikapi.resources.earlier import EarlierUser
from tokgate.dialects.tikapi.resources.live import Live
from tokgate.dialects.tikapi.wire.live import LiveInfo, LiveOwner, RoomAnswer, RoomPage, StartAnswer
from tokgate.dialects.tikapi.wire.live_chat import ChatPage, ChatSentAnswer, LiveMessage, LiveViewer
from tokgate.dialects.tikapi.wire.live_figures import DetailsAnswer
from tokgate.dialects.web.accounts import first_link
from tokgate.domain.counts import Audience
from tokgate.domain.creators import Creator
from tokgate.domain.live import LiveEvent, LiveEventKind, LiveRoom

#: What archives call this source.
SOURCE = "live"
_KINDS = {name: kind for kind, name in MESSAGE_TYPES.items() if name != "SocialMessage"}


def owner_of(owner: LiveOwner) -> Creator:
    """The creator whose room it is."""
    follows = owner.follow_info
    audience = Audience(followers=count_of(follows.follower_count), following=count_of(follows.following_count)) \
        if follows is not None else None  # fmt: skip
    return Creator(
        user_id=account_id_of(owner.id),
        sec_uid=owner.sec_uid or None,
        username=owner.display_id or None,
        name=owner.nickname,
        avatar_url=first_link(owner.avatar_large) or first_link(owner.avatar_thumb),
        audience=audience,
    )


def viewer_of(viewer: LiveViewer) -> Creator:
    """The creator who did something in a room."""
    return Creator(
        user_id=account_id_of(viewer.id),
        sec_uid=viewer.secUid or None,
        username=viewer.displayId or None,
        name=viewer.nickname,
    )


READERS.means(LiveOwner, owner_of)
READERS.means(LiveViewer, viewer_of)


def room_of(info: LiveInfo) -> LiveRoom:
    """The room. Raises InvalidMember where its id is none."""
    owner = owner_of(info.owner) if info.owner is not None else Creator()
    return LiveRoom(
        id=known_id_of(info.id, "id"),
        creator=owner if owner.is_known else None,
        title=info.title,
        topic=info.hashtag.title if info.hashtag is not None else None,
        cover_url=first_link(info.cover),
        started_s=info.create_time // 1000 if info.create_time else None,
        ended_s=info.finish_time // 1000 if info.finish_time else None,
        viewers=count_of(info.user_count),
        likes=count_of(info.like_count),
    )


def _rooms_in(infos: Iterable[LiveInfo | None], received: Received) -> Iterator[Part]:
    for info in infos:
        if info is not None:
            try:
                yield received.observation(room_of(info), SOURCE, body=info.exact())
            except InvalidMember as problem:
                yield unreadable(info, problem)


def _messages_in(messages: Iterable[LiveMessage], received: Received) -> Iterator[Part]:
    room = id_of(received.text("room_id"))
    for message in messages:
        try:
            yield received.observation(event_of(message, room), SOURCE, body=message.exact())
        except InvalidMember as problem:
            yield unreadable(message, problem)


def event_of(message: LiveMessage, room: int | None) -> LiveEvent:
    """What happened in a room. Raises InvalidMember where it has no id."""
    viewer = viewer_of(message.user) if message.user is not None else Creator()
    kind = _kind_of(message)
    gift = message.gift if kind is LiveEventKind.GIFT else None
    amount = gift.diamondCount if gift is not None else message.likeCount
    return LiveEvent(
        id=known_id_of(message.msgId, "msgId"),
        room=room,
        creator=viewer if viewer.is_known else None,
        kind=kind,
        text=gift.name if gift is not None else message.content or None,
        amount=count_of(amount),
        at_ms=message.createTime or None,
    )


def _kind_of(message: LiveMessage) -> LiveEventKind | None:
    if message.messageType == "SocialMessage":
        return LiveEventKind(message.action) if message.action in ("follow", "share") else None
    return _KINDS.get(message.messageType or "")


@READERS.of(Live.start)
def started(answer: StartAnswer, received: Received) -> Iterator[Part]:
    """The room."""
    return _rooms_in([answer.room], received)


@READERS.of(Live.info)
@READERS.of(EarlierUser.live_enter)
def room(answer: RoomAnswer, received: Received) -> Iterator[Part]:
    """The room."""
    return _rooms_in([answer.data], received)


@READERS.of(Live.details)
def details(answer: DetailsAnswer, received: Received) -> Iterator[Part]:
    """The room."""
    return _rooms_in([answer.data.live_info] if answer.data is not None else [], received)


def rooms(page: RoomPage, received: Received) -> Iterator[Part]:
    """The rooms."""
    return _rooms_in((card.live_info for card in page.data), received)


READERS.of(Live.recommend)(rooms)
READERS.of(Live.search)(rooms)
READERS.of(Live.list)(rooms)


@READERS.of(Live.chat)
def chat(page: ChatPage, received: Received) -> Iterator[Part]:
    """What happened in the room that was asked for."""
    return _messages_in(page.messagesList, received)


@READERS.of(Live.sendChat)
def sent(answer: ChatSentAnswer, received: Received) -> Iterator[Part]:
    """What was said."""
    return _messages_in([answer.data] if answer.data is not None else [], received)


# Figures are told of a whole time or room, and of rooms that are read elsewhere.
for _operation in (
    Live.permissions, Live.stop, Live.stats, Live.topics, Live.transactionHistory, Live.analytics,
):  # fmt: skip
    READERS.nothing_of(_operation)
