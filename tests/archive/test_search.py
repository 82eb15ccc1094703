"""Whatever the archive holds and is asked for, a search finds what a plain Python model finds, page by page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.archive.conftest import BACKENDS
from tests.archive.makers import ANN, BOB, SECOND, keep, post, seen, seen_as_item

from tokgate.archive import open_archive
from tokgate.archive.reading import finding
from tokgate.domain.counts import Counts
from tokgate.domain.creators import Creator
from tokgate.domain.effects import effects_in
from tokgate.domain.observations import Observation
from tokgate.domain.paging import Position
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Hashtag, Kind, Post, Sound, Tombstone
from tokgate.domain.search import AllOf, AnyOf, Clause, Condition, Field, Length, Not, Operator, Ranking, Search

EVE = Creator(user_id="33", username="eve", private=True, region="FR")
CREATORS = (ANN, Creator(user_id="22", username="bob", region="US"), EVE, None)
WORDS = ("sun", "Sun", "sea", "straße", "日本", "日", "本", "can't", "AND", "NEAR", "*", '"', "c++", "3")
NUMBERS: dict[Field, Callable[[Post], int | None]] = {
    Field.ID: lambda post: post.id,
    Field.CREATED: lambda post: post.created_s,
    Field.SOUND: lambda post: post.sound.id if post.sound else None,
    Field.DURATION: lambda post: post.duration_ms,
    Field.PLAYS: lambda post: _counts(post).plays,
    Field.LIKES: lambda post: _counts(post).likes,
    Field.COMMENTS: lambda post: _counts(post).comments,
    Field.SHARES: lambda post: _counts(post).shares,
    Field.SAVES: lambda post: _counts(post).saves,
    Field.REPOSTS: lambda post: _counts(post).reposts,
    Field.DOWNLOADS: lambda post: _counts(post).downloads,
}
COMPARE: dict[Operator, Callable[[int, int], bool]] = {
    Operator.EQ: lambda one, two: one == two,
    Operator.IN: lambda one, two: one == two,
    Operator.GT: lambda one, two: one > two,
    Operator.GTE: lambda one, two: one >= two,
    Operator.LT: lambda one, two: one < two,
    Operator.LTE: lambda one, two: one <= two,
}


def _counts(post: Post) -> Counts:
    return post.counts or Counts()


def matches(post: Post, clause: Clause) -> bool:
    """The model."""
    if isinstance(clause, AllOf):
        return all(matches(post, each) for each in clause.clauses)
    if isinstance(clause, AnyOf):
        return any(matches(post, each) for each in clause.clauses)
    if isinstance(clause, Not):
        return not matches(post, clause.clause)
    if clause.field in NUMBERS:
        known = NUMBERS[clause.field](post)
        return known is not None and any(COMPARE[clause.operator](known, int(value)) for value in clause.values)
    return any(_has(post, clause.field, str(value)) for value in clause.values)


def _has(post: Post, field: Field, value: str) -> bool:
    if field is Field.KEYWORD:
        texts = [post.text or "", *(hashtag.name for hashtag in post.hashtags or ())]
        return any(f" {_spaced(value)} " in f" {_spaced(text)} " for text in texts)
    if field is Field.LENGTH:
        return post.duration_ms is not None and _length(post.duration_ms / 1000) == value
    region = post.region or (post.creator.region if post.creator else None)
    told: dict[Field, Iterable[str | None]] = {
        Field.USERNAME: [post.creator.username if post.creator else None],
        Field.HASHTAG: [hashtag.name for hashtag in post.hashtags or ()],
        Field.EFFECT: [effect.id for effect in effects_in(post)],
        Field.REGION: [region],
        Field.LANGUAGE: [post.language],
        Field.KIND: [post.kind],
    }
    return any(each is not None and each.lower() == value.lower() for each in told[field])


def _spaced(text: str) -> str:
    """The words of a text, as far as the test's words need it."""
    return " ".join(re.findall(r"[日本]|[a-zß0-9]+", text.casefold()))


