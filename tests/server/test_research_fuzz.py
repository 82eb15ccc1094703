"""Whatever is asked of whatever archive, the Research API's search finds what a plain Python model finds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any

import httpx
import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.archive.conftest import BACKENDS, fresh_archive
from tests.archive.makers import keep, seen
from tests.serving import serving

from tokgate.dialects.official.credentials import DEMO_CLIENT_TOKEN
from tokgate.domain.counts import Counts
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Hashtag, Post, Sound, Tombstone
from tokgate.server.demo import demo_credentials

PATH = "/v2/research/video/query/"
#: 2024-01-30, 00:00 UTC: the posts are of the last two days of January and the first of February.
BEGIN_S = 1_706_572_800
DAYS = ("20240129", "20240130", "20240131", "20240201", "20240202")
REGIONS = ("US", "DE", None)
CREATORS = (
    Creator(user_id="11", username="ann", region="US"),
    Creator(user_id="22", username="b.ob"),
    Creator(user_id="33", username="eve", private=True, region="DE"),
)
WORDS = ("sun", "Sea", "日本", "can't", "AND", "NOT", '"', "*", "%", "🌞", "ñ", "3")
TAGS = ("sun", "Sea_Side", "日本")
#: How long one call may take, on a machine that is busy with other tests.
MOST_SECONDS = 10
#: An archive is expensive: each is asked many questions.
ARCHIVES = 4


def made(random: Random, number: int) -> Post:
    """A post of which much or little is known."""
    second = BEGIN_S + random.randrange(3 * 86_400)

    def some(*values: Any) -> Any:
        return random.choice([None, *values])

    creator = random.choice(CREATORS)
    effect = some({"effect_ids": ["5"]}, {"effect_ids": ["5", "6"]})
    return Post(
        id=(second << 32) + number,
        creator=creator,
        created_s=second,
        text=" ".join(random.choices(WORDS, k=random.randrange(4))),
        region=random.choice(REGIONS),
        duration_ms=some(14_999, 15_000, 60_000, 300_000, 300_001),
        counts=some(Counts(plays=random.randrange(3)), Counts(plays=some(0, 1), comments=random.randrange(3))),
        hashtags=some([], [Hashtag(name=random.choice(TAGS))]),
        sound=some(Sound(id=1), Sound(id=2)),
        details=effect,
        private=some(False, False, True),
    )


def found(post: Post, query: dict[str, Any], first: str, last: str) -> bool:
    """The model: whether a query finds a post that is shown at all."""
    if not first <= _day(post) <= last:
        return False
    return (
        all(_holds(post, each) for each in query.get("and", ()))
        and (not query.get("or") or any(_holds(post, each) for each in query["or"]))
        and not any(_holds(post, each) for each in query.get("not", ()))
    )


def _day(post: Post) -> str:
    return time.strftime("%Y%m%d", time.gmtime(post.created_s))


def _holds(post: Post, condition: dict[str, Any]) -> bool:
    field, values = condition["field_name"], [str(value) for value in condition["field_values"]]
    known = _known(post, field)
    if field == "keyword":
        return any(_words(value) in words for value in values for words in known)
    if field in ("create_date", "view_count", "comment_count"):
        convert: Callable[[str], Any] = str if field == "create_date" else int
        return any(_COMPARE[condition["operation"]](each, convert(value)) for each in known for value in values)
    return any(each.casefold() == value.casefold() for each in known for value in values)


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "EQ": lambda one, two: one == two,
    "IN": lambda one, two: one == two,
    "GT": lambda one, two: one > two,
    "GTE": lambda one, two: one >= two,
    "LT": lambda one, two: one < two,
    "LTE": lambda one, two: one <= two,
}


def _known(post: Post, field: str) -> list[Any]:
    """What of a field is known of a post, in the API's words."""
    assert post.creator is not None
    counts = post.counts or Counts()
    told: dict[str, list[Any]] = {
        "create_date": [_day(post)],
        "username": [post.creator.username],
        "region_code": [post.region or post.creator.region],
        "video_id": [str(post.id)],
        "hashtag_name": [tag.name for tag in post.hashtags or ()],
        "keyword": [_words(text) for text in (post.text or "", *(tag.name for tag in post.hashtags or ()))],
        "music_id": [str(post.sound.id)] if post.sound else [],
        "effect_id": list((post.details or {}).get("effect_ids", ())),
        "video_length": [_length(post.duration_ms)],
        "view_count": [counts.plays],
        "comment_count": [counts.comments],
    }
    return [each for each in told[field] if each is not None]


def _words(text: str) -> str:
    """The words of a text with a blank around each: letters of a script without blanks are words."""
    spaced = "".join(f" {each} " if each in "日本" else each if each.isalnum() else " " for each in text.casefold())
    return f" {' '.join(spaced.split())} "


def _length(duration_ms: int | None) -> str | None:
    if duration_ms is None:
        return None
    limits = (("SHORT", 15_000), ("MID", 60_000), ("LONG", 300_001))
    return next((name for name, limit in limits if duration_ms < limit), "EXTRA_LONG")


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "create_date": st.sampled_from(DAYS),
    "username": st.sampled_from(["ann", "B.OB", "eve", "x' OR 1=1 --"]),
    "region_code": st.sampled_from(["US", "de", "XX"]),
    "video_id": st.integers(0, 39).map(lambda number: f"#{number}"),
    "hashtag_name": st.sampled_from(["SUN", "sea_side", "日本", "moon", "%"]),
    "keyword": st.lists(st.sampled_from([*WORDS, "Sea_Side"]), min_size=1, max_size=2)
    .map(" ".join)
    .filter(lambda text: _words(text).strip() != ""),
    "music_id": st.sampled_from([1, "2", "3"]),
    "effect_id": st.sampled_from(["5", "6", "7"]),
    "video_length": st.sampled_from(["SHORT", "MID", "LONG", "EXTRA_LONG"]),
    "view_count": st.sampled_from([0, "1", "2", -1]),
    "comment_count": st.sampled_from(["0", 1, "2"]),
}


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Any]:
    field = draw(st.sampled_from(sorted(VALUES)))
    ordered = field in ("create_date", "view_count", "comment_count")
    operation = draw(st.sampled_from(sorted(_COMPARE) if ordered else ["EQ", "IN"]))
    most = 3 if operation == "IN" else 1
    values = draw(st.lists(VALUES[field], min_size=1, max_size=most))
    return {"operation": operation, "field_name": field, "field_values": values}


