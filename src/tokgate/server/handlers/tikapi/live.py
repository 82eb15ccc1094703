"""Live rooms: the account's own, and those that it looks at."""

from __future__ import annotations

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.live_topics import TOPICS, topic_title
from tokgate.dialects.tikapi.live_writing import STARTED, message_of
from tokgate.dialects.tikapi.parameters.live import (
    BY_EVENT,
    ChatCursor,
    ChatText,
    GameTagId,
    HashtagId,
    RoomId,
    RoomIdOfDetails,
    RoomIdSent,
    ThirdParty,
    Title,
)
from tokgate.dialects.tikapi.resources.earlier import EarlierUser
from tokgate.dialects.tikapi.resources.live import Live
from tokgate.dialects.tikapi.wire.answers import DoneAnswer
from tokgate.dialects.tikapi.wire.live import PermissionsAnswer, RoomAnswer, StartAnswer, TopicsAnswer
from tokgate.dialects.tikapi.wire.live_chat import ChatPage, ChatSentAnswer
from tokgate.dialects.tikapi.wire.live_figures import DetailsAnswer
from tokgate.domain.live import LiveEvent, LiveRoom
from tokgate.domain.live_acts import EnterRoom, SendChat, StartRoom, StopRoom
from tokgate.domain.paging import Position
from tokgate.server.handlers.tikapi.actions import key_of
from tokgate.server.handlers.tikapi.answers import answer
from tokgate.server.handlers.tikapi.rooms import info_of, open_room, stats_of
from tokgate.server.request import Request, implements

#: How much of a chat one answer tells.
MESSAGES = 50
NO_STREAM = "No media server is attached here: the room has no stream."


@implements(Live.permissions)
def permissions(request: Request, /, **_: object) -> Encoded[PermissionsAnswer]:
    return answer({"data": {"live": True, "third_party": request.streams is not None}})


@implements(Live.topics)
def topics(request: Request, /, **_: object) -> Encoded[TopicsAnswer]:
    data = [
        {"id": topic.id, "title": topic.title, "game_tags": [{"id": n, "title": title} for n, title in topic.games]}
        for topic in TOPICS
    ]
    return answer({"data": data})


@implements(Live.start)
def start(
    request: Request,
    /,
    *,
    title: Title,
    third_party: ThirdParty = True,
    hashtag_id: HashtagId | None = None,
    game_tag_id: GameTagId | None = None,
    **_: object,
) -> Encoded[StartAnswer]:
    topic = topic_title(hashtag_id, game_tag_id) if hashtag_id is not None else None
    done = request.act(StartRoom(creator=key_of(request), title=title, topic=topic), refused=Cause.INVALID_PARAMETER)
    room = _known(request, done.id)
    info = {**info_of(request, room), "status": STARTED}
    if request.streams is None or not third_party:
        return answer({"room": info, "message": NO_STREAM if third_party else None})
    stream = {
        "id": str(room.id),
        "push": request.streams.push(room.id, request.now_ms),
        "pull": request.streams.pull(room.id, request.origin),
    }
    return answer({"room": info, "stream": stream})


@implements(Live.stop)
def stop(request: Request, /, **_: object) -> Encoded[DoneAnswer]:
    request.act(StopRoom(creator=key_of(request)), refused=Cause.ROOM_OVER)
    return answer({})


@implements(Live.info)
def info(request: Request, /, *, room_id: RoomId, **_: object) -> Encoded[RoomAnswer]:
    return _room_answer(request, open_room(request, room_id))


@implements(EarlierUser.live_enter)
def live_enter(request: Request, /, *, room_id: RoomId, **_: object) -> Encoded[RoomAnswer]:
    room = open_room(request, room_id)
    request.act(EnterRoom(creator=key_of(request), room=room.id), refused=Cause.ROOM_OVER)
    return _room_answer(request, _known(request, room.id))


def _room_answer(request: Request, room: LiveRoom) -> Encoded[RoomAnswer]:
    members: dict[str, object] = {"data": info_of(request, room)}
    if request.streams is not None and room.ended_s is None and request.streams.is_streamed(room.id):
        members["stream"] = {"id": str(room.id), "pull": request.streams.pull(room.id, request.origin)}
    return answer(members)


@implements(Live.details)
def details(request: Request, /, *, room_id: RoomIdOfDetails, **_: object) -> Encoded[DetailsAnswer]:
    room = open_room(request, room_id)
    data = {"live_info": info_of(request, room)}
    if room.creator is not None and room.creator.key == key_of(request):
        data["room_stats"] = stats_of(request, room)
    return answer({"data": data})


@implements(Live.chat)
def chat(
    request: Request, /, *, room_id: RoomId, nextCursor: ChatCursor | None = None, **_: object
) -> Encoded[ChatPage]:
    room = open_room(request, room_id)
    after = BY_EVENT.after(nextCursor, name="nextCursor")
    page = request.archive.live_events(room.id, after=after, limit=MESSAGES)
    members: dict[str, object] = {"messagesList": [message_of(event) for event in page.rows]}
    if page.following is not None or room.ended_s is None:
        members["nextCursor"] = _next(page.rows, nextCursor)
    return answer(members)


def _next(rows: list[LiveEvent], cursor: str | None) -> str:
    """After the last that is told; where nothing is, where the caller stands."""
    return BY_EVENT.write(Position(rows[-1].at_ms or 0, rows[-1].id)) if rows else cursor or "0"


@implements(Live.sendChat)
def send_chat(request: Request, /, *, room_id: RoomIdSent, text: ChatText, **_: object) -> Encoded[ChatSentAnswer]:
    room = open_room(request, room_id)
    done = request.act(SendChat(creator=key_of(request), room=room.id, text=text), refused=Cause.ROOM_OVER)
    return answer({"data": message_of(_event(request, room.id, done.id or 0))})


def _event(request: Request, room: int, event_id: int) -> LiveEvent:
    event = request.archive.live_event(event_id)
    if event is None:
        raise LookupError(f"event {event_id} of room {room} was just made, and is not there")
    return event


def _known(request: Request, room_id: int | None) -> LiveRoom:
    room = request.archive.live_room(room_id or 0)
    if room is None:
        raise Refusal(Cause.UNKNOWN_ROOM)
    return room
