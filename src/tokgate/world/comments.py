"""What people say under posts."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tokgate.domain.posts import Comment
from tokgate.world.draws import below, draws, pick
from tokgate.world.growth import growth_of, plays_at
from tokgate.world.people import Author
from tokgate.world.rhythm import Moment
from tokgate.world.words import ANSWERS, COMMENTS, REPLIES


def comments_on(people: Sequence[Author], author: Author, moment: Moment, until_s: int) -> list[Comment]:
    """The comments on a post until an instant, oldest first; never more than its count of comments then says.

    The sample's posts all have some, of the others one in sixteen.
    """
    chance = draws("comments", moment.post_id)
    if author.index and chance[0] % 16:
        return []
    growth = growth_of(moment.post_id, author.followers)
    found: list[Comment] = []
    for number in range(2 + chance[1] % 9):
        comment = _comment(people, author, moment, number, found)
        counted = plays_at(growth, (comment.created_s or 0) - moment.created_s) * growth.comments // 1_000_000
        if (comment.created_s or 0) <= until_s and counted > number:
            found.append(comment)
    return _with_replies_counted(found)


def _comment(
    people: Sequence[Author], author: Author, moment: Moment, number: int, before: Sequence[Comment]
) -> Comment:
    chance = draws("comment", moment.post_id, number)
    created_s = moment.created_s + 40 * (number + 1) * (1 + below(chance[0], 90)) + 600 * number * number
    speaker = (
        people[(author.index + 1 + below(chance[1], len(people) - 1)) % len(people)] if len(people) > 1 else author
    )
    parents = [each.id for each in before if each.parent_id is None]
    is_reply = bool(parents) and number % 3 == 2
    if is_reply and chance[2] % 3 == 0:
        speaker = author
    language = speaker.creator.language or "en"
    words = COMMENTS[language] if not is_reply else ANSWERS if speaker is author else REPLIES
    return Comment(
        id=(created_s << 32) + chance[3],
        post_id=moment.post_id,
        parent_id=parents[chance[4] % len(parents)] if is_reply else None,
        creator=speaker.creator,
        text=pick(chance[5], words),
        created_s=created_s,
        likes=below(chance[6], 9 + min(author.followers // 2_000, 4_000)),
        replies=0,
        language=language,
        pinned=number == 0 and chance[7] % 8 == 0,
        liked_by_author=chance[8] % 4 == 0,
    )


def _with_replies_counted(comments: Sequence[Comment]) -> list[Comment]:
    replies_of: dict[int, int] = {}
    for comment in comments:
        if comment.parent_id is not None:
            replies_of[comment.parent_id] = replies_of.get(comment.parent_id, 0) + 1
    return [
        msgspec.structs.replace(comment, replies=replies_of[comment.id]) if comment.id in replies_of else comment
        for comment in comments
    ]
