"""What an answer tells beside its body: status, headers, and the id that the vendor finds the request by."""

from __future__ import annotations

import pytest
from tests.client.scripted import SEC_UID, ManualTiming, Script, official_refusal, reply

import tokgate

ROWS = {"status": "success", "itemList": [{"id": "1", "author": {"id": "5"}}], "hasMore": False}


def test_a_page_and_its_items_tell_their_answer() -> None:
    headers = {"x-request-id": "R1", "x-ratelimit-remaining": "41"}
    client = tokgate.TikAPI("k", transport=Script([reply(ROWS, headers=headers)]))
    page = client.public.posts(secUid=SEC_UID)

    assert (page.answer.status, page.answer.request_id) == (200, "R1")
    assert page.answer.headers["x-ratelimit-remaining"] == "41"
    assert page.itemList[0].answer is page.answer
    assert [item.answer.request_id for item in client.public.posts.all(secUid=SEC_UID)] == ["R1"]


def test_the_request_id_is_read_as_the_dialect_says() -> None:
    error = {"code": "ok", "message": "", "log_id": "BODY"}
    answers = [reply({"data": {}, "error": error}), reply({"error": error}, headers={"x-tt-logid": "HEAD"})]
    official = tokgate.Official(user_token="t", transport=Script(answers))
    assert official.user.info(fields=["open_id"]).answer.request_id == "BODY"
    assert official.user.info(fields=["open_id"]).answer.request_id == "HEAD"

    justone = tokgate.JustOne("t", transport=Script([reply({"code": 0, "data": {}, "requestId": "J1"})]))
    assert justone.tiktok.user_posts(secUid=SEC_UID).answer.request_id == "J1"


def test_a_page_with_items_and_an_error_is_an_error() -> None:
    error = {"code": "internal_error", "message": "sorry", "log_id": "L"}
    videos = {"videos": [{"id": "1"}], "has_more": False}
    official = tokgate.Official(user_token="t", retries=0, transport=Script([reply({"data": videos, "error": error})]))
    with pytest.raises(tokgate.ServerFault, match="sorry"):
        official.video.list(fields=["id"])

    tikapi = tokgate.TikAPI("k", transport=Script([reply(ROWS | {"status": "error", "message": "half of it"})]))
    with pytest.raises(tokgate.ApiError, match="half of it") as caught:
        list(tikapi.public.posts.all(secUid=SEC_UID))
    assert b"itemList" in caught.value.body

    data = {"itemList": [{"id": "1"}], "hasMore": False}
    justone = tokgate.JustOne("t", retries=0, transport=Script([reply({"code": 301, "data": data})]))
    with pytest.raises(tokgate.ApiError):
        justone.tiktok.user_posts(secUid=SEC_UID)


def test_an_object_of_no_answer_has_an_empty_one() -> None:
    assert (tokgate.Item().answer.status, tokgate.Item().answer.request_id) == (0, "")


def test_an_error_has_the_headers_too() -> None:
    script = Script([official_refusal(403, "scope_not_authorized", x_ratelimit_limit="600")])
    client = tokgate.Official(user_token="t", transport=script, timing=ManualTiming())
    with pytest.raises(tokgate.ApiError) as caught:
        client.user.info(fields=["open_id"])

    assert caught.value.headers["x-ratelimit-limit"] == "600"
