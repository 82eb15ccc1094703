"""What is done in live rooms, and what is told of them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.archive.makers import ANN, BOB, DUPLICATE, NEW, SECOND, UPDATED, keep, key_of, seen

from tokgate.archive.errors import RefusedActError
from tokgate.domain.acts import ActResult, Deed
from tokgate.domain.live import LiveEvent, LiveEventKind, LiveRoom, LiveTally
from tokgate.domain.live_acts import EnterRoom, SendChat, StartRoom, StopRoom
from tokgate.domain.observations import Provenance
from tokgate.domain.paging import Position
from tokgate.domain.ports import Archive

NOW = (SECOND + 1000) * 1000
DAY_MS = 86_400_000
HERE = Provenance(source="server", operation="tikapi.user.live.start")


@pytest.fixture
def people(archive: Archive) -> tuple[int, int]:
    """Ann and Bob: their keys."""
    keep(archive, seen(ANN), seen(BOB))
    return key_of(archive), key_of(archive, "bob")


def do(archive: Archive, deed: Deed, at_ms: int = NOW) -> ActResult:
    """At an instant, by default always the same: an emulator's clock may be stopped."""
    return archive.act(deed, HERE, at_ms=at_ms)


def started(archive: Archive, creator: int, at_ms: int = NOW) -> int:
    """A room that was just begun."""
    made = do(archive, StartRoom(creator=creator, title="Q&A", topic="Chat"), at_ms)
    assert made.id is not None
    return made.id


def texts(archive: Archive, room: int) -> list[str | None]:
    """What was said in a room, in order."""
    return [event.text for event in archive.live_events(room, after=None, limit=999).rows if event.text]


def test_nobody_has_two_rooms_at_once(archive: Archive, people: tuple[int, int]) -> None:
    ann, bob = people
    room = started(archive, ann)
    assert do(archive, StartRoom(creator=ann, title="another")) == ActResult(DUPLICATE, room)
    found = archive.running_room(ann)
    assert found is not None
    assert (found.id, found.title, found.topic, found.started_s) == (room, "Q&A", "Chat", SECOND + 1000)
    assert archive.running_room(bob) is None
    assert [each.id for each in archive.running_rooms(after=None, limit=5).rows] == [room]


def test_a_room_that_was_stopped_is_over_and_another_can_begin(archive: Archive, people: tuple[int, int]) -> None:
    ann, _ = people
    room = started(archive, ann)
    assert do(archive, StopRoom(creator=ann, room=room + 1)).outcome == DUPLICATE
    assert do(archive, StopRoom(creator=ann), NOW + 60_000) == ActResult(UPDATED, room)
    assert do(archive, StopRoom(creator=ann, room=room)).outcome == DUPLICATE
    found = archive.live_room(room)
    assert found is not None
    assert (found.title, found.started_s, found.ended_s) == ("Q&A", SECOND + 1000, SECOND + 1060)
    assert started(archive, ann, NOW + 61_000) != room


def test_what_is_said_at_one_instant_has_an_order_and_nobody_who_reads_on_misses_it(
    archive: Archive, people: tuple[int, int]
) -> None:
    room = started(archive, people[0])
    said = [f"message {number}" for number in range(12)]
    read: list[str | None] = []
    after: Position | None = None
    for text in said:
        assert do(archive, SendChat(creator=people[1], room=room, text=text)).outcome == NEW
        page = archive.live_events(room, after=after, limit=5)
        read += [event.text for event in page.rows]
        after = Position(page.rows[-1].at_ms or 0, page.rows[-1].id)
    assert read == said == texts(archive, room)