queries = st.fixed_dictionaries(
    {}, optional={name: st.lists(conditions(), max_size=most) for name, most in (("and", 1), ("or", 4), ("not", 2))}
).filter(lambda query: any(query.values()))
spans = st.just([DAYS[0], DAYS[-1]]) | st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(sorted)


class Asked:
    """A server over a random archive, and the posts that it may show."""

    def __init__(self, http: httpx.Client, posts: Sequence[Post]) -> None:
        self._http = http
        self._ids = [str(post.id) for post in posts]
        self.shown = [post for post in posts if not post.private and post.creator and not post.creator.private]

    def with_ids(self, query: dict[str, Any]) -> dict[str, Any]:
        """The query with the places of posts, as drawn, made their ids."""
        return {
            name: [
                {**each, "field_values": [self._ids[int(value[1:])] for value in each["field_values"]]}
                if each["field_name"] == "video_id"
                else each
                for each in conditions
            ]
            for name, conditions in query.items()
        }

    def post(self, body: object) -> httpx.Response:
        began = time.monotonic()
        answer = self._http.post(PATH, params={"fields": "id,create_time"}, content=msgspec.json.encode(body))
        assert time.monotonic() - began < MOST_SECONDS
        return answer

    def all(self, body: dict[str, Any], size: int) -> list[dict[str, Any]]:
        """Every video that is found, page by page."""
        videos: list[dict[str, Any]] = []
        while True:
            answer = self.post({**body, "max_count": size})
            assert answer.status_code == 200, answer.text
            data = answer.json()["data"]
            videos += data["videos"]
            assert len(data["videos"]) == size or not data["has_more"]
            if not data["has_more"]:
                return videos
            body = {**body, "cursor": data["cursor"], "search_id": data["search_id"]}


@contextmanager
def asked_of(archive: Archive, seed: int) -> Iterator[Asked]:
    random = Random(seed)
    posts = [made(random, number) for number in range(40)]
    gone = [post for post in posts if random.random() < 0.1]
    keep(archive, *map(seen, posts), *(seen(Tombstone(post=post, reason="gone"), 2) for post in gone))
    with (
        serving(archive, demo_credentials(None)) as url,
        httpx.Client(base_url=url, timeout=60, headers={"authorization": f"Bearer {DEMO_CLIENT_TOKEN}"}) as http,
    ):
        asked = Asked(http, posts)
        asked.shown = [post for post in asked.shown if post not in gone]
        yield asked


@pytest.fixture(scope="module", params=[(backend, seed) for backend in sorted(BACKENDS) for seed in range(ARCHIVES)])
def asked(request: pytest.FixtureRequest) -> Iterator[Asked]:
    backend, seed = request.param
    with fresh_archive(backend) as archive, asked_of(archive, seed) as opened:
        yield opened


careful = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@careful
@given(query=queries, days=spans, size=st.integers(1, 100))
def test_a_query_finds_what_the_model_finds(asked: Asked, query: dict[str, Any], days: list[str], size: int) -> None:
    query = asked.with_ids(query)
    videos = asked.all({"query": query, "start_date": days[0], "end_date": days[1]}, size)
    assert sorted(video["id"] for video in videos) == sorted(
        post.id for post in asked.shown if found(post, query, *days)
    )
    made_s = [video["create_time"] for video in videos]
    assert made_s == sorted(made_s, reverse=True)


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
values = json | st.sampled_from(["20240131", "ann", "US", "' OR ''='", "\\", "\x00", "\ud800", "9" * 40, "日" * 501])
odd_conditions = st.fixed_dictionaries(
    {},
    optional={
        "operation": st.sampled_from(sorted(_COMPARE)) | json,
        "field_name": st.sampled_from(sorted(VALUES)) | json,
        "field_values": st.lists(values, max_size=3) | json,
    },
)
odd_lists = st.lists(odd_conditions | conditions(), max_size=3) | json
odd_queries = st.dictionaries(st.sampled_from(["and", "or", "not", "xor"]), odd_lists, max_size=3) | json
odd_bodies = st.fixed_dictionaries(
    {},
    optional={
        "query": queries | odd_queries,
        "start_date": st.sampled_from(DAYS) | json,
        "end_date": st.sampled_from(DAYS) | json,
        "max_count": json,
        "cursor": json,
        "search_id": st.sampled_from(["1", str(2**63), "9" * 40, "-1"]) | json,
        "is_random": json,
    },
)


def _encodable(body: object) -> bool:
    try:
        msgspec.json.encode(body)
    except (UnicodeEncodeError, ValueError, OverflowError):
        return False
    return True


@careful
@given(body=odd_bodies.filter(_encodable))
@example(body={"query": {"and": [[[]]]}})
def test_odd_bodies_are_answered_or_refused_and_never_fail(asked: Asked, body: dict[str, Any]) -> None:
    answer = asked.post(body)
    assert answer.status_code in (200, 400), answer.text
    assert answer.json()["error"]["code"] == ("ok" if answer.status_code == 200 else "invalid_params")
