"""Walking lists: parameters kept, loops noticed, rows kept, positions saved and taken up in another process."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.client.loopback import Answer, Seen, serving
from tests.client.scripted import SEC_UID, ManualTiming, Script, reply, reposted_page, tikapi_page, tikapi_refusal

import tokgate
from tokgate.client.exchange import Attempt, Reply
from tokgate.client.pages import MOST_EMPTY_PAGES

SIZE = 3


def _list_of(total: int) -> Callable[[Attempt], Reply]:
    """TikAPI's posts 0 to total-1 in pages of three."""

    def answer(attempt: Attempt) -> Reply:
        start = int(_query(attempt).get("cursor", "0"))
        end = min(start + SIZE, total)
        return tikapi_page(range(start, end), end if end < total else None)

    return answer


def _query(attempt: Attempt) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(attempt.url).query).items()}


def _client(*lines: Reply | Callable[[Attempt], Reply]) -> tuple[tokgate.TikAPI, Script]:
    script = Script(lines)
    return tokgate.TikAPI("k", transport=script, timing=ManualTiming(), retries=0), script


def test_all_items_come_in_order_and_every_parameter_is_sent_each_time() -> None:
    client, script = _client(_list_of(8))
    ids = [post.id for post in client.public.posts.all(secUid=SEC_UID, count=3, country="us")]

    assert ids == [str(number) for number in range(8)]
    assert [_query(attempt).get("cursor") for attempt in script.attempts] == [None, "3", "6"]
    assert {_query(attempt)["country"] for attempt in script.attempts} == {"us"}
    assert {_query(attempt)["count"] for attempt in script.attempts} == {"3"}


def test_pages_and_items_walk_alike_in_both_clients() -> None:
    client, _ = _client(_list_of(8))
    other = tokgate.AsyncTikAPI("k", transport=Script([_list_of(8)]).later)

    async def walk() -> tuple[list[str | None], list[int]]:
        ids = [post.id async for post in other.public.posts.all(secUid=SEC_UID)]
        return ids, [len(page.itemList) async for page in other.public.posts.pages(secUid=SEC_UID)]

    ids, sizes = asyncio.run(walk())
    assert ids == [post.id for post in client.public.posts.all(secUid=SEC_UID)]
    assert sizes == [len(page.itemList) for page in client.public.posts.pages(secUid=SEC_UID)] == [3, 3, 2]


def test_nothing_is_sent_before_the_first_item_is_asked_for() -> None:
    client, script = _client(_list_of(8))
    client.public.posts.all(secUid=SEC_UID)

    assert script.attempts == []


def test_a_repeated_cursor_ends_the_walk_with_an_error_and_the_rows_stand() -> None:
    client, script = _client(tikapi_page([1], 5), tikapi_page([2], 5))
    walk = client.public.posts.all(secUid=SEC_UID)
    ids = [next(walk).id, next(walk).id]
    for _ in range(2):
        with pytest.raises(tokgate.PagingError, match="already fetched"):
            next(walk)

    assert ids == ["1", "2"]
    assert len(script.attempts) == 2


def test_a_cursor_that_leads_back_to_the_start_is_noticed() -> None:
    client, _ = _client(tikapi_page([1], 5), tikapi_page([2], 0), tikapi_page([3], 5))
    with pytest.raises(tokgate.PagingError):
        list(client.public.posts.all(secUid=SEC_UID, cursor="0"))


def test_endless_empty_pages_end_with_an_error() -> None:
    client, script = _client(lambda attempt: tikapi_page([], int(_query(attempt).get("cursor", "0")) + 1))
    with pytest.raises(tokgate.PagingError, match="without an item"):
        list(client.public.posts.all(secUid=SEC_UID))

    assert len(script.attempts) == MOST_EMPTY_PAGES


def test_an_empty_page_in_between_does_not_end_the_list() -> None:
    client, _ = _client(tikapi_page([1], 1), tikapi_page([], 2), tikapi_page([2]))

    assert [post.id for post in client.public.posts.all(secUid=SEC_UID)] == ["1", "2"]


