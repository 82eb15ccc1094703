"""TikAPI's live rooms as a caller sees them: what is done in them is read back by every other operation."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import msgspec
import pytest
from tests.evidence import shows
from tests.made import creator_named
from tests.serving import serving

from tokgate import TikAPI
from tokgate.archive import open_archive
from tokgate.contract.errors import ApiError, Cause
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY, DEMO_ACCOUNT_KEY, DEMO_API_KEY
from tokgate.dialects.tikapi.parameters.live import RoomOrder
from tokgate.dialects.tikapi.reading import READERS
from tokgate.dialects.tikapi.resources.earlier import EarlierUser
from tokgate.dialects.tikapi.resources.live import Live
from tokgate.domain.live import LiveEvent, LiveEventKind, LiveRoom
from tokgate.domain.observations import Observation, Provenance, Subject
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.domain.secrets import hash_secret
from tokgate.server.clock import MovableClock
from tokgate.server.demo import demo_credentials

START_S = 1_790_000_000
DAY_S = 86_400
#: Account keys: the demo's is Ana's.
TOMS, NARROW = "TomsAccountKeyForTests", "AnasAccountKeyWithOneScope"
ANA, TOM, HID = creator_named("ana"), creator_named("tom"), msgspec.structs.replace(creator_named("hid"), private=True)
PAST = LiveRoom(
    id=(START_S - 2 * DAY_S << 32) + 5,
    creator=ANA,
    title="cooking together",
    topic="Food",
    cover_url="https://images.example/live.jpeg",
    started_s=START_S - 2 * DAY_S,
    ended_s=START_S - 2 * DAY_S + 3600,
    viewers=900,
)
GIFTS = [
    LiveEvent(
        id=PAST.id + 1 + number,
        room=PAST.id,
        creator=TOM,
        kind=LiveEventKind.GIFT,
        text="Rose",
        amount=worth,
        at_ms=(START_S - 2 * DAY_S + 60 * number) * 1000,
    )
    for number, worth in enumerate((1, 5, 30))
]


class Fixed:
    """A clock that stands until it is moved."""

    def now_ms(self) -> int:
        return START_S * 1000


class House:
    """A server with two creators, each with an account key, and a private one."""

    def __init__(self, archive: Archive, url: str, clock: MovableClock) -> None:
        self.archive, self.url, self.clock = archive, url, clock
        self.ana = self.client(DEMO_ACCOUNT_KEY)
        self.tom = self.client(TOMS)

    def client(self, key: str) -> TikAPI:
        return TikAPI(DEMO_API_KEY, account_key=key, base_url=self.url)

    def started(self, title: str = "Q&A") -> str:
        """Ana's room, just begun."""
        room = self.ana.user.live.start(title=title).room
        assert room is not None
        assert room.id is not None
        return room.id


def account_key(archive: Archive, username: str, secret: str, *scopes: str) -> CredentialRecord:
    creator = archive.creator(username=username)
    assert creator is not None
    return CredentialRecord(
        kind=ACCOUNT_KEY.kind, name=secret, hash=hash_secret(secret), creator=creator.key, scopes=scopes, created_ms=0
    )


@pytest.fixture
def house() -> Iterator[House]:
    archive = open_archive(":memory:")
    subjects: list[Subject] = [ANA, TOM, HID, PAST, *GIFTS]
    observations = [Observation(subject=each, source="made", observed_ms=START_S * 1000) for each in subjects]
    archive.commit(observations, Provenance(source="made"))
    clock = MovableClock(Fixed())
    known = demo_credentials(archive.creator(username="ana"))
    known.append(account_key(archive, "tom", TOMS, "live", "send_messages", "view_coins", "view_analytics"))
    known.append(account_key(archive, "ana", NARROW, "live"))
    with serving(archive, known, clock) as url:
        yield House(archive, url, clock)
    archive.close()


