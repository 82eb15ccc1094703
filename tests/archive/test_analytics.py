"""What was seen of a creator in a period, held against a plain model of it."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.makers import ANN, BOB, keep, key_of, post, seen

from tokgate.archive import open_archive
from tokgate.domain.analytics import Counter, FollowsOfDay, Period, changes, day_name, gains, last_of_day
from tokgate.domain.counts import Audience, Counts
from tokgate.domain.creators import Creator
from tokgate.domain.instants import DAY_MS
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Tombstone
from tokgate.domain.relations import Relation, RelationKind, follow

TODAY = 20_000
NOW_MS = TODAY * DAY_MS + DAY_MS // 2
WEEK = Period.of_days(7, NOW_MS)


def at(days_ago: float) -> int:
    """An instant so many days before now."""
    return NOW_MS - int(days_ago * DAY_MS)


def test_a_period_is_whole_days_with_today() -> None:
    assert (WEEK.from_ms, WEEK.until_ms) == ((TODAY - 6) * DAY_MS, NOW_MS + 1)
    assert WEEK.days == range(TODAY - 6, TODAY + 1)
    assert day_name(TODAY) == "2024-10-04"


def test_what_a_post_gained_is_counted_when_it_was_seen(archive: Archive) -> None:
    old, new = post(1, at(30) // 1000), post(2, at(2) // 1000)
    unseen, gone = post(3, at(40) // 1000), post(4, at(20) // 1000)
    for subject, days_ago, plays in (
        (old, 29, 100), (old, 5, 150), (old, 5 - 0.01, 160), (old, 2, 170),
        (new, 2, 0), (new, 1, 40), (unseen, 3, 1000), (unseen, 1, 1001), (gone, 10, 5), (gone, 3, 9),
    ):  # fmt: skip
        keep(archive, seen(msgspec.structs.replace(subject, counts=Counts(plays=plays)), at(days_ago)))
    keep(archive, seen(Tombstone(post=gone, reason="deleted"), at(1)))
    keep(archive, seen(post(9, at(2) // 1000, creator=BOB, counts=Counts(plays=7)), at(1)))
    key = key_of(archive)

    counted = archive.counted_posts(key, WEEK)
    assert [each.id for each in counted] == sorted([old.id, new.id, unseen.id, gone.id])
    assert gains(counted, "plays", WEEK) == {TODAY - 5: 60, TODAY - 3: 4, TODAY - 2: 10, TODAY - 1: 41}
    assert gains(counted, "likes", WEEK) == {}
    assert gains(archive.counted_posts(key, WEEK, post_id=new.id), "plays", WEEK) == {TODAY - 2: 0, TODAY - 1: 40}
    assert [each.id for each in archive.published(key, WEEK)] == [new.id]


def test_followers_are_told_by_day_and_follows_by_when_they_began_and_ended(archive: Archive) -> None:
    for days_ago, followers in ((9, 50), (8, 60), (4, 70), (4 - 0.01, 75), (1, 72)):
        keep(archive, seen(msgspec.structs.replace(ANN, audience=Audience(followers=followers)), at(days_ago)))
    fans = [Creator(user_id=str(100 + number), username=f"fan{number}") for number in range(4)]
    for number, days_ago in enumerate((10, 3, 3, 1)):
        keep(archive, seen(follow(fans[number], ANN, at_s=at(days_ago) // 1000), at(days_ago)))
    for fan, days_ago in ((fans[0], 2), (fans[2], 1)):
        ended = Relation(kind=RelationKind.FOLLOW, creator=fan, other=ANN, ended=True, ended_s=at(days_ago) // 1000)
        keep(archive, seen(ended, at(days_ago)))
    key = key_of(archive)

    told = archive.follower_counts(key, WEEK)
    assert told == [(at(8), 60), (at(4), 70), (at(4 - 0.01), 75), (at(1), 72)]
    assert last_of_day(told, WEEK) == {TODAY - 4: 75, TODAY - 1: 72}
    assert changes(told, WEEK) == {TODAY - 4: 15, TODAY - 1: -3}
    assert archive.follows_by_day(key, WEEK) == {
        TODAY - 3: FollowsOfDay(2, 0), TODAY - 2: FollowsOfDay(0, 1), TODAY - 1: FollowsOfDay(1, 1),
    }  # fmt: skip


sightings = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(0, 20 * 24), st.none() | st.integers(0, 99), st.none() | st.integers(0, 99)
    ),
    max_size=30,
    unique_by=lambda each: each[:2],
)


@settings(max_examples=60, deadline=None)
@given(sightings, st.integers(1, 14))
def test_gains_are_those_of_a_plain_model(told: list[tuple[int, int, int | None, int | None]], days: int) -> None:
    period = Period.of_days(days, NOW_MS)
    archive = open_archive(":memory:")
    ages = (30, 12, 5, 1)
    for number, hours_ago, plays, likes in told:
        subject = post(number, at(ages[number]) // 1000, counts=Counts(plays=plays, likes=likes))
        keep(archive, seen(subject, NOW_MS - hours_ago * DAY_MS // 24))
    creator = archive.creator(username="ann")
    counted = archive.counted_posts(creator.key or 0, period) if creator is not None else []
    archive.close()

    for column in (2, 3):
        counter: Counter = "plays" if column == 2 else "likes"
        expected: dict[int, int] = {}
        for number in range(4):
            rows = sorted((NOW_MS - each[1] * DAY_MS // 24, value) for each in told
                          if each[0] == number and (value := each[column]) is not None)  # fmt: skip
            held = 0 if at(ages[number]) // 1000 * 1000 >= period.from_ms else None
            before = [value for instant, value in rows if instant < period.from_ms]
            held = before[-1] if before else held
            for day in period.days:
                of_day = [value for instant, value in rows if instant // DAY_MS == day]
                if of_day:
                    start = of_day[0] if held is None else held
                    if held is not None or len(of_day) > 1:
                        expected[day] = expected.get(day, 0) + of_day[-1] - start
                    held = of_day[-1]
        assert gains(counted, counter, period) == expected
