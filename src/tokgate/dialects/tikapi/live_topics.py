"""What a live room can be about. Names and numbers are ours: no source lists TikTok's."""

from __future__ import annotations

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


def topic_title(topic_id: int, game_id: int | None = None) -> str:
    """What a room is about: the topic's title, or the game's. LookupError for a number that none has."""
    topic = next((each for each in TOPICS if each.id == topic_id), None)
    if topic is None:
        raise LookupError(f"is no topic: there are {', '.join(str(each.id) for each in TOPICS)}")
    if game_id is None:
        return topic.title
    for number, title in topic.games:
        if number == game_id:
            return title
    raise LookupError(f"is no sub-topic of topic {topic_id}")


def topic_id(title: str | None) -> int | None:
    """The number of a topic, also of the one that a game belongs to; None for a title that is none of these."""
    for topic in TOPICS:
        if title == topic.title or title in [game for _, game in topic.games]:
            return topic.id
    return None
