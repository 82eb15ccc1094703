"""What must not grow with what the archive holds, counted in steps of SQLite's machine, which no load changes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import apsw
import pytest
from tests.archive.makers import BOB, ORIGIN, SECOND, post, seen

from tokgate.archive.sqlite.engine import SqliteEngine
from tokgate.archive.store import StoredArchive
from tokgate.domain.clock import SystemClock
from tokgate.domain.counts import Counts
from tokgate.domain.creators import Creator
from tokgate.domain.paging import Position
from tokgate.domain.posts import Comment, Hashtag
from tokgate.domain.relations import follow
from tokgate.domain.search import Condition, Field, Operator, Search

FEW, MANY = 150, 2400
#: Among sixteen times as many, a step of a tree is more than before; to look at all of them would be sixteen times.
GROWN = 1.5


def counted(connection: apsw.Connection, action: Callable[[], object]) -> int:
    """How many steps a connection makes for what is done with it."""
    count = 0

    def step() -> bool:
        nonlocal count
        count += 1
        return False

    connection.set_progress_handler(step, 1)
    try:
        action()
    finally:
        connection.set_progress_handler(None)
    return count


@pytest.mark.parametrize(
    "ask",
    [
        lambda archive: list(archive.creators()),
        lambda archive: archive.hashtag_count("bread"),
        lambda archive: archive.totals(),
        lambda archive: archive.creator(username="bob"),
        lambda archive: archive.hashtag_items("bread", after=None, limit=20),
    ],
    ids=["creators", "hashtag", "totals", "creator", "page"],
)
def test_counts_and_pages_do_not_grow_with_posts(ask: Callable[[StoredArchive], object], tmp_path: Path) -> None:
    def steps(number: int) -> int:
        engine = SqliteEngine(tmp_path / f"{number}.db")
        with closing(StoredArchive(engine, SystemClock())) as archive:
            posts = (post(0, SECOND + n, creator=BOB, hashtags=[Hashtag(name="bread")]) for n in range(number))
            archive.commit([seen(each) for each in posts], ORIGIN)
            return counted(engine.reader().cursor.connection, lambda: ask(archive))

    assert 0 < steps(MANY) < GROWN * steps(FEW)


@pytest.mark.parametrize(
    "ask",
    [
        lambda archive: archive.posts_changed(archive.commit_number() - 1, limit=100),
        lambda archive: archive.counts_changed(archive.commit_number() - 1, limit=100),
        lambda archive: archive.creators_changed(archive.commit_number() - 1, limit=100),
        lambda archive: archive.comment_page(1, after=Position(SECOND + FEW // 2, 0), limit=20),
    ],
    ids=["posts since", "counts since", "creators since", "comments far down"],
)
def test_what_came_since_and_far_down_is_found_without_the_rest(
    ask: Callable[[StoredArchive], object], tmp_path: Path
) -> None:
    def steps(number: int) -> int:
        engine = SqliteEngine(tmp_path / f"{number}.db")
        with closing(StoredArchive(engine, SystemClock())) as archive:
            archive.commit([seen(post(0, SECOND + n, creator=BOB)) for n in range(number)], ORIGIN)
            archive.commit([seen(comment(n)) for n in range(number)], ORIGIN)
            archive.commit([seen(post(1, creator=BOB, counts=Counts(plays=1)), 9)], ORIGIN)
            return counted(engine.reader().cursor.connection, lambda: ask(archive))

    def comment(number: int) -> Comment:
        return Comment(id=number + 1, post_id=1, creator=BOB, text="c", created_s=SECOND + number)

    assert 0 < steps(MANY) < GROWN * steps(FEW)


@pytest.mark.parametrize(
    "search",
    [
        Search(since_ms=1_000, until_ms=2_000_000),
        Search(Condition(Field.KEYWORD, Operator.EQ, ("sourdough",))),
    ],
    ids=["empty month", "rare keyword"],
)
def test_a_search_looks_at_so_many_posts_and_no_more(search: Search, tmp_path: Path) -> None:
    """It may look at some to find out which way is the shortest."""

    def steps(number: int) -> int:
        engine = SqliteEngine(tmp_path / f"{number}.db")
        with closing(StoredArchive(engine, SystemClock())) as archive:
            archive.commit([seen(post(0, SECOND + n, creator=BOB)) for n in range(number)], ORIGIN)
            archive.commit([seen(post(1, creator=BOB, text="sourdough"), 9)], ORIGIN)
            return counted(engine.reader().cursor.connection, lambda: archive.search(search, after=None, limit=20))

    assert 0 < steps(4 * MANY) < GROWN * steps(MANY)


def test_a_page_of_untimed_followers_costs_the_same_in_a_long_list(tmp_path: Path) -> None:
    def fans(first: int, last: int) -> list[Creator]:
        return [Creator(user_id=str(1000 + number)) for number in range(first, last)]

    def steps(number: int) -> int:
        engine = SqliteEngine(tmp_path / f"{number}.db")
        with closing(StoredArchive(engine, SystemClock())) as archive:
            archive.commit([seen(follow(fan, BOB)) for fan in fans(0, number)], ORIGIN)
            # As a source pages on: the last one of the page before comes again.
            page = [seen(follow(fan, BOB)) for fan in fans(number - 1, number + 50)]
            with engine.replacing() as writer:
                pass
            return counted(writer, lambda: archive.commit(page, ORIGIN))

    assert 0 < steps(MANY) < GROWN * steps(FEW)
