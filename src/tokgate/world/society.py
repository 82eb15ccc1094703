"""What only few of a world's creators need to have: playlists, messages, notifications, live rooms, and shops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from tokgate.domain.instants import DAY_S
from tokgate.domain.messages import Conversation, Message, MessageKind, Notification, NotificationKind
from tokgate.domain.playlists import Playlist
from tokgate.domain.posts import MADE_UP_PICTURES, Comment
from tokgate.domain.records import Record
from tokgate.domain.shops import Product, Review, Shop
from tokgate.world.broadcasts import Broadcasts
from tokgate.world.comments import comments_on
from tokgate.world.draws import below, draws, pick, power_law
from tokgate.world.people import END_S, Author
from tokgate.world.rhythm import Moment
from tokgate.world.words import LETTERS, PRODUCTS, REVIEWS

#: Who but the sample has playlists, conversations, notifications and live rooms: these many of the first creators.
ACTIVE = 24
#: How many conversations the sample has that it began or was asked for; every fourth waits to be accepted.
TALKS = 24
SHOPS = 3


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
        for number in range(SHOPS):
            yield from _shop(number)

    def _playlists(self, author: Author) -> Iterator[Playlist]:
        moments = self._moments_of.get(author.index, ())
        for number in range(min(len(moments) // 12, 4)):
            part = moments[number::5][:40]
            yield Playlist(
                id=_id(part[-1].created_s, author, "playlist", number),
                creator=author.name,
                name=f"{author.niche.tags[number % len(author.niche.tags)].title()} {number + 1}",
                cover_url=f"{MADE_UP_PICTURES}/cover/{part[0].post_id}.jpeg",
                total=len(part),
                created_s=part[-1].created_s,
                updated_s=part[0].created_s,
                posts=[moment.post_id for moment in reversed(part)],
            )

    def _other(self, author: Author, draw: int) -> Author:
        return self._people[(author.index + 1 + below(draw, len(self._people) - 1)) % len(self._people)]

    def _conversations(self, author: Author) -> Iterator[Conversation | Message]:
        if len(self._people) < 2:
            return
        for number in range(TALKS if author.index == 0 else 2):
            chance = draws(author.seed, "talk", author.index, number)
            other = self._other(author, chance[0])
            group = number == 5
            members = [author, other, self._other(author, chance[1])] if group else [author, other]
            owner = other if number % 4 == 3 else author
            talk = _id(END_S - DAY_S * (number + 3), author, "talk", number)
            ids = sorted(int(member.creator.user_id or 0) for member in members[:2])
            yield Conversation(
                id=talk,
                name=str(talk) if group else f"0:1:{ids[0]}:{ids[1]}:{number}" if number else f"0:1:{ids[0]}:{ids[1]}",
                owner=owner.name,
                ticket=f"{chance[2]:08x}{chance[3]:08x}",
                group=group,
                accepted=number % 4 != 3,
                participants=[member.name for member in members],
            )
            yield from self._messages(talk, members if number % 4 != 3 else [owner], chance[4] % 34 + 2, number)

    def _messages(self, talk: int, members: Sequence[Author], many: int, age_days: int) -> Iterator[Message]:
        sent_ms = (END_S - DAY_S * (age_days + 2)) * 1000
        for number in range(many):
            chance = draws("message", talk, number)
            sent_ms += 1000 * (5 + below(chance[0], 900)) + chance[1] % 1000
            speaker = pick(chance[2], members)
            moments = self._moments_of.get(speaker.index)
            shares = moments[0].post_id if moments and chance[3] % 7 == 0 else None
            yield Message(
                id=(sent_ms // 1000 << 32) + chance[4],
                conversation=talk,
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
                sender=self._other(author, chance[2]).name,
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


def _id(second: int, author: Author, kind: str, number: int) -> int:
    return (second << 32) + draws(author.seed, "id", kind, author.index, number)[0]


def _shop(number: int) -> Iterator[Shop | Product | Review]:
    shop = 7_495_000_000_000_000_000 + 100_000 * number
    products = [shop + 1000 * (each + 1) for each in range(12)]
    yield Shop(
        id=shop, name=("Hearth & Crumb", "Iron Yard", "Quiet Shelf")[number], rating_percent=430 + 20 * number,
        reviews=len(products) * 14, sold=900 * (number + 1), performance=f"{4 + number % 2}.{number}",
    )  # fmt: skip
    for place, product in enumerate(products):
        chance = draws("product", product)
        stars = [below(each, 3 * (place + 1)) for each in chance[:5]]
        yield Product(
            id=product,
            shop=shop,
            name=PRODUCTS[(place + number) % len(PRODUCTS)] + ("", " (set of two)")[place // 6],
            description="Ships within two days.",
            prices=[f"{4 + chance[5] % 60}.{chance[6] % 10}9GBP"],
            rating_percent=100 * sum((n + 1) * each for n, each in enumerate(stars)) // max(sum(stars), 1),
            reviews=sum(stars),
            sold=power_law(chance[7], 20, 64),
            stars=stars,
        )
        for rank in range(14):
            words = draws("review", product, rank)
            yield Review(
                id=product + rank + 1,
                product=product,
                text=pick(words[0], REVIEWS),
                likes=below(words[1], 30),
                stars=5 - below(words[2], 5) * below(words[3], 5) // 4,
                at_ms=(END_S - below(words[4], 300 * DAY_S)) * 1000,
            )
