"""The world after its end: whatever the steps, the same; never less than before; never more than it can bear."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tokgate.archive import open_archive
from tokgate.domain.instants import DAY_S
from tokgate.domain.ports import Archive
from tokgate.world.living import LAST_S, Life, catch_up, live_until
from tokgate.world.making import World, write_world
from tokgate.world.people import END_S, sample_username
from tokgate.world.sizes import Size

SIZE = Size(creators=12, posts=300, items=True)
END_MS = END_S * 1000
HOUR_MS = 3_600_000


def made(folder: Path, name: str, size: Size = SIZE) -> Archive:
    """A small world."""
    archive = open_archive(str(folder / f"{name}.db"))
    write_world(archive, 5, size)
    return archive


def state(archive: Archive) -> list[object]:
    """All that can be read of posts, creators and live rooms."""
    rooms = archive.live_rooms(after=None, limit=9999).rows
    return [
        [(room, archive.live_events(room.id, after=None, limit=9999).rows) for room in rooms],
        *_of_creators(archive),
    ]


def _of_creators(archive: Archive) -> list[object]:
    return [
        (
            summary,
            [
                (post, archive.history(post.id), archive.comments(post.id))
                for post in archive.all_posts(summary.creator.key)
            ],
        )
        for summary in archive.creators()
    ]


@pytest.mark.parametrize("steps", [[50, 50], [1, 2, 97], [30, 10, 20, 40], [100, 60, 100]])
def test_steps_do_not_matter(tmp_path: Path, steps: list[int]) -> None:
    whole, parts = made(tmp_path, "whole"), made(tmp_path, "parts")
    live_until(whole, 5, END_MS, END_MS + 100 * 7 * HOUR_MS)
    at_ms = END_MS
    for step in steps:
        at_ms = min(at_ms + step * 7 * HOUR_MS, END_MS + 100 * 7 * HOUR_MS)
        catch_up(parts, at_ms)
    assert state(parts) == state(whole)
    before = state(whole)
    live_until(whole, 5, END_MS, END_MS + 100 * 7 * HOUR_MS)
    assert state(whole) == before
    whole.close()
    parts.close()


def test_time_brings_posts_counts_and_comments_and_takes_posts_away(tmp_path: Path) -> None:
    archive = made(tmp_path, "a", Size(creators=40, posts=3000))
    before = {post.id: post for post in archive.all_posts()}
    sample = archive.creator(username=sample_username(5))
    assert catch_up(archive, END_MS) == catch_up(archive, END_MS - HOUR_MS) == 0
    assert catch_up(archive, END_MS + 30 * 24 * HOUR_MS) > 300
    after = {post.id: post for post in archive.all_posts()}
    new = [post for name, post in after.items() if name not in before]
    assert len(new) > 40
    assert all(END_S < (post.created_s or 0) <= END_S + 30 * DAY_S for post in new)
    assert sum(bool(archive.comments(post.id)) for post in new) > 2
    plays = [(before[name].counts, after[name].counts) for name in before]
    assert all(((one and one.plays) or 0) <= ((two and two.plays) or 0) for one, two in plays)
    assert sum(((one and one.plays) or 0) < ((two and two.plays) or 0) for one, two in plays) > 40
    assert len(archive.posts_by_id(list(before))) < len(before)
    later = archive.creator(username=sample_username(5))
    assert sample is not None
    assert later is not None
    assert sample.audience is not None
    assert later.audience is not None
    assert (later.audience.followers or 0) >= (sample.audience.followers or 0)
    archive.close()


def test_live_rooms_begin_are_talked_in_and_end(tmp_path: Path) -> None:
    archive = made(tmp_path, "a")
    sample = archive.creator(username=sample_username(5))
    assert sample is not None
    assert sample.key is not None
    assert archive.running_room(sample.key) is None
    running = archive.running_rooms(after=None, limit=9).rows
    assert len(running) >= 2
    said = sum(len(archive.live_events(room.id, after=None, limit=99).rows) for room in running)

    catch_up(archive, END_MS + 8 * HOUR_MS)
    assert sum(len(archive.live_events(room.id, after=None, limit=99).rows) for room in running) > said
    catch_up(archive, END_MS + 30 * HOUR_MS)
    ended = archive.live_room(running[0].id)
    assert ended is not None
    assert END_S < (ended.ended_s or 0) < END_S + DAY_S
    later = archive.running_rooms(after=None, limit=9).rows
    assert len(later) >= 2
    assert not {room.id for room in later} & {room.id for room in running}
    assert archive.gifts(sample.key, offset=0, limit=9).rows
    archive.close()


def test_an_archive_without_a_world_does_not_live(tmp_path: Path) -> None:
    archive = open_archive(str(tmp_path / "empty.db"))
    assert catch_up(archive, END_MS + HOUR_MS) == 0
    assert list(archive.creators()) == []
    archive.close()


def test_however_far_the_clock_goes_the_work_is_bounded() -> None:
    life = Life(World(5, SIZE))
    last = max(each.observed_ms for each in life.between(END_S, LAST_S))
    assert last <= LAST_S * 1000


def test_a_year_takes_seconds(tmp_path: Path) -> None:
    archive = open_archive(str(tmp_path / "demo.db"))
    write_world(archive, 7)
    began = time.process_time()
    catch_up(archive, END_MS + 365 * 24 * HOUR_MS)
    assert time.process_time() - began < 10  # a couple on an idle machine
    far = catch_up(archive, 10**15)
    assert far > 0
    assert catch_up(archive, 10**15) == 0
    archive.close()
