"""Snapshots and reset: archive and controls put away, and put back."""

from __future__ import annotations

import resource
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.made import creator_named, keep, post_of
from tests.server.controls.conftest import OPEN, START, Caller, StandingClock
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.archive.errors import ArchiveError, NotAnArchiveError
from tokgate.archive.sqlite.archive import SqliteArchive
from tokgate.dialects.official.credentials import DEMO_CLIENT_KEY, DEMO_CLIENT_SECRET
from tokgate.domain.creators import Creator
from tokgate.server.clock import MovableClock
from tokgate.server.controls import ControlOptions
from tokgate.server.demo import demo_credentials
from tokgate.server.run import live_on
from tokgate.server.snapshots import Snapshots
from tokgate.world.making import write_world

START_S = 1_700_000_000


def add_creator(archive: SqliteArchive, username: str) -> None:
    keep(archive, creator_named(username), [post_of(post_id=(START_S << 32) + 7, created_s=START_S)])


def creators(archive: SqliteArchive) -> set[str]:
    return {summary.creator.username or "" for summary in archive.creators()}


def test_archive_clock_quotas_and_faults_come_back(call: Caller, own: SqliteArchive) -> None:
    call.control("quotas", limit=5, bucket="tikapi.day")
    call.control("faults", operation="tikapi", fault="rate_limit", after=2, first=1)
    call.control("clock", advance="1h", freeze=True)
    call.posts()
    assert [row["name"] for row in call.control("snapshots", save="before")["snapshots"]] == ["before"]
    add_creator(own, "late")
    call.posts()
    call.posts()
    call.control("clock", advance="9d", freeze=False)
    call.control("quotas", limit=None, on=False)
    call.http.delete("/_tokgate/faults")
    call.control("snapshots", load="before")

    assert "late" not in creators(own)
    assert call.show("clock")["now"] == "2026-11-02T13:00:00.000Z"
    assert call.show("clock")["frozen"] is True
    assert [(row["limit"], row["used"]) for row in call.show("quotas")["quotas"]] == [(5, 1)]
    assert [call.posts().status_code for _ in range(4)] == [200, 429, 200, 200]


def test_those_who_save_under_one_name_at_once_take_turns(call: Caller, own: SqliteArchive) -> None:
    def save(_: int) -> int:
        return call.http.post("/_tokgate/snapshots", json={"save": "race"}, timeout=60).status_code

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(save, range(24))) == {200}
    own.restore_from(own.path.with_name(own.path.name + ".snapshots") / "race.db")
    assert [file.name for file in own.path.with_name(own.path.name + ".snapshots").iterdir()] == ["race.db"]


def test_a_copy_that_is_made_twice_at_once_is_whole(own: SqliteArchive, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: own.copy_to(tmp_path / "copy.db"), range(8)))
    assert [file.name for file in tmp_path.glob("*copy*")] == ["copy.db"]
    own.restore_from(tmp_path / "copy.db")


def test_a_share_goes_on_as_it_would_have(call: Caller) -> None:
    call.control("faults", fault="server_error", share=0.5, seed=3)
    for _ in range(5):
        call.posts(count=1)
    call.control("snapshots", save="middle")
    first = [call.posts(count=1).status_code for _ in range(20)]
    call.control("snapshots", load="middle")

    assert [call.posts(count=1).status_code for _ in range(20)] == first


def test_saving_again_replaces_and_a_branch_is_a_copy(call: Caller, own: SqliteArchive) -> None:
    call.control("snapshots", save="main")
    call.control("snapshots", branch="other", **{"from": "main"})
    add_creator(own, "late")
    call.control("snapshots", save="main")
    call.control("snapshots", load="other")
    assert "late" not in creators(own)
    call.control("snapshots", load="main")
    assert "late" in creators(own)
    taken = call.http.post("/_tokgate/snapshots", json={"branch": "other", "from": "main"})
    assert (taken.status_code, taken.json()["field"]) == (409, "branch")
    assert [row["name"] for row in call.control("snapshots", remove="other")["snapshots"]] == ["main"]


@pytest.mark.parametrize(
    ("order", "status", "said"),
    [
        ({"load": "mian"}, 404, "did you mean 'main'?"),
        ({"remove": "mian"}, 404, "did you mean 'main'?"),
        ({"branch": "new", "from": "mian"}, 404, "did you mean 'main'?"),
        ({"save": "../main"}, 400, "use letters"),
        ({"save": ".hidden"}, 400, "use letters"),
        ({"save": ""}, 400, "use letters"),
        ({"save": "a", "load": "b"}, 400, "give one of"),
        ({"branch": "a"}, 400, "together with from"),
        ({"saev": "a"}, 400, "did you mean 'save'?"),
    ],
)
def test_a_wrong_order_is_told(call: Caller, order: dict[str, Any], status: int, said: str) -> None:
    call.control("snapshots", save="main")
    answer = call.http.post("/_tokgate/snapshots", json=order)

    assert answer.status_code == status
    assert said in answer.json()["error"]
    assert [row["name"] for row in call.show("snapshots")["snapshots"]] == ["main"]


