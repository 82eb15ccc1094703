"""Who may stream into a room, and what is given out, without a media server: what one asks is asked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.evidence import shows
from tests.made import creator_named
from tests.serving import serving

from tokgate import TikAPI
from tokgate.archive import open_archive
from tokgate.dialects.tikapi.credentials import DEMO_ACCOUNT_KEY, DEMO_API_KEY
from tokgate.dialects.tikapi.resources.live import Live
from tokgate.domain.observations import Observation, Provenance
from tokgate.domain.ports import Archive
from tokgate.server.clock import MovableClock
from tokgate.server.demo import demo_credentials
from tokgate.server.live.addresses import MediaPlace, room_of

START_S = 1_790_000_000


class Fixed:
    """A clock that stands until it is moved."""

    def now_ms(self) -> int:
        return START_S * 1000


class Studio:
    """A server beside a media server that is not there, and a room of Ana's."""

    def __init__(self, archive: Archive, url: str, clock: MovableClock, folder: Path) -> None:
        self.archive, self.url, self.clock, self.folder = archive, url, clock, folder
        self.client = TikAPI(DEMO_API_KEY, account_key=DEMO_ACCOUNT_KEY, base_url=url)
        started = self.client.user.live.start(title="Q&A")
        assert started.room is not None
        assert started.stream is not None
        assert started.stream.push is not None
        self.room, self.stream, self.push = int(started.room.id or 0), started.stream, started.stream.push

    def tell(self, what: str, publisher: str = "1", **changes: str) -> int:
        """What nginx sends when somebody streams with the key that was given out; how it is answered."""
        name, _, query = (self.push.key or "").partition("?")
        told = {"call": what, "app": "live", "name": name, "clientid": publisher}
        told |= dict(part.split("=", 1) for part in query.split("&"))
        return httpx.post(f"{self.url}/media/streams/{what}", data=told | changes).status_code

    def is_running(self) -> bool:
        room = self.archive.live_room(self.room)
        assert room is not None
        return room.ended_s is None


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    archive, clock = open_archive(":memory:"), MovableClock(Fixed())
    seen = Observation(subject=creator_named("ana"), source="made", observed_ms=START_S * 1000)
    archive.commit([seen], Provenance(source="made"))
    media = MediaPlace(rtmp_port=19350, folder=str(tmp_path))
    with serving(archive, demo_credentials(archive.creator(username="ana")), clock, media=media) as url:
        yield Studio(archive, url, clock, tmp_path)
    archive.close()


@shows(Live.start, Live.permissions, Live.info)
def test_a_started_room_says_where_to_stream_to_and_where_to_watch(studio: Studio) -> None:
    push, pull = studio.push, studio.stream.pull
    assert pull is not None
    assert push.server == "rtmp://127.0.0.1:19350/live"
    assert push.url == f"{push.server}/{push.key}"
    assert pull.rtmp == f"{push.server}/stream-{studio.room}"
    assert pull.hls == f"{studio.url}/media/streams/stream-{studio.room}.m3u8"
    assert pull.flv is not None
    assert set(pull.flv) == {"FULL_HD1", "HD1", "SD1", "SD2"}
    assert pull.default_resolution in pull.flv
    may = studio.client.user.live.permissions().data
    assert may is not None
    assert may.third_party is True
    assert studio.client.user.live.info(room_id=str(studio.room)).stream is None
    assert studio.tell("publish") == 204
    watched = studio.client.user.live.info(room_id=str(studio.room)).stream
    assert watched is not None
    assert (watched.push, watched.pull is not None) == (None, True)


@shows(Live.start)
def test_a_room_for_the_app_alone_has_no_stream(studio: Studio) -> None:
    assert studio.client.user.live.start(title="Q&A", third_party=False).stream is None


def test_a_key_opens_its_own_room_for_a_day(studio: Studio) -> None:
    for wrong in ({"sign": "AAAA"}, {"sign": ""}, {"name": "stream-1"}, {"name": "x"}, {"expire": "9999999999"}):
        assert studio.tell("publish", **wrong) == 403
    studio.clock.advance(24 * 3_600_000)
    assert studio.tell("publish") == 403
    assert list(studio.folder.iterdir()) == []


def test_a_room_closes_with_its_stream_also_after_the_key_is_over(studio: Studio) -> None:
    assert studio.tell("publish") == 204
    studio.clock.advance(25 * 3_600_000)
    assert studio.is_running()
    assert studio.tell("publish_done") == 204
    assert not studio.is_running()
    assert studio.tell("publish") == 403


def test_a_stream_goes_on_as_long_as_its_room(studio: Studio) -> None:
    assert studio.tell("publish") == studio.tell("update", call="update_publish") == 204
    assert studio.tell("update", call="update_play", sign="", expire="") == 204
    studio.client.user.live.stop()
    assert studio.tell("update", call="update_publish") == studio.tell("update", call="update_play") == 403
    assert studio.tell("update", name=f"stream-{2**63}") == 403
    assert studio.tell("publish_done") == 204
    assert list(studio.folder.iterdir()) == []


def test_one_streams_at_a_time_and_who_was_not_let_in_closes_nothing(studio: Studio) -> None:
    assert studio.tell("publish_done") == 403
    assert studio.tell("publish", "1") == 204
    assert studio.tell("publish", "2") == 403
    assert studio.tell("publish_done", "2") == 403
    assert studio.is_running()
    assert studio.tell("publish_done", "1", sign="AAAA") == 403
    assert studio.is_running()


def test_nothing_is_given_out_but_films(studio: Studio) -> None:
    name = f"stream-{studio.room}"
    for file in (f"{name}.m3u8", f"{name}-12.ts", "nginx.conf"):
        (studio.folder / file).write_bytes(b"content")
    (studio.folder.parent / "stream-1.ts").write_bytes(b"outside")
    media = f"{studio.url}/media/streams/"
    assert httpx.get(f"{media}{name}.m3u8").headers["content-type"] == "application/vnd.apple.mpegurl"
    assert httpx.get(f"{media}{name}-12.ts").content == b"content"
    assert httpx.head(f"{media}{name}-12.ts").headers["content-length"] == "7"
    for path in ("nginx.conf", "", "..%2Fstream-1.ts", f"{name}.publisher", f"{name}.flv", "stream-.ts"):
        assert httpx.get(f"{media}{path}").status_code == 404, path
    assert httpx.post(f"{media}{name}.m3u8").status_code == 405
    assert httpx.get(f"{studio.url}/media/cover/1.jpeg").status_code == 403


@pytest.mark.parametrize("name", ["", "stream-", "stream-x", "stream-1/2", "room-1", "stream-１", f"stream-{'9' * 20}"])
def test_other_names_are_no_streams(name: str) -> None:
    assert room_of(name) is None
