"""TikTok's "Download your data" as text, in the language of the account."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from tests.importers.reading import read_file

from tokgate.domain.creators import Creator
from tokgate.domain.posts import Post, Tombstone
from tokgate.domain.relations import Relation, like

ID = 7300000000000000001
LINK = f"https://www.tiktokv.com/share/video/{ID}/"


def written(text: str, folder: Path, name: str = "Watch History.txt") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("date", "link"),
    [
        ("Date", "Link"),
        ("Datum", "Link"),
        ("Fecha", "Enlace"),
        ("日期", "链接"),
        ("Дата", "Ссылка"),
        ("التاريخ", "الرابط"),
    ],
)
@pytest.mark.parametrize("colon", [": ", ":", "："])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_shape_of_the_values_tells_in_any_language(
    date: str, link: str, colon: str, end: str, tmp_path: Path
) -> None:
    block = f"{date}{colon}2023-12-23 19:23:04{end}{link}{colon}{LINK}{end}{end}"
    reading = read_file(written("\ufeff" + block + block.replace("23 19", "24 19"), tmp_path))
    assert (len(reading.taken), reading.refused, reading.formats) == (2, [], {"data_export"})
    assert [each.subject for each in reading.observations] == [Post(id=ID)] * 2
    assert [each.observed_ms for each in reading.observations] == [1703359384000, 1703445784000]


def test_likes_and_own_posts_are_told_by_the_name_of_the_file(tmp_path: Path) -> None:
    liked = f"Date: 2023-12-23 19:23:04\nLink: {LINK}\n\n"
    (relation,) = read_file(written(liked, tmp_path, "Like List.txt"), creator="ann").observations
    assert relation.subject == like(Creator(username="ann"), Post(id=ID), at_s=1703359384)
    assert isinstance(relation.subject, Relation)

    own = (
        f"Date: 2023-02-16 02:00:00\nLink: {LINK}\nLike(s): 12\nWho can view: Only me\nTitle: N/A\nCover Image: N/A\n\n"
    )
    (post,) = read_file(written(own, tmp_path, "Posts.txt"), creator="ann").posts.values()
    assert post.counts is not None
    assert (post.counts.likes, post.private, post.text) == (12, True, None)

    gone = read_file(written(own, tmp_path, "Recently Deleted Posts.txt"), creator="ann")
    assert any(isinstance(each.subject, Tombstone) for each in gone.observations)


def test_an_own_post_with_the_link_of_its_file_is_refused_as_the_export_it_is(tmp_path: Path) -> None:
    own = "Date: 2023-02-16 02:00:00\nLink: https://v16m.tiktokcdn.com/abc/video/tos/file.mp4\nLike(s): 12\n\n"
    reading = read_file(written(own, tmp_path, "Posts.txt"))
    assert (reading.formats, len(reading.refused)) == ({"data_export"}, 1)
    assert "names no post" in reading.refused[0].reason


@pytest.mark.parametrize(
    "text",
    [
        "Date: 2023-12-23 19:23:04\nSearch Term: cats, dogs\n\nDate: 2023-12-23 19:24:04\nSearch Term: https\n",
        "Username: ann\nBio: hello, I am ann\n",
        "Read me first, please.\nThere is nothing here.\n",
        "Date: 2023-12-23 19:23:04\nLink: https://www.tiktok.com/music/a-1\n\n",
    ],
)
def test_texts_in_which_no_post_is_named_are_passed_over_and_named(text: str, tmp_path: Path) -> None:
    reading = read_file(written(text, tmp_path, "Other.txt"))
    assert (reading.taken, reading.refused) == ([], [])
    assert [each.name for each in reading.skipped] == ["Other.txt"]


def test_a_text_of_ids_or_of_a_known_table_is_still_read(tmp_path: Path) -> None:
    assert len(read_file(written(f"{ID}\n{ID + 1}\n", tmp_path, "ids.txt")).taken) == 2
    assert len(read_file(written(f"video_id\tplays\n{ID}\t5\n", tmp_path, "table.txt")).taken) == 1


def test_the_zip_as_it_is_delivered(tmp_path: Path) -> None:
    watched = f"Date: 2023-12-23 19:23:04\nLink: {LINK}\n\n"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("TikTok/Activity/Watch History.txt", watched)
        parts.writestr("TikTok/Activity/Like List.txt", watched)
        parts.writestr("TikTok/Profile/Profile Information.txt", "Username: ann\n")
    path = tmp_path / "TikTok_Data_1703359384.zip"
    path.write_bytes(buffer.getvalue())

    reading = read_file(path, creator="ann")
    assert [type(each.subject) for each in reading.observations] == [Relation, Post]
    assert [each.name for each in reading.skipped] == ["TikTok/Profile/Profile Information.txt"]
