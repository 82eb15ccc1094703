"""Requests read from the wire and written to it, by a declaration of their own."""

from __future__ import annotations

import time
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokgate.contract.credentials import Carrier, Credential
from tokgate.contract.drafts import draft
from tokgate.contract.effects import Effect
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.methods import get, post
from tokgate.contract.operation import MOST_BYTES, Declared, M, Operation, Resource
from tokgate.contract.parameters import Choice, body, form, path, query
from tokgate.contract.requests import read_arguments, read_body, read_query
from tokgate.contract.wire import Wire

KEY = Credential("key", Carrier.HEADER, "X-KEY")
TOKEN = Credential("token", Carrier.QUERY, "token")
BEARER = Credential("bearer", Carrier.BEARER, "authorization")


class Filters(msgspec.Struct):
    ids: list[str | int]


class Things(Resource[M], name="test.things"):
    @get("/things/{kind}/list", credentials=(KEY, TOKEN))
    def list_them(
        self,
        *,
        kind: Annotated[str, path(choices=(Choice("a b"), Choice("c")))],
        count: Annotated[int, query(at_least=1, at_most=30, clamp=True)] = 30,
        page: Annotated[int, query(at_least=0, at_most=9)] = 0,
        cursor: Annotated[str, query(pattern=r"[0-9]+", also=("nextCursor",))] | None = None,
        names: Annotated[list[str], query(choices=(Choice("id"), Choice("text")))] | None = None,
        fresh: Annotated[bool, query()] | None = None,
    ) -> Wire:
        """Things."""
        raise Declared

    @post("/things/", effect=Effect.READS, credentials=(BEARER,))
    def look_up(
        self,
        *,
        fields: Annotated[list[str], query()],
        filters: Annotated[Filters, body()],
        size: Annotated[int, body(at_least=1)] = 10,
    ) -> Wire:
        """Things by id."""
        raise Declared

    @post("/token/", effect=Effect.REPEATABLE)
    def token(self, *, secret: Annotated[str, form(max_length=20)]) -> Wire:
        """A token."""
        raise Declared


def read(operation: Operation[Any, ...], *, path: dict[str, str] | None = None, **places: Any) -> dict[str, Any]:
    return read_arguments(operation, query=places.get("query", {}), body=places.get("body", {}), path=path or {})


def test_an_operation_that_is_no_get_has_to_say_its_effect() -> None:
    undeclared: Any = post
    with pytest.raises(TypeError, match="effect"):
        undeclared("/things")
    assert Things.list_them.effect is Effect.READS


def test_an_operation_knows_its_full_name_and_the_class_its_operations() -> None:
    assert Things.list_them.name == "test.things.list_them"
    assert [operation.name for operation in Things.operations()] == [
        "test.things.list_them",
        "test.things.look_up",
        "test.things.token",
    ]


def test_defaults_fill_what_is_absent_null_or_blank() -> None:
    arguments = read(Things.list_them, path={"kind": "c"}, query={"cursor": "", "page": None})

    assert arguments == {"kind": "c", "count": 30, "page": 0, "cursor": None, "names": None, "fresh": None}


@pytest.mark.parametrize("sent", [20, "20", " 20 ", 20.0, "20.0"])
def test_a_number_is_read_in_every_form_that_clients_send(sent: object) -> None:
    assert read(Things.list_them, path={"kind": "c"}, query={"count": sent})["count"] == 20


def test_a_clamped_number_is_brought_to_its_bound_and_another_is_refused() -> None:
    assert read(Things.list_them, path={"kind": "c"}, query={"count": "100"})["count"] == 30
    assert read(Things.list_them, path={"kind": "c"}, query={"count": "0"})["count"] == 1

    with pytest.raises(Refusal) as caught:
        read(Things.list_them, path={"kind": "c"}, query={"page": "10"})
    assert caught.value.fields == {"page": "must be at most 9"}


@pytest.mark.parametrize("sent", ["x", "1.5", 1.5, True, "1e3", "9" * 50, [1], {}])
def test_what_is_no_whole_number_is_refused(sent: object) -> None:
    with pytest.raises(Refusal) as caught:
        read(Things.list_them, path={"kind": "c"}, query={"page": sent})

    assert caught.value.cause is Cause.INVALID_PARAMETER
    assert "page" in caught.value.fields


def test_every_wrong_parameter_is_named_at_once() -> None:
    with pytest.raises(Refusal) as caught:
        read(Things.list_them, path={"kind": "d"}, query={"page": "-1", "cursor": "12a", "names": "id, nope"})

    assert set(caught.value.fields) == {"kind", "page", "cursor", "names"}


def test_another_name_of_a_parameter_is_accepted() -> None:
    assert read(Things.list_them, path={"kind": "c"}, query={"nextCursor": "17"})["cursor"] == "17"


def test_a_list_is_read_from_commas_with_blanks_or_from_json() -> None:
    arguments = {"ids": ["1", 7614295022346784030]}
    read_fields = read(Things.look_up, query={"fields": " id , text,,"}, body={"filters": arguments})

    assert read_fields["fields"] == ["id", "text"]
    assert read_fields["filters"] == Filters(ids=["1", 7614295022346784030])


