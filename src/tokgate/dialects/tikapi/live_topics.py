"""What a live room can be about. Names and numbers are ours: no source lists TikTok's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec


class Topic(msgspec.Struct, frozen=True):
    """A topic, with the games among which a room about gaming can choose."""

    id: int
    title: str
    games: tuple[tuple[int, str], ...] = ()


TOPICS = (
    Topic(1, "Chat"),
    Topic(2, "Music"),
    Topic(3, "Dance"),
    Topic(4, "Food"),
    Topic(5, "Gaming", ((51, "Puzzle"), (52, "Racing"), (53, "Strategy"), (54, "Role-playing"))),
    Topic(6, "Sports"),
    Topic(7, "Crafts"),
    Topic(8, "Learning"),
    Topic(9, "Outdoors"),
    Topic(10, "Q&A"),
)


_BY_ID = {topic.id: topic for topic in TOPICS}


def topic_title(topic_id: int, game_id: int | None = None) -> str:
    """What a room is about: the game's title, or the topic's. KeyError for a number that none has."""
    topic = _BY_ID[topic_id]
    return topic.title if game_id is None else dict(topic.games)[game_id]


def check_topic(arguments: Mapping[str, Any]) -> Mapping[str, str]:
    """Which number is none of a topic, or of a game of that topic."""
    topic, game = arguments.get("hashtag_id"), arguments.get("game_tag_id")
    if topic is None:
        return {} if game is None else {"hashtag_id": "is needed with game_tag_id"}
    if topic not in _BY_ID:
        return {"hashtag_id": f"is no topic: there are {', '.join(map(str, _BY_ID))}"}
    games = dict(_BY_ID[topic].games)
    return {} if game is None or game in games else {"game_tag_id": f"is no game of topic {topic}"}


def topic_id(title: str | None) -> int | None:
    """The number of a topic, also of the one that a game belongs to; None for a title that is none of these."""
    for topic in TOPICS:
        if title == topic.title or title in [game for _, game in topic.games]:
            return topic.id
    return None