def _length(seconds: float) -> Length:
    if seconds < 15:
        return Length.SHORT
    if seconds < 60:
        return Length.MID
    return Length.LONG if seconds <= 300 else Length.EXTRA_LONG


def found(post: Post, search: Search) -> bool:
    """Whether the model finds a post."""
    assert post.created_s is not None
    shown = not post.is_stub and post.gone is None and not post.private
    open_to_all = search.private_accounts or post.creator is None or not post.creator.private
    since = search.since_ms is None or post.created_s * 1000 >= search.since_ms
    until = search.until_ms is None or post.created_s * 1000 < search.until_ms
    return shown and open_to_all and since and until and matches(post, search.where)


few = st.integers(0, 3)
texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
posts = st.builds(
    lambda number, second, **fields: post(number, SECOND + second, **fields),
    st.integers(0, 9),
    few,
    creator=st.sampled_from(CREATORS),
    created_s=st.none() | st.sampled_from([SECOND, SECOND + 1, SECOND + 9999]),
    text=st.none() | texts,
    region=st.sampled_from([None, "", "us", "FR"]),
    language=st.sampled_from([None, "en"]),
    kind=st.none() | st.sampled_from(Kind),
    duration_ms=st.sampled_from([None, 14_999, 15_000, 60_000, 300_000, 300_001]),
    counts=st.none() | st.builds(Counts, plays=st.none() | few, likes=st.none() | few, comments=st.none() | few),
    hashtags=st.none()
    | st.lists(st.builds(Hashtag, name=st.sampled_from(["sun", "Sea", "sun_sea", "日"])), max_size=2),
    sound=st.none() | st.builds(Sound, id=st.sampled_from([1, 2])),
    private=st.sampled_from([None, True, False]),
)
#: An effect that a post was seen with stays with it: so each post has one effect or none, always the same.
WITH_EFFECT = {"effect_ids": ["5"]}
subjects = st.one_of(
    posts.map(lambda each: each if each.id % 2 else _with_effect(each)),
    posts.map(lambda each: Tombstone(post=each, reason="gone")),
)
batches = st.lists(st.builds(seen, subjects, st.integers(1, 4)), max_size=25)


def _with_effect(post: Post) -> Post:
    return msgspec.structs.replace(post, details=WITH_EFFECT) if not post.is_stub else post


def _values(field: Field) -> st.SearchStrategy[int | str]:
    if field is Field.ID:
        return posts.map(lambda each: each.id)
    if field is Field.CREATED:
        return st.sampled_from([SECOND, SECOND + 1, SECOND + 3, SECOND + 9999])
    if field is Field.DURATION:
        return st.sampled_from([15_000, 60_000])
    if field in NUMBERS:
        return few
    texts: dict[Field, st.SearchStrategy[str]] = {
        Field.USERNAME: st.sampled_from(["ann", "BOB", "eve", "nobody"]),
        Field.KEYWORD: st.lists(st.sampled_from([*WORDS, "sun sea", "moon"]), min_size=1, max_size=2)
        .map(" ".join)
        .filter(lambda text: _spaced(text) != ""),
        Field.HASHTAG: st.sampled_from(["SUN", "sea", "sun_sea", "moon"]),
        Field.EFFECT: st.sampled_from(["5", "6"]),
        Field.REGION: st.sampled_from(["US", "fr", "xx"]),
        Field.LANGUAGE: st.sampled_from(["EN", "de"]),
        Field.KIND: st.sampled_from(Kind).map(str),
        Field.LENGTH: st.sampled_from(Length).map(str),
    }
    return texts[field]


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    field = draw(st.sampled_from(Field))
    ordered = field in NUMBERS and field is not Field.SOUND
    operator = draw(st.sampled_from(Operator if ordered else [Operator.EQ, Operator.IN]))
    most = 3 if operator is Operator.IN else 1
    return Condition(field, operator, tuple(draw(st.lists(_values(field), min_size=1, max_size=most))))