def test_a_missing_parameter_is_told_apart_from_a_wrong_one() -> None:
    with pytest.raises(Refusal) as caught:
        read(Things.look_up, query={}, body={"filters": {"ids": []}})

    assert caught.value.cause is Cause.MISSING_PARAMETER
    assert list(caught.value.fields) == ["fields"]


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b'{"a": 1}', "application/json"),
        (b'{"a": 1}', "text/plain"),
        (b'{"a": 1}', "application/x-www-form-urlencoded"),
        (b'{\n"a": 1,\n}', "application/json"),
    ],
)
def test_json_is_read_under_any_content_type_and_with_a_comma_too_many(content: bytes, content_type: str) -> None:
    assert read_body(content, content_type) == {"a": 1}


@pytest.mark.parametrize(
    "content",
    [b'{"' + b'\\"' * 40_000, b"{" + b",  " * 30_000, b"{" + b'"' * 80_001, b'{"' + b"\\" * 80_001, b'{"a":' * 20_000],
    ids=["a string that never ends", "commas", "quotes", "backslashes", "nesting"],
)
def test_what_is_no_json_is_refused_in_time_that_grows_with_its_length_alone(content: bytes) -> None:
    started = time.perf_counter()
    with pytest.raises(Refusal):
        read_body(content, "")
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("piece", [b"%", b"%zz", b"%41", b"%41a", "%41é".encode()])
def test_a_large_form_is_read_in_a_moment_however_much_of_it_is_escaped(piece: bytes) -> None:
    content = b"a=" + piece * (MOST_BYTES // len(piece))
    started = time.process_time()
    read_body(content, "application/x-www-form-urlencoded")
    assert time.process_time() - started < 0.4


def test_a_name_of_a_form_may_hold_an_escaped_line_break() -> None:
    assert read_body(b"a%0Ab=1&c=2", "application/x-www-form-urlencoded") == {"a\nb": "1", "c": "2"}
    with pytest.raises(Refusal):
        read_body(b"--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1", "text/plain")


def test_a_comma_inside_text_is_left_alone() -> None:
    assert read_body(b'{"a": ",}", "b": [1,],}', "") == {"a": ",}", "b": [1]}


def test_a_form_is_read_and_an_empty_body_has_no_members() -> None:
    assert read_body(b"grant_type=client_credentials&x=%2C", "application/x-www-form-urlencoded") == {
        "grant_type": "client_credentials",
        "x": ",",
    }
    assert read_body(b"  ", "application/json") == {}


@pytest.mark.parametrize("content", [b"[1]", b"{", b'{"a": \xff}', b"[" * 100_000, b"nonsense", b"\xff\xfe"])
def test_a_malformed_body_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        read_body(content, "application/json")

    assert caught.value.cause is Cause.INVALID_PARAMETER


@given(st.binary(max_size=200), st.sampled_from(["application/json", "text/plain", ""]))
def test_no_body_makes_anything_but_members_or_a_refusal(content: bytes, content_type: str) -> None:
    try:
        members = read_body(content, content_type)
    except Refusal:
        return
    assert isinstance(members, dict)


@given(
    st.text(st.sampled_from("ab&=+%2C0f;é \u2028"), max_size=40)
    | st.dictionaries(st.text(max_size=8), st.text(max_size=8)).map(urlencode)
)
def test_a_query_is_read_as_the_standard_library_reads_it(query: str) -> None:
    assert read_query(query) == dict(parse_qsl(query, keep_blank_values=True))


def test_a_query_with_too_many_members_is_refused() -> None:
    with pytest.raises(Refusal):
        read_query("&".join(f"a{n}=1" for n in range(2000)))


def test_a_draft_puts_each_argument_and_credential_in_its_place() -> None:
    arguments = {"kind": "a b", "count": 5, "names": ["id", "text"], "fresh": True}
    made = draft(Things.list_them, arguments, {"key": "k1", "token": "t1"})

    assert made.path == "/things/a%20b/list"
    assert parse_qsl(made.query) == [("token", "t1"), ("count", "5"), ("names", "id,text"), ("fresh", "true")]
    assert made.headers["x-key"] == "k1"
    assert made.body == b""


def test_a_draft_of_a_post_carries_json_or_a_form() -> None:
    made = draft(Things.look_up, {"fields": ["id"], "filters": Filters(ids=["1"])}, {"bearer": "b"})
    assert (made.query, msgspec.json.decode(made.body)) == ("fields=id", {"filters": {"ids": ["1"]}})
    assert made.headers["authorization"] == "Bearer b"

    made = draft(Things.token, {"secret": "a&b"})
    assert (made.body, made.headers["content-type"]) == (b"secret=a%26b", "application/x-www-form-urlencoded")


def test_an_argument_out_of_bounds_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(Refusal) as caught:
        draft(Things.list_them, {"kind": "c", "page": 10}, {"key": "k", "token": "t"})

    assert caught.value.fields == {"page": "must be at most 9"}


@given(
    count=st.integers(1, 30),
    page=st.integers(0, 9),
    cursor=st.none() | st.from_regex(r"[0-9]{1,30}", fullmatch=True),
    names=st.none() | st.lists(st.sampled_from(["id", "text"]), min_size=1),
)
def test_what_is_drafted_is_read_back_as_it_was(
    count: int, page: int, cursor: str | None, names: list[str] | None
) -> None:
    arguments = {"kind": "c", "count": count, "page": page, "cursor": cursor, "names": names, "fresh": None}
    made = draft(
        Things.list_them,
        {name: value for name, value in arguments.items() if value is not None},
        {"key": "k", "token": "t"},
    )

    assert read(Things.list_them, path={"kind": "c"}, query=read_query(made.query)) == arguments