def test_ten_at_once_lose_no_message(archive: Archive, people: tuple[int, int]) -> None:
    room = started(archive, people[0])
    with ThreadPoolExecutor(10) as pool:
        for number in range(30):
            pool.submit(do, archive, SendChat(creator=people[1], room=room, text=str(number)))
    assert sorted(int(text or "") for text in texts(archive, room)) == list(range(30))


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        (lambda key, room: SendChat(creator=key, room=room, text="late"), "is over"),
        (lambda key, room: EnterRoom(creator=key, room=room), "is over"),
        (lambda key, room: SendChat(creator=key, room=room + 1, text="hi"), "is unknown"),
    ],
)
def test_nothing_happens_in_a_room_that_is_over(
    archive: Archive, people: tuple[int, int], deed: Callable[[int, int], Deed], reason: str
) -> None:
    room = started(archive, people[0])
    do(archive, StopRoom(creator=people[0]))
    with pytest.raises(RefusedActError, match=reason):
        do(archive, deed(people[1], room))
    assert archive.live_events(room, after=None, limit=5).rows == []


def test_who_comes_in_twice_is_one_viewer(archive: Archive, people: tuple[int, int]) -> None:
    ann, bob = people
    room = started(archive, ann)
    assert [do(archive, EnterRoom(creator=bob, room=room)).outcome for _ in range(2)] == [NEW, DUPLICATE]
    do(archive, SendChat(creator=bob, room=room, text="hi"))
    do(archive, SendChat(creator=ann, room=room, text="hello"))
    chat, join = archive.live_tallies([room])
    assert chat == LiveTally(room=room, kind=LiveEventKind.CHAT, events=2, creators=2, amount=0)
    assert (join.kind, join.creators) == (LiveEventKind.JOIN, 1)

    keep(archive, seen(LiveRoom(id=room, viewers=40)))
    assert do(archive, EnterRoom(creator=ann, room=room), NOW + DAY_MS).outcome == NEW
    found = archive.live_room(room)
    assert found is not None
    assert found.viewers == 41


def gift(number: int, room: int, amount: int, at_ms: int) -> LiveEvent:
    return LiveEvent(
        id=number, room=room, creator=BOB, kind=LiveEventKind.GIFT, text="Rose", amount=amount, at_ms=at_ms
    )


def test_gifts_are_told_to_giver_and_taker_and_summed_by_day(archive: Archive, people: tuple[int, int]) -> None:
    ann, bob = people
    room, midnight = started(archive, ann), NOW // DAY_MS * DAY_MS
    gifts = [gift(1, room, 5, midnight - 1), gift(2, room, 7, midnight), gift(3, room, 1, midnight + 5)]
    keep(archive, *map(seen, gifts))

    for key in (ann, bob):
        first = archive.gifts(key, offset=0, limit=2)
        assert [each.id for each in first.rows] == [3, 2]
        assert first.following is not None
        assert [each.id for each in archive.gifts(key, offset=first.following.rank, limit=2).rows] == [1]
    today = midnight // DAY_MS
    assert archive.diamonds_by_day(ann, midnight - DAY_MS, midnight + DAY_MS) == {today - 1: 5, today: 8}
    assert archive.diamonds_by_day(ann, midnight, midnight + 5) == {today: 7}
    assert archive.diamonds_by_day(bob, 0, NOW * 2) == {}


def test_a_creators_rooms_by_index_in_both_orders_and_by_time(archive: Archive, people: tuple[int, int]) -> None:
    rooms = [
        LiveRoom(id=number, creator=ANN, started_s=SECOND + 100 * number, ended_s=SECOND + 100 * number + 50)
        for number in range(1, 6)
    ]
    keep(archive, *map(seen, rooms))
    page = archive.live_rooms_from(people[0], offset=0, limit=2)
    assert [each.id for each in page.rows] == [5, 4]
    assert page.following is not None
    assert [each.id for each in archive.live_rooms_from(people[0], offset=4, limit=2).rows] == [1]
    assert [each.id for each in archive.live_rooms_from(people[0], oldest_first=True, offset=1, limit=2).rows] == [2, 3]
    between = archive.live_rooms_between(people[0], SECOND + 220, SECOND + 401)
    assert [each.id for each in between] == [2, 3, 4]