def test_an_empty_list_is_no_error() -> None:
    client, _ = _client(tikapi_page([]))

    assert list(client.public.posts.all(secUid=SEC_UID)) == []
    assert [len(page.itemList) for page in client.public.posts.pages(secUid=SEC_UID)] == [0]


def test_rows_survive_an_error_and_the_walk_goes_on_with_the_same_page() -> None:
    client, script = _client(tikapi_page([1, 2], 2), tikapi_refusal(500), tikapi_refusal(429), tikapi_page([3, 4]))
    walk = client.public.posts.all(secUid=SEC_UID)
    ids = [next(walk).id, next(walk).id]
    with pytest.raises(tokgate.ServerFault):
        next(walk)
    with pytest.raises(tokgate.QuotaExhausted):
        next(walk)
    ids.extend(post.id for post in walk)

    assert ids == ["1", "2", "3", "4"]
    assert [_query(attempt).get("cursor") for attempt in script.attempts] == [None, "2", "2", "2"]


def test_the_async_walk_survives_an_error_alike() -> None:
    script = Script([tikapi_page([1], 1), tikapi_refusal(500), tikapi_page([2])])
    walk = tokgate.AsyncTikAPI("k", transport=script.later, retries=0).public.posts.all(secUid=SEC_UID)

    async def take() -> list[str | None]:
        ids = [(await anext(walk)).id]
        with pytest.raises(tokgate.ServerFault):
            await anext(walk)
        return ids + [post.id async for post in walk]

    assert asyncio.run(take()) == ["1", "2"]


@given(total=st.integers(0, 14), taken=st.integers(0, 14))
def test_a_walk_resumed_anywhere_goes_on_exactly_after_the_last_row(total: int, taken: int) -> None:
    client, _ = _client(_list_of(total))
    walk = client.public.posts.all(secUid=SEC_UID)
    before = [post.id for _, post in zip(range(taken), walk, strict=False)]
    after = [post.id for post in client.public.posts.resume_all(walk.save())]

    assert before + after == [str(number) for number in range(total)]


def test_saving_a_resumed_walk_before_its_first_row_loses_nothing() -> None:
    client, _ = _client(_list_of(8))
    walk = client.public.posts.all(secUid=SEC_UID)
    next(walk)
    again = client.public.posts.resume_all(walk.save()).save()

    assert [post.id for post in client.public.posts.resume_all(again)] == [str(number) for number in range(1, 8)]


def test_new_posts_on_top_are_not_mistaken_for_the_rest() -> None:
    client, _ = _client(tikapi_page([3, 2, 1]))
    walk = client.public.posts.all(secUid=SEC_UID)
    next(walk)
    changed, _ = _client(tikapi_page([5, 4, 3, 2, 1]))

    assert [post.id for post in changed.public.posts.resume_all(walk.save())] == ["2", "1"]


def test_a_last_row_that_is_gone_costs_no_other_row() -> None:
    client, _ = _client(tikapi_page([3, 2, 1]))
    walk = client.public.posts.all(secUid=SEC_UID)
    next(walk)
    changed, _ = _client(tikapi_page([2, 1]))

    assert [post.id for post in changed.public.posts.resume_all(walk.save())] == ["2", "1"]


@given(
    taken=st.integers(1, 6),
    gone=st.sets(st.integers(1, 6)),
    added=st.integers(0, 3),
)
def test_a_page_that_changed_meanwhile_is_gone_on_with_behind_the_rows_handed_out(
    taken: int, gone: set[int], added: int
) -> None:
    rows = range(6, 0, -1)
    client, _ = _client(tikapi_page(rows))
    walk = client.public.posts.all(secUid=SEC_UID)
    given = [next(walk).id for _ in range(taken)]
    now = [*range(6 + added, 6, -1), *(row for row in rows if row not in gone)]
    changed, _ = _client(tikapi_page(now))
    rest = [post.id for post in changed.public.posts.resume_all(walk.save())]

    left = [str(row) for row in rows if str(row) not in given and row not in gone]
    # Where every row that was handed out is gone, nothing tells the rest from what is new.
    known = any(str(row) in given for row in now)
    assert rest == (left if known or taken == 6 else [str(row) for row in now])