@shows(Live.permissions, Live.topics)
def test_what_an_account_may_do_and_what_a_room_can_be_about(house: House) -> None:
    may = house.ana.user.live.permissions().data
    assert may is not None
    assert (may.live, may.third_party) == (True, False)
    topics = house.ana.user.live.topics().data
    gaming = next(topic for topic in topics if topic.game_tags)
    assert gaming.id is not None
    assert gaming.game_tags is not None
    made = house.ana.user.live.start(title="race", hashtag_id=gaming.id, game_tag_id=gaming.game_tags[1].id)
    assert made.room is not None
    assert made.room.hashtag is not None
    assert (made.room.hashtag.id, made.room.hashtag.title) == (gaming.id, gaming.game_tags[1].title)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": "x", "hashtag_id": 999}, "hashtag_id"),
        ({"title": "x", "hashtag_id": 1, "game_tag_id": 51}, "game_tag_id"),
        ({"title": "x", "game_tag_id": 51}, "hashtag_id"),
        ({}, "title"),
        ({"title": ""}, "title"),
    ],
)
@shows(Live.start, causes=(Cause.INVALID_PARAMETER, Cause.MISSING_PARAMETER))
def test_a_topic_that_is_none_is_refused_and_no_room_is_made(
    house: House, given: dict[str, object], field: str
) -> None:
    headers = {"x-api-key": DEMO_API_KEY, "x-account-key": DEMO_ACCOUNT_KEY}
    refused = httpx.post(f"{house.url}/user/live/start", json=given, headers=headers)
    assert (refused.status_code, list(refused.json()["fields"])) == (400, [field])
    assert house.archive.running_rooms(after=None, limit=5).rows == []


@shows(Live.start, Live.stop, Live.info)
def test_a_room_without_a_media_server_runs_and_the_answer_says_that_it_has_no_stream(house: House) -> None:
    begun = house.ana.user.live.start(title="Check out my live!")
    assert (begun.stream, begun.message) == (None, "No media server is attached here: the room has no stream.")
    assert begun.room is not None
    room = begun.room.id or ""
    assert (begun.room.status, begun.room.create_time) == (1, START_S * 1000)
    again = house.ana.user.live.start(title="another").room
    assert again is not None
    assert (again.id, again.title) == (room, "Check out my live!")

    seen = house.tom.user.live.info(room_id=room).data
    assert seen is not None
    assert seen.owner is not None
    assert seen.owner.own_room is not None
    assert (seen.status, seen.owner.display_id, seen.owner.own_room.room_ids) == (2, "ana", [room])

    headers = {"x-api-key": DEMO_API_KEY, "x-account-key": TOMS}
    profile = httpx.get(f"{house.url}/public/check", params={"username": "ana"}, headers=headers).json()
    assert profile["userInfo"]["user"]["roomId"] == room

    house.clock.advance(90_000)
    assert house.ana.user.live.stop().status == house.ana.user.live.stop().status == "success"
    seen = house.tom.user.live.info(room_id=room).data
    assert seen is not None
    assert (seen.status, seen.finish_time) == (4, START_S * 1000 + 90_000)
    profile = httpx.get(f"{house.url}/public/check", params={"username": "ana"}, headers=headers).json()
    assert profile["userInfo"]["user"]["roomId"] == ""
    assert house.started() != room


@shows(Live.chat, Live.sendChat, EarlierUser.live_enter, Live.stats)
def test_what_is_said_is_read_by_the_others_and_counts(house: House) -> None:
    room = house.started()
    headers = {"x-api-key": DEMO_API_KEY, "x-account-key": TOMS}
    for _ in range(2):
        entered = httpx.get(f"{house.url}/user/live/enter", params={"room_id": room}, headers=headers).json()
        assert entered["data"]["user_count"] == 1
    for text in ("one", "two", "A mí me gusta 🎉"):
        sent = house.tom.user.live.sendChat(room_id=room, text=text).data
        assert sent is not None
        assert sent.content == text
    page = house.ana.user.live.chat(room_id=room)
    assert [(each.messageType, each.content) for each in page.messagesList] == [
        ("MemberMessage", ""), ("ChatMessage", "one"), ("ChatMessage", "two"), ("ChatMessage", "A mí me gusta 🎉"),
    ]  # fmt: skip
    assert page.messagesList[1].user is not None
    assert page.messagesList[1].user.displayId == "tom"
    assert isinstance(page.nextCursor, str)

    quiet = house.ana.user.live.chat(room_id=room, nextCursor=page.nextCursor)
    assert (quiet.messagesList, quiet.nextCursor) == ([], page.nextCursor)
    house.ana.user.live.sendChat(room_id=room, text="thanks")
    later = house.ana.user.live.chat(room_id=room, nextCursor=page.nextCursor)
    assert [each.content for each in later.messagesList] == ["thanks"]

    house.ana.user.live.stop()
    assert house.ana.user.live.chat(room_id=room, nextCursor=later.nextCursor).nextCursor is None
    stats = house.ana.user.live.stats(room_id=room).data
    assert stats is not None
    assert stats.room_stats is not None
    assert (stats.room_stats.live_watch_ucnt, stats.room_stats.live_comment_ucnt) == (1, 2)
    assert stats.room_stats.live_start_time == "2026-09-21T14:13:20.000Z"


