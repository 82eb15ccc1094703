"""The web item's counters as Counts and Audience, and back."""

from __future__ import annotations

from tokgate.dialects.numbers import LARGEST
from tokgate.dialects.readings import InvalidMember
from tokgate.dialects.web.item import AuthorStats, AuthorStatsV2, Stats, StatsV2
from tokgate.domain.counts import Audience, Counts, Precision


def counts_of(stats: Stats | None, exact: StatsV2 | None) -> Counts | None:
    """A post's counts, each from `statsV2` where it has it. Raises InvalidMember for what is no count.

    A negative number is a counter that overflowed 32 bits, hence unknown.
    """
    if stats is None and exact is None:
        return None
    if exact is None:
        assert stats is not None
        plays, likes, comments = stats.playCount, stats.diggCount, stats.commentCount
        shares, saves, reposts = stats.shareCount, stats.collectCount, stats.repostCount
    else:
        rounded = stats or Stats()
        plays = _preferred(exact.playCount, rounded.playCount, "playCount")
        likes = _preferred(exact.diggCount, rounded.diggCount, "diggCount")
        comments = _preferred(exact.commentCount, rounded.commentCount, "commentCount")
        shares = _preferred(exact.shareCount, rounded.shareCount, "shareCount")
        saves = _preferred(exact.collectCount, rounded.collectCount, "collectCount")
        reposts = _preferred(exact.repostCount, rounded.repostCount, "repostCount")
    return Counts(
        plays=_count(plays, "playCount"),
        likes=_count(likes, "diggCount"),
        comments=_count(comments, "commentCount"),
        shares=_count(shares, "shareCount"),
        saves=_count(saves, "collectCount"),
        reposts=_count(reposts, "repostCount"),
        precision=precision_of(plays, likes, comments, shares),
    )


def precision_of(*counts: int | None) -> Precision:
    """How exact counts are, by their digits: the web shows 10,000 and more in steps of 100 or larger.

    Older web items (2020) are exact, and the plays and likes of recent `statsV2` are rounded, so the member that a
    count stands in does not tell. Saves are left out: they are exact even where the others are not.
    """
    large = [count for count in counts if count is not None and count >= 10_000]
    if large and all(count % 100 == 0 for count in large):
        return Precision.ROUNDED
    return Precision.EXACT


def audience_of(stats: AuthorStats | None, exact: AuthorStatsV2 | None) -> Audience | None:
    """A creator's counters, each from the V2 text where there is one; what is no count is unknown."""
    if stats is None and exact is None:
        return None
    rounded, texts = stats or AuthorStats(), exact or AuthorStatsV2()
    followers = _count_in(texts.followerCount, rounded.followerCount)
    likes = _count_in(texts.heartCount or texts.heart, _hearts(rounded))
    return Audience(
        followers=followers,
        following=_count_in(texts.followingCount, rounded.followingCount),
        likes=likes,
        posts=_count_in(texts.videoCount, rounded.videoCount),
        liked=_count_in(texts.diggCount, rounded.diggCount),
        friends=_count_in(texts.friendCount, rounded.friendCount),
        precision=precision_of(followers, likes),
    )


def stats_of(counts: Counts) -> dict[str, int]:
    """`stats` as clients index it: what is not known is 0."""
    return {
        "collectCount": counts.saves or 0,
        "commentCount": counts.comments or 0,
        "diggCount": counts.likes or 0,
        "playCount": counts.plays or 0,
        "shareCount": counts.shares or 0,
    }


def stats_v2_of(counts: Counts) -> dict[str, str]:
    """`statsV2`: the same as text, and the reposts."""
    return {name: str(count) for name, count in stats_of(counts).items()} | {"repostCount": str(counts.reposts or 0)}


def known_stats(counts: Counts) -> dict[str, int]:
    """The members of `stats` whose counts are known, and those alone."""
    known = {
        "collectCount": counts.saves,
        "commentCount": counts.comments,
        "diggCount": counts.likes,
        "playCount": counts.plays,
        "shareCount": counts.shares,
        "repostCount": counts.reposts,
    }
    return {name: count for name, count in known.items() if count is not None}


_NO_AUTHOR_STATS = dict.fromkeys(
    ("diggCount", "followerCount", "followingCount", "friendCount", "heart", "heartCount", "videoCount"), 0
)


def author_stats_of(audience: Audience | None) -> dict[str, int]:
    """`authorStats`, also the `stats` of a profile: what is not known is 0."""
    return {**_NO_AUTHOR_STATS, **known_author_stats(audience or Audience())}


def author_stats_v2_of(audience: Audience | None) -> dict[str, str]:
    """The same as text."""
    return {name: str(count) for name, count in author_stats_of(audience).items()}


def known_author_stats(audience: Audience) -> dict[str, int]:
    """The members of `authorStats` that are known."""
    said = {
        "diggCount": audience.liked,
        "followerCount": audience.followers,
        "followingCount": audience.following,
        "friendCount": audience.friends,
        "heart": audience.likes,
        "heartCount": audience.likes,
        "videoCount": audience.posts,
    }
    return {name: count for name, count in said.items() if count is not None}


def _hearts(stats: AuthorStats) -> int | None:
    if stats.heartCount is None or stats.heartCount < 0:
        return stats.heart
    return stats.heartCount


def _count_in(text: str | None, number: int | None) -> int | None:
    found = int(text) if text and text.isascii() and text.isdigit() and len(text) < 20 else number
    return found if found is not None and 0 <= found <= LARGEST else None


def _preferred(text: str | None, number: int | None, name: str) -> int | None:
    if not text:
        return number
    try:
        return int(text)
    except ValueError:
        raise InvalidMember(f"statsV2.{name}", f"{text[:40]!r} is no whole number in decimal digits") from None


def _count(value: int | None, name: str) -> int | None:
    if value is None or value < 0:
        return None
    if value > LARGEST:
        raise InvalidMember(f"stats.{name}", "a count is at most 2^63 - 1")
    return value
