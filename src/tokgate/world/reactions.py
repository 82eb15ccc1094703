"""Who follows whom, and who liked, reposted, pinned and commented on what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tokgate.domain.instants import DAY_S
from tokgate.domain.posts import Comment, Post
from tokgate.domain.relations import Relation, follow, like, pin, repost, save
from tokgate.world.comments import comments_on
from tokgate.world.draws import below, draws
from tokgate.world.people import END_S, Author
from tokgate.world.rhythm import Moment

Reaction = Relation | Comment
#: How many posts the sample likes, reposts and saves.
LIKED, REPOSTED, SAVED = 70, 35, 40
#: Posts that reactions may be to, in all: the newest of each creator.
SHOWN = 60_000


class Reactions:
    """Reactions of the creators of one world to each other's posts, which `show` tells of."""

    def __init__(self, people: Sequence[Author]) -> None:
        self._people = people
        self._known = sorted(people, key=lambda author: (-author.followers, author.index))
        self._most = min(200, max(3, SHOWN // len(people)))
        #: Public posts by creator's number, newest first.
        self.moments_of: dict[int, list[Moment]] = {}

    def show(self, author: Author, moments: Sequence[Moment]) -> None:
        """Take in a creator's posts, newest first."""
        if author.creator.private:
            return
        public = [moment for moment in moments if moment.is_public_at(END_S)]
        if public:
            self.moments_of[author.index] = public[: self._most]

    def subjects(self) -> Iterator[Reaction]:
        """All reactions until the world's end."""
        for author in self._people:
            yield from self._follows(author)
            yield from self._of_posts(author)
            yield from self._pins(author)
            for moment in self.moments_of.get(author.index, ()):
                yield from comments_on(self._people, author, moment, END_S)

    def _somebody(self, one: int, two: int) -> Author:
        """Anybody, the better known the likelier."""
        number = len(self._known)
        return self._known[below(one, number) * below(two, number) // number]

    def _follows(self, author: Author) -> Iterator[Relation]:
        audience = author.creator.audience
        wanted = min((audience and audience.following) or 0, 40 if len(self._people) < 1000 else 12)
        followed = {author.index}
        sample = self._people[0]
        if author.index and draws(author.seed, "fan", author.index)[0] % 10 and len(self._people) < 1000:
            followed.add(0)
            yield self._follow(author, sample, 0)
        for number in range(wanted):
            chance = draws(author.seed, "follow", author.index, number)
            other = self._somebody(chance[0], chance[1])
            if other.index not in followed:
                followed.add(other.index)
                yield self._follow(author, other, chance[2])

    def _follow(self, author: Author, other: Author, draw: int) -> Relation:
        since_s = max(author.joined_s, other.joined_s)
        draw = draw or draws(author.seed, "since", author.index)[0]
        return follow(author.name, other.name, at_s=since_s + below(draw, END_S - since_s))

    def _of_posts(self, author: Author) -> Iterator[Relation]:
        few = draws(author.seed, "liker", author.index)
        likes = LIKED if author.index == 0 else below(few[0], 15)
        reposts = REPOSTED if author.index == 0 else below(few[1], 5)
        if len(self._people) > 1000 and author.index > 1000:
            return
        for moment, at_s in self._chosen(author, "like", likes):
            yield like(author.name, Post(id=moment.post_id), at_s=at_s)
        for moment, at_s in self._chosen(author, "repost", reposts):
            yield repost(author.name, Post(id=moment.post_id), at_s=at_s)
        for moment, at_s in self._chosen(author, "save", SAVED if author.index == 0 else below(few[2], 5)):
            yield save(author.name, Post(id=moment.post_id), at_s=at_s)

    def _chosen(self, author: Author, why: str, wanted: int) -> Iterator[tuple[Moment, int]]:
        """Posts of others, each once, with an instant after their publication; fewer where there are not enough."""
        taken: set[int] = set()
        for number in range(wanted * 20):
            if len(taken) == wanted:
                return
            chance = draws(author.seed, why, author.index, number)
            other = self._somebody(chance[0], chance[1])
            moments = self.moments_of.get(other.index)
            if moments is None or other.index == author.index:
                continue
            moment = moments[below(chance[2], len(moments))]
            if moment.post_id not in taken:
                taken.add(moment.post_id)
                yield moment, moment.created_s + below(chance[3], min(END_S - moment.created_s, 20 * DAY_S) + 1)

    def _pins(self, author: Author) -> Iterator[Relation]:
        moments = self.moments_of.get(author.index, [])
        if len(moments) < 12 or (draws(author.seed, "pins", author.index)[0] % 2 and author.index):
            return
        for rank, moment in enumerate(moments[5:12:3]):
            yield pin(author.name, Post(id=moment.post_id), rank=rank)
