"""Lists of ids to be hydrated."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importers.reading import Reading, read_csv, read_file, read_json, real

ID = 7068563399923322117
OTHER = 7070499639832661254


@pytest.mark.parametrize(
    "rows",
    [
        f"video_id,user_unique_id\n{ID},someone\n{OTHER},\n",
        f"Video ID\n{ID}\n{OTHER}\n",
        f"id;username\n{ID};@someone\n{OTHER};\n",
        f"{ID}\n{OTHER}\n",
        f"{ID},someone\n{OTHER},\n",
        f"https://www.tiktok.com/@someone/video/{ID}\nhttps://www.tiktokv.com/share/video/{OTHER}/\n",
        f'url\n"https://www.tiktok.com/@someone/video/{ID}?is_copy_url=1"\nhttps://www.tiktok.com/@b/photo/{OTHER}\n',
        f'id\n"=""{ID}"""\n\'{OTHER}\n',
    ],
)
def test_ids_and_links_with_and_without_handles(rows: str, tmp_path: Path) -> None:
    _is_list_of_both(read_csv(rows, tmp_path), with_handle="someone" in rows)


def test_ids_as_json_lines_and_arrays(tmp_path: Path) -> None:
    lines = tmp_path / "ids.jsonl"
    lines.write_text(f'{ID}\n"{OTHER}"\n', "utf-8")
    _is_list_of_both(read_file(lines), with_handle=False)
    lines.write_text(f'{{"id": {ID}, "username": "someone"}}\n{{"id": "{OTHER}"}}\n', "utf-8")
    _is_list_of_both(read_file(lines), with_handle=True)
    _is_list_of_both(read_json([str(ID), OTHER], tmp_path), with_handle=False)
    _is_list_of_both(read_json({"video_ids": [str(ID), str(OTHER)]}, tmp_path), with_handle=False)


def _is_list_of_both(reading: Reading, *, with_handle: bool) -> None:
    assert (reading.formats, reading.refused, list(reading.posts)) == ({"id_list"}, [], [ID, OTHER])
    assert all(post.is_stub for post in reading.posts.values())
    creator = reading.posts[ID].creator
    assert (creator.username if creator else None) == ("someone" if with_handle else None)


def test_a_broken_id_does_not_cost_the_others(tmp_path: Path) -> None:
    reading = read_csv(f"video_id\n{ID}\n7.61E+18\n12\n\n{OTHER}\n", tmp_path)
    assert list(reading.posts) == [ID, OTHER]
    assert [refusal.field for refusal in reading.refused] == ["video_id", "video_id"]
    assert "Excel" in reading.refused[0].reason


def test_real_list() -> None:
    reading = read_file(real("id_list/networkdynamics__ukraine_video_ids.csv"))
    assert (len(reading.posts), reading.refused, reading.formats) == (9503, [], {"id_list"})
    assert len({post.creator.username for post in reading.posts.values() if post.creator}) == 5782


def test_a_number_that_holds_no_second_of_tiktok_is_refused_for_that_reason(tmp_path: Path) -> None:
    (refusal,) = read_csv("id\n230000000000000001\n", tmp_path).refused
    assert "holds no second since 2014" in refusal.reason


def test_a_rounded_id_is_refused_for_the_rounding_alone(tmp_path: Path) -> None:
    (refusal,) = read_csv("id,username,plays\n7.49E+18,ann,5\n", tmp_path).refused
    assert "rounded" in refusal.reason
    assert "share" not in refusal.reason