@shows(Live.chat)
def test_a_chat_of_any_length_is_walked_once_and_to_its_end(house: House) -> None:
    room = house.started()
    for number in range(123):
        house.tom.user.live.sendChat(room_id=room, text=str(number))
    assert [each.content for each in house.ana.user.live.chat.all(room_id=room)] == [str(n) for n in range(123)]


@shows(Live.chat, causes=(Cause.SCOPE_MISSING,))
def test_reading_the_chat_needs_both_scopes(house: House) -> None:
    with pytest.raises(ApiError, match="send_messages"):
        house.client(NARROW).user.live.chat(room_id=str(PAST.id))
    assert house.client(NARROW).user.live.info(room_id=str(PAST.id)).status == "success"


@shows(Live.sendChat, EarlierUser.live_enter, causes=(Cause.ROOM_OVER,))
def test_nothing_is_said_in_a_room_that_is_over(house: House) -> None:
    with pytest.raises(ApiError, match="LIVE has ended") as refused:
        house.tom.user.live.sendChat(room_id=str(PAST.id), text="late")
    assert (refused.value.status, refused.value.code) == (403, "30003")
    headers = {"x-api-key": DEMO_API_KEY, "x-account-key": TOMS}
    late = httpx.get(f"{house.url}/user/live/enter", params={"room_id": str(PAST.id)}, headers=headers)
    assert (late.status_code, late.json()["statusCode"]) == (403, 30003)


@shows(
    Live.info, Live.recommend, Live.stats, Live.chat, Live.sendChat, Live.details, EarlierUser.live_enter,
    causes=(Cause.UNKNOWN_ROOM,),
)  # fmt: skip
def test_a_room_that_is_not_there_is_told_so(house: House) -> None:
    headers = {"x-api-key": DEMO_API_KEY, "x-account-key": DEMO_ACCOUNT_KEY}
    for name in ("check", "recommend", "stats", "chat", "detail", "enter"):
        answer = httpx.get(f"{house.url}/user/live/{name}", params={"room_id": "9" * 20}, headers=headers)
        assert (answer.status_code, answer.json()["statusCode"]) == (403, 10210), name
    sent = httpx.post(f"{house.url}/user/live/chat/send", json={"room_id": 77, "text": "hi"}, headers=headers)
    assert (sent.status_code, sent.json()["statusCode"]) == (403, 10210)


@shows(Live.details, Live.stats)
def test_what_came_of_a_room_is_for_its_owner(house: House) -> None:
    own = house.ana.user.live.details(room_id=str(PAST.id)).data
    assert own is not None
    assert own.live_info is not None
    assert own.room_stats is not None
    assert (own.live_info.title, own.live_info.user_count) == ("cooking together", 900)
    assert (own.room_stats.live_diamond_cnt, own.room_stats.live_consume_ucnt) == (36, 1)
    assert own.live_info.cover is not None
    assert own.live_info.cover.url_list == ["https://images.example/live.jpeg"]

    others = house.tom.user.live.details(room_id=str(PAST.id)).data
    assert others is not None
    assert (others.live_info is not None, others.room_stats) == (True, None)
    with pytest.raises(ApiError, match="LIVE doesn't exist"):
        house.tom.user.live.stats(room_id=str(PAST.id))


@shows(Live.search, Live.recommend)
def test_rooms_that_run_are_found_by_words_and_recommended_beside_others(house: House) -> None:
    room = house.started("Ask me ANYTHING")
    seen = Observation(
        subject=LiveRoom(id=77, creator=TOM, title="tom's kitchen", topic="Food", started_s=START_S - 5),
        source="made",
        observed_ms=START_S * 1000,
    )
    hidden = Observation(
        subject=LiveRoom(id=78, creator=HID, title="anything", started_s=START_S), source="made", observed_ms=START_S
    )
    house.archive.commit([seen, hidden], Provenance(source="made"))

    def found(query: str) -> list[str | None]:
        return [card.live_info.id for card in house.ana.user.live.search.all(query=query) if card.live_info]

    assert (found("anything"), found("ANA"), found("me ask"), found("FOOD")) == ([room], [room], [room], ["77"])
    assert (found("nobody"), found("🔥")) == ([], [])
    beside = house.ana.user.live.recommend(room_id=str(PAST.id)).data
    assert [card.live_info.id for card in beside if card.live_info] == ["77", room]
    beside = house.ana.user.live.recommend(room_id=room).data
    assert [card.live_info.id for card in beside if card.live_info] == ["77"]
    with pytest.raises(ApiError, match="private"):
        house.ana.user.live.info(room_id="78")


