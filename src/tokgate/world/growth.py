"""How the counts of a post grow: a pure function of the post, its creator's reach and the instant."""

from __future__ import annotations

import msgspec

from tokgate.domain.counts import Counts, Precision
from tokgate.world.draws import below, draws, grown

HOUR_S = 3600


class Growth(msgspec.Struct, frozen=True):
    """What a post's counts tend to, and how fast.

    Views approach `plays`, half of them within `half_s` seconds; some posts are found a second time `later_s` seconds
    after publication and approach `more` on top. The other counts are shares of the views in millionths.
    """

    plays: int
    half_s: int
    more: int
    later_s: int
    likes: int
    comments: int
    shares: int
    saves: int
    reposts: int


def growth_of(post_id: int, followers: int) -> Growth:
    """The growth that belongs to a post of a creator with so many followers (at the time of writing, for good)."""
    chance = draws("growth", post_id)
    plays = grown(followers + 240, below(chance[0], 448)) >> 5
    if chance[1] % 50 == 0:  # the post that everybody saw
        plays = grown(plays * 8, below(chance[2], 256))
    found_again = chance[3] % 12 == 0
    return Growth(
        plays=plays,
        half_s=HOUR_S * (5 + below(chance[4], 66)),
        more=plays * (1 + chance[5] % 4) if found_again else 0,
        later_s=24 * HOUR_S * (6 + below(chance[6], 80)),
        likes=20_000 + below(chance[7], 130_000),
        comments=400 + below(chance[8], 5_600),
        shares=500 + below(chance[9], 9_500),
        saves=1_000 + below(chance[10], 19_000),
        reposts=below(chance[11], 1_000),
    )


def plays_at(growth: Growth, age_s: int) -> int:
    """Views at an age; never fewer than before."""
    if age_s <= 0:
        return 0
    plays = growth.plays * age_s // (age_s + growth.half_s)
    late_s = age_s - growth.later_s
    if growth.more and late_s > 0:
        plays += growth.more * late_s // (late_s + growth.half_s)
    return plays


def counts_at(post_id: int, followers: int, created_s: int, instant_s: int) -> Counts:
    """A post's counts at an instant (Unix seconds); none of them ever falls, and all are 0 before publication."""
    growth = growth_of(post_id, followers)
    plays = plays_at(growth, instant_s - created_s)
    return Counts(
        plays=plays,
        likes=plays * growth.likes // 1_000_000,
        comments=plays * growth.comments // 1_000_000,
        shares=plays * growth.shares // 1_000_000,
        saves=plays * growth.saves // 1_000_000,
        reposts=plays * growth.reposts // 1_000_000,
        precision=Precision.EXACT,
    )
