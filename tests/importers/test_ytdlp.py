"""Infos and flat listings of yt-dlp."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.importers.reading import post_in, read_file, read_json, read_one, real

from tokgate.importers.ytdlp import Ytdlp

ID = 7526200732681325837
SECOND = ID >> 32
CUT_TITLE = "Day 186. Time is a construct.  #minigolfeveryday #minigolf #everyday ..."


def flat(**members: Any) -> dict[str, Any]:
    url = f"https://www.tiktok.com/@minigolfeveryday/video/{ID}"
    return {"video_id": str(ID), "title": "Day 186.", "upload_date": "20250712", "url": url, **members}


def test_a_listing_tells_the_day_and_the_id_the_second() -> None:
    post = post_in(read_one(Ytdlp(), flat()))
    assert (post.created_s, post.text) == (SECOND, "Day 186.")
    assert post.creator is not None
    assert post.creator.username == "minigolfeveryday"


def test_a_scheduled_post_has_the_day_that_is_told() -> None:
    assert post_in(read_one(Ytdlp(), flat(upload_date="20250720"))).created_s == 1752969600


def test_a_cut_title_is_no_text() -> None:
    post = post_in(read_one(Ytdlp(), flat(title=CUT_TITLE)))
    assert (post.text, post.title) == (None, CUT_TITLE)
    assert post_in(read_one(Ytdlp(), flat(title="and then..."))).text == "and then..."


def test_without_counters_there_are_none_rather_than_zeros() -> None:
    assert post_in(read_one(Ytdlp(), flat())).counts is None


def test_last_updated_without_zone_is_utc(tmp_path: Path) -> None:
    reading = read_json({"videos": [flat()], "last_updated": "2025-07-12T20:15:18.176864"}, tmp_path)
    assert (reading.observations[0].observed_ms, reading.observations[0].instant_known) == (1752351318176, True)


def test_an_info_json_is_told_by_its_extractor(tmp_path: Path) -> None:
    info = {
        "id": str(ID),
        "title": CUT_TITLE,
        "description": "Day 186. Time is a construct. #minigolfeveryday #minigolf #everyday #day #golf",
        "uploader": "minigolfeveryday",
        "uploader_id": "7011111111111111111",
        "channel": "Mini Golf",
        "channel_id": "MS4wLjABAAAAxyz",
        "timestamp": SECOND + 6,
        "duration": 17,
        "view_count": 100,
        "repost_count": 3,
        "save_count": 2,
        "track": "original sound",
        "artists": ["A", "B"],
        "epoch": 1752400000,
        "webpage_url": f"https://www.tiktok.com/@minigolfeveryday/video/{ID}",
        "extractor_key": "TikTok",
        "formats": [{"format_id": "0"}],
    }
    playlist = {"_type": "playlist", "extractor_key": "TikTokUser", "id": "minigolfeveryday", "entries": [info]}
    reading = read_json(playlist, tmp_path)
    post = reading.posts[ID]
    assert reading.formats == {"ytdlp_flat"}
    assert (post.text, post.duration_ms, post.created_s) == (info["description"], 17000, SECOND + 6)
    assert post.counts is not None
    assert (post.counts.plays, post.counts.shares, post.counts.saves, post.counts.reposts) == (100, 3, 2, None)
    assert post.creator is not None
    assert (post.creator.username, post.creator.user_id) == ("minigolfeveryday", "7011111111111111111")
    assert (post.creator.sec_uid, post.creator.name) == ("MS4wLjABAAAAxyz", "Mini Golf")
    assert post.sound is not None
    assert post.sound.author == "A, B"
    assert reading.observations[0].observed_ms == 1752400000000


@pytest.mark.parametrize(
    ("name", "records", "with_counts"),
    [("2025-07-12", 186, False), ("2025-07-30", 200, True), ("2025-09-10", 200, True)],
)
def test_real_snapshots_with_and_without_counters(name: str, records: int, with_counts: bool) -> None:
    reading = read_file(real(f"ytdlp_flat/minigolf__tiktok_videos_{name}.json"))
    assert (len(reading.posts), reading.refused) == (records, [])
    assert all((post.counts is not None) == with_counts for post in reading.posts.values())
    assert all((post.created_s or 0) >= post.id >> 32 for post in reading.posts.values())
    assert all(not (post.text or "").endswith("...") or len(post.text or "") < 70 for post in reading.posts.values())


def test_real_empty_title() -> None:
    assert read_file(real("ytdlp_flat/minigolf__tiktok_videos_2025-07-12.json")).posts[7516345442758577454].text == ""
