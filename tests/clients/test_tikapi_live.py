"""The vendor's client, unmodified, starts a room of the demo's world, talks in it, and pages each list to its end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.evidence import shows
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.dialects.tikapi.credentials import DEMO_ACCOUNT_KEY, DEMO_API_KEY
from tokgate.dialects.tikapi.resources.live import Live
from tokgate.server.demo import demo_credentials
from tokgate.world.making import write_world
from tokgate.world.people import sample_username

SCRIPT = Path(__file__).with_name("run_tikapi_live.py")

pytestmark = pytest.mark.clients


@shows(*Live.operations())
def test_every_call_in_live_rooms_answers_and_every_list_ends(tmp_path: Path) -> None:
    archive = open_archive(str(tmp_path / "world.db"))
    write_world(archive, 7)
    sample = archive.creator(username=sample_username(7))
    assert sample is not None
    rooms = archive.live_rooms(sample.key, after=None, limit=99).rows
    [running, *_] = archive.running_rooms(after=None, limit=9).rows
    said = archive.live_events(rooms[1].id, after=None, limit=999).rows
    with serving(archive, demo_credentials(sample)) as url:
        command = [sys.executable, str(SCRIPT), url, DEMO_API_KEY, DEMO_ACCOUNT_KEY, str(rooms[1].id)]
        done = subprocess.run([*command, running.title or ""], capture_output=True, text=True, timeout=120, check=False)
    archive.close()
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)

    assert {page["status"] for pages in answers.values() for page in pages} == {"success"}
    started = answers["start"][0]["room"]["id"]
    assert [each["content"] for each in answers["said"][0]["messagesList"]] == ["A mí me gusta"]
    assert answers["info"][0]["data"]["id"] == started
    assert answers["stats"][0]["data"]["room_stats"]["live_comment_ucnt"] == 1
    assert str(running.id) in [card["live_info"]["id"] for page in answers["search"] for card in page["data"]]
    listed = [card["live_info"]["id"] for page in answers["list"] for card in page["data"]]
    assert listed == [started, *(str(room.id) for room in rooms)]
    assert [card["live_info"]["id"] for page in answers["oldest"] for card in page["data"]] == listed[::-1]
    told = [message["msgId"] for page in answers["chat"] for message in page["messagesList"]]
    assert told == [str(event.id) for event in said]
    assert answers["transactionHistory"][0]["transactions"]
    assert answers["recommend"][0]["data"]
