"""The Research API's search through the client: cut into legal days, patient with a young search."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import pytest
from tests.client.scripted import NOON, ManualTiming, Script, official_refusal, reply

import tokgate
from tokgate import Q
from tokgate.client.exchange import Reply

FIELDS: list[tokgate.ResearchVideoField] = ["id"]
JANUARY: dict[str, Any] = {"start_date": "20240101", "end_date": "20240131"}
#: An id as TikTok makes them at this test's noon.
SEARCH_ID = str((int(NOON) << 32) + 17)


def page(ids: Iterable[int], cursor: int = 0, *, more: bool = False, search_id: str | None = SEARCH_ID) -> Reply:
    data = {"videos": [{"id": number} for number in ids], "cursor": cursor, "has_more": more, "search_id": search_id}
    return reply({"data": data, "error": {"code": "ok", "message": "", "log_id": "LOG"}})


def refusal(message: str) -> Reply:
    return reply({"data": {}, "error": {"code": "invalid_params", "message": message, "log_id": "LOG"}}, 400)


def client_of(script: Script, timing: ManualTiming | None = None, **options: Any) -> tokgate.Official:
    return tokgate.Official(client_token="clt.1", transport=script, timing=timing or ManualTiming(), **options)


def sent(script: Script) -> list[dict[str, Any]]:
    return [msgspec.json.decode(attempt.body, type=dict[str, Any]) for attempt in script.attempts]


def test_a_query_is_sent_as_the_vendor_takes_it() -> None:
    script = Script([page([1])])
    query = (Q.username == "x") & Q.region.in_("US", "CA") & ~Q.keyword("ad")
    found = client_of(script).research.video.query(fields=FIELDS, query=query, **JANUARY, max_count=100)
    assert found.data is not None
    assert [video.id for video in found.data.videos] == [1]
    assert sent(script) == [
        {
            "query": {
                "and": [
                    {"operation": "EQ", "field_name": "username", "field_values": ["x"]},
                    {"operation": "IN", "field_name": "region_code", "field_values": ["US", "CA"]},
                ],
                "not": [{"operation": "EQ", "field_name": "keyword", "field_values": ["ad"]}],
            },
            **JANUARY,
            "max_count": 100,
        }
    ]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"start_date": "20240101", "end_date": "20240201"}, "more than 30 days after start_date"),
        ({"start_date": "20240201", "end_date": "20240101"}, "before start_date"),
        ({"start_date": "20240230", "end_date": "20240301"}, "no day"),
        ({"start_date": "1 May", "end_date": "20240301"}, "YYYYMMDD"),
    ],
)
def test_days_that_cannot_be_are_not_sent(days: dict[str, Any], said: str) -> None:
    script = Script([page([])])
    with pytest.raises(tokgate.BadRequest, match=said):
        client_of(script).research.video.query(fields=FIELDS, query=Q.keyword("a"), **days)
    assert script.attempts == []


def test_a_long_time_is_asked_for_in_legal_parts_the_latest_first() -> None:
    script = Script([page([9, 8], 100, more=True), page([7], 107), page([]), page([1])])
    walk = client_of(script).research.video.query.all(
        fields=FIELDS, query=Q.keyword("a"), start_date="20240101", end_date="20240315", max_count=100
    )
    assert [video.id for video in walk] == [9, 8, 7, 1]
    asked = [(body["start_date"], body["end_date"], body.get("cursor"), body.get("search_id")) for body in sent(script)]
    assert asked == [
        ("20240215", "20240315", None, None),
        ("20240215", "20240315", 100, SEARCH_ID),
        ("20240116", "20240214", None, None),
        ("20240101", "20240115", None, None),
    ]


def test_years_without_a_video_are_walked_through() -> None:
    script = Script([page([])])
    walk = client_of(script).research.video.query.all(
        fields=FIELDS, query=Q.keyword("a"), start_date="20200101", end_date="20231231"
    )
    assert list(walk) == []
    assert len(script.attempts) == 49
    days = [(body["start_date"], body["end_date"]) for body in sent(script)]
    assert (days[0][1], days[-1][0]) == ("20231231", "20200101")


def test_what_goes_on_in_a_result_or_is_random_is_not_cut() -> None:
    long: dict[str, Any] = {"start_date": "20240101", "end_date": "20240315"}
    going_on: list[dict[str, Any]] = [{"search_id": SEARCH_ID}, {"cursor": 100}, {"is_random": True}]
    for more in going_on:
        script = Script([page([])])
        with pytest.raises(tokgate.BadRequest, match="more than 30 days"):
            list(client_of(script).research.video.query.all(fields=FIELDS, query=Q.keyword("a"), **long, **more))
        assert script.attempts == []


def test_a_walk_that_was_put_away_goes_on_in_its_part() -> None:
    script = Script([page([9]), page([8, 7], 2, more=True), page([6], 3), page([5])])
    client = client_of(script)
    walk = client.research.video.query.all(
        fields=FIELDS, query=Q.keyword("a") & ~Q.username("b"), start_date="20240101", end_date="20240315"
    )
    assert [next(walk).id, next(walk).id] == [9, 8]
    saved = walk.save()
    script.lines.insert(0, page([8, 7], 2, more=True))
    assert [video.id for video in client.research.video.query.resume_all(saved)] == [7, 6, 5]
    bodies = sent(script)
    assert bodies[2] == bodies[1]
    assert [(body["start_date"], body.get("cursor")) for body in bodies[3:]] == [("20240116", 2), ("20240101", None)]


def test_a_young_search_that_is_not_known_yet_is_asked_for_again() -> None:
    timing = ManualTiming(chance=0.0)
    not_yet = refusal(f"Search Id {SEARCH_ID} is invalid or expired")
    script = Script([page([1], 20, more=True), not_yet, not_yet, page([2], 22)])
    walk = client_of(script, timing).research.video.query.all(fields=FIELDS, query=Q.keyword("a"), **JANUARY)
    assert [video.id for video in walk] == [1, 2]
    assert timing.slept == [5.0, 5.0]


@pytest.mark.parametrize(
    "refused",
    [
        refusal(f"Search Id {(int(NOON) - 61) << 32} is invalid or expired"),
        refusal("Search Id 5 is invalid or expired"),
        refusal("Invalid count or cursor"),
        official_refusal(429, "daily_quota_limit_exceeded"),
        official_refusal(401, "scope_not_authorized"),
    ],
)
def test_what_cannot_change_is_not_asked_for_again_and_the_rows_before_stand(refused: Reply) -> None:
    script = Script([page([1, 2], 20, more=True), refused, page([3])])
    client = client_of(script)
    walk = client.research.video.query.all(fields=FIELDS, query=Q.keyword("a"), **JANUARY)
    rows: list[int | None] = []
    with pytest.raises(tokgate.ApiError):
        rows.extend(video.id for video in walk)
    assert rows == [1, 2]
    assert len(script.attempts) == 2
    assert [video.id for video in client.research.video.query.resume_all(walk.save())] == [3]
    assert sent(script)[2] == sent(script)[1]


def test_a_days_quota_is_told_from_too_many_requests_just_now() -> None:
    timing = ManualTiming()
    query = Q.keyword("a")
    script = Script([official_refusal(429, "rate_limit_exceeded"), official_refusal(429, "daily_quota_limit_exceeded")])
    with pytest.raises(tokgate.QuotaExhausted):
        client_of(script, timing).research.video.query(fields=FIELDS, query=query, **JANUARY)
    assert (len(script.attempts), len(timing.slept)) == (2, 1)


def test_more_without_a_search_id_is_an_error_and_not_another_search() -> None:
    script = Script([page([1], 20, more=True, search_id=None)])
    walk = client_of(script).research.video.query.all(fields=FIELDS, query=Q.keyword("a"), **JANUARY)
    assert next(walk).id == 1
    with pytest.raises(tokgate.PagingError, match="no search_id"):
        next(walk)


async def _walked(script: Script) -> list[int | None]:
    client = tokgate.AsyncOfficial(client_token="clt.1", transport=script.later, timing=ManualTiming())
    walk = client.research.video.query.all(
        fields=FIELDS, query=Q.keyword("a"), start_date="20240101", end_date="20240301"
    )
    return [video.id async for video in walk]


def test_an_asynchronous_client_cuts_alike() -> None:
    import asyncio

    script = Script([page([3]), page([2]), page([1])])
    assert asyncio.run(_walked(script)) == [3, 2, 1]
    assert len(script.attempts) == 3