clauses: st.SearchStrategy[Clause] = st.recursive(
    conditions(),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda each: AllOf(tuple(each))),
        st.lists(inner, max_size=3).map(lambda each: AnyOf(tuple(each))),
        inner.map(Not),
    ),
    max_leaves=6,
)
instants = st.none() | st.sampled_from([each * 1000 + more for each in (SECOND, SECOND + 2) for more in (0, 1)])
searches = st.builds(
    Search,
    where=clauses,
    since_ms=instants,
    until_ms=instants,
    ranking=st.sampled_from(Ranking),
    seed=few,
    private_accounts=st.booleans(),
)


@contextmanager
def effort(least: int) -> Iterator[None]:
    """Small archives take only the ways for few posts, unless few are even fewer."""
    with pytest.MonkeyPatch.context() as patch:
        if least:
            patch.setattr(finding, "_LEAST", least)
            patch.setattr(finding, "_OWN_WORDS", 1)
            patch.setattr(finding, "_WALK", 2)
            patch.setattr(finding, "_ENTRIES", 2)
        yield


def pages(archive: Archive, search: Search, size: int) -> list[Post]:
    """All that a search finds, page by page."""
    read: list[Post] = []
    after: Position | None = None
    while True:
        page = archive.search(search, after=after, limit=size)
        items = archive.search_items(search, after=after, limit=size)
        assert ([each.id for each in items.rows], items.following) == ([each.id for each in page.rows], page.following)
        read += page.rows
        if page.following is None:
            return read
        assert len(page.rows) == size
        after = page.following


def _order(post: Post, search: Search) -> tuple[int, int]:
    if search.ranking is Ranking.MOST_LIKED:
        return (_counts(post).likes or 0, post.id)
    return (post.created_s or 0, 0)  # the archive orders a second's posts


@pytest.mark.parametrize("least", [0, 1])
@pytest.mark.parametrize("backend", sorted(BACKENDS))
def test_a_search_finds_what_the_model_finds(backend: str, least: int) -> None:
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        batch=batches, cut=st.integers(1, 9), asked=st.lists(searches, min_size=1, max_size=8), size=st.integers(1, 4)
    )
    def check(batch: list[Observation], cut: int, asked: list[Search], size: int) -> None:
        with TemporaryDirectory() as folder, effort(least):
            archive = open_archive(BACKENDS[backend](Path(folder)))
            for start in range(0, len(batch), cut):
                keep(archive, *batch[start : start + cut])
            every = list(archive.all_posts())
            for search in asked:
                read = pages(archive, search, size)
                assert sorted(each.id for each in read) == sorted(each.id for each in every if found(each, search))
                if search.ranking is not Ranking.RANDOM:
                    order = [_order(each, search) for each in read]
                    assert order == sorted(order, reverse=True)
                assert read == archive.search(search, after=None, limit=99).rows
            archive.close()

    check()


@pytest.fixture(scope="module", params=sorted(BACKENDS))
def crowd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """300 posts of two weeks with few words, some of them published long after their upload."""
    archive = open_archive(BACKENDS[request.param](tmp_path_factory.mktemp("crowd")))
    drawn = Random(1)
    for number in range(300):
        second = SECOND + drawn.randrange(1_200_000)
        late = drawn.choice([0, 0, 0, 60, 3600, 3601, 500_000])
        made = post(
            number,
            second,
            created_s=second + late,
            creator=drawn.choice(CREATORS[:2]),
            text=" ".join(drawn.choices(["sun", "sea", "sand", "moon"], [8, 4, 2, 0.1], k=2)),
            region=drawn.choice(["US", "FR"]),
            hashtags=[Hashtag(name=drawn.choice(["sun", "sea"]))],
            sound=Sound(id=drawn.choice([1, 2])),
            counts=Counts(plays=drawn.randrange(4)),
        )
        keep(archive, seen(made))
    yield archive
    archive.close()


_crowd_instants = st.none() | st.integers(SECOND - 9, SECOND + 1_300_000).map(lambda second: second * 1000)


