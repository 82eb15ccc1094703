"""Answers that are not quite as declared."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tokgate.contract.lenient import decode
from tokgate.contract.sources import WireSource
from tokgate.contract.wire import Wire, attach


class Part(Wire):
    id: str | None = None
    count: int | None = None
    flag: bool | None = None


class Whole(Wire):
    id: str | None = None
    part: Part | None = None
    parts: list[Part] = []


def test_an_answer_as_declared_has_no_invalid_paths() -> None:
    whole, invalid_paths = decode(b'{"id": "1", "parts": [{"id": "2", "count": 3}]}', Whole)

    assert (whole.id, whole.parts[0].count, invalid_paths) == ("1", 3, [])


def test_ids_sent_as_numbers_and_numbers_sent_as_text_are_converted() -> None:
    whole, invalid_paths = decode(b'{"id": 7614295022346784030, "part": {"count": "12", "flag": 1}}', Whole)

    assert whole.id == "7614295022346784030"
    assert whole.part == Part(count=12, flag=True)
    assert invalid_paths == []


def test_a_member_that_does_not_fit_is_named_and_the_rest_is_kept() -> None:
    whole, invalid_paths = decode(b'{"id": "1", "part": "gone", "parts": [{"id": "2", "count": {}}]}', Whole)

    assert invalid_paths == ["$.part", "$.parts[0].count"]
    assert (whole.part, whole.parts[0].id) == (None, "2")


def test_an_entry_of_another_shape_does_not_cost_the_others() -> None:
    whole, invalid_paths = decode(b'{"parts": [{"id": 1}, "odd", {"id": "2"}]}', Whole)

    assert [part.id for part in whole.parts] == ["1", "2"]
    assert invalid_paths == ["$.parts[1]"]


def test_an_answer_of_another_shape_is_an_error() -> None:
    with pytest.raises(msgspec.ValidationError):
        decode(b"[1, 2]", Whole)


def test_what_no_field_declares_survives_with_exact_numbers() -> None:
    body = b'{"id": "1", "more": 18446744073709551615, "parts": [{"id": "2", "new": {"a": [1]}}]}'
    whole, _ = decode(body, Whole)
    attach(whole, WireSource(body))

    assert whole.raw == body
    assert whole.unknown() == {"more": 18446744073709551615}
    assert whole.parts[0].unknown() == {"new": {"a": [1]}}
    assert whole.parts[0].source() == {"id": "2", "new": {"a": [1]}}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda children: (
        st.lists(children, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "part", "parts", "count", "x"]), children)
    ),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from(["id", "part", "parts", "count"]), json_values))
@example({"count": "0\x1f"})
@example({"count": "--5"})
def test_any_object_is_read_one_way_or_the_other(tree: dict[str, object]) -> None:
    whole, _ = decode(msgspec.json.encode(tree), Whole)

    assert isinstance(whole, Whole)


class Spare(Whole):
    spare: Part | None = None


@given(st.dictionaries(st.sampled_from(["id", "part", "parts", "count"]), json_values))
def test_an_odd_object_above_the_lists_changes_nothing_of_what_else_is_read(tree: dict[str, object]) -> None:
    without, paths = decode(msgspec.json.encode(tree), Spare)
    beside, paths_beside = decode(msgspec.json.encode({**tree, "spare": "odd"}), Spare)

    assert beside == without
    assert paths_beside == [*paths, "$.spare"]


class Chain(Wire):
    id: int | None = None
    next: Chain | None = None


def test_an_object_that_holds_its_like_is_taken_apart_at_any_depth() -> None:
    chain, invalid_paths = decode(b'{"id": 1, "next": {"id": 2, "next": {"id": [], "next": {"id": 4}}}}', Chain)

    assert invalid_paths == ["$.next.next.id"]
    assert chain == Chain(id=1, next=Chain(id=2, next=Chain(next=Chain(id=4))))


def test_each_object_has_its_very_bytes_and_what_was_odd_in_it() -> None:
    body = b'{"part": {"id": "9", "count":  7}, "parts": [{"id": 1.50}, {"id":  "2", "more": 1e0, "count": []}]}'
    whole, invalid_paths = decode(body, Whole)
    attach(whole, WireSource(body, invalid_paths))

    assert whole.exact() == body
    assert whole.part is not None
    assert whole.part.exact() == b'{"id": "9", "count":  7}'
    assert [part.exact() for part in whole.parts] == [b'{"id": 1.50}', b'{"id":  "2", "more": 1e0, "count": []}']
    assert [part.invalid_paths() for part in whole.parts] == [["id"], ["count"]]
    assert whole.invalid_paths() == ["parts[0].id", "parts[1].count"]


def test_an_id_that_a_float_has_rounded_is_not_read() -> None:
    whole, invalid_paths = decode(b'{"part": {"count": 7455843307156359969.0}, "parts": [{"count": 12.0}]}', Whole)
    assert (whole.part, whole.parts, invalid_paths) == (Part(), [Part(count=12)], ["$.part.count"])


def test_an_object_that_was_made_has_the_bytes_that_it_is_written_as() -> None:
    assert (Part(id="1").exact(), Part().invalid_paths()) == (b'{"id":"1"}', [])
