"""What the drop-in does where the vendor's client is broken or unsafe, and what it refuses."""

from __future__ import annotations

import copy
import inspect
import ssl
import subprocess
import sys
import threading
import time
from typing import Any

import pytest
import trustme
from tests.client.loopback import Answer, Seen, serving
from tests.compat.clients import ACCOUNT, JSON, KEY, SEC_UID, Recorder
from tests.compat.test_tikapi_schema import endpoints_of

from tokgate.compat.tikapi import APIException, APIResponse, ResponseException, TikAPI, ValidationException
from tokgate.compat.tikapi.checks import checked
from tokgate.compat.tikapi.options import Options
from tokgate.compat.tikapi.requests import prepared
from tokgate.compat.tikapi.schema import Endpoint, Param, declared, schema
from tokgate.contract.parameters import Location


@pytest.fixture
def api(url: str) -> TikAPI:
    return TikAPI(KEY).set(__options__={"base": url})


def test_importing_it_changes_nothing_of_the_process() -> None:
    program = (
        "import sys, warnings; before = sys.excepthook, list(warnings.filters)\n"
        "from tokgate.compat.tikapi import *\n"
        "assert TikAPI and ValidationException and ResponseException and APIException\n"
        "assert before == (sys.excepthook, list(warnings.filters))\n"
        "assert 'requests' not in sys.modules\n"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr


def test_a_certificate_that_nobody_vouches_for_is_refused(server: Recorder) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)

    with serving(server, context) as url, pytest.raises(ResponseException) as caught:
        TikAPI(KEY).set(__options__={"base": url}).key()

    assert caught.value.response is None
    assert server.seen == []


@pytest.mark.parametrize("text", ["A" * 20_000, "A" * 10_000 + "\nB", "a.b" * 5_000 + "!", "https://" * 3_000])
def test_no_pattern_of_the_vendor_s_hangs(text: str) -> None:
    began = time.perf_counter()

    for param in {param.pattern: param for endpoint in endpoints_of(schema()) for param in endpoint.params}.values():
        try:
            checked(param, text)
        except ValidationException:
            continue

    assert time.perf_counter() - began < 2


def test_a_list_that_goes_on_where_it_was_ends_with_an_error(api: TikAPI, server: Recorder) -> None:
    server.tell(*({"hasMore": True, "cursor": cursor} for cursor in ("2", "1", "2")))
    response = api.public.posts(secUid=SEC_UID)

    third = response.next_items().next_items()
    with pytest.raises(ResponseException, match="it would never end") as caught:
        third.next_items()

    assert caught.value.response is not None
    assert caught.value.response.json()["cursor"] == "2"
    assert server.queries("cursor") == [(None,), ("2",), ("1",)]


def test_a_list_that_says_that_it_is_over_is(api: TikAPI, server: Recorder) -> None:
    server.tell({"has_more": 0, "nextCursor": "5"})

    assert api.public.search("users", "a").next_items() is None


def test_what_is_set_later_holds_in_categories_made_before(server: Recorder, url: str) -> None:
    api = TikAPI(KEY)
    user = api.user(accountKey=ACCOUNT, count=5)

    api.set(__options__={"base": url}, count=9)
    user.posts.feed()

    assert server.queries("count") == [("5",)]


def test_a_hook_before_a_request_may_change_answer_or_stop_it(api: TikAPI, server: Recorder) -> None:
    def on_request(request: dict[str, Any]) -> object:
        match request["params"].get("count"):
            case 1:
                return False
            case 2:
                return {"answered": "here"}
            case 3:
                return {"url": request["url"] + "/other"}
            case 4:
                return {"options": {**request["options"], "query": {"only": "this"}}}
        return None

    api.set(__options__={"on_request": on_request})
    results = [api.public.posts(secUid=SEC_UID, count=count) for count in (1, 2, 3, 4, 5)]

    assert results[:2] == [False, {"answered": "here"}]
    assert [seen.path for seen in server.seen] == ["/public/posts/other", "/public/posts", "/public/posts"]
    assert server.queries("only", "count") == [(None, "3"), ("this", None), (None, "5")]