@pytest.mark.parametrize("arguments", [{}, {"secUid": ""}, {"secUid": ["x"]}, {"secUid": "x", "nonsense": 1}])
def test_a_position_that_is_no_call_is_refused(arguments: dict[str, object]) -> None:
    client, script = _client(_list_of(8))
    position = {"tokgate": 1, "operation": "tikapi.public.posts", "arguments": arguments, "next": {}}
    saved = msgspec.json.encode(position).decode()
    for resume in (client.public.posts.resume_all, client.public.posts.resume_pages):
        with pytest.raises(ValueError, match="position"):
            resume(saved)
    assert script.attempts == []


def test_pages_are_resumed_with_the_page_after_the_last_one() -> None:
    client, _ = _client(_list_of(8))
    walk = client.public.posts.pages(secUid=SEC_UID)
    next(walk)

    assert [page.itemList[0].id for page in client.public.posts.resume_pages(walk.save())] == ["3", "6"]


def test_a_position_of_another_operation_is_refused() -> None:
    client, _ = _client(_list_of(8))
    saved = client.public.posts.all(secUid=SEC_UID).save()
    with pytest.raises(ValueError, match=r"saved by 'tikapi\.public\.posts'.*tikapi\.public\.likes"):
        client.public.likes.resume_all(saved)
    for text in ("", "{}", "[", saved.replace("count", "nonsense"), saved.replace('"tokgate":1', '"tokgate":9')):
        with pytest.raises(ValueError, match="position"):
            client.public.posts.resume_all(text)


def test_a_finished_walk_stays_finished() -> None:
    client, script = _client(_list_of(2))
    walk = client.public.posts.all(secUid=SEC_UID)
    list(walk)

    assert list(client.public.posts.resume_all(walk.save())) == []
    assert len(script.attempts) == 1


def test_listed_arguments_come_back_as_they_were() -> None:
    script = Script([reposted_page([1], 1), reposted_page([2])])
    client = tokgate.Official(client_token="t", transport=script)
    walk = client.research.user.reposted_videos.all(fields=["id", "username"], username="u", max_count=1)
    next(walk)
    list(client.research.user.reposted_videos.resume_all(walk.save()))
    first, second = (msgspec.json.decode(attempt.body) for attempt in script.attempts)

    assert second == {**first, "cursor": 1}
    assert script.attempts[0].url == script.attempts[1].url


def test_saved_in_one_process_and_resumed_in_another() -> None:
    def behave(request: Seen) -> Answer:
        start = int(request.query.get("cursor", "0"))
        end = min(start + SIZE, 8)
        return Answer(tikapi_page(range(start, end), end if end < 8 else None).body)

    with serving(behave) as url, tokgate.TikAPI("k", base_url=url) as client:
        walk = client.public.posts.all(secUid=SEC_UID)
        before = [next(walk).id for _ in range(4)]
        program = (
            "import sys, tokgate\n"
            "client = tokgate.TikAPI('k', base_url=sys.argv[1])\n"
            "print(*(post.id for post in client.public.posts.resume_all(sys.stdin.read())))\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, url],
            input=walk.save(),
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )

    assert before + done.stdout.split() == [str(number) for number in range(8)]


def test_the_other_dialects_are_walked_too() -> None:
    pages = [
        {"code": 0, "data": {"itemList": [{"id": "1"}], "hasMore": True, "cursor": "1771536804564"}},
        {"code": 0, "data": {"itemList": [{"id": "2"}], "hasMore": False, "cursor": "0"}},
    ]
    script = Script([reply(page) for page in pages])
    posts = tokgate.JustOne("t", transport=script).tiktok.user_posts.all(secUid=SEC_UID)
    assert [post.id for post in posts] == ["1", "2"]
    assert "cursor=1771536804564" in script.attempts[1].url

    script = Script([reposted_page([2**60], 20), reposted_page([2**60 + 1])])
    client = tokgate.Official(client_token="t", transport=script)
    videos = client.research.user.reposted_videos.all(fields=["id"], username="u")
    assert [video.id for video in videos] == [2**60, 2**60 + 1]
