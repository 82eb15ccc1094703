"""The Research API's objects, as JSON and as tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.importers.reading import FILE_MS, post_in, read_csv, read_file, read_json, read_one, real

from tokgate.domain.counts import Precision
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Comment, Kind
from tokgate.domain.relations import Relation, RelationKind
from tokgate.importers.format import Rejected
from tokgate.importers.research_api import ResearchApi

ID = 7455843246682524960


def video(**members: Any) -> dict[str, Any]:
    return {
        "id": ID,
        "video_description": "chicken #fyp #Family",
        "create_time": 1735948798,
        "username": "someone",
        "region_code": "GB",
        "music_id": 7455843307156359969,
        "view_count": 1363,
        **members,
    }


def test_ids_are_integers_beyond_what_floats_hold(tmp_path: Path) -> None:
    reading = read_json({"data": {"videos": [video()], "has_more": False}, "error": {"code": "ok"}}, tmp_path)
    post = reading.posts[ID]
    assert post.sound is not None
    assert (post.sound.id, post.region, post.created_s) == (7455843307156359969, "GB", 1735948798)
    assert post.counts is not None
    assert (post.counts.plays, post.counts.comments, post.counts.precision) == (1363, None, Precision.EXACT)
    assert (reading.observations[0].observed_ms, reading.observations[0].instant_known) == (FILE_MS, False)


def test_the_documentation_names_the_id_video_id() -> None:
    renamed = video()
    renamed["video_id"] = renamed.pop("id")
    assert post_in(read_one(ResearchApi(), renamed)).id == ID


@pytest.mark.parametrize(
    ("seconds", "kind", "duration_ms"), [(0, Kind.PHOTO, None), (60, Kind.VIDEO, 60000), (None, None, None)]
)
def test_a_duration_of_zero_is_a_photo_post(seconds: int | None, kind: Kind | None, duration_ms: int | None) -> None:
    post = post_in(read_one(ResearchApi(), video(video_duration=seconds)))
    assert (post.kind, post.duration_ms) == (kind, duration_ms)


def test_tags_of_both_lists_are_kept() -> None:
    infos = [{"hashtag_id": 42164, "hashtag_name": "ForYou", "hashtag_description": ""}]
    post = post_in(read_one(ResearchApi(), video(hashtag_names=["foryou", "family"], hashtag_info_list=infos)))
    assert [(tag.name, tag.id) for tag in post.hashtags or []] == [("ForYou", "42164"), ("family", None)]
    assert post.details is not None
    assert post.details["hashtag_info_list"] == infos


def test_what_only_this_api_tells_is_kept_under_its_names() -> None:
    label = {"content": "", "sink": False, "type": 0, "vote": False, "warn": False}
    extra = {
        "effect_ids": ["138955609"],
        "video_label": label,
        "video_tag": {"number": 1, "type": "AIGC Type"},
        "sticker_info_list": [{"sticker_id": 1}],
        "is_stem_verified": True,
        "playlist_id": 7455843307156359970,
        "voice_to_text": "spoken",
        "video_mention_list": ["a name"],
    }
    post = post_in(read_one(ResearchApi(), video(**extra)))
    assert post.voice_to_text == "spoken"
    assert [mention.text for mention in post.mentions or []] == ["a name"]
    assert post.details == {name: value for name, value in extra.items() if name != "voice_to_text"}


@pytest.mark.parametrize("written", [repr, json.dumps])
def test_cells_hold_lists_as_python_or_json_writes_them(written: Any, tmp_path: Path) -> None:
    infos = [{"hashtag_name": "it's", "hashtag_id": 1642346880929797, "hashtag_description": None}]
    cell = written(infos).replace('"', '""')
    rows = f'id,username,view_count,video_description,hashtag_info_list\n{ID},someone,12,,"{cell}"\n'
    post = read_csv(rows, tmp_path).posts[ID]
    assert [(tag.name, tag.id) for tag in post.hashtags or []] == [("it's", "1642346880929797")]
    assert post.text == ""


@pytest.mark.parametrize("cell", ["[{'a': ", "__import__('os').system('true')", "[" * 5000, "{1: [}", "{'a': 1e999}"])
def test_cells_that_cannot_be_read_cost_nothing_else(cell: str) -> None:
    row = {"id": str(ID), "view_count": "12", "region_code": "NO", "hashtag_names": cell, "music_id": ""}
    found = read_one(ResearchApi(), row, table=True)
    post = post_in(found)
    assert post.hashtags is None
    assert post.counts is not None
    assert post.counts.plays == 12
    assert post.sound is None


def test_a_comment_on_the_post_itself_has_no_parent() -> None:
    top = {"id": 7476133838613201686, "video_id": ID, "parent_comment_id": ID, "text": "a", "like_count": 568}
    reply = {**top, "id": 7476133838613201687, "parent_comment_id": 7476133838613201686, "reply_count": 0}
    assert (_comment(top).parent_id, _comment(top).post_id, _comment(top).creator) == (None, ID, None)
    assert _comment(reply).parent_id == 7476133838613201686


def test_ids_that_a_spreadsheet_keeps_as_text_are_read() -> None:
    post = post_in(read_one(ResearchApi(), {"id": f"'{ID}", "view_count": "12", "region_code": "NO"}, table=True))
    told = {"id": f'="{ID}"', "video_id": f"'{ID}", "parent_comment_id": "nan", "text": "a", "like_count": "5"}
    comment = read_one(ResearchApi(), told, table=True)[0].subject
    assert isinstance(comment, Comment)
    assert (post.id, comment.id, comment.post_id, comment.parent_id) == (ID, ID, ID, None)


def test_a_comment_whose_post_is_left_out_is_kept() -> None:
    told = {"id": "7476133838613201686", "video_id": "", "parent_comment_id": "", "text": "a", "like_count": "5"}
    assert (_comment(told).post_id, _comment(told).parent_id, _comment(told).likes) == (None, None, 5)


def test_a_video_keeps_the_exact_json_it_came_as() -> None:
    observed = read_one(ResearchApi(), video(unheard_of=[1]))[0]
    assert observed.body == json.dumps(video(unheard_of=[1])).encode()


def test_a_sheet_keeps_rows_whose_ids_are_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "video_id", "parent_comment_id", "text", "like_count"])
    book.active.append(["7476133838613201686", str(ID), str(ID), "kept", 5])
    book.active.append([7.476133838613202e18, str(ID), str(ID), "rounded", 5])
    path = tmp_path / "comments.xlsx"
    book.save(path)
    reading = read_file(path)
    assert [comment.text for comment in reading.comments.values()] == ["kept"]
    assert [(refusal.field, refusal.place) for refusal in reading.refused] == [("id", "row 3 of Sheet")]


def _comment(value: dict[str, Any]) -> Comment:
    subject = read_one(ResearchApi(), value)[0].subject
    assert isinstance(subject, Comment)
    return subject


def test_an_account_needs_to_be_named() -> None:
    info = {"display_name": "Miguel", "follower_count": 5986940, "is_verified": False, "likes_count": 206515726}
    with pytest.raises(Rejected, match="--creator"):
        read_one(ResearchApi(), info)
    named = read_one(ResearchApi(), info, creator="izzy")[0].subject
    assert isinstance(named, Creator)
    assert named.audience is not None
    assert (named.username, named.audience.followers, named.audience.likes) == ("izzy", 5986940, 206515726)


def test_followers_are_accounts(tmp_path: Path) -> None:
    followers = [{"username": "a", "display_name": "A"}, {"username": "b", "display_name": "B"}]
    reading = read_json({"data": {"user_followers": followers}}, tmp_path)
    assert [each.subject.username for each in reading.observations if isinstance(each.subject, Creator)] == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("user_liked_videos", RelationKind.LIKE),
        ("pinned_videos_list", RelationKind.PIN),
        ("reposted_videos", RelationKind.REPOST),
        ("user_reposted_videos", RelationKind.REPOST),
    ],
)
def test_lists_of_an_account_tell_whose_they_are_only_with_its_name(
    name: str, kind: RelationKind, tmp_path: Path
) -> None:
    document = {"data": {name: [video()]}}
    assert [type(each.subject).__name__ for each in read_json(document, tmp_path).observations] == ["Post"]
    owned: list[Observation] = read_json(document, tmp_path, creator="owner").taken[0]
    assert isinstance(owned[1].subject, Relation)
    assert owned[1].subject.kind is kind


def test_an_answer_that_is_an_error_is_told_with_its_code(tmp_path: Path) -> None:
    error = {"code": "daily_quota_limit_exceeded", "message": "The API daily quota limit exceeded."}
    reading = read_json({"data": {}, "error": error}, tmp_path)
    assert (len(reading.taken), len(reading.refused)) == (0, 1)
    assert "daily_quota_limit_exceeded" in reading.refused[0].reason


def test_real_excel_rounded_ids_are_refused_and_why() -> None:
    reading = read_file(real("research_api/peata__COMMENTS2025-04-28.xlsx"))
    assert (len(reading.taken), len(reading.refused)) == (0, 1848)
    assert {refusal.field for refusal in reading.refused} == {"id"}
    assert all("Excel" in refusal.reason and "as text" in refusal.reason for refusal in reading.refused)


@pytest.mark.parametrize(
    ("name", "records"),
    [
        ("VIDEOS2025-04-09_10-22-19.csv", 2),
        ("VIDEOS2025-04-09_11-25-48.csv", 7),
        ("VIDEOS2025-04-28_14-34-17.csv", 63),
        ("VIDEOS2025-04-28_14-37-03.csv", 35),
        ("videos_izzyandmarysdad_2025-04-01.json", 2),
        ("videos_query_2025-02-27.json", 19),
    ],
)
def test_real_videos_in_any_order_of_columns(name: str, records: int) -> None:
    reading = read_file(real(f"research_api/peata__{name}"))
    assert (len(reading.posts), reading.refused, reading.formats) == (records, [], {"research_api"})
    for post in reading.posts.values():
        assert post.counts is not None
        assert post.counts.plays is not None
        assert post.hashtags is not None
        assert 0 <= (post.created_s or 0) - (post.id >> 32) < 86_400 * 30


def test_real_video_without_music() -> None:
    reading = read_file(real("research_api/peata__VIDEOS2025-04-28_14-34-17.csv"))
    assert reading.posts[7455353903463304470].sound is None


def test_real_video_whose_tag_lists_differ() -> None:
    post = read_file(real("research_api/peata__videos_query_2025-02-27.json")).posts[7455843245730450730]
    assert post.details is not None
    names = {tag.name.casefold() for tag in post.hashtags or []}
    infos = {info["hashtag_name"].casefold() for info in post.details["hashtag_info_list"]}
    assert names == infos | {name.casefold() for name in post.details["hashtag_names"]}


def test_real_comments_are_the_same_in_json_and_csv() -> None:
    as_json = read_file(real("research_api/peata__comments_2025-03-06.json"))
    as_csv = read_file(real("research_api/peata__comments_2025-03-06.csv"))
    assert as_json.comments == as_csv.comments
    assert len(as_json.comments) == 15
    assert all(comment.parent_id is None for comment in as_json.comments.values())


def test_real_account_with_line_breaks_in_its_bio() -> None:
    path = real("research_api/peata__USER_INFO2025-04-28.csv")
    assert [refusal.field for refusal in read_file(path).refused] == ["username"]
    account = read_file(path, creator="izzyandmarysdad").observations[0].subject
    assert isinstance(account, Creator)
    assert (account.bio or "").count("\n") == 2