def test_a_failed_save_leaves_the_old_one(own: SqliteArchive, tmp_path: Path) -> None:
    snapshots = Snapshots(own)
    snapshots.save("main")
    before = (tmp_path / "own.db.snapshots" / "main.db").read_bytes()
    add_creator(own, "late")
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        # As on a disk that is full.
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, unlimited[1]))
        with pytest.raises(ArchiveError, match="cannot copy"):
            snapshots.save("main")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)

    assert [file.name for file in (tmp_path / "own.db.snapshots").iterdir()] == ["main.db"]
    assert (tmp_path / "own.db.snapshots" / "main.db").read_bytes() == before
    snapshots.load("main")
    assert "late" not in creators(own)


def test_controls_of_another_version_are_left_alone(call: Caller, own: SqliteArchive) -> None:
    Snapshots(own).save("strange", b'{"clock": 7}')
    call.control("clock", advance="1h")
    add_creator(own, "late")
    answer = call.http.post("/_tokgate/snapshots", json={"load": "strange"})

    assert answer.status_code == 400
    assert "another version" in answer.json()["error"]
    assert "late" not in creators(own)
    assert call.show("clock")["now"] == "2026-11-02T13:00:00.000Z"


def test_a_damaged_snapshot_is_told_and_changes_nothing(call: Caller, own: SqliteArchive, tmp_path: Path) -> None:
    call.control("snapshots", save="main")
    (tmp_path / "own.db.snapshots" / "main.db").write_bytes(b"damaged" * 1000)
    answer = call.http.post("/_tokgate/snapshots", json={"load": "main"})

    assert answer.status_code == 500
    assert "cannot load the snapshot" in answer.json()["error"]
    assert call.posts().status_code == 200


def test_a_file_that_is_no_copy_changes_nothing(own: SqliteArchive, tmp_path: Path) -> None:
    names = creators(own)
    for content in (b"", b"not a database" * 1000, (tmp_path / "own.db").read_bytes()[:100]):
        (tmp_path / "bad.db").write_bytes(content)
        with pytest.raises(NotAnArchiveError):
            own.restore_from(tmp_path / "bad.db")
    assert creators(own) == names


def test_a_reader_sees_one_state_while_another_is_put_back(own: SqliteArchive, tmp_path: Path) -> None:
    posts = own.all_posts()
    first = next(posts)
    own.copy_to(tmp_path / "copy.db")
    other = open_archive(str(tmp_path / "own.db"))
    assert isinstance(other, SqliteArchive)
    add_creator(other, "late")
    other.restore_from(tmp_path / "copy.db")

    assert first.id
    assert sum(1 for _ in posts) > 1000
    assert "late" not in creators(own)
    other.close()


def test_reset_puts_everything_back_to_the_start(call: Caller, own: SqliteArchive) -> None:
    form = {"client_key": DEMO_CLIENT_KEY, "client_secret": DEMO_CLIENT_SECRET, "grant_type": "client_credentials"}
    token = call.http.post("/v2/oauth/token/", data=form).json()["access_token"]
    add_creator(own, "late")
    call.control("clock", set="2030-01-01", speed=60, freeze=True)
    call.control("quotas", limit=0)
    call.control("faults", fault="server_error")
    assert call.control("reset") == {"reset": True, "archive": True}
    state = call.show("state")

    assert "late" not in creators(own)
    assert state["clock"] == {"now": START, "now_ms": 1_793_620_800_000, "frozen": False, "speed": 1.0}
    assert state["faults"] == []
    assert state["quotas"] == {"on": False}
    assert state["requests"] == 0
    assert call.reposted(token).status_code == 401
    assert call.posts().status_code == 200
    call.control("reset")
    assert call.show("requests")["requests"] == []


def test_without_a_copy_of_the_start_reset_leaves_the_archive_alone(own: SqliteArchive, sample: Creator) -> None:
    with serving(own, demo_credentials(sample), StandingClock(), ControlOptions(admin_open=True)) as url:
        add_creator(own, "late")
        assert httpx.post(f"{url}/_tokgate/reset").json() == {"reset": True, "archive": False}
    assert "late" in creators(own)


def test_a_world_lives_on_as_the_clock_moves_and_goes_back_with_it(tmp_path: Path) -> None:
    archive = open_archive(str(tmp_path / "world.db"))
    assert isinstance(archive, SqliteArchive)
    write_world(archive, 7)
    clock = MovableClock(StandingClock())
    clock.on_move.append(partial(live_on, archive))

    def posts() -> int:
        return sum(summary.posts for summary in archive.creators())

    began = posts()
    with serving(archive, [], clock, OPEN) as url, httpx.Client(base_url=url, timeout=30) as http:
        http.post("/_tokgate/clock", json={"advance": "7d"})
        week = posts()
        http.post("/_tokgate/snapshots", json={"save": "week"})
        http.post("/_tokgate/clock", json={"advance": "7d"})
        assert began < week < posts()
        http.post("/_tokgate/snapshots", json={"load": "week"})
        assert posts() == week
        http.post("/_tokgate/reset")
        assert posts() == began
        http.post("/_tokgate/clock", json={"advance": "7d"})
        assert posts() == week
    archive.close()
