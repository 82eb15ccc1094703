"""How large a world is, and who posts how much in it."""

from __future__ import annotations

import msgspec

from tokgate.world.draws import draws, power_law

#: The posts of the demo's first creators; the sizes at which paging goes wrong are all there.
DEMO_POSTS = (140, 1000, 0, 1, 29, 30, 31, 60, 62, 61, 90, 7, 45, 3, 22, 75, 18, 5, 33, 10, 9, 25, 14, 40)
#: Their followers where these are not left to chance: the sample, and a star.
DEMO_FOLLOWERS = (1_240_300, 28_614_000)


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """`posts` are those that everybody can see at the world's end; private and deleted ones come on top.

    `items`: posts are stored with their web item too, as an archive of imported items has them. It takes longer to make
    and less to serve; but what an item says of its creator is that of the world's end for good.
    `history`: the sample's posts and some others are observed at several ages, not only at the end.
    """

    creators: int
    posts: int
    items: bool = False
    history: bool = False
    demo: bool = False


#: The world of `tokgate demo`: two dozen creators who post, and their audience.
DEMO = Size(creators=160, posts=sum(DEMO_POSTS) + 160, history=True, demo=True)


def posts_by_creator(seed: int, size: Size) -> list[int]:
    """How many posts each creator has: few have many, and the sum is the size's."""
    fixed = DEMO_POSTS if size.demo else ()
    rest = size.creators - len(fixed)
    weights = [min(power_law(draws(seed, "posts", index)[0], 64, 56), 4096) for index in range(rest)]
    return [*fixed, *_shared_out(size.posts - sum(fixed), weights)]


def _shared_out(total: int, weights: list[int]) -> list[int]:
    """Whole parts by weight, whose sum is the total."""
    whole, before, parts = sum(weights), 0, []
    for weight in weights:
        parts.append(total * (before + weight) // whole - total * before // whole)
        before += weight
    return parts
