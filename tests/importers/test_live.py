"""Live events are known, and told of one by one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.importers.reading import read_file, read_json, real


def test_live_messages_are_refused_with_the_reason(tmp_path: Path) -> None:
    message = {"common": {"method": "WebcastChatMessage", "msgId": "7388577069129749515"}, "content": "hi"}
    reading = read_json([message, message], tmp_path)
    assert (reading.taken, len(reading.refused), reading.formats) == ([], 2, {"live"})
    assert all("not imported" in refusal.reason for refusal in reading.refused)


@pytest.mark.parametrize(
    ("document", "count"),
    [
        ({"WebcastMemberMessage": [{"eventData": "CgA="}, {"eventData": "CgB="}], "WebcastLikeMessage": []}, 2),
        ({"WebcastMemberMessage": ["CgA=", "CgB="]}, 1),
        ({"gifts": [{"id": 1, "name": "Rose", "diamond_count": 1}]}, 1),
    ],
)
def test_packed_messages_and_gifts_are_refused_with_the_reason(
    document: dict[str, Any], count: int, tmp_path: Path
) -> None:
    reading = read_json(document, tmp_path)
    assert (reading.taken, len(reading.refused), reading.formats) == ([], count, {"live"})
    assert all("not imported" in refusal.reason for refusal in reading.refused)


@pytest.mark.parametrize(
    "name",
    [
        "f2__WebcastChatMessage",
        "f2__WebcastGiftMessage",
        "f2__WebcastLikeMessage",
        "f2__WebcastMemberMessage",
        "f2__WebcastRoomStreamAdaptationMessage",
        "f2__WebcastRoomUserSeqMessage",
        "f2__WebcastSocialMessage",
        "f2__WebcastStatsMessage",
        "scrapecreators__user_live_room",
        "tiktoklivejava__gift_list_2023-09-02",
    ],
)
def test_real_live_files_are_accounted_for(name: str) -> None:
    reading = read_file(real(f"live/{name}.json"))
    assert reading.taken == []
    assert reading.refused
    assert all("not imported" in refusal.reason for refusal in reading.refused)
