"""Who lives in a world: each creator from the seed and a number, alone."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tokgate.domain.counts import Audience, Precision
from tokgate.domain.creators import Creator, stand_in_sec_uid
from tokgate.domain.instants import DAY_S
from tokgate.domain.posts import MADE_UP_PICTURES, Sound
from tokgate.world.draws import below, draws, pick, power_law
from tokgate.world.sizes import DEMO_FOLLOWERS, Size
from tokgate.world.trends import own_sound
from tokgate.world.words import HOMELANDS, NICHES, Homeland, Niche
from tokgate.world.zones import ZONES, Zone

#: 2026-11-01 UTC: the world's last second, fixed so that a seed makes the same bytes on any day.
END_S = 1_793_491_200
#: In the demo: the creator who is private, and the one whose posts come twenty in one second.
PRIVATE = 11
BATCHING = 9

#: How likely each weekday is, in percent, Monday first.
_WEEKS = ((90, 95, 100, 105, 115, 120, 75), (110, 110, 110, 110, 105, 75, 80), (70, 75, 80, 90, 115, 140, 130))
#: How likely each hour of the day is.
_HOURS = (
    (1, 0, 0, 0, 0, 1, 3, 7, 8, 5, 3, 3, 6, 4, 2, 2, 4, 8, 10, 11, 10, 7, 4, 2),
    (0, 0, 0, 0, 1, 5, 9, 10, 7, 4, 3, 4, 8, 5, 3, 2, 2, 3, 4, 4, 3, 2, 1, 0),
    (6, 4, 2, 1, 0, 0, 0, 0, 1, 1, 2, 3, 3, 4, 4, 4, 5, 6, 8, 9, 10, 11, 12, 9),
)


class Author(msgspec.Struct, frozen=True):
    """A creator with what the world needs to post for them. `name` is just enough to find the creator by.

    `rate` is posts in a thousand days, without pauses.
    """

    seed: int
    index: int
    creator: Creator
    name: Creator
    niche: Niche
    zone: Zone
    followers: int
    posts: int
    rate: int
    batches: bool
    week: tuple[int, ...]
    hours: tuple[int, ...]
    sound: Sound
    joined_s: int


def sample_username(seed: int) -> str:
    """The handle of the creator who has something of everything, in the world of any size."""
    return author_of(seed, 0, posts=140, demo=True).creator.username or ""


def people_of(seed: int, size: Size, posts: list[int]) -> list[Author]:
    """Everybody, in order; `posts` as `posts_by_creator` tells."""
    return [author_of(seed, index, posts=number, demo=size.demo) for index, number in enumerate(posts)]


def author_of(seed: int, index: int, *, posts: int, demo: bool) -> Author:
    """One of them."""
    chance = draws(seed, "creator", index)
    niche = NICHES[index % len(NICHES)] if index < 2 * len(NICHES) else pick(chance[0], NICHES)
    home = pick(chance[1], [home for home in HOMELANDS if home.language == niche.language])
    joined_s = 1_500_000_000 + below(chance[2], 180_000_000)
    user_id = (joined_s << 32) + chance[3]
    followers = _followers(index, chance, posts, demo=demo)
    batches = index == BATCHING if demo else chance[4] % 64 == 0
    creator = _creator(index, niche, home, user_id, followers, posts, demo=demo)
    span = 200 if index == 0 else 120 + below(chance[5], 480)
    return Author(
        seed=seed,
        index=index,
        creator=creator,
        name=Creator(user_id=creator.user_id),
        niche=niche,
        zone=ZONES[home.zone],
        followers=followers,
        posts=posts,
        rate=max(posts * 1000 // span, 8) if posts else 0,
        batches=batches,
        week=pick(chance[6], _WEEKS),
        hours=pick(chance[7], _HOURS),
        sound=own_sound(user_id, creator.name or "", niche.language),
        joined_s=joined_s // DAY_S * DAY_S,
    )


def _followers(index: int, chance: tuple[int, ...], posts: int, *, demo: bool) -> int:
    if demo and index < len(DEMO_FOLLOWERS):
        return DEMO_FOLLOWERS[index]
    return power_law(chance[8], 90 + 12 * posts, 100)


def _creator(
    index: int, niche: Niche, home: Homeland, user_id: int, followers: int, posts: int, *, demo: bool
) -> Creator:
    chance = draws(user_id, "profile")
    username = _handle(index, niche, home, chance)
    private = index == PRIVATE if demo and index < 24 else followers < 20_000 and chance[3] % 25 == 0
    return Creator(
        user_id=str(user_id),
        sec_uid=stand_in_sec_uid(Creator(user_id=str(user_id))),
        username=username,
        name=_nickname(home, niche, chance),
        bio=pick(chance[4], niche.bios).replace("{year}", "2026") if chance[5] % 9 else "",
        bio_url=f"https://links.example/{username}" if chance[6] % 5 == 0 else None,
        avatar_url=f"{MADE_UP_PICTURES}/avatar/{user_id}.jpeg",
        verified=followers > 500_000 or (followers > 50_000 and chance[7] % 3 == 0),
        private=private,
        likes_public=index == 0 or chance[8] % 4 == 0,
        region=home.region,
        language=niche.language,
        audience=Audience(
            followers=followers,
            following=12 + power_law(chance[9], 9, 60) % 5_000,
            likes=followers * (3 + below(chance[10], 37)),
            posts=posts,
            liked=below(chance[11], 5_000),
            friends=below(chance[12], 12),
            precision=Precision.EXACT,
        ),
    )


def _handle(index: int, niche: Niche, home: Homeland, chance: tuple[int, ...]) -> str:
    first, last = pick(chance[0], home.first), pick(chance[1], home.last)
    if index < len(NICHES):
        return f"{first}.{niche.name}"
    return (f"{first}.{last}{index}", f"{first}_{last}_{index}", f"{first}{last}{index}", f"its.{first}{index}")[
        chance[2] % 4
    ]


def _nickname(home: Homeland, niche: Niche, chance: tuple[int, ...]) -> str:
    first, last = pick(chance[0], home.first).title(), pick(chance[1], home.last).title()
    return (
        first,
        f"{first} ✨",
        f"{first} {last}",
        f"{first} | {niche.name}",
        f"{first} 🌿",
        f"{first} {niche.name}",
        first,
    )[chance[13] % 7]


def another(people: Sequence[Author], author: Author, draw: int) -> Author:
    """Somebody else, by a draw."""
    return people[(author.index + 1 + below(draw, len(people) - 1)) % len(people)]


def made_id(second: int, author: Author, kind: str, number: int) -> int:
    """The id of something of an author's; its upper half is the second, as TikTok's are."""
    return (second << 32) + draws(author.seed, "id", kind, author.index, number)[0]
