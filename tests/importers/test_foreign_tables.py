"""Tables as public tools and people make them: what is surely meant is read, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.reading import Reading, post_in, read_csv, read_json, read_one

from tokgate.archive import open_archive
from tokgate.domain.counts import Audience, Counts
from tokgate.domain.creators import Creator
from tokgate.domain.posts import Comment, Post, Sound
from tokgate.importers.columns import layout_of, meaning_of
from tokgate.importers.format import Rejected
from tokgate.importers.notes import Notes
from tokgate.importers.run import Summary, import_paths
from tokgate.importers.selection import Selection
from tokgate.importers.tabular import Tabular
from tokgate.importers.tiktok_scraper import TiktokScraper

ID = 7300000000000000001
LINK = f"https://www.tiktok.com/@real.one/video/{ID}"


def row_of(**cells: Any) -> tuple[Post, Notes]:
    notes = Notes()
    return post_in(read_one(Tabular(), {"id": str(ID), **cells}, table=True, notes=notes)), notes


def the_post(reading: Reading) -> Post:
    [post] = reading.posts.values()
    assert reading.refused == []
    return post


def imported(path: Path, **told: Any) -> tuple[Summary, list[Post]]:
    archive = open_archive(":memory:")
    summary = import_paths(archive, [path], Selection(**told))
    posts = list(archive.all_posts())
    archive.close()
    return summary, posts


COMMENT = {
    "url": LINK,
    "comment_id": "7300000000000000101",
    "text": "so good",
    "user": "a_commenter",
    "user_id": "6900000000000000001",
    "created_at": "2023-11-12 08:00:00",
    "likes_count": 4,
    "reply_count": 1,
}


def test_a_row_with_a_comments_id_is_a_comment_and_leaves_the_post_alone(tmp_path: Path) -> None:
    reading = read_json([COMMENT], tmp_path)
    assert reading.posts == {}
    assert reading.comments == {
        7300000000000000101: Comment(
            id=7300000000000000101,
            post_id=ID,
            creator=Creator(user_id="6900000000000000001", username="a_commenter"),
            text="so good",
            created_s=1699776000,
            likes=4,
            replies=1,
        )
    }


@pytest.mark.parametrize(
    "cut", [{"comment_id": ""}, {"comment_id": "Ugx-not-tiktok"}, {"comment_id": "12", "created_at": ""}]
)
def test_a_row_that_is_a_comment_by_half_is_refused_and_never_a_post(cut: dict[str, str]) -> None:
    with pytest.raises(Rejected):
        read_one(Tabular(), {**COMMENT, "likes_count": "4", "reply_count": "1", **cut}, table=True)


def test_a_comment_among_the_posts_own_columns_takes_none_of_them(tmp_path: Path) -> None:
    table = (
        f"cid,video_url,video_description,video_likes,comment,digg_count\n7300000000000000101,{LINK},caption,99,wow,2\n"
    )
    [comment] = read_csv(table, tmp_path).comments.values()
    assert (comment.post_id, comment.text, comment.likes) == (ID, "wow", 2)


def test_replies_say_that_a_row_is_a_comment_unless_they_are_mapped_away(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text(f"id,likes,replies\n{ID},4,5\n")
    refused, _ = imported(path)
    assert (refused.new, refused.rejected) == (0, 1)
    assert "--map COLUMN=ignore for replies" in refused.notes.first_rejected[0].reason
    _, [post] = imported(path, mapping={"replies": "ignore"})
    assert post.counts == Counts(likes=4)


SEARCH_CSV = (
    "author_username,username,follower_count,like_count,video_url,video_caption,video_details_info.diggCount,"
    "video_details_info.playCount,video_details_info.commentCount,video_details_info.shareCount,"
    "video_details_info.collectCount\n"
    f"Ann Display,ann.x,15900,487800,https://www.tiktok.com/@ann.x/video/{ID},a caption,3768,40000,64,70,251\n"
)
SEARCH_JSON = {
    "username": "ann.x",
    "follower_count": 15900,
    "like_count": 487800,
    "author_details_info": {"nickname": "Ann Display", "followerCount": 15900, "heartCount": 487800},
    "video_url": f"https://www.tiktok.com/@ann.x/video/{ID}",
    "video_caption": "a caption",
    "video_details_info": {
        "diggCount": 3768, "playCount": 40000, "commentCount": 64, "shareCount": 70, "collectCount": 251,
    },
}  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_counter_is_whose_group_it_stands_in(form: str, tmp_path: Path) -> None:
    post = the_post(read_csv(SEARCH_CSV, tmp_path) if form == "csv" else read_json([SEARCH_JSON], tmp_path))
    assert post.text == "a caption"
    assert post.counts == Counts(likes=3768, plays=40000, comments=64, shares=70, saves=251)
    audience = Audience(followers=15900, likes=487800)
    assert post.creator == Creator(username="ann.x", name="Ann Display", audience=audience)


def test_members_at_any_depth_can_be_mapped(tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    item = {"nr": str(ID), "stats": {"seen": 7, "hearts": 3}}
    path.write_text(json.dumps({"page": [{"item": item, "by": [{"at": "x"}]}]}))
    summary, [post] = imported(path, mapping={"item.nr": "id", "item.stats.seen": "plays"})
    assert (summary.read, post.counts) == (1, Counts(plays=7, likes=3))
    assert summary.notes.ignored == {"by": 1}


def test_two_columns_of_one_meaning_that_differ_leave_it_unknown() -> None:
    post, notes = row_of(likes="5", digg_count="6", plays="9", views="9.0")
    assert post.counts == Counts(plays=9)
    assert [(each.column, each.value) for each in notes.first_odd] == [("likes, digg_count", "5, 6")]


@pytest.mark.parametrize("shown", ["The Real Channel", "TheRealChannel"])
def test_the_handle_in_the_link_beats_a_display_name(shown: str, tmp_path: Path) -> None:
    table = f"id,url,description,author,author_followers,digg_count\n{ID},{LINK},a caption,{shown},277400,59\n"
    creator = the_post(read_csv(table, tmp_path)).creator
    assert creator == Creator(username="real.one", name=shown, audience=Audience(followers=277400))


def test_a_list_of_links_and_names_has_the_links_handle(tmp_path: Path) -> None:
    creator = the_post(read_csv(f"url,author\n{LINK},The Real Channel\n", tmp_path)).creator
    assert creator == Creator(username="real.one", name="The Real Channel")


def test_hashtags_may_be_objects_and_counters_plural(tmp_path: Path) -> None:
    row = {
        "caption": "hello",
        "commentsCount": 2,
        "likesCount": 51,
        "sharesCount": 1,
        "playCount": 587,
        "collectCount": 3,
    }
    tagged = {"id": str(ID), **row, "hashtags": [{"name": "fyp"}]}
    reading = read_json([tagged, {"id": str(ID + 1), **row, "hashtags": []}], tmp_path)
    assert reading.refused == []
    for post in reading.posts.values():
        assert post.counts == Counts(plays=587, likes=51, comments=2, shares=1, saves=3)
    assert [tag.name for tag in reading.posts[ID].hashtags or []] == ["fyp"]


def test_an_object_that_holds_records_of_its_own_is_no_row(tmp_path: Path) -> None:
    item = {
        "id": str(ID),
        "desc": "x",
        "createTime": 1699663698,
        "author": {"uniqueId": "a"},
        "stats": {"diggCount": 1},
    }
    reading = read_json([{"item_id": str(ID), "likes": 4, "data": item}], tmp_path)
    assert reading.formats == {"web_item"}
    rows = {"id": "7300000000000000009", "likes": 1, "videos": [{"id": str(ID), "likes": 2}]}
    assert list(read_json(rows, tmp_path).posts) == [ID]


def test_the_exporters_own_account_is_no_creator_to_be_kept(tmp_path: Path) -> None:
    profile = {"ProfileMap": {"userName": "me", "likesReceived": "12", "emailAddress": "a@example.org"}}
    assert read_json({"Profile": profile}, tmp_path).taken == []


@pytest.mark.parametrize(
    "header",
    [
        "Link;Visualizações;Curtidas;Comentários;Data;Título",
        "Link;Visualizaciones;Me gusta;Comentarios;Fecha;Título",
        "Link;Aufrufe;Gefällt mir;Kommentare;Datum;Titel",
        "Video link;Total views;Total likes;Total comments;Post time;Video title",
    ],
)
def test_columns_are_known_in_several_languages(header: str, tmp_path: Path) -> None:
    post = the_post(read_csv(f"{header}\n{LINK};58745;4541;167;11-11-2023 01:57:00;um título\n", tmp_path))
    assert post.counts == Counts(plays=58745, likes=4541, comments=167)
    assert (post.text, post.created_s) == ("um título", 1699667820)


def test_the_table_of_4cat_is_read_whole(tmp_path: Path) -> None:
    header = (
        "id,author,author_full,author_followers,body,unix_timestamp,music_name,music_id,music_author,tiktok_url,likes,"
    )
    header += "comments,shares,plays,hashtags,location_created\n"
    cells = (
        f"{ID},real.one,Ann A,5945,the caption,1699663698,a song,7300000000000000201,Singer,{LINK},598,101,632,47700,"
    )
    post = the_post(read_csv(f"{header}{cells}fyp,TR\n", tmp_path))
    assert post.creator == Creator(username="real.one", name="Ann A", audience=Audience(followers=5945))
    assert post.sound == Sound(id=7300000000000000201, title="a song", author="Singer")
    assert (post.text, post.created_s, post.region) == ("the caption", 1699663698, "TR")
    assert post.counts == Counts(plays=47700, likes=598, comments=101, shares=632)


def test_apifys_table_keeps_sound_saves_and_author(tmp_path: Path) -> None:
    header = "authorMeta.name,authorMeta.nickName,authorMeta.fans,text,diggCount,collectCount,videoMeta.duration,"
    header += "musicMeta.musicName,musicMeta.musicAuthor,musicMeta.musicOriginal,createTimeISO,webVideoUrl,"
    header += "hashtags/0/name,hashtags/1/name\n"
    table = f"{header}real.one,Ann A,59,cap,4,5,17,song,Singer,false,2023-11-11T00:48:18.000Z,{LINK},fyp,cats\n"
    post = the_post(read_csv(table, tmp_path))
    assert post.creator == Creator(username="real.one", name="Ann A", audience=Audience(followers=59))
    assert post.sound == Sound(title="song", author="Singer", original=False)
    assert (post.counts, post.duration_ms) == (Counts(likes=4, saves=5), 17000)
    assert [tag.name for tag in post.hashtags or []] == ["fyp", "cats"]


def test_apifys_objects_keep_saves_and_reposts() -> None:
    meta = {"authorMeta": {"id": "7000000000000000001", "name": "ann"}, "videoMeta": {"duration": 17}}
    row = {"id": str(ID), "text": "t", "createTime": 1699663698, **meta, "collectCount": 59288, "repostCount": 6}
    counts = post_in(read_one(TiktokScraper(), row)).counts
    assert counts is not None
    assert (counts.saves, counts.reposts) == (59288, 6)


def test_one_odd_cell_costs_its_field_and_is_told() -> None:
    post, notes = row_of(views="541.2K", likes="5", shares="Share", duration="00:31", observed_at="6/10/2025 22:44")
    assert post.counts is not None
    assert (post.counts.plays, post.counts.likes, post.counts.shares, post.duration_ms) == (541200, 5, None, 31000)
    assert {each.column: each.value for each in notes.first_odd} == {
        "shares": "Share",
        "observed_at": "6/10/2025 22:44",
    }


def test_ids_of_accounts_and_sounds_that_a_float_rounded_are_unknown() -> None:
    post, notes = row_of(user_id="7300000000000000000.0", music_id="7.3e+18", likes="1")
    assert (post.creator, post.sound, notes.odd) == (None, None, 2)


@pytest.mark.parametrize(("cell", "count"), [("65099.99999999999", 65100), (65099.99999999999, 65100), ("12.5", None)])
def test_counts_are_whole(cell: Any, count: int | None) -> None:
    post, notes = row_of(likes=cell, plays="1")
    assert post.counts == Counts(plays=1, likes=count)
    assert notes.odd == (count is None)


@pytest.mark.parametrize(
    ("cell", "tags"),
    [
        ("old times, fyp", ["old times", "fyp"]),
        ("fyp cats", ["fyp", "cats"]),
        ("#fyp #cats", ["fyp", "cats"]),
        ("fyp;old times", ["fyp", "old times"]),
    ],
)
def test_where_a_cell_has_commas_only_they_divide(cell: str, tags: list[str]) -> None:
    assert [tag.name for tag in row_of(hashtags=cell)[0].hashtags or []] == tags


def test_tags_that_ran_together_are_left_out_and_told() -> None:
    post, notes = row_of(hashtags="fyp,eunion #,alessences @ogx,@La Panza")
    assert [tag.name for tag in post.hashtags or []] == ["fyp"]
    assert [mention.text for mention in post.mentions or []] == ["La Panza"]
    assert [remark.value for remark in notes.first_odd] == ["eunion #", "alessences @ogx"]


def test_a_caption_with_dots_of_its_own_is_a_caption() -> None:
    caption = "a whole caption of more than seventy characters which its author ends with dots of the own..."
    post, _ = row_of(text=caption)
    assert (post.text, post.title) == (caption, None)


def test_columns_that_are_not_understood_are_counted_unless_mapped_to_nothing(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"id,likes,party,mood\n{ID},4,x,\n{ID + 1},5,y,z\n")
    assert imported(path)[0].notes.ignored == {"party": 2, "mood": 1}
    assert imported(path, mapping={"party": "ignore"})[0].notes.ignored == {"mood": 1}


@pytest.mark.parametrize(
    "name", ["account_type", "party", "data.likes", "video.cover", "music.duration", "author.diggCount"]
)
def test_a_name_of_no_sure_meaning_has_none(name: str) -> None:
    assert meaning_of(name) is None


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("video_author", "username"),
        ("item.author.stats.heartCount", "likes_received"),
        ("data.item.stats.playCount", "plays"),
        ("post_music_id", "sound_id"),
        ("authorMeta/name", "username"),
        ("user.name", "name"),
        ("Video ID", "id"),
        ("author_video_count", "posts"),
    ],
)
def test_a_name_tells_whose_its_column_is(name: str, field: str) -> None:
    meaning = meaning_of(name)
    assert meaning is not None
    assert meaning.field == field


@given(st.lists(st.text(max_size=20), max_size=8, unique=True))
def test_every_column_is_read_or_told_of(columns: list[str]) -> None:
    layout = layout_of(tuple(columns))
    read = {column for names in layout.columns.values() for column in names}
    assert read.isdisjoint(layout.unread)
    assert read | set(layout.unread) == set(columns)