def test_hooks_leave_the_pages_walkable(api: TikAPI, server: Recorder) -> None:
    heard: list[str] = []
    api.set(__options__={"on_success": lambda response, request: heard.append(request["params"].get("cursor"))})
    server.tell({"hasMore": True, "cursor": "2"}, {"hasMore": False})

    response = api.public.posts(secUid=SEC_UID)
    while response:
        response = response.next_items()

    assert heard == [None, "2"]


def test_a_proxy_is_asked_for_what_goes_through_it() -> None:
    seen: list[Seen] = []

    def behave(request: Seen) -> Answer:
        seen.append(request)
        return Answer(b'{"status": "success"}', headers=JSON)

    with serving(behave) as proxy:
        api = TikAPI(KEY).set(__options__={"base": "http://tikapi.invalid", "proxies": {"http": proxy}})
        assert api.key().json() == {"status": "success"}

    assert seen[0].headers["host"] == "tikapi.invalid"
    with pytest.raises(ResponseException, match="a proxy is for one of http, https, all"):
        api.public(__options__={"proxies": {"ftp": proxy}}).check(username="lilyachty")


def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    asked = threading.Event()

    def silent(request: Seen) -> Answer:
        asked.wait(10)
        return Answer()

    with serving(silent) as url, pytest.raises(ResponseException, match="timed out"):
        TikAPI(KEY).set(__options__={"base": url, "timeout": 0.05}).key()
    asked.set()


def test_keys_go_to_no_other_host(api: TikAPI, server: Recorder) -> None:
    others: list[Seen] = []

    def elsewhere(request: Seen) -> Answer:
        others.append(request)
        return Answer()

    with serving(elsewhere) as other:
        server.answers = [Answer(b"", 302, {"Location": f"{other}/key/info"})]
        with pytest.raises(ResponseException, match="not followed, as the keys would go along"):
            api.key()

    assert others == []


@pytest.fixture
def by_path() -> Endpoint:
    name = Param(argument="name", wire="name", location=Location.PATH, type="any", required=True, message="")
    return Endpoint(key="Test", method="GET", path="/of/{name}/all", help="", params=(name,), positional=("name",))


def test_what_goes_into_a_path_stays_one_part_of_it(by_path: Endpoint) -> None:
    request = prepared(by_path, Options(base="http://host"), {"name": "a/../b?c=d"})

    assert request["url"] == "http://host/of/a%2F..%2Fb%3Fc%3Dd/all"


def test_a_key_with_a_line_break_is_no_header(api: TikAPI, server: Recorder) -> None:
    with pytest.raises(ValidationException, match="The Account Key is required"):
        api.user(accountKey=f"{ACCOUNT}\n").posts.feed()

    assert server.seen == []


def test_allowed_numbers_are_named() -> None:
    sort = declared("sort", {"type": "number", "in": [0, 1]})

    with pytest.raises(ValidationException, match="The sort parameter should be one of these values: 0, 1"):
        checked(sort, 2)


def test_an_option_that_there_is_not_is_said(api: TikAPI) -> None:
    with pytest.raises(APIException, match="There is no option 'verify'; there are base, sandboxBase"):
        api.set(__options__={"verify": False})
    with pytest.raises(APIException, match="Invalid __options__ object"):
        api.set(__options__="http://127.0.0.1")


def test_what_there_is_can_be_seen(api: TikAPI) -> None:
    assert {"public", "user", "key", "set"} <= set(dir(api))
    assert {"posts", "check", "video"} <= set(dir(api.public))
    assert "earlier" not in dir(api)
    assert str(inspect.signature(api.public.video)) == "(id=None, country=None, session_id=None, **otherParams)"
    assert api.public.video.__doc__.startswith("One post.")
    with pytest.raises(AttributeError, match="has no 'nothing'; it has"):
        api.public.nothing()
    with pytest.raises(TypeError, match="too many positional arguments"):
        api.public.video("1", "us", 1, 2)


def test_a_category_can_be_copied(api: TikAPI, server: Recorder) -> None:
    copy.copy(api).public.check(username="lilyachty")

    assert len(server.seen) == 1


def test_a_body_that_is_a_list_has_no_next(api: TikAPI, server: Recorder) -> None:
    server.tell([])

    assert api.public.posts(secUid=SEC_UID).next_items() is None


def test_the_answer_has_a_type(api: TikAPI) -> None:
    response = api.key()

    assert isinstance(response, APIResponse)
    assert repr(response) == "<Response [200]>"
