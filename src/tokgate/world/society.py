"""What only few of a world's creators need to have: playlists, messages, notifications and live rooms; and shops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from tokgate.domain.instants import DAY_S
from tokgate.domain.messages import Conversation, Message, MessageKind, Notification, NotificationKind
from tokgate.domain.playlists import Playlist
from tokgate.domain.posts import MADE_UP_PICTURES, Comment
from tokgate.domain.records import Record
from tokgate.world.broadcasts import Broadcasts
from tokgate.world.comments import comments_on
from tokgate.world.draws import below, draws, pick
from tokgate.world.people import END_S, Author, another, made_id
from tokgate.world.rhythm import Moment
from tokgate.world.shops import shops
from tokgate.world.words import LETTERS

#: Who but the sample has playlists, conversations, notifications and live rooms: these many of the first creators.
ACTIVE = 24
#: How many conversations the sample has that it began or was asked for; every fourth waits to be accepted.
CONVERSATIONS = 24


class Society:
    """Records of one world, all before its end."""

    def __init__(self, people: Sequence[Author], moments_of: Mapping[int, Sequence[Moment]]) -> None:
        self._people = people
        self._moments_of = moments_of
        self._broadcasts = Broadcasts(people)

    def subjects(self) -> Iterator[Record]:
        """All of them."""
        for author in self._people[:ACTIVE]:
            yield from self._playlists(author)
            yield from self._conversations(author)
            yield from self._notifications(author)
            yield from self._broadcasts.before_end(author)
        yield from shops()

    def _playlists(self, author: Author) -> Iterator[Playlist]:
        moments = self._moments_of.get(author.index, ())
        for number in range(min(len(moments) // 12, 4)):
            part = moments[number::5][:40]
            yield Playlist(
                id=made_id(part[-1].created_s, author, "playlist", number),
                creator=author.name,
                name=f"{author.niche.tags[number % len(author.niche.tags)].title()} {number + 1}",
                cover_url=f"{MADE_UP_PICTURES}/cover/{part[0].post_id}.jpeg",
                total=len(part),
                created_s=part[-1].created_s,
                updated_s=part[0].created_s,
                posts=[moment.post_id for moment in reversed(part)],
            )

    def _conversations(self, author: Author) -> Iterator[Conversation | Message]:
        if len(self._people) < 2:
            return
        for number in range(CONVERSATIONS if author.index == 0 else 2):
            chance = draws(author.seed, "talk", author.index, number)
            other = another(self._people, author, chance[0])
            group = number == 5
            members = [author, other, another(self._people, author, chance[1])] if group else [author, other]
            owner = other if number % 4 == 3 else author
            conversation = made_id(END_S - DAY_S * (number + 3), author, "talk", number)
            ids = sorted(int(member.creator.user_id or 0) for member in members[:2])
            pair = f"0:1:{ids[0]}:{ids[1]}"
            yield Conversation(
                id=conversation,
                name=str(conversation) if group else f"{pair}:{number}" if number else pair,
                owner=owner.name,
                ticket=f"{chance[2]:08x}{chance[3]:08x}",
                group=group,
                accepted=number % 4 != 3,
                participants=[member.name for member in members],
            )
            yield from self._messages(conversation, members if number % 4 != 3 else [owner], chance[4] % 34 + 2, number)

    def _messages(self, conversation: int, members: Sequence[Author], many: int, age_days: int) -> Iterator[Message]:
        sent_ms = (END_S - DAY_S * (age_days + 2)) * 1000
        for number in range(many):
            chance = draws("message", conversation, number)
            sent_ms += 1000 * (5 + below(chance[0], 900)) + chance[1] % 1000
            speaker = pick(chance[2], members)
            moments = self._moments_of.get(speaker.index)
            shares = moments[0].post_id if moments and chance[3] % 7 == 0 else None
            yield Message(
                id=(sent_ms // 1000 << 32) + chance[4],
                conversation=conversation,
                sender=speaker.name,
                kind=MessageKind.POST if shares else MessageKind.TEXT,
                text="" if shares else LETTERS[number % len(LETTERS)],
                post=shares,
                sent_ms=sent_ms,
            )

    def _notifications(self, author: Author) -> Iterator[Notification]:
        moments = self._moments_of.get(author.index, ())
        if len(self._people) < 2 or author.creator.private:
            return
        at_s = END_S
        for number in range(80 if author.index == 0 else 8):
            chance = draws(author.seed, "told", author.index, number)
            at_s -= 1 + below(chance[0], 7200)
            kind = list(NotificationKind)[chance[1] % 4] if moments else NotificationKind.FOLLOW
            about = next((each for each in moments if each.created_s < at_s), None)
            notification = Notification(
                id=(at_s << 32) + chance[3],
                creator=author.name,
                kind=kind,
                sender=another(self._people, author, chance[2]).name,
                post=about.post_id if about and kind is not NotificationKind.FOLLOW else None,
                text=pick(chance[4], LETTERS[:3]) if kind is NotificationKind.MENTION else None,
                at_s=at_s,
            )
            if about and kind is NotificationKind.COMMENT:
                said = comments_on(self._people, author, about, at_s)
                others = [each for each in said if each.creator and each.creator.username != author.name.username]
                yield _told_of(notification, pick(chance[4], others) if others else None)
            else:
                yield notification


def _told_of(notification: Notification, comment: Comment | None) -> Notification:
    """The notification of that comment; without one, of a like in its place."""
    if comment is None:
        return replace(notification, kind=NotificationKind.LIKE)
    return replace(notification, sender=comment.creator, comment=comment.id, text=comment.text)
