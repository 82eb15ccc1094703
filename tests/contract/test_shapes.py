"""Every shape of a call, from a draft of it through a real server to the answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from tests.contract.dialect import SAMPLE, Files, Order
from tests.contract.handlers import KEPT, LEFT
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.contract.answers import AnswerKind, Binary, Stream
from tokgate.contract.drafts import draft
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.multipart import Upload
from tokgate.contract.operation import Operation
from tokgate.contract.parameters import header
from tokgate.contract.requests import read_arguments
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.server.controls import ControlOptions

PNG = Binary(b"\x89PNG 0123456789", "image/png")


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder: Path = tmp_path_factory.mktemp("sample")
    archive = open_archive(str(folder / "sample.db"))
    options = ControlOptions(log=True, admin_open=True)
    with (
        serving(archive, [], options=options, dialects=(SAMPLE,)) as url,
        httpx.Client(base_url=url, timeout=10) as client,
    ):
        yield client
    archive.close()


@pytest.fixture(autouse=True)
def _kept() -> Iterator[None]:
    KEPT["a.png"] = PNG
    LEFT.clear()
    yield
    KEPT.clear()


def send(http: httpx.Client, operation: Operation[Any, ...], **arguments: Any) -> httpx.Response:
    """A call as the SDK writes it, sent."""
    made = draft(operation, arguments)
    url = f"{made.path}?{made.query}" if made.query else made.path
    return http.request(made.method, url, headers=made.headers, content=made.body)


def refused(operation: Operation[Any, ...], **places: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_arguments(operation, **places)
    return caught.value


def test_a_raw_body_and_a_header_arrive_as_they_were_sent(http: httpx.Client) -> None:
    answer = send(http, Files.keep, name="b.png", until=7, note="as agreed", picture=PNG)

    assert answer.json() == {"name": "b.png", "type": "image/png", "bytes": 15, "title": "as agreed", "until": 7}
    assert KEPT["b.png"] == PNG


def test_a_raw_body_is_not_taken_for_a_form_or_json(http: httpx.Client) -> None:
    for content in (b'{"picture": 1}', b"picture=1", b"--x\r\n"):
        assert send(http, Files.keep, name="b.png", picture=Binary(content, "image/png")).status_code == 200
        assert KEPT["b.png"].content == content


def test_a_raw_body_of_another_type_or_too_large_or_none_is_refused(http: httpx.Client) -> None:
    place = "/sample/files/b.png"
    png = {"content-type": "image/png"}

    assert http.put(place, content=b"x", headers={"content-type": "text/html"}).json() == {
        "cause": "invalid_parameter",
        "fields": {"picture": "must be one of image/png, image/jpeg"},
    }
    # Larger than the file may be is told so; larger than any body of this call may be is not even read.
    large = http.put(place, content=bytes(2 << 20) + b"x", headers=png)
    assert large.json()["fields"] == {"picture": f"must have at most {2 << 20} bytes"}
    assert http.put(place, content=bytes(4 << 20), headers=png).status_code == 413
    assert http.put(place).json()["cause"] == "missing_parameter"


def test_an_sdk_refuses_a_wrong_file_before_it_is_sent() -> None:
    with pytest.raises(Refusal, match="invalid_parameter") as caught:
        draft(Files.keep, {"name": "b.png", "picture": Binary(b"x", "text/html"), "until": -1})

    assert set(caught.value.fields) == {"picture", "X-Kept-Until"}


@pytest.mark.parametrize("note", ["a\r\nX-Evil: 1", "a\nb", "nul\0", "Grüße", " a", "a "])
def test_a_text_that_no_header_can_carry_is_never_sent(note: str) -> None:
    with pytest.raises(Refusal) as caught:
        draft(Files.keep, {"name": "b.png", "picture": PNG, "note": note})

    assert "ASCII" in caught.value.fields["X-Note"]


@pytest.mark.parametrize("name", ["Content-Type", "authorization", "X Y", "", "X-Ü"])
def test_a_parameter_cannot_have_a_header_that_the_call_needs_or_that_is_none(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be the header of a parameter"):
        header(name)


def test_a_file_goes_in_a_multipart_body_with_text_beside_it(http: httpx.Client) -> None:
    answer = send(
        http,
        Files.upload,
        title="Ünïcode & more",
        order=Order.NEWEST,
        picture=Upload("ü b.png", b"\r\n--x\0", "image/png"),
    )

    assert answer.json() == {"name": "ü b.png", "type": "image/png", "bytes": 6, "title": "Ünïcode & more by newest"}
    assert KEPT["ü b.png"].content == b"\r\n--x\0"


def test_a_multipart_body_of_another_client_is_read(http: httpx.Client) -> None:
    answer = http.post("/sample/uploads", data={"title": "t"}, files={"picture": ("c.gif", b"GIF", "image/gif")})

    assert answer.json() == {"name": "c.gif", "type": "image/gif", "bytes": 3, "title": "t"}


def test_text_in_the_place_of_a_file_is_refused(http: httpx.Client) -> None:
    answer = http.post("/sample/uploads", json={"title": "t", "picture": "AAAA"})

    assert answer.json()["fields"] == {"picture": "must be a file"}


def test_a_file_that_is_too_large_is_refused_by_its_name(http: httpx.Client) -> None:
    answer = http.post("/sample/uploads", data={"title": "t"}, files={"picture": ("c", bytes(1001))})

    assert answer.json()["fields"] == {"picture": "must have at most 1000 bytes"}


def test_bytes_are_answered_with_their_type_and_length(http: httpx.Client) -> None:
    answer = send(http, Files.content, name="a.png")

    assert (answer.status_code, answer.content) == (200, PNG.content)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-length"] == str(len(PNG.content))
    assert answer.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize("operation", [Files.content, Files.stream], ids=["bytes", "stream"])
@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [("bytes=0-3", 0, 3), ("bytes=5-", 5, 14), ("bytes=-4", 11, 14), ("bytes=3-999", 3, 14), ("bytes=-99", 0, 14)],
)
def test_a_range_of_bytes_is_given(
    http: httpx.Client, operation: Operation[Any, ...], wanted: str, first: int, last: int
) -> None:
    made = draft(operation, {"name": "a.png"})
    answer = http.get(made.path, headers={"range": wanted})

    assert (answer.status_code, answer.content) == (206, PNG.content[first : last + 1])
    assert answer.headers["content-range"] == f"bytes {first}-{last}/15"
    assert answer.headers["content-length"] == str(last + 1 - first)


@pytest.mark.parametrize("operation", [Files.content, Files.stream], ids=["bytes", "stream"])
def test_a_range_behind_the_end_is_refused(http: httpx.Client, operation: Operation[Any, ...]) -> None:
    for wanted in ("bytes=15-", "bytes=99-100", "bytes=-0"):
        answer = http.get(draft(operation, {"name": "a.png"}).path, headers={"range": wanted})

        assert (answer.status_code, answer.content, answer.headers["content-range"]) == (416, b"", "bytes */15")


@pytest.mark.parametrize("wanted", ["bytes=1-2,4-5", "bytes=4-3", "bytes=-", "items=0-1", "bytes=a-b", "nonsense"])
def test_what_is_no_single_range_of_bytes_gets_all_of_them(http: httpx.Client, wanted: str) -> None:
    answer = http.get("/sample/files/a.png", headers={"range": wanted})

    assert (answer.status_code, answer.content) == (200, PNG.content)


def test_a_range_under_a_condition_gets_all(http: httpx.Client) -> None:
    answer = http.get("/sample/files/a.png", headers={"range": "bytes=0-1", "if-range": '"tag"'})

    assert answer.status_code == 200


def test_head_gives_the_headers_alone(http: httpx.Client) -> None:
    answer = send(http, Files.describe, name="a.png")

    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", "15")


def test_a_stream_comes_whole_and_one_of_unknown_length_too(http: httpx.Client) -> None:
    assert send(http, Files.stream, name="a.png").content == PNG.content
    ticks = send(http, Files.ticks, count=300)
    assert ticks.content == b"".join(b"%d\n" % number for number in range(300))
    assert "content-length" not in ticks.headers
    assert send(http, Files.ticks, count=0).content == b""


def test_a_stream_that_cannot_seek_is_given_whole_with_its_length(http: httpx.Client) -> None:
    answer = http.get("/sample/tapes/a.png", headers={"range": "bytes=5-6"})

    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, PNG.content, "15")
    assert "accept-ranges" not in answer.headers
    with pytest.raises(ValueError, match="from its beginning"):
        Stream(iter([b"abc"]), length=3).parts(1)


def test_nothing_is_answered_with_nothing(http: httpx.Client) -> None:
    answer = send(http, Files.remove, name="a.png")

    assert (answer.status_code, answer.content) == (204, b"")
    assert not {"content-type", "content-length"} & set(answer.headers)
    assert KEPT == {}


def test_a_method_of_its_own_with_a_json_body(http: httpx.Client) -> None:
    assert send(http, Files.rename, name="a.png", to="z.png").json() == {"name": "z.png"}
    assert http.request("OPTIONS", "/sample/files/a.png").status_code == 405
    assert send(http, Files.content, name="nope").status_code == 404


def test_an_enumeration_is_read_and_its_members_arrive(http: httpx.Client) -> None:
    answer = send(http, Files.list, owner="o", order=Order.OLDEST, also=[Order.NAME, Order.NEWEST])

    assert answer.json() == {"names": ["OLDEST", "NAME", "NEWEST"]}
    assert read_arguments(Files.list, query={"owner": "o"})["order"] is Order.NAME
    assert refused(Files.list, query={"owner": "o", "order": "size", "also": "name,x"}).fields == {
        "order": "must be one of name, newest, oldest",
        "also": "must be one of name, newest, oldest",
    }
    with pytest.raises(Refusal):
        draft(Files.list, {"owner": "o", "order": "size"})


def test_one_of_a_group_is_needed() -> None:
    for places in ({}, {"query": {"owner": "", "order": "name"}}):
        refusal = refused(Files.list, **places)
        assert (refusal.cause, refusal.fields) == (Cause.MISSING_PARAMETER, {"owner": "or owner_id is required"})
    assert read_arguments(Files.list, query={"owner_id": "3"})["owner_id"] == 3
    with pytest.raises(Refusal, match="missing_parameter"):
        draft(Files.list, {"order": Order.NAME})


def test_a_profile_is_asked_for_by_one_of_three_names() -> None:
    with pytest.raises(Refusal) as caught:
        draft(Public.check, {"country": "us"}, {"tikapi_key": "k"})

    assert caught.value.fields == {"username": "or user_id or secUid is required"}
    assert refused(Public.check, query={"username": ""}).fields == caught.value.fields


def test_a_group_of_parameters_that_are_not_declared_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="nobody"):
        Operation(Files.list.function, method="GET", path="/", effect=Files.list.effect, one_of=(("owner", "nobody"),))


def test_the_log_shows_a_file_by_its_size_alone(http: httpx.Client) -> None:
    send(http, Files.keep, name="b.png", picture=PNG)
    send(http, Files.upload, title="t", picture=Upload("c.png", b"abc", "image/png"))
    kept, uploaded = http.get("/_tokgate/requests", params={"limit": 2}).json()["requests"][-2:]

    assert kept["parameters"] == {"picture": "Binary(15 bytes of image/png)"}
    assert uploaded["parameters"] == {"title": "t", "picture": "Upload('c.png', 3 bytes of image/png)"}


def test_a_fault_strikes_a_stream_as_it_does_an_answer_in_one_piece(http: httpx.Client) -> None:
    made = http.post("/_tokgate/faults", json={"fault": "truncated_body", "operation": "sample.files.stream"})
    assert made.status_code < 300, made.text
    try:
        assert send(http, Files.stream, name="a.png").content == PNG.content[:7]
    finally:
        http.delete("/_tokgate/faults")


def test_a_stream_that_nobody_listens_to_is_left(http: httpx.Client) -> None:
    with http.stream("GET", "/sample/ticks", params={"count": 10**9}) as answer:
        assert next(answer.iter_bytes()).startswith(b"0\n")
    assert LEFT.wait(10)


def test_a_declaration_knows_what_it_answers() -> None:
    assert {operation.name.rpartition(".")[2]: operation.answer.kind for operation in Files.operations()} == {
        "list": AnswerKind.JSON,
        "keep": AnswerKind.JSON,
        "upload": AnswerKind.JSON,
        "content": AnswerKind.BINARY,
        "describe": AnswerKind.BINARY,
        "rename": AnswerKind.JSON,
        "remove": AnswerKind.NOTHING,
        "stream": AnswerKind.STREAM,
        "tape": AnswerKind.STREAM,
        "ticks": AnswerKind.STREAM,
    }
    assert Files.content.answer.media_types == ("image/png", "image/jpeg")
    assert Files.stream.result is Stream
    assert msgspec.structs.fields(Binary)[0].name == "content"
