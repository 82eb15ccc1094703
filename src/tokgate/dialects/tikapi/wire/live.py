"""Answers about live rooms. Marked (ours): no source gives the shape."""

from __future__ import annotations

from tokgate.contract.paging import Paging, Verdict, by_cursor, has_list, no_list
from tokgate.contract.wire import Wire
from tokgate.dialects.subjects import CreatorWire
from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer
from tokgate.dialects.web.accounts import Picture


class FollowInfo(Wire):
    """Who follows an account, counted."""

    follower_count: int | None = None
    """How many accounts follow this one."""
    following_count: int | None = None
    """How many accounts this one follows."""


class OwnRoom(Wire):
    """The rooms that an account has running."""

    room_ids: list[str] | None = None
    """Their ids, digits."""


class LiveOwner(CreatorWire):
    """Whose room it is."""

    id: str | None = None
    """The user id."""
    display_id: str | None = None
    """The handle, without `@`."""
    nickname: str | None = None
    """The name that is shown."""
    sec_uid: str | None = None
    """The id by which lists are asked for."""
    avatar_thumb: Picture | None = None
    """The profile picture, small."""
    avatar_medium: Picture | None = None
    """The same, larger."""
    avatar_large: Picture | None = None
    """The same, large."""
    follow_info: FollowInfo | None = None
    """Who follows the account."""
    own_room: OwnRoom | None = None
    """The rooms that it has running."""


class LiveHashtag(Wire):
    """What a room is about."""

    id: int | None = None
    """The topic's number, as `user.live.topics` lists them; missing for a topic that is not among these."""
    title: str | None = None
    """What it is called."""


class LiveInfo(Wire):
    """A live room."""

    id: str | None = None
    """The room's id, digits."""
    title: str | None = None
    """What the room is called."""
    status: int | None = None
    """2 while it runs, 4 when it is over; of a room that was just started, 1."""
    create_time: int | None = None
    """When it began, Unix milliseconds UTC."""
    finish_time: int | None = None
    """When it ended, Unix milliseconds UTC; missing while it runs."""
    cover: Picture | None = None
    """Its picture; missing where it has none."""
    share_url: str | None = None
    """The link to it on TikTok's site."""
    owner: LiveOwner | None = None
    """Whose room it is."""
    hashtag: LiveHashtag | None = None
    """What it is about; missing where nobody said."""
    user_count: int | None = None
    """How many came in so far."""
    like_count: int | None = None
    """How many likes so far."""


class LivePermissions(Wire):
    """What an account may do (ours)."""

    live: bool | None = None
    """Whether it may start a room."""
    third_party: bool | None = None
    """Whether it may stream to it with a program of its own: whether a media server is attached here."""


class PermissionsAnswer(TikAPIAnswer):
    """What the account may do."""

    data: LivePermissions | None = None
    """What it may do (ours)."""


class StreamPush(Wire):
    """Where to stream to. Whoever knows the key can stream into the room."""

    server: str | None = None
    """The server's address, as streaming programs ask for it."""
    key: str | None = None
    """The key, as streaming programs ask for it; it opens for a day, and only for this room."""
    url: str | None = None
    """Both in one."""


class StreamPull(Wire):
    """Where to watch."""

    default_resolution: str | None = None
    """Which of the addresses under `flv` to take."""
    flv: dict[str, str] | None = None
    """The film as FLV, by resolution; here all are the one that is streamed."""
    hls: str | None = None
    """The film as HLS, a playlist."""
    rtmp: str | None = None
    """The film by RTMP."""


class LiveStream(Wire):
    """The stream of a room."""

    id: str | None = None
    """The stream's id, digits."""
    push: StreamPush | None = None
    """Where to stream to."""
    pull: StreamPull | None = None
    """Where to watch."""


class StartAnswer(TikAPIAnswer):
    """A room that was started. Where no media server is attached, `message` says so and `stream` is missing."""

    room: LiveInfo | None = None
    """The room."""
    stream: LiveStream | None = None
    """Its stream."""


class RoomAnswer(TikAPIAnswer):
    """One room (ours)."""

    data: LiveInfo | None = None
    """The room."""
    stream: LiveStream | None = None
    """Where to watch it, while something is streamed to it here."""


class LiveCard(Wire):
    """A room in a list."""

    live_info: LiveInfo | None = None
    """The room."""


class RoomPage(TikAPIAnswer):
    """Rooms."""

    data: list[LiveCard] = []
    """The rooms."""


class RecommendAnswer(RoomPage):
    """Other rooms (the shape is that of a search)."""


class LiveSearchPage(RoomPage):
    """A page of the rooms that a search found."""

    cursor: int | None = None
    """Where the next page begins."""
    has_more: int | None = None
    """1 if there is a next page, else 0."""


class LiveListPage(RoomPage):
    """A page of the account's own rooms (ours)."""

    offset: int | None = None
    """Where the next page begins."""
    has_more: int | None = None
    """1 if there is a next page, else 0."""


class GameTag(Wire):
    """A sub-topic (ours)."""

    id: int | None = None
    """Its number, for `game_tag_id`."""
    title: str | None = None
    """What it is called."""


class LiveTopic(Wire):
    """A topic (ours)."""

    id: int | None = None
    """Its number, for `hashtag_id`."""
    title: str | None = None
    """What it is called."""
    game_tags: list[GameTag] | None = None
    """Its sub-topics."""


class TopicsAnswer(TikAPIAnswer):
    """What a room can be about."""

    data: list[LiveTopic] = []
    """The topics (ours)."""


def _cards(page: RoomPage) -> list[LiveCard]:
    return page.data


def _room_key(card: LiveCard) -> str:
    return (card.live_info.id if card.live_info else None) or ""


def _search_verdict(page: LiveSearchPage) -> Verdict:
    if not (page.data or has_list(page, "data")):
        return no_list("data")
    return by_cursor(None if page.has_more is None else bool(page.has_more), page.cursor)


def _list_verdict(page: LiveListPage) -> Verdict:
    if not (page.data or has_list(page, "data")):
        return no_list("data")
    return by_cursor(None if page.has_more is None else bool(page.has_more), page.offset, "offset")


FOUND: Paging[LiveSearchPage, LiveCard] = Paging(_cards, _search_verdict, _room_key)
OWN: Paging[LiveListPage, LiveCard] = Paging(_cards, _list_verdict, _room_key)
