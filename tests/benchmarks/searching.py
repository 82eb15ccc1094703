"""What a search costs beside an indexed read of a page as long, over posts whose words are used very unequally."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate

from tests.benchmarks.dataset import DATA, SOURCE, Progress, sizes_of
from tests.benchmarks.figures import Measured, Results, Verdict, interleave

from tokgate.archive import open_archive
from tokgate.domain.counts import Counts
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation, Provenance
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Hashtag, Post, Sound
from tokgate.domain.search import AllOf, Clause, Condition, Field, Not, Operator, Search

PAGE = 100
CHECKPOINT = "searched creators"
BEGIN_S, END_S = 1_640_995_200, 1_735_689_600  # 2022 to 2024: about 28,000 of a million posts are of one month
MONTH_S = 30 * 86_400
EVERYTHING = AllOf()
REGIONS = ("US", "GB", "ID", "BR", "MX", "DE", "FR", "JP", "VN", "PH", "IS")
_WORDS = [f"word{number}" for number in range(20_000)]
_USE = list(accumulate(1 / (number + 1) for number in range(20_000)))
#: How many page reads these searches may cost.
BAR = 30
BARRED = ("rare keyword", "keyword, region, month", "common keyword, region, month")


def run(posts: int, results: Results, *, say: Callable[[str], None]) -> None:
    """Time a first page of each search, and of the creator with most posts."""
    archive = searched_archive(posts)
    searches = _searches()
    contestants: dict[str, Callable[[], Measured]] = {"page read": partial(page_read, archive)}
    contestants |= {name: partial(_search, archive, each) for name, each in searches.items()}
    results.figures += interleave("search", "ms", contestants, say=say)
    empty = results.figure("search", "empty month").value
    what = f"empty month, {posts:,} posts"
    results.verdicts.append(Verdict(job="search", what=what, value=empty, bar=5, at_most=True, unit="ms"))
    for name in searches:
        what, value = f"{name}, {posts:,} posts / page read", results.ratio("search", name, "page read")
        bar = BAR if name in BARRED else None
        results.verdicts.append(Verdict(job="search", what=what, value=value, bar=bar, at_most=True))
    archive.close()


def page_read(archive: Archive) -> Measured:
    """A page of the creator with most posts."""
    creator = archive.creator(username="creator0")
    assert creator is not None
    assert creator.key is not None
    began = time.perf_counter()
    page = archive.posts(creator.key, after=None, limit=PAGE)
    return (time.perf_counter() - began) * 1000, {"posts": len(page.rows)}


def _search(archive: Archive, search: Search) -> Measured:
    began = time.perf_counter()
    page = archive.search(search, after=None, limit=PAGE)
    return (time.perf_counter() - began) * 1000, {"posts": len(page.rows)}


def _asked(*conditions: tuple[Field, int | str]) -> AllOf:
    return AllOf(tuple(Condition(field, Operator.EQ, (value,)) for field, value in conditions))


def _month(where: Clause = EVERYTHING, *, begins_s: int = END_S - 9 * MONTH_S) -> Search:
    return Search(where, since_ms=begins_s * 1000, until_ms=(begins_s + MONTH_S) * 1000)


def _searches() -> dict[str, Search]:
    rare, common = (Field.KEYWORD, "word15000"), (Field.KEYWORD, "word1")
    return {
        "empty month": _month(begins_s=BEGIN_S - 9 * MONTH_S),
        "month": _month(),
        "month, rare region": _month(_asked((Field.REGION, "IS"))),
        "month, none so popular": _month(Condition(Field.PLAYS, Operator.GT, (10**12,))),
        "rare keyword": Search(_asked(rare)),
        "common keyword": Search(_asked(common)),
        "keyword, region, month": _month(_asked((Field.KEYWORD, "word40"), (Field.REGION, "DE"))),
        "common keyword, region, month": _month(_asked(common, (Field.REGION, "DE"))),
        "common keyword, rare region, month": _month(_asked(common, (Field.REGION, "IS"))),
        "without a common keyword": Search(Not(_asked(common))),
        "hashtag, common keyword": Search(_asked((Field.HASHTAG, "word300"), common)),
        "two creators": Search(Condition(Field.USERNAME, Operator.IN, ("creator3", "creator4"))),
    }


def searched_archive(posts: int) -> Archive:
    """The archive, made if it is not there."""
    folder = DATA / f"searched-{posts}"
    folder.mkdir(parents=True, exist_ok=True)
    archive = open_archive(str(folder / "archive.db"))
    if archive.checkpoint(CHECKPOINT) is not None:
        return archive
    sizes = sizes_of(posts, max(1, posts // 50))
    progress = Progress("searched archive", len(sizes))
    origin = Provenance(source=SOURCE)
    with archive.bulk():
        for index, size in enumerate(sizes):
            archive.commit(list(_observations(index, size)), origin)
            progress.add(1, size)
        archive.commit([], origin, checkpoint=(CHECKPOINT, b""))
    return archive


def _observations(index: int, size: int) -> Iterator[Observation]:
    drawn = random.Random(index)
    creator = Creator(user_id=str(10**9 + index), username=f"creator{index}")
    for number in range(size):
        second = drawn.randrange(BEGIN_S, END_S)
        words = drawn.choices(_WORDS, cum_weights=_USE, k=12)
        post = Post(
            id=(second << 32) + ((index * 7919 + number) & 0xFFFFFFFF),
            creator=creator,
            created_s=second,
            text=" ".join(words),
            region=drawn.choices(REGIONS, (30, 10, 10, 10, 8, 8, 6, 6, 6, 6, 0.1))[0],
            duration_ms=drawn.randrange(5_000, 180_000),
            counts=Counts(plays=drawn.randrange(10**6), likes=drawn.randrange(10**5), comments=drawn.randrange(10**3)),
            hashtags=[Hashtag(name=words[0])],
            sound=Sound(id=drawn.randrange(10**5)),
        )
        yield Observation(subject=post, source=SOURCE, observed_ms=END_S * 1000)
