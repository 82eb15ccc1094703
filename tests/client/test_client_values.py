"""What an answer and everything in it know of themselves: their bytes, what no field declares, as JSON, as copies."""

from __future__ import annotations

import copy
import gc
import json
import pickle
import tracemalloc
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.client.scripted import SEC_UID, Script, reply

import tokgate
from tokgate.contract.wire import Wire

ITEM = {
    "id": "7614295022346784030",
    "createTime": "1772812345",
    "author": {"id": "5", "brandNew": 1, "bioLink": {"link": "https://a.example", "novel": [1]}},
    "video": {"shareCover": ["a"], "duration": 9},
    "textExtra": [{"start": 1, "odd": "x"}, "no extra", {"start": 2, "odd": "y"}],
    "novelty": {"a": 1.5},
}
PAGE = {"status": "success", "itemList": [{"id": "1"}, "no item", ITEM], "hasMore": False, "topNew": 1}


def _page(tree: object = PAGE) -> tokgate.ItemPage:
    return tokgate.TikAPI("k", transport=Script([reply(tree)])).public.posts(secUid=SEC_UID)


def test_what_no_field_declares_is_known_at_any_depth() -> None:
    page = _page()
    item = page.itemList[1]
    assert item.author is not None
    assert item.video is not None
    assert item.author.bioLink is not None
    assert item.textExtra is not None

    assert (page.unknown(), item.unknown()) == ({"topNew": 1}, {"novelty": {"a": 1.5}})
    assert item.author.unknown() == {"brandNew": 1}
    assert item.author.source() == ITEM["author"]
    assert item.video.unknown() == {"shareCover": ["a"]}
    assert item.author.bioLink.unknown() == {"novel": [1]}
    assert [extra.unknown() for extra in item.textExtra] == [{"odd": "x"}, {"odd": "y"}]
    assert item.textExtra[1].path() == "$.itemList[2].textExtra[2]"


def test_raw_are_an_objects_own_bytes() -> None:
    body = b'{"itemList": [{"id":  "1", "stats": {"playCount":  3}}], "hasMore": false}'
    client = tokgate.TikAPI("k", transport=Script([reply(body)]))
    page = client.public.posts(secUid=SEC_UID)
    stats = page.itemList[0].stats
    assert stats is not None

    assert page.raw == body
    assert page.itemList[0].raw == b'{"id":  "1", "stats": {"playCount":  3}}'
    assert stats.raw == b'{"playCount":  3}'
    assert tokgate.Item(id="1").raw == b""


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda answer: pickle.loads(pickle.dumps(answer))])
def test_copies_know_what_their_original_knew(copied: Callable[[Wire], Wire]) -> None:
    page = _page()
    again = copied(page)
    assert isinstance(again, tokgate.ItemPage)
    assert again == page
    assert (again.raw, again.unknown(), again.answer) == (page.raw, {"topNew": 1}, page.answer)

    author = page.itemList[1].author
    assert author is not None
    for original, other in zip(page.itemList, again.itemList, strict=True):
        for item in (other, copied(original)):
            assert (item.raw, item.path(), item.answer) == (original.raw, original.path(), page.answer)
    assert copied(author).unknown() == {"brandNew": 1}
    nested = again.itemList[1].author
    assert nested is not None
    assert nested.unknown() == {"brandNew": 1}


def test_an_item_is_pickled_without_its_page() -> None:
    page = _page({"itemList": [{"id": str(number), "desc": "x" * 1000} for number in range(30)]})

    assert len(pickle.dumps(page.itemList[0])) < 3000


def test_what_came_can_be_written_as_json() -> None:
    page = _page()
    item = page.itemList[1]

    assert item.to_dict() == ITEM | {"createTime": 1772812345}
    assert json.loads(page.to_json())["itemList"][1] == "no item"
    assert json.loads(item.to_json()) == item.to_dict()
    json.dumps(page.to_dict())


def test_what_could_not_be_read_is_written_as_it_came_and_what_was_changed_as_it_is() -> None:
    item = _page({"itemList": [{"id": "1", "desc": "old", "createTime": "2024-01-01", "isAd": True}]}).itemList[0]
    item.desc, item.isAd = "new", None

    assert item.to_dict() == {"id": "1", "desc": "new", "createTime": "2024-01-01", "isAd": None}


def test_a_made_object_is_written_as_json_as_well() -> None:
    item = tokgate.Item(id="1", author=tokgate.Author(uniqueId="a"))

    assert item.to_dict() == {"id": "1", "author": {"uniqueId": "a"}}
    assert item.to_json() == '{"id":"1","author":{"uniqueId":"a"}}'


_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "link", "bioLink", "author", "stats", "textExtra", "new"]), below)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["id", "desc", "author", "stats", "textExtra", "challenges", "new"]), _values))
def test_nothing_that_came_is_missing_from_the_json(tree: dict[str, object]) -> None:
    item = _page({"itemList": [tree], "hasMore": False}).itemList[0]

    assert _shape_of(item.to_dict()) == _shape_of(tree)
    assert item.source() == tree


def _shape_of(value: object) -> object:
    """The members at every level; what is converted (an id sent as a number) may be of another type."""
    if isinstance(value, dict):
        return {name: _shape_of(each) for name, each in value.items()}
    return [_shape_of(each) for each in value] if isinstance(value, list) else None


def _kept(pages: int) -> int:
    """Bytes that one kept item of each of so many pages takes, its page being gone."""
    items = [{"id": str(number), "desc": "x" * 3000} for number in range(30)]
    body = msgspec.json.encode({"itemList": items, "hasMore": True, "cursor": "9"})
    kept = []
    gc.collect()
    tracemalloc.start()
    for _ in range(pages):
        # As a network does, each time in bytes of its own.
        client = tokgate.TikAPI("k", transport=lambda _: reply(bytes(bytearray(body))))
        kept.append(client.public.posts(secUid=SEC_UID).itemList[7])
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert all(item.source() == items[7] and item.path() == "$.itemList[7]" for item in kept)
    return size


def test_a_kept_item_keeps_no_page() -> None:
    assert _kept(50) < 50 * 12_000


def test_items_that_are_all_kept_share_their_page() -> None:
    page = _page({"itemList": [{"id": str(number)} for number in range(9)], "hasMore": False})
    items = page.itemList
    del page

    assert [item.source() for item in items] == [{"id": str(number)} for number in range(9)]


def test_what_is_left_of_an_item_still_knows_where_it_came_from() -> None:
    author = _page().itemList[1].author
    assert author is not None

    assert (author.source(), author.path()) == (ITEM["author"], "$.itemList[2].author")