@settings(max_examples=150, deadline=None)
@given(
    where=clauses,
    word=st.none() | st.sampled_from(["sun", "sea", "sand", "moon"]),
    since_ms=_crowd_instants,
    until_ms=_crowd_instants,
    size=st.integers(1, 40),
)
def test_many_posts_with_the_same_words_are_found_in_parts(
    crowd: Archive, where: Clause, word: str | None, since_ms: int | None, until_ms: int | None, size: int
) -> None:
    asked = AllOf((Condition(Field.KEYWORD, Operator.EQ, (word,)), where)) if word else where
    search = Search(asked, since_ms=since_ms, until_ms=until_ms)
    expected = [each.id for each in crowd.all_posts() if found(each, search)]
    with effort(1):
        read = pages(crowd, search, size)
    assert sorted(each.id for each in read) == sorted(expected)
    assert [each.created_s for each in read] == sorted((each.created_s or 0 for each in read), reverse=True)


def all_of(field: Field, *values: int | str, operator: Operator = Operator.IN) -> Search:
    return Search(Condition(field, operator, values))


def ids(archive: Archive, search: Search) -> list[int]:
    """The numbers of the posts that a search finds."""
    return [each.id & 0xFFFF for each in archive.search(search, after=None, limit=99).rows]


@pytest.fixture(scope="module", params=sorted(BACKENDS))
def captions(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of two captions, for all examples."""
    archive = open_archive(BACKENDS[request.param](tmp_path_factory.mktemp("captions")))
    keep(archive, seen(post(1, text="to be or not to be")), seen(post(2, text="")))
    yield archive
    archive.close()


@settings(max_examples=150, deadline=None)
@given(text=st.text(min_size=1, max_size=40))
@example('" OR rowid:* NEAR(a b) {words}: ^x - + ( )')
@example("' & | ! <-> :* \\ ''")
def test_no_keyword_reaches_the_database_as_anything_but_words(captions: Archive, text: str) -> None:
    try:
        search = all_of(Field.KEYWORD, text)
    except ValueError:
        return
    held = {1} if f" {_spaced(text)} " in " to be or not to be " and text.isascii() else set()
    if held or not text.isascii():
        assert set(ids(captions, search)) >= held
    else:
        assert ids(captions, search) == []
    assert len(ids(captions, Search(Not(search.where), since_ms=1))) == 2 - len(ids(captions, search))


@pytest.mark.parametrize(
    ("text", "keyword", "holds"),
    [
        ("The SUN, at last", "sun", True),
        ("sunny", "sun", False),
        ("at the sea-side", "sea side", True),
        ("side sea", "sea side", False),
        ("Straße", "STRASSE", True),
        ("café", "cafe", False),
        ("cafe\u0301", "CAFÉ", True),
        ("#summer_fun", "summer", True),
        ("東京タワーへ行く", "タワー", True),
        ("東京タワー", "京東", False),
        ("สวัสดีครับ", "ครับ", True),
        ("नमस्ते दुनिया", "दुनिया", True),
        ("❤️ ok", "ok", True),
        ("x" * 3000, "x" * 500, True),
    ],
)
def test_a_keyword_is_whole_words_in_any_case_and_form(archive: Archive, text: str, keyword: str, holds: bool) -> None:
    keep(archive, seen(post(1, text=text)))
    assert ids(archive, all_of(Field.KEYWORD, keyword)) == ([1] if holds else [])


def test_words_do_not_run_from_the_text_into_hashtags_or_from_one_to_the_next(archive: Archive) -> None:
    keep(archive, seen(post(1, text="blue sky", hashtags=[Hashtag(name="high sea"), Hashtag(name="salt")])))
    assert [ids(archive, all_of(Field.KEYWORD, text)) for text in ("high sea", "salt", "sky high", "sea salt")] == [
        [1],
        [1],
        [],
        [],
    ]


def test_the_index_follows_what_becomes_of_a_post(archive: Archive) -> None:
    old, new = all_of(Field.KEYWORD, "old"), all_of(Field.KEYWORD, "new")
    keep(archive, seen(post(1, text="old"), 1))
    assert (ids(archive, old), ids(archive, new)) == ([1], [])
    keep(archive, seen(post(1, text="new"), 2))
    assert (ids(archive, old), ids(archive, new)) == ([], [1])
    keep(archive, seen(Tombstone(post=post(1, text="new"), reason="gone"), 3))
    assert ids(archive, new) == []
    keep(archive, seen(post(1, text=""), 4))
    assert ids(archive, Search()) == [1]
    assert ids(archive, new) == []


def test_posts_of_an_account_that_became_private_are_not_found(archive: Archive) -> None:
    keep(archive, seen(post(1, text="sun"), 1), seen(post(2, text="sun", creator=BOB), 1))
    keep(archive, seen(Creator(user_id="11", private=True), 2))
    search = all_of(Field.KEYWORD, "sun")
    assert ids(archive, search) == [2]
    assert ids(archive, Search(search.where, private_accounts=True)) == [2, 1]


def test_a_post_far_from_its_id_s_second_is_found_in_its_time(archive: Archive) -> None:
    """A post that was planned, or whose id holds no time at all."""
    keep(archive, seen(post(1, text="sun", created_s=SECOND + 90_000)), seen(post(2, text="sun")))
    late = Search(Condition(Field.KEYWORD, Operator.EQ, ("sun",)), since_ms=(SECOND + 80_000) * 1000)
    assert ids(archive, late) == [1]


def test_stored_items_of_a_search_are_those_of_its_posts(archive: Archive) -> None:
    keep(archive, seen_as_item(post(1, text="sun")), seen(post(2, text="sun")))
    page = archive.search_items(all_of(Field.KEYWORD, "sun"), after=None, limit=9)
    assert [(item.id & 0xFFFF, item.zstd is not None) for item in page.rows] == [(2, False), (1, True)]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Condition(Field.REGION, Operator.GT, ("US",)), "region has no order"),
        (lambda: Condition(Field.PLAYS, Operator.IN, ()), "a value is missing"),
        (lambda: Condition(Field.PLAYS, Operator.EQ, (1, 2)), "takes one value, not 2"),
        (lambda: Condition(Field.PLAYS, Operator.EQ, ("1",)), "'1' is no whole number"),
        (lambda: Condition(Field.PLAYS, Operator.EQ, (True,)), "True is no whole number"),
        (lambda: Condition(Field.PLAYS, Operator.LT, (2**63,)), "beyond 63 bits"),
        (lambda: Condition(Field.REGION, Operator.EQ, (1,)), "1 is no text"),
        (lambda: Condition(Field.REGION, Operator.EQ, ("",)), "an empty text"),
        (lambda: Condition(Field.USERNAME, Operator.EQ, ("a\0b",)), "no text that a post could have"),
        (lambda: Condition(Field.USERNAME, Operator.EQ, ("\ud800",)), "no text that a post could have"),
        (lambda: Condition(Field.KEYWORD, Operator.EQ, ("?!",)), "has no word"),
        (lambda: Condition(Field.KEYWORD, Operator.EQ, ("x" * 501,)), "more than 500 characters"),
        (lambda: Condition(Field.LENGTH, Operator.EQ, ("TINY",)), "none of SHORT, MID"),
        (lambda: Search(nested(17)), "nested deeper than 16"),
        (lambda: Search(nested(100_000)), "nested deeper than 16"),
        (lambda: Search(AnyOf((AllOf(),) * 500)), "more than 500 conditions"),
        (lambda: Search(Condition(Field.ID, Operator.IN, tuple(range(5001)))), "or 5000 values"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(make: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        make()


def nested(depth: int) -> Clause:
    """A clause so deep."""
    clause: Clause = AllOf()
    for _ in range(depth - 1):
        clause = Not(clause)
    return clause


def test_the_largest_search_is_answered(archive: Archive) -> None:
    keep(archive, seen(post(1, text="sun")))
    many = tuple(Condition(Field.PLAYS, Operator.GT, (number,)) for number in range(450))
    deep = AnyOf((*many, nested(14)))
    assert ids(archive, Search(deep)) in ([], [1])
    assert ids(archive, all_of(Field.ID, *range(4999), post(1).id)) == [1]
