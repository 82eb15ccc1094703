"""The ways in which the vendor's client is used give the same with the drop-in: each runs on both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.client.loopback import Answer
from tests.compat.clients import ACCOUNT, JSON, KEY, SEC_UID, Recorder, vendors

from tokgate.compat import tikapi as dropin


@pytest.fixture(params=["vendor", "drop-in"])
def tikapi(request: pytest.FixtureRequest) -> ModuleType:
    """The module that a program imports."""
    return vendors() if request.param == "vendor" else dropin


@pytest.fixture
def api(tikapi: ModuleType, url: str) -> Any:
    api = tikapi.TikAPI(KEY)
    assert api.set(__options__={"base": url, "sandboxBase": f"{url}/sandbox"}) is api
    return api


def test_an_account_key_goes_with_every_call_of_its_user(api: Any, server: Recorder) -> None:
    user = api.user(accountKey=ACCOUNT)

    user.posts.feed()
    user.posts.feed(5)
    api.user(ACCOUNT).posts.feed()

    assert {seen.headers["x-account-key"] for seen in server.seen} == {ACCOUNT}
    assert {seen.headers["x-api-key"] for seen in server.seen} == {KEY}
    assert server.queries("count") == [("30",), ("5",), ("30",)]


def test_a_user_without_a_key_is_told_before_anything_is_sent(tikapi: ModuleType, api: Any, server: Recorder) -> None:
    with pytest.raises(tikapi.ValidationException, match="The Account Key is required") as caught:
        api.user.posts.feed()

    assert caught.value.field == "accountKey"
    assert not isinstance(caught.value, tikapi.APIException)
    assert server.seen == []


def test_values_of_a_category_hold_until_a_call_says_otherwise(api: Any, server: Recorder) -> None:
    british = api.public(country="gb", count=7)

    british.posts(secUid=SEC_UID)
    british.posts(secUid=SEC_UID, country="fr")
    british.set(count=9, country=None).posts(secUid=SEC_UID)
    api.public.posts(SEC_UID, 3, "12")

    assert server.queries("country", "count", "cursor") == [
        ("gb", "7", None),
        ("fr", "7", None),
        ("gb", "9", None),
        (None, "3", "12"),
    ]


def test_headers_of_every_level_are_sent(api: Any, server: Recorder) -> None:
    api.set(__options__={"headers": {"X-One": "root", "X-Two": "root"}})
    public = api.public(__options__={"headers": {"X-Two": "category"}})

    public.check(username="lilyachty")

    assert (server.seen[0].headers["x-one"], server.seen[0].headers["x-two"]) == ("root", "category")


def test_parameters_of_the_program_s_own_are_checked_and_sent(tikapi: ModuleType, api: Any, server: Recorder) -> None:
    extra = {"name": "X-Trace", "location": "headers", "validate": "^[a-z]+$", "help": "A trace is small letters"}
    api.set(__options__={"params": {"trace": extra, "level": {"type": "number", "min": 2}}}, trace="abc")

    api.public.check(username="lilyachty", level=3)

    assert server.seen[0].headers["x-trace"] == "abc"
    assert server.queries("level") == [("3",)]
    with pytest.raises(tikapi.ValidationException, match="A trace is small letters"):
        api.public.check(username="lilyachty", trace="ABC")
    with pytest.raises(tikapi.ValidationException, match="The minimum allowed value for the level parameter is 2"):
        api.public.check(username="lilyachty", level=1)


def test_the_sandbox_is_asked_for_examples(tikapi: ModuleType, api: Any, server: Recorder) -> None:
    api.public.posts(__sandbox__=True)
    api.set(__sandbox__=True)
    api.public.video()

    assert [seen.path for seen in server.seen] == ["/sandbox/public/posts", "/sandbox/public/video"]
    assert server.queries("country", "session_id", "count", "cursor") == [
        ("us", "0", "30", None),
        ("us", "0", None, None),
    ]


def test_a_root_is_set_and_not_called_and_a_category_is_called_and_not_set(tikapi: ModuleType, api: Any) -> None:
    with pytest.raises(tikapi.APIException, match="This is already initialized, you can use 'set' instead"):
        api()
    with pytest.raises(tikapi.APIException, match="You can only call set on initialized roots"):
        api.public.set(country="us")
    with pytest.raises(tikapi.APIException, match="API Key is required"):
        tikapi.TikAPI(None)


def test_clients_know_nothing_of_each_other(tikapi: ModuleType, api: Any, url: str, server: Recorder) -> None:
    other = tikapi.TikAPI("AnotherKeyOfTests")
    other.set(__options__={"base": url}, country="fr")

    api.public.check(username="lilyachty")
    other.public.check(username="lilyachty")

    assert [seen.headers["x-api-key"] for seen in server.seen] == [KEY, "AnotherKeyOfTests"]
    assert server.queries("country") == [(None,), ("fr",)]


def test_an_answer_is_read_as_one_of_requests_is(api: Any, server: Recorder) -> None:
    server.answers = [Answer('{"status": "é"}'.encode(), headers={**JSON, "X-Log": "a"})]

    response = api.public.check(username="lilyachty")

    assert response
    assert response.ok
    assert (response.status_code, response.reason) == (200, "OK")
    assert response.json() == {"status": "é"}
    assert response.text == '{"status": "é"}'
    assert response.content == '{"status": "é"}'.encode()
    assert response.headers["x-log"] == response.headers["X-LOG"] == response.headers.get("X-Log") == "a"
    assert "x-log" in response.headers
    assert response.url.endswith("/public/check?username=lilyachty")
    response.raise_for_status()


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (403, b'{"status": "error", "message": "User doesn\'t exist", "statusCode": 10202}', "User doesn't exist"),
        (404, b"<html>", "404 Client Error: Not Found for url: {url}/public/check?username=lilyachty"),
        (502, b"[]", "502 Server Error: Bad Gateway for url: {url}/public/check?username=lilyachty"),
        (
            503,
            b'{"status": "error"}',
            "503 Server Error: Service Unavailable for url: {url}/public/check?username=lilyachty",
        ),
    ],
)
def test_an_error_is_raised_with_its_answer(
    tikapi: ModuleType, api: Any, server: Recorder, url: str, status: int, body: bytes, told: str
) -> None:
    server.answers = [Answer(body, status, JSON)]

    with pytest.raises(tikapi.ResponseException) as caught:
        api.public.check(username="lilyachty")

    assert str(caught.value) == told.format(url=url)
    assert caught.value.response.status_code == status
    assert caught.value.response.content == body
    assert not caught.value.response
    assert isinstance(caught.value, tikapi.APIException)


def test_no_answer_is_an_error_without_one(tikapi: ModuleType, api: Any) -> None:
    api.set(__options__={"base": "http://127.0.0.1:9"})

    with pytest.raises(tikapi.ResponseException) as caught:
        api.public.check(username="lilyachty")

    assert caught.value.response is None


def walked(response: Any) -> int:
    pages = 0
    while response and pages < 10:
        pages += 1
        response = response.next_items()
    return pages


@pytest.mark.parametrize(
    ("call", "bodies", "asked"),
    [
        (
            lambda api: api.public.posts(secUid=SEC_UID, count=10, country="us"),
            [{"hasMore": True, "cursor": "123"}, {"hasMore": 1, "cursor": "99"}, {"hasMore": False, "cursor": "7"}],
            [(None, "10", "us"), ("123", "10", "us"), ("99", "10", "us")],
        ),
        (
            lambda api: api.public.posts(secUid=SEC_UID),
            [{"has_more": 1, "cursor": "5"}, {"has_more": 1, "cursor": ""}],
            [(None, "30", None), ("5", "30", None)],
        ),
        (lambda api: api.public.posts(secUid=SEC_UID), [{"hasMore": True}], [(None, "30", None)]),
        (lambda api: api.public.posts(secUid=SEC_UID), [{"notice_lists": []}], [(None, "30", None)]),
        (
            lambda api: api.public.posts(secUid=SEC_UID),
            [{"notice_lists": [{"has_more": 1, "min_time": 5, "max_time": 0}]}],
            [(None, "30", None)],
        ),
        (
            lambda api: api.public.posts(secUid=SEC_UID),
            [{"nextCursor": "5"}, {}],
            [(None, "30", None), (None, "30", None)],
        ),
        (
            lambda api: api.public(count=5).posts(secUid=SEC_UID),
            [{"hasMore": True, "offset": "1", "cursor": "2"}, {}],
            [(None, "5", None), ("1", "5", None)],
        ),
    ],
)
def test_a_list_is_walked_to_its_end(
    api: Any, server: Recorder, call: Callable[[Any], Any], bodies: list[object], asked: list[object]
) -> None:
    server.tell(*bodies)

    pages = walked(call(api))

    assert pages == len(asked)
    assert server.queries("cursor", "count", "country") == asked


@pytest.mark.parametrize(
    ("call", "bodies", "names", "asked"),
    [
        (
            lambda user: user.notifications(filter="likes"),
            [
                {"notice_lists": [{"has_more": 1, "min_time": 5, "max_time": 9}]},
                {"notice_lists": [{"has_more": True, "min_time": 5, "max_time": 7}]},
                {"notice_lists": [{"has_more": 1, "min_time": 5}]},
            ],
            ("filter", "min_time", "max_time"),
            [("likes", None, None), ("likes", "5", "9"), ("likes", "5", "7")],
        ),
        (
            lambda user: user.posts.comments.list(media_id="7109178205151464746"),
            [{"has_more": 1, "cursor": 30}, {"has_more": 0, "cursor": 60}],
            ("cursor", "count"),
            [(None, "30"), ("30", "30")],
        ),
    ],
)
def test_an_account_s_list_is_walked_to_its_end(
    api: Any, server: Recorder, call: Callable[[Any], Any], bodies: list[object], names: list[str], asked: list[object]
) -> None:
    server.tell(*bodies)

    walked(call(api.user(accountKey=ACCOUNT)))

    assert server.queries(*names) == asked


@pytest.mark.parametrize(
    ("call", "bodies", "asked"),
    [
        (
            lambda public: public.followersList(secUid=SEC_UID),
            [{"nextCursor": 160, "userList": []}, {"userList": []}],
            [None, "160"],
        ),
        (
            lambda public: public.search("users", query="a b", nextCursor="x"),
            [{"has_more": 1, "nextCursor": "5"}, {"has_more": 0}],
            ["x", "5"],
        ),
    ],
)
def test_a_list_by_next_cursors_is_walked_to_its_end(
    api: Any, server: Recorder, call: Callable[[Any], Any], bodies: list[object], asked: list[str | None]
) -> None:
    server.tell(*bodies)

    walked(call(api.public))

    assert [seen.query.get("nextCursor") for seen in server.seen] == asked


def test_a_cursor_of_another_type_is_refused(tikapi: ModuleType, api: Any, server: Recorder) -> None:
    server.tell({"hasMore": True, "cursor": 5})
    response = api.public.posts(secUid=SEC_UID)

    with pytest.raises(tikapi.ValidationException) as caught:
        response.next_items()

    assert caught.value.field == "cursor"


def test_an_answer_that_is_no_json_has_no_next(api: Any, server: Recorder) -> None:
    server.answers = [Answer(b"<html>")]

    assert api.public.posts(secUid=SEC_UID).next_items() is None


def test_what_a_hook_gives_takes_the_place_of_the_answer(api: Any, server: Recorder) -> None:
    told = []

    def on_success(response: Any, request: dict[str, Any]) -> object:
        told.append((request["key"], request["url"], request["params"], request["options"]["method"]))
        return {"instead": response.json()}

    api.set(__options__={"on_success": on_success, "on_error": lambda error, request: ("failed", request["key"])})

    assert api.public.check(username="lilyachty") == {"instead": {"status": "success"}}
    server.tell({}, status=500)
    assert api.public.check(username="lilyachty") == ("failed", "Public.check")
    assert told[0][0] == "Public.check"
    assert told[0][1].endswith("/public/check")
    assert {name: value for name, value in told[0][2].items() if value is not None} == {"username": "lilyachty"}
    assert told[0][3] == "get"


def test_a_redirect_on_the_host_is_followed(api: Any, server: Recorder) -> None:
    server.answers = [Answer(b"", 302, {"Location": "/elsewhere?a=b"}), server.answers[0]]

    assert api.key().json() == {"status": "success"}
    assert [seen.path for seen in server.seen] == ["/key/info", "/elsewhere"]


def test_a_film_is_saved_with_the_headers_of_its_answer(
    tikapi: ModuleType, api: Any, server: Recorder, url: str, tmp_path: Path
) -> None:
    server.tell({"$other": {"videoLinkHeaders": {"Cookie": "tt=1", "Referer": "https://www.tiktok.com/"}}})
    response = api.public.video(id="7003402629929913605")
    server.answers = [Answer(b"film", headers={"Content-Type": "video/mp4"})]

    assert response.save_video(f"{url}/film.mp4", str(tmp_path / "film.mp4")) is True

    assert (tmp_path / "film.mp4").read_bytes() == b"film"
    seen = server.seen[-1]
    assert (seen.path, seen.headers["cookie"], seen.headers["referer"]) == (
        "/film.mp4",
        "tt=1",
        "https://www.tiktok.com/",
    )
    assert "Chrome/110" in seen.headers["user-agent"]
    assert "x-api-key" not in seen.headers

    server.tell({}, status=404)
    with pytest.raises(
        tikapi.ResponseException, match="Failed downloading video, received invalid status code: 404"
    ) as caught:
        response.save_video(f"{url}/gone.mp4", str(tmp_path / "gone.mp4"))
    assert caught.value.response.status_code == 404
    assert [entry.name for entry in tmp_path.iterdir()] == ["film.mp4"]