@shows(Live.search)
def test_a_search_pages_by_a_number_also_where_many_began_in_one_second(house: House) -> None:
    people = [creator_named(f"guest{number}") for number in range(60)]
    rooms = [
        LiveRoom(id=500 + n, creator=each, title="party", started_s=START_S - n // 25) for n, each in enumerate(people)
    ]
    subjects: list[Subject] = [*people, *rooms]
    seen = [Observation(subject=each, source="made", observed_ms=START_S * 1000) for each in subjects]
    house.archive.commit(seen, Provenance(source="made"))

    first = house.ana.user.live.search(query="party")
    assert isinstance(first.cursor, int)
    assert (len(first.data), first.has_more) == (25, 1)
    ids = [card.live_info.id for card in house.ana.user.live.search.all(query="party") if card.live_info]
    assert sorted(ids, key=lambda each: int(each or 0)) == [str(500 + number) for number in range(60)]


@shows(Live.list)
def test_an_accounts_own_rooms_page_by_a_number_in_both_orders(house: House) -> None:
    ids = [str(PAST.id)]
    for _ in range(4):
        house.clock.advance(60_000)
        ids.append(house.started())
        house.clock.advance(60_000)
        house.ana.user.live.stop()

    def listed(sort: RoomOrder) -> list[str | None]:
        return [card.live_info.id for card in house.ana.user.live.list.all(count=2, sort=sort) if card.live_info]

    assert (listed(RoomOrder.LATEST), listed(RoomOrder.EARLIEST)) == (ids[::-1], ids)
    page = house.ana.user.live.list(count=2)
    assert (page.offset, page.has_more) == (2, 1)
    assert house.tom.user.live.list().data == []


@shows(Live.analytics)
def test_figures_by_day_are_those_of_the_archive(house: House) -> None:
    house.started()
    house.clock.advance(1_800_000)
    data = house.ana.user.live.analytics(days=3).data
    assert data is not None
    assert data.diamonds_detail is not None
    assert data.diamonds_detail.diamonds is not None
    assert data.live_duration_detail is not None
    total, lasted = data.diamonds_detail.diamonds.Total or [], data.live_duration_detail.live_duration or []
    assert [(day.Date, day.Value) for day in total] == [("2026-09-19", 36), ("2026-09-20", 0), ("2026-09-21", 0)]
    assert [day.Value for day in lasted] == [3600, 0, 1800]
    week = house.tom.user.live.analytics().data
    assert week is not None
    assert week.live_duration_detail is not None
    assert [day.Value for day in week.live_duration_detail.live_duration or []] == [0] * 7


@shows(Live.transactionHistory)
def test_gifts_are_in_the_wallet_of_giver_and_taker(house: House) -> None:
    given = house.tom.user.live.transactionHistory(count=2)
    assert [(each.type, each.title, each.amount) for each in given.transactions] == [
        ("gift_sent", "Rose", -30), ("gift_sent", "Rose", -5),
    ]  # fmt: skip
    assert (given.page, given.is_last_page) == (1, False)
    received = list(house.ana.user.live.transactionHistory.all(count=2))
    assert [(each.type, each.amount) for each in received] == [
        ("gift_received", 30), ("gift_received", 5), ("gift_received", 1),
    ]  # fmt: skip
    assert received[0].user is not None
    assert received[0].user.displayId == "tom"


@shows(Live.chat, Live.list)
def test_what_a_server_tells_is_read_into_another_archive(house: House) -> None:
    room, arguments = str(PAST.id), {"room_id": str(PAST.id)}
    page = house.ana.user.live.chat(room_id=room)
    assert [(each.messageType, each.gift.diamondCount) for each in page.messagesList if each.gift] == [
        ("GiftMessage", 1), ("GiftMessage", 5), ("GiftMessage", 30),
    ]  # fmt: skip
    listing = house.ana.user.live.list()
    readings = [
        READERS.read(Live.list, {}, listing, START_S * 1000),
        READERS.read(Live.chat, arguments, page, START_S * 1000),
    ]
    assert [reading.unreadable for reading in readings] == [[], []]
    collected = open_archive(":memory:")
    for reading in readings:
        collected.commit(reading.observations, Provenance(source="tikapi"))
    found = collected.live_room(PAST.id)
    assert found is not None
    assert found.creator is not None
    assert (found.title, found.topic, found.ended_s, found.creator.username) == (
        PAST.title, PAST.topic, PAST.ended_s, "ana",
    )  # fmt: skip
    assert [
        (event.kind, event.text, event.amount) for event in collected.live_events(PAST.id, after=None, limit=9).rows
    ] == [(LiveEventKind.GIFT, "Rose", 1), (LiveEventKind.GIFT, "Rose", 5), (LiveEventKind.GIFT, "Rose", 30)]
    collected.close()
