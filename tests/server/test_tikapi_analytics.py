"""Analytics tell what was seen of the account, by UTC day, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from tests.evidence import shows
from tests.made import creator_named, post_of
from tests.serving import serving

import tokgate
from tokgate.archive import open_archive
from tokgate.contract.errors import Cause
from tokgate.dialects.tikapi.credentials import DEMO_ACCOUNT_KEY, DEMO_API_KEY
from tokgate.dialects.tikapi.parameters.analytics import AnalyticsType
from tokgate.dialects.tikapi.resources.user import User
from tokgate.domain.counts import Audience, Counts
from tokgate.domain.live import LiveRoom
from tokgate.domain.observations import Observation, Provenance, Subject
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Post
from tokgate.domain.relations import Relation, RelationKind, follow
from tokgate.server.demo import demo_credentials

KEYS = {"X-API-KEY": DEMO_API_KEY, "X-ACCOUNT-KEY": DEMO_ACCOUNT_KEY}
TODAY = datetime(2026, 11, 20, 12, tzinfo=UTC)
ANN, BOB = creator_named("ann"), creator_named("bob")


class StoppedClock:
    """Always noon of one day."""

    def now_ms(self) -> int:
        """Unix milliseconds."""
        return at_s(0) * 1000


def at_s(days_ago: float) -> int:
    """A second so many days before now."""
    return int((TODAY - timedelta(days=days_ago)).timestamp())


def name(days_ago: int) -> str:
    """How answers call a day."""
    return (TODAY - timedelta(days=days_ago)).date().isoformat()


def days(series: list[dict[str, Any]]) -> dict[str, int]:
    """A series as its days' numbers."""
    return {each["Date"]: each["Value"] for each in series}


def _post(number: int, days_ago: float, **fields: Any) -> Post:
    return post_of(post_id=(at_s(days_ago) << 32) + number, created_s=at_s(days_ago), creator=ANN, **fields)


OLD, NEW, SECRET = (
    _post(1, 40, text="old"),
    _post(2, 2, text="new"),
    _post(3, 3, text="secret", private=True, counts=Counts()),
)


def _seen() -> Iterator[tuple[Subject, float]]:
    for followers, days_ago in ((100, 9), (130, 1), (125, 0.2)):
        yield msgspec.structs.replace(ANN, audience=Audience(followers=followers)), days_ago
    for post, plays, likes, days_ago in ((OLD, 1000, 50, 30), (OLD, 1500, 48, 3), (NEW, 0, 0, 2), (NEW, 90, 9, 0.1)):
        yield msgspec.structs.replace(post, counts=Counts(plays=plays, likes=likes)), days_ago
    yield SECRET, 3
    yield BOB, 5
    yield follow(BOB, ANN, at_s=at_s(4)), 4
    yield Relation(kind=RelationKind.FOLLOW, creator=BOB, other=ANN, ended=True, ended_s=at_s(1)), 1
    for number, days_ago, length_s in ((1, 20, 100), (2, 5, 600), (3, 5, 300), (4, 0.01, None)):
        started_s = at_s(days_ago)
        ended_s = None if length_s is None else started_s + length_s
        yield LiveRoom(id=number, creator=ANN, started_s=started_s, ended_s=ended_s, viewers=10 * number, diamonds=7), 0


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = open_archive(str(tmp_path / "seen.db"))
    for subject, days_ago in _seen():
        seen = Observation(subject=subject, source="test", observed_ms=at_s(days_ago) * 1000)
        archive.commit([seen], Provenance(source="test"))
    yield archive
    archive.close()


@pytest.fixture
def url(archive: Archive) -> Iterator[str]:
    with serving(archive, demo_credentials(archive.creator(username="ann")), StoppedClock()) as url:
        yield url


def figures(url: str, path: str, status: int = 200, **params: object) -> Any:
    """What is answered."""
    query = {key: str(value) for key, value in params.items()}
    response = httpx.get(f"{url}/creator/analytics/{path}", params=query, headers=KEYS, timeout=30)
    assert response.status_code == status, response.text
    return response.json() if status != 200 else response.json()["data"]


