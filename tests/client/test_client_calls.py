"""A call through each client: what is sent, what comes back, what is raised."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest
from tests.client.loopback import Answer, Seen, serving
from tests.client.scripted import (
    SEC_UID,
    ManualTiming,
    Script,
    official_refusal,
    reply,
    reposted_page,
    tikapi_page,
    tikapi_refusal,
)

import tokgate
from tokgate.client.transport import HttpTransport
from tokgate.contract.wire import Wire


def test_a_call_travels_as_declared_and_comes_back_typed() -> None:
    seen: list[Seen] = []

    def behave(request: Seen) -> Answer:
        seen.append(request)
        return Answer(tikapi_page([1, 2]).body)

    with serving(behave) as url, tokgate.TikAPI("the-key", base_url=url) as client:
        page = client.public.posts(secUid=SEC_UID, count=2)

    assert [post.id for post in page.itemList] == ["1", "2"]
    assert (seen[0].method, seen[0].path) == ("GET", "/public/posts")
    assert seen[0].query == {"secUid": SEC_UID, "count": "2"}
    assert seen[0].headers["x-api-key"] == "the-key"
    assert seen[0].headers["user-agent"] == f"tokgate/{tokgate.__version__}"
    assert {"gzip", "zstd"} <= set(seen[0].headers["accept-encoding"].split(","))


def test_sync_and_async_have_the_same_names_and_send_the_same() -> None:
    sync_script, async_script = Script([tikapi_page([1])]), Script([tikapi_page([1])])
    blocking = tokgate.TikAPI("k", account_key="a", transport=sync_script)
    awaiting = tokgate.AsyncTikAPI("k", account_key="a", transport=async_script.later)

    first = [blocking.public.posts(secUid=SEC_UID), blocking.user.posts.feed(), blocking.key()]

    async def same() -> list[object]:
        return [await awaiting.public.posts(secUid=SEC_UID), await awaiting.user.posts.feed(), await awaiting.key()]

    assert asyncio.run(same()) == first
    assert sync_script.attempts == async_script.attempts
    for one, other in (
        (tokgate.TikAPI, tokgate.AsyncTikAPI),
        (tokgate.Official, tokgate.AsyncOfficial),
        (tokgate.JustOne, tokgate.AsyncJustOne),
    ):
        assert _public(one) == _public(other)


def _public(kind: type) -> set[str]:
    return {name for name in dir(kind) if not name.startswith("_")}


def test_each_dialect_shows_its_own_credential() -> None:
    script = Script([reposted_page([1])])
    official = tokgate.Official(user_token="act.u", client_token="clt.c", transport=script)
    official.user.info(fields=["open_id", "display_name"])
    official.video.list(fields=["id"], max_count=20)
    official.video.query(fields=["id"], filters=tokgate.VideoFilters(video_ids=["7", "8"]))
    official.research.user.reposted_videos(fields=["id"], username="someone")
    info, listed, queried, research = script.attempts

    assert info.url.endswith("/v2/user/info/?fields=open_id%2Cdisplay_name")
    assert [attempt.headers["authorization"] for attempt in script.attempts] == ["Bearer act.u"] * 3 + ["Bearer clt.c"]
    assert listed.body == b'{"max_count":20}'
    assert queried.body == b'{"filters":{"video_ids":["7","8"]}}'
    assert (research.method, research.headers["content-type"]) == ("POST", "application/json")

    script = Script([reply({"code": 0, "data": {"itemList": [], "hasMore": False}})])
    tokgate.JustOne("tok", transport=script).tiktok.user_posts(secUid=SEC_UID)
    assert script.attempts[0].url.startswith("https://api.justoneapi.com/api/tiktok/get-user-post/v1?token=tok&")


def test_unknown_members_and_the_exact_body_are_kept() -> None:
    body = b'{"itemList":[{"id":"7","novelty":[1,{"deep":"x"}]}],"hasMore":false,"newOnTop":1.50}'
    page = tokgate.TikAPI("k", transport=lambda _: reply(body)).public.posts(secUid=SEC_UID)

    assert page.raw == body
    assert page.unknown() == {"newOnTop": 1.5}
    assert page.itemList[0].unknown() == {"novelty": [1, {"deep": "x"}]}


def test_a_member_of_another_type_costs_only_itself() -> None:
    body = {"itemList": [{"id": 7123456789012345678, "desc": {"odd": 1}, "createTime": "1700000000"}], "hasMore": 0}
    page = tokgate.TikAPI("k", transport=lambda _: reply(body)).public.posts(secUid=SEC_UID)

    assert page.itemList[0].id == "7123456789012345678"
    assert page.itemList[0].desc is None
    assert page.itemList[0].createTime == 1700000000
    assert page.itemList[0].source()["desc"] == {"odd": 1}


def test_an_odd_entry_of_a_list_does_not_cost_the_others() -> None:
    body = {"itemList": [{"id": "1"}, None, {"id": "2", "novelty": 2}, "odd"], "hasMore": False}
    page = tokgate.TikAPI("k", transport=lambda _: reply(body)).public.posts(secUid=SEC_UID)

    assert [post.id for post in page.itemList] == ["1", "2"]
    assert page.itemList[1].source() == {"id": "2", "novelty": 2}


def test_ids_of_nineteen_digits_stay_exact() -> None:
    number = 2**53 + 1
    client = tokgate.Official(client_token="t", transport=lambda _: reposted_page([number, 7_412_345_678_901_234_567]))
    ids = [post.id for post in client.research.user.reposted_videos.all(fields=["id"], username="u")]

    assert ids == [number, 7_412_345_678_901_234_567]


def test_an_argument_out_of_bounds_is_refused_before_anything_is_sent() -> None:
    script = Script([tikapi_page([])])
    with pytest.raises(tokgate.BadRequest, match=r"tikapi\.public\.posts: not sent: cursor") as caught:
        tokgate.TikAPI("k", transport=script).public.posts(secUid=SEC_UID, cursor="not digits")

    assert list(caught.value.fields) == ["cursor"]
    assert script.attempts == []


WRONG: list[tuple[Any, str]] = [
    ({"count": "abc"}, "count must be a whole number"),
    ({"count": 5.5}, "count must be a whole number"),
    ({"count": -3}, "count must be from 1 to 30"),
    ({"count": 100}, "count must be from 1 to 30"),
    ({"session_id": 101}, "session_id must be from 0 to 100"),
    ({"secUid": ["a"]}, "secUid must be text"),
    ({"secUid": ""}, "secUid must not be empty"),
    ({"secUid": "a\nb"}, "secUid has the wrong form: The TikTok user secUid"),
]


@pytest.mark.parametrize(("arguments", "told"), WRONG)
def test_an_argument_of_another_type_or_size_is_refused_and_told_how(arguments: Any, told: str) -> None:
    script = Script([tikapi_page([])])
    with pytest.raises(tokgate.BadRequest, match=f"not sent: {told}"):
        tokgate.TikAPI("k", transport=script).public.posts(**{"secUid": SEC_UID, **arguments})

    assert script.attempts == []


@pytest.mark.parametrize("ids", [[], ["1"] * 21])
def test_lists_within_arguments_have_bounds_too(ids: Any) -> None:
    script = Script([reply({"data": {}})])
    client = tokgate.Official(user_token="t", transport=script)
    with pytest.raises(tokgate.BadRequest, match="filters"):
        client.video.query(fields=["id"], filters=tokgate.VideoFilters(video_ids=ids))
    with pytest.raises(tokgate.BadRequest, match="fields must have at least 1 value"):
        client.video.list(fields=[])
    assert script.attempts == []

    client.video.query(fields=["id"], filters=tokgate.VideoFilters(video_ids=["1", 2]))
    assert msgspec.json.decode(script.attempts[0].body) == {"filters": {"video_ids": ["1", 2]}}


def test_a_tuple_is_a_list_too() -> None:
    script, fields = Script([reply({"data": {}})]), ("id", "title")
    listed: Any = fields
    tokgate.Official(user_token="t", transport=script).video.list(fields=listed)

    assert "fields=id%2Ctitle" in script.attempts[0].url


def test_text_that_cannot_be_encoded_is_refused_before_anything_is_sent() -> None:
    script = Script([reposted_page([])])
    client = tokgate.Official(client_token="t", transport=script)
    with pytest.raises(tokgate.BadRequest, match="surrogate"):
        next(client.research.user.reposted_videos.all(fields=["id"], username="\ud800"))

    assert script.attempts == []


def test_a_missing_credential_is_named_before_anything_is_sent() -> None:
    script = Script([tikapi_page([])])
    with pytest.raises(tokgate.Unauthorized, match="tikapi_account_key"):
        tokgate.TikAPI("k", transport=script).user.posts.feed()
    with pytest.raises(tokgate.Unauthorized, match="client_key and client_secret"):
        tokgate.Official(transport=script).research.user.reposted_videos(fields=["id"], username="u")

    assert script.attempts == []


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "invalid_params", tokgate.BadRequest),
        (401, "access_token_invalid", tokgate.Unauthorized),
        (401, "scope_not_authorized", tokgate.Forbidden),
        (429, "rate_limit_exceeded", tokgate.RateLimited),
        (429, "daily_quota_limit_exceeded", tokgate.QuotaExhausted),
        (500, "internal_error", tokgate.ServerFault),
    ],
)
def test_errors_tell_the_causes_apart_and_carry_the_log_id(status: int, code: str, kind: type[Exception]) -> None:
    client = tokgate.Official(user_token="t", transport=lambda _: official_refusal(status, code), retries=0)
    with pytest.raises(tokgate.ApiError) as caught:
        client.video.list(fields=["id"])

    error = caught.value
    assert type(error) is kind
    assert (error.dialect, error.operation, error.status, error.code) == (
        "official",
        "official.video.list",
        status,
        code,
    )
    assert error.request_id == "LOG1"
    assert b"LOG1" in error.body


def test_an_error_code_with_status_200_is_an_error() -> None:
    answers = Script([reply({"code": 303, "message": "Daily quota exceeded", "data": None})])
    with pytest.raises(tokgate.QuotaExhausted, match="Daily quota exceeded"):
        tokgate.JustOne("t", transport=answers).tiktok.user_posts(secUid=SEC_UID)

    assert len(answers.attempts) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_permanent_refusals_are_not_retried(status: int) -> None:
    script, timing = Script([tikapi_refusal(status)]), ManualTiming()
    with pytest.raises(tokgate.ApiError):
        tokgate.TikAPI("k", transport=script, timing=timing).public.posts(secUid=SEC_UID)

    assert len(script.attempts) == 1
    assert timing.slept == []


def test_an_answer_that_is_not_as_declared_is_a_contract_error_with_the_body() -> None:
    with pytest.raises(tokgate.ContractError, match=r"tikapi\.public\.posts") as caught:
        tokgate.TikAPI("k", transport=lambda _: reply(b"[1]")).public.posts(secUid=SEC_UID)

    assert caught.value.body == b"[1]"


@pytest.mark.parametrize("body", [b"<html>", b'{"itemList":[{', b"[" * 100_000, b'{"status":"\xff"}'])
def test_garbage_is_tried_again_and_then_a_contract_error(body: bytes) -> None:
    client = tokgate.TikAPI("k", transport=Script([reply(body), tikapi_page([1])]), timing=ManualTiming())
    assert client.public.posts(secUid=SEC_UID).itemList[0].id == "1"

    client = tokgate.TikAPI("k", transport=Script([reply(body)]), timing=ManualTiming())
    with pytest.raises(tokgate.ContractError, match="no JSON"):
        client.public.posts(secUid=SEC_UID)


def test_with_options_changes_a_copy_and_shares_the_connections() -> None:
    script = Script([tikapi_page([1])])
    client = tokgate.TikAPI("k", transport=script)
    other = client.with_options(base_url="http://127.0.0.1:1/prefix/", timeout=5)
    other.public.posts(secUid=SEC_UID)
    client.public.posts(secUid=SEC_UID)

    assert script.attempts[0].url.startswith("http://127.0.0.1:1/prefix/public/posts?")
    assert script.attempts[0].timeout == 5
    assert script.attempts[1].url.startswith("https://api.tikapi.io/public/posts?")
    assert script.attempts[1].timeout == 60


def test_options_that_make_no_sense_are_refused() -> None:
    client = tokgate.TikAPI("k")
    with pytest.raises(ValueError, match="base_url"):
        client.with_options(base_url="api.host")
    with pytest.raises(ValueError, match="timeout"):
        client.with_options(timeout=-1)
    with pytest.raises(ValueError, match="retries"):
        client.with_options(retries=-1)
    with pytest.raises(ValueError, match="max_wait"):
        client.with_options(max_wait=float("nan"))


def test_a_client_can_be_used_again_after_it_was_closed() -> None:
    with serving(lambda _: Answer(tikapi_page([1]).body)) as url:
        client = tokgate.TikAPI("k", base_url=url)
        with client:
            client.public.posts(secUid=SEC_UID)
        assert client.public.posts(secUid=SEC_UID).itemList


def test_a_transport_of_ones_own_is_left_open() -> None:
    own = HttpTransport()
    with serving(lambda _: Answer(tikapi_page([1]).body)) as url:
        with tokgate.TikAPI("k", base_url=url, transport=own) as client:
            client.public.posts(secUid=SEC_UID)
        assert isinstance(tokgate.TikAPI("k", base_url=url, transport=own).public.posts(secUid=SEC_UID), Wire)
        own.close()
