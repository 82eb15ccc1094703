"""A film that ffmpeg streams into a started room is pulled back, and nothing is left running.

It needs nginx with its RTMP module, and ffmpeg: `make live` runs it where they are, and says what is missing elsewhere.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.evidence import shows

from tokgate import TikAPI
from tokgate.dialects.tikapi.resources.live import Live
from tokgate.dialects.tikapi.wire.live import LiveStream
from tokgate.server.live.media_server import NoMediaServer, installed

TOKGATE = (sys.executable, "-m", "tokgate")
FRAMES_PER_S = 25


def what_is_missing() -> str:
    try:
        installed()
    except NoMediaServer as problem:
        return str(problem)
    return ""


needs_media_server = pytest.mark.skipif(bool(what_is_missing()), reason=what_is_missing())


class Demo:
    """A demo with a media server, and its process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self.process = process
        self.line: dict[str, Any] = json.loads(process.stdout.readline())
        keys = self.line["tikapi"]
        self.client = TikAPI(keys["api_key"], account_key=keys["account_key"], base_url=self.line["url"])
        self.port = int(self.line["live"]["rtmp"].rpartition(":")[2].partition("/")[0])

    def started(self) -> tuple[str, LiveStream]:
        """A room that was just begun, and its stream."""
        begun = self.client.user.live.start(title="Check out my live!")
        assert begun.room is not None
        assert begun.stream is not None
        return begun.room.id or "", begun.stream

    def is_running(self, room: str) -> bool:
        data = self.client.user.live.info(room_id=room).data
        assert data is not None
        return data.status == 2

    def media_server_is_there(self) -> bool:
        """Whether anything listens where films were streamed to."""
        table = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
        return any(line.split()[1].endswith(f":{self.port:04X}") and line.split()[3] == "0A" for line in table)


@pytest.fixture
def demo() -> Iterator[Demo]:
    command = [*TOKGATE, "demo", "--live", "--json", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield Demo(process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def pushing(url: str, seconds: int) -> subprocess.Popen[bytes]:
    """A film with sound, streamed as fast as it plays."""
    film = ["-re", "-f", "lavfi", "-i", f"testsrc2=size=320x240:rate={FRAMES_PER_S}"]
    sound = ["-f", "lavfi", "-i", "sine=frequency=440"]
    coded = ["-t", str(seconds), "-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-pix_fmt", "yuv420p"]
    command = ["ffmpeg", "-nostdin", "-loglevel", "error", *film, *sound, *coded, "-c:a", "aac", "-f", "flv", url]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def frames_of(url: str) -> dict[str, int]:
    """What two seconds of a film hold: the frames of each coding."""
    asked = ["-count_frames", "-read_intervals", "%+2", "-show_entries", "stream=codec_name,nb_read_frames"]
    done = subprocess.run(
        ["ffprobe", "-loglevel", "error", *asked, "-of", "json", url], capture_output=True, timeout=30, check=True
    )
    return {each["codec_name"]: int(each["nb_read_frames"]) for each in json.loads(done.stdout)["streams"]}


def eventually(holds: Callable[[], bool]) -> bool:
    """Whether something holds within ten seconds: another program has to do it."""
    until = time.monotonic() + 10
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


@needs_media_server
@shows(Live.start, Live.info, Live.stop)
def test_what_is_streamed_is_watched_and_the_room_closes_with_it(demo: Demo) -> None:
    room, stream = demo.started()
    assert stream.push is not None
    assert stream.push.url is not None
    assert stream.pull is not None
    assert stream.pull.hls is not None
    assert stream.pull.flv is not None
    refused = pushing(stream.push.url.replace("sign=", "sign=x"), 5)
    assert refused.wait(10) != 0

    publisher = pushing(stream.push.url, 14)
    try:
        assert eventually(lambda: demo.client.user.live.info(room_id=room).stream is not None)
        hls, flv = stream.pull.hls, stream.pull.flv["FULL_HD1"]
        assert eventually(lambda: _answers(hls))
        for address in (hls, flv):
            frames = frames_of(address)
            assert frames["h264"] > FRAMES_PER_S, address
            assert frames["aac"] > 20, address
        assert demo.is_running(room)
    finally:
        publisher.terminate()
        publisher.wait(10)
    assert eventually(lambda: not demo.is_running(room))
    stats = demo.client.user.live.stats(room_id=room).data
    assert stats is not None
    assert stats.room_stats is not None
    assert stats.room_stats.live_end_time is not None
    assert demo.started()[0] != room


@needs_media_server
@shows(Live.stop)
def test_a_room_that_is_stopped_ends_its_stream(demo: Demo) -> None:
    room, stream = demo.started()
    assert stream.push is not None
    publisher = pushing(stream.push.url or "", 30)
    try:
        assert eventually(lambda: demo.client.user.live.info(room_id=room).stream is not None)
        demo.client.user.live.stop()
        assert publisher.wait(15) != 0
    finally:
        publisher.kill()
        publisher.wait()


def _answers(url: str) -> bool:
    return subprocess.run(["ffprobe", "-loglevel", "quiet", url], check=False, timeout=30).returncode == 0


@needs_media_server
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_media_server_ends_with_its_gateway(demo: Demo, number: signal.Signals) -> None:
    assert demo.media_server_is_there()
    demo.process.send_signal(number)
    demo.process.wait(20)
    assert eventually(lambda: not demo.media_server_is_there())


def test_what_is_not_installed_is_named(tmp_path: Path) -> None:
    for name in ("sh", "cat"):
        (tmp_path / name).symlink_to(shutil.which(name) or f"/bin/{name}")
    done = subprocess.run(
        [*TOKGATE, "demo", "--live", "--port", "0"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PATH": str(tmp_path)},
    )
    assert done.returncode == 1
    assert "apt install nginx-light libnginx-mod-rtmp ffmpeg" in done.stderr
    assert done.stdout == ""
