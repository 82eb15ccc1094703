"""Live rooms and what happens in them, in TikAPI's spelling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tokgate.dialects.tikapi.live_topics import topic_id
from tokgate.domain.counts import Audience
from tokgate.domain.creators import Creator
from tokgate.domain.instants import iso
from tokgate.domain.live import LiveEvent, LiveEventKind, LiveRoom, LiveTally

#: What events are called; shares and follows are both social.
MESSAGE_TYPES = {
    LiveEventKind.CHAT: "ChatMessage",
    LiveEventKind.JOIN: "MemberMessage",
    LiveEventKind.LIKE: "LikeMessage",
    LiveEventKind.GIFT: "GiftMessage",
    LiveEventKind.SHARE: "SocialMessage",
    LiveEventKind.FOLLOW: "SocialMessage",
}
RUNS, OVER, STARTED = 2, 4, 1


def live_info_of(room: LiveRoom) -> dict[str, Any]:
    """A room, which was counted before."""
    info: dict[str, Any] = {
        "id": str(room.id),
        "title": room.title or "",
        "status": RUNS if room.ended_s is None else OVER,
        "create_time": (room.started_s or 0) * 1000,
        "share_url": f"https://m.tiktok.com/share/live/{room.id}/",
        "owner": _owner_of(room),
        "user_count": room.viewers,
        "like_count": room.likes,
    }
    if room.ended_s is not None:
        info["finish_time"] = room.ended_s * 1000
    if room.cover_url:
        info["cover"] = {"url_list": [room.cover_url], "width": 0, "height": 0}
    if room.topic is not None:
        number = topic_id(room.topic)
        info["hashtag"] = {"title": room.topic} if number is None else {"id": number, "title": room.topic}
    return info


def _owner_of(room: LiveRoom) -> dict[str, Any]:
    creator = room.creator or Creator()
    audience = creator.audience or Audience()
    picture = {"url_list": [creator.avatar_url] if creator.avatar_url else []}
    return {
        "id": creator.served_user_id if room.creator else "",
        "display_id": creator.username or "",
        "nickname": creator.name or creator.username or "",
        "sec_uid": creator.served_sec_uid if room.creator else "",
        "avatar_thumb": picture,
        "avatar_medium": picture,
        "avatar_large": picture,
        "follow_info": {"follower_count": audience.followers or 0, "following_count": audience.following or 0},
        "own_room": {"room_ids": [str(room.id)] if room.ended_s is None else []},
    }


def message_of(event: LiveEvent) -> dict[str, Any]:
    """What happened in a room."""
    kind = event.kind or LiveEventKind.CHAT
    message: dict[str, Any] = {
        "messageType": MESSAGE_TYPES[kind],
        "msgId": str(event.id),
        "createTime": event.at_ms or 0,
        "content": (event.text or "") if kind is LiveEventKind.CHAT else "",
        "user": viewer_of(event.creator),
    }
    if kind is LiveEventKind.GIFT:
        message["gift"] = {"name": event.text or "", "diamondCount": event.amount or 0}
    elif kind is LiveEventKind.LIKE:
        message["likeCount"] = event.amount or 0
    elif kind in (LiveEventKind.SHARE, LiveEventKind.FOLLOW):
        message["action"] = kind.value
    return message


def viewer_of(creator: Creator | None) -> dict[str, str]:
    """Somebody in a room."""
    known = creator or Creator()
    return {
        "id": known.served_user_id if creator else "",
        "displayId": known.username or "",
        "nickname": known.name or known.username or "",
        "secUid": known.served_sec_uid if creator else "",
    }


def room_stats_of(room: LiveRoom, tallies: Sequence[LiveTally]) -> dict[str, Any]:
    """What came of a room, which was counted before."""
    creators = {each.kind: each.creators for each in tallies if each.room == room.id}
    stats: dict[str, Any] = {
        "room_id": str(room.id),
        "live_watch_ucnt": room.viewers,
        "live_like_cnt": room.likes,
        "live_comment_ucnt": creators.get(LiveEventKind.CHAT, 0),
        "live_consume_ucnt": creators.get(LiveEventKind.GIFT, 0),
        "live_new_fans_ucnt": creators.get(LiveEventKind.FOLLOW, 0),
        "live_diamond_cnt": room.diamonds,
    }
    for name, second in (("live_start_time", room.started_s), ("live_end_time", room.ended_s)):
        if second is not None:
            stats[name] = iso(second * 1000)
    return stats


def transaction_of(gift: LiveEvent, giver: bool) -> dict[str, Any]:
    """A gift as its giver, or the room's owner, has it in the wallet."""
    worth = gift.amount or 0
    transaction: dict[str, Any] = {
        "id": str(gift.id),
        "type": "gift_sent" if giver else "gift_received",
        "title": gift.text or "",
        "amount": -worth if giver else worth,
        "create_time": (gift.at_ms or 0) // 1000,
        "room_id": str(gift.room or 0),
    }
    return transaction if giver else {**transaction, "user": viewer_of(gift.creator)}
