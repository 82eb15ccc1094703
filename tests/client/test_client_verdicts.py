"""A page says that there is more, or that it is the last; one that says neither ends no walk without a word."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.client.scripted import SEC_UID, ManualTiming, Outcome, Script, reply

import tokgate
from tokgate.contract.paging import Items

FIRST = reply({"status": "success", "itemList": [{"id": "1"}, {"id": "2"}], "hasMore": True, "cursor": "9"})
LAST = reply({"status": "success", "itemList": [{"id": "3"}, {"id": "4"}], "hasMore": False, "cursor": "0"})
MORE = {"status": "success", "itemList": [{"id": "3"}], "hasMore": True}
#: Answers of TikAPI after which nobody can say whether the list went on.
UNTOLD: dict[str, Any] = {
    "nothing": {},
    "no list": {"status": "success"},
    "no list, and no more": {"status": "success", "hasMore": False},
    "an object for a list": {"itemList": {"id": "3"}, "hasMore": False},
    "text for a list": {"itemList": "3", "hasMore": False},
    "an empty list alone": {"itemList": []},
    "no word of more": {"itemList": [{"id": "3"}]},
    "no word of more, but a cursor": {"itemList": [{"id": "3"}], "cursor": "12"},
    "an odd word of more": {"itemList": [{"id": "3"}], "hasMore": "yes", "cursor": "12"},
    "no cursor": MORE,
    "an empty cursor": MORE | {"cursor": ""},
    "an object for a cursor": MORE | {"cursor": {"a": 1}},
    "a broken number for a cursor": MORE | {"cursor": 5.5},
}


def _walk(*lines: Outcome) -> tuple[Items[tokgate.Item], tokgate.TikAPI]:
    client = tokgate.TikAPI("k", transport=Script(lines), timing=ManualTiming(), retries=0)
    return client.public.posts.all(secUid=SEC_UID), client


def _ids(items: Items[tokgate.Item]) -> list[str | None]:
    """What is handed out before the walk cannot go on."""
    ids = []
    while True:
        try:
            ids.append(next(items).id)
        except tokgate.PagingError:
            return ids


@pytest.mark.parametrize("answer", UNTOLD.values(), ids=UNTOLD)
def test_a_page_that_does_not_tell_is_an_error_and_can_be_asked_for_again(answer: Any) -> None:
    walk, client = _walk(FIRST, reply(answer), LAST)
    before = _ids(walk)
    saved = walk.save()

    assert before[:2] == ["1", "2"]
    assert before + [item.id for item in walk] == ["1", "2", "3", "4"]
    assert list(walk) == []
    assert before + [item.id for item in client.public.posts.resume_all(saved)] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("answer", UNTOLD.values(), ids=UNTOLD)
def test_pages_and_the_async_walk_do_not_end_silently_either(answer: Any) -> None:
    client = tokgate.TikAPI("k", transport=Script([FIRST, reply(answer), LAST]), retries=0)
    pages = client.public.posts.pages(secUid=SEC_UID)
    next(pages), next(pages)
    with pytest.raises(tokgate.PagingError):
        next(pages)
    assert [item.id for page in client.public.posts.resume_pages(pages.save()) for item in page.itemList] == ["3", "4"]

    other = tokgate.AsyncTikAPI("k", transport=Script([FIRST, reply(answer), LAST]).later, retries=0)

    async def walk() -> list[str | None]:
        items, ids = other.public.posts.all(secUid=SEC_UID), []
        try:
            async for item in items:
                ids.append(item.id)  # noqa: PERF401 - what came before the error counts
        except tokgate.PagingError:
            ids.append("?")
        return ids + [item.id async for item in items]

    ids = asyncio.run(walk())
    assert "?" in ids
    assert [id for id in ids if id != "?"] == ["1", "2", "3", "4"]


def test_an_answer_without_a_body_is_no_empty_page() -> None:
    walk, _ = _walk(FIRST, reply(b""), reply(b"", 204), LAST)
    assert [next(walk).id, next(walk).id] == ["1", "2"]
    for _ in range(2):
        with pytest.raises(tokgate.ContractError, match="empty"):
            next(walk)
    assert [item.id for item in walk] == ["3", "4"]


def test_words_for_more_and_none_are_understood_beside_a_misfit() -> None:
    odd = {"id": "1", "createTime": "2024-01-01"}
    first = {"itemList": [odd], "hasMore": "true", "cursor": "9"}
    last = {"itemList": [{"id": "2", "createTime": "never"}], "hasMore": "false"}

    assert [item.id for item in _walk(reply(first), reply(last))[0]] == ["1", "2"]


def test_justone_tells_under_both_names_or_the_walk_stops() -> None:
    def ids(*pages: Any) -> list[str | None]:
        script = Script([reply({"code": 0, "data": page}) for page in pages])
        return [post.id for post in tokgate.JustOne("t", transport=script).tiktok.user_posts.all(secUid=SEC_UID)]

    first, last = {"itemList": [{"id": "1"}]}, {"itemList": [{"id": "2"}]}
    assert ids(first | {"has_more": 1, "max_cursor": 9}, last | {"hasMore": 0}) == ["1", "2"]
    for untold in (None, {}, {"hasMore": False}, first, first | {"hasMore": True}):
        with pytest.raises(tokgate.PagingError, match=r"justone\.tiktok\.user_posts: the answer"):
            ids(untold)


def test_display_and_research_tell_or_the_walk_stops() -> None:
    ok = {"code": "ok", "message": "", "log_id": "L"}
    rows = [{"id": 1}]

    def display(data: Any) -> int:
        client = tokgate.Official(user_token="t", transport=Script([reply({"data": data, "error": ok})]))
        return len(list(client.video.list.all(fields=["id"])))

    def research(data: Any) -> int:
        client = tokgate.Official(client_token="t", transport=Script([reply({"data": data, "error": ok})]))
        return len(list(client.research.user.reposted_videos.all(fields=["id"], username="u")))

    assert display({"videos": [], "has_more": False}) == 0
    assert research({"has_more": False}) == 0  # an empty list is left out of such an answer
    videos: tuple[Any, ...] = (None, {}, {"has_more": False}, {"videos": rows}, {"videos": rows, "has_more": True})
    for untold in videos:
        with pytest.raises(tokgate.PagingError):
            display(untold)
    reposted: tuple[Any, ...] = (None, {}, {"reposted_videos": rows}, {"has_more": True, "cursor": None})
    for untold in reposted:
        with pytest.raises(tokgate.PagingError):
            research(untold)


JSON: st.SearchStrategy[object] = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8) | st.just({})
)


@given(has_more=JSON, cursor=JSON)
def test_only_a_page_that_says_so_is_the_last(has_more: Any, cursor: Any) -> None:
    page = {"itemList": [{"id": "1"}], "hasMore": has_more, "cursor": cursor}
    walk, _ = _walk(reply(page), reply({"itemList": [], "hasMore": False}))
    try:
        count = len(list(walk))
    except tokgate.PagingError:
        return
    # A walk without an error fetched the second page by a cursor that can be sent, or was told that there is none.
    assert count == 1
    told_so = has_more in (False, "", "0") or str(has_more).lower() == "false"
    assert told_so or (has_more and str(cursor).isdecimal())