@shows(User.analytics)
def test_overview_has_the_days_on_which_something_was_seen(url: str) -> None:
    data = figures(url, "overview")

    assert days(data["video_views"]) == {name(3): 500, name(2): 0, name(0): 90}
    assert days(data["likes"]) == {name(3): -2, name(2): 0, name(0): 9}
    assert days(data["followers"]) == {name(1): 130, name(0): 125}
    assert data.keys() == {"video_views", "likes", "followers"}
    assert days(figures(url, "overview", days=3)["video_views"]) == {name(2): 0, name(0): 90}


@shows(User.analytics)
@pytest.mark.parametrize("path", ["content", "videos"])
def test_content_is_what_was_published(url: str, path: str) -> None:
    new, secret = figures(url, path)["videos"]

    assert (new["id"], new["desc"], new["createTime"]) == (str(NEW.id), "new", at_s(2))
    assert (new["playCount"], new["gainedPlays"], new["gainedDiggs"]) == (90, 90, 9)
    assert "commentCount" not in new
    assert secret["id"] == str(SECRET.id)
    assert [each["id"] for each in figures(url, path, days=365)["videos"]] == [
        str(each.id) for each in (NEW, SECRET, OLD)
    ]


@shows(User.analytics, causes=(Cause.UNKNOWN_POST, Cause.INVALID_PARAMETER))
def test_one_video_of_the_accounts_own(url: str, archive: Archive) -> None:
    data = figures(url, "video", media_id=OLD.id)
    assert (data["video"]["id"], data["video"]["playCount"], data["video"]["gainedPlays"]) == (str(OLD.id), 1500, 500)
    assert days(data["video_views"]) == {name(3): 500}

    theirs = msgspec.structs.replace(_post(9, 1), creator=BOB)
    archive.commit([Observation(subject=theirs, source="test", observed_ms=1)], Provenance(source="test"))
    for media_id in (theirs.id, 123, "9" * 20):
        assert figures(url, "video", 403, media_id=media_id)["statusCode"] == 10204
    assert figures(url, "video", 400)["fields"].keys() == {"media_id"}
    assert figures(url, "reach", 400)["fields"].keys() == {"type"}


@shows(User.analytics)
def test_followers_come_and_go_on_the_days_that_are_known(url: str) -> None:
    assert {key: days(series) for key, series in figures(url, "followers").items()} == {
        "followers": {name(1): 130, name(0): 125},
        "net_followers": {name(1): 30, name(0): -5},
        "new_followers": {name(4): 1},
        "lost_followers": {name(1): 1},
    }


@shows(User.analytics)
def test_live_rooms_count_on_the_day_on_which_they_were_opened(url: str) -> None:
    assert {key: days(series) for key, series in figures(url, "live").items()} == {
        "live_rooms": {name(5): 2, name(0): 1},
        "live_duration": {name(5): 900},
        "live_viewers": {name(5): 50, name(0): 40},
        "live_diamonds": {name(5): 14, name(0): 7},
    }


@shows(User.analytics)
def test_the_sdk_has_them_typed(url: str) -> None:
    with tokgate.TikAPI(DEMO_API_KEY, account_key=DEMO_ACCOUNT_KEY, base_url=url) as client:
        answer = client.user.analytics(type=AnalyticsType.OVERVIEW, days=1)
        assert answer.days == 1
        assert answer.data is not None
        assert [(each.Date, each.Value) for each in answer.data.video_views or ()] == [(name(0), 90)]


def test_of_an_account_of_which_nothing_was_seen_nothing_is_told(tmp_path: Path) -> None:
    archive = open_archive(str(tmp_path / "empty.db"))
    archive.commit([Observation(subject=BOB, source="test", observed_ms=1)], Provenance(source="test"))
    with serving(archive, demo_credentials(archive.creator(username="bob")), StoppedClock()) as url:
        assert [figures(url, path) for path in ("overview", "content", "followers", "live")] == [
            {},
            {"videos": []},
            {},
            {},
        ]
    archive.close()
