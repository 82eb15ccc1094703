"""Tables that people make."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.reading import FILE_MS, Reading, outcome_of, post_in, read_csv, read_file, read_one, real

from tokgate.archive import open_archive
from tokgate.domain.counts import Counts, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.posts import Kind
from tokgate.importers.fields import FIELDS
from tokgate.importers.format import Rejected
from tokgate.importers.mappings import NO_MAPPING, check_mapping
from tokgate.importers.notes import Notes
from tokgate.importers.run import import_paths
from tokgate.importers.selection import Selection
from tokgate.importers.tabular import MappedTabular, Tabular

ID = 7313461705244282143
SECOND = ID >> 32  # 2023-12-17T07:26:36Z
URL = f"https://www.tiktok.com/@someone/video/{ID}"


def row(**cells: str) -> Any:
    return post_in(read_one(Tabular(), {"id": str(ID), **cells}, table=True))


def refusal(cells: dict[str, str], **context: Any) -> Rejected:
    with pytest.raises(Rejected) as refused:
        read_one(Tabular(), cells, table=True, **context)
    return refused.value


@pytest.mark.parametrize("headers", ["video_id,likes", "Video ID,Like Count", "id,diggCount", "\ufeffvideo_id,Hearts"])
def test_columns_are_known_by_their_usual_names(headers: str, tmp_path: Path) -> None:
    post = read_csv(f"{headers}\n{ID},12\n", tmp_path).posts[ID]
    assert post.counts is not None
    assert (post.counts.likes, post.counts.plays) == (12, None)


@pytest.mark.parametrize(
    ("cell", "count", "precision"),
    [
        ("343296.0", 343296, Precision.UNKNOWN),
        ("1,234,567", 1234567, Precision.UNKNOWN),
        ("1.2M", 1200000, Precision.ROUNDED),
        ("12,3k", 12300, Precision.ROUNDED),
        ("1.2E+06", 1200000, Precision.ROUNDED),
        ("0", 0, Precision.UNKNOWN),
    ],
)
def test_counters_are_read_as_people_write_them(cell: str, count: int, precision: Precision) -> None:
    counts = row(plays=cell).counts
    assert (counts.plays, counts.precision) == (count, precision)


@pytest.mark.parametrize("cell", ["", "None", "nan", "N/A", "-2095000000"])
def test_empty_and_overrun_counters_say_nothing(cell: str) -> None:
    assert row(plays=cell).counts is None


def test_a_counter_that_is_none_is_unknown_and_told_by_its_column() -> None:
    notes = Notes()
    post = post_in(
        read_one(Tabular(), {"video_id": str(ID), "visninger": "many", "likes": "5"}, table=True, notes=notes)
    )
    assert post.counts == Counts(likes=5)
    assert [(each.column, each.value, "1.2M" in each.reason) for each in notes.first_odd] == [
        ("visninger", "many", True)
    ]


@pytest.mark.parametrize(
    ("told", "second"),
    [
        ("2023-12-17T07:26:40", SECOND + 4),
        ("2023-12-17 07:26:40+00:00", SECOND + 4),
        (str(SECOND + 4), SECOND + 4),
        (str((SECOND + 4) * 1000), SECOND + 4),
        ("2023-12-17", SECOND),
        ("2023-12-16", SECOND),
        ("2023-12-18", SECOND),
        ("2023-12-30", 1703894400),
        ("2023-12-17T02:27:13", SECOND),
        ("2023-12-17T14:26:40", SECOND),
        ("2023-12-17T21:26:40+07:00", SECOND + 4 + 7 * 3600),
        ("2023-12-17T07:26:35Z", SECOND - 1),
        ("17-12-2023 07:26:40", SECOND + 4),
        ("17.12.2023", SECOND),
        ("12/17/2023 07:26:40", SECOND + 4),
        ("6/10/2025 22:44", None),
        ("2023-12-17T07:20:00", SECOND),
        ("2023-12-17T12:00:00", 1702814400),
        ("17. december", None),
        ("", None),
    ],
)
def test_the_second_in_the_id_corrects_the_time_told(told: str, second: int | None) -> None:
    assert row(created_at=told).created_s == second


@pytest.mark.parametrize(
    ("told", "observed_ms"),
    [
        ("20260330_193550_a14bfb", 1774899350000),
        ("2026-03-30T19:35:50Z", 1774899350000),
        ("1774899350", 1774899350000),
    ],
)
def test_a_run_tells_when_it_was(told: str, observed_ms: int) -> None:
    found = read_one(Tabular(), {"id": str(ID), "run_id": told}, table=True)[0]
    assert (found.observed_ms, found.instant_known) == (observed_ms, True)
    untold = read_one(Tabular(), {"id": str(ID), "text": "a"}, table=True)[0]
    assert (untold.observed_ms, untold.instant_known) == (FILE_MS, False)


def test_an_unreadable_instant_is_unknown_and_told() -> None:
    notes = Notes()
    found = read_one(Tabular(), {"id": str(ID), "run_id": "tuesday"}, table=True, notes=notes)[0]
    assert (found.observed_ms, found.instant_known) == (FILE_MS, False)
    assert (notes.odd, notes.first_odd[0].column, notes.first_odd[0].value) == (1, "run_id", "tuesday")


def test_the_id_and_handle_are_those_of_the_link() -> None:
    post = post_in(read_one(Tabular(), {"url": URL, "vistas": "6845"}, table=True))
    assert post.creator is not None
    assert (post.id, post.creator.username) == (ID, "someone")


def test_an_id_that_excel_destroyed_is_taken_from_the_link() -> None:
    for destroyed in ("7.31E+18", "7313461705244280000"):
        assert post_in(read_one(Tabular(), {"id": destroyed, "url": URL, "likes": "1"}, table=True)).id == ID


@pytest.mark.parametrize("destroyed", ["7.31E+18", "7,31346E+18", "7.313461705244282e+18"])
def test_an_id_that_excel_destroyed_is_refused_without_a_link(destroyed: str) -> None:
    refused = refusal({"video_id": destroyed, "likes": "1"})
    assert (refused.field, "Excel" in refused.reason, "as text" in refused.reason) == ("video_id", True, True)


def test_cells_that_excel_keeps_as_text_are_ids() -> None:
    for cell in (f'="{ID}"', f"'{ID}", f" {ID} "):
        assert row(id=cell).id == ID


def test_an_id_without_a_time_is_refused_unless_a_column_tells_one() -> None:
    refused = refusal({"video_id": "7017666017", "likes": "1"})
    assert (refused.field, "id >> 32" in refused.reason) == ("video_id", True)
    dated = {"video_id": "7017666017", "likes": "1", "create_time": "2021-05-01T00:00:00Z"}
    assert post_in(read_one(Tabular(), dated, table=True)).created_s == 1619827200


def test_a_row_with_nothing_but_its_id_is_a_post_to_be_hydrated() -> None:
    assert row(likes="", plays="nan", text="").is_stub


def test_no_plays_but_many_likes_is_kept_as_told() -> None:
    counts = row(plays="0", likes="5300").counts
    assert (counts.plays, counts.likes) == (0, 5300)


def test_every_cell_is_kept_with_the_record() -> None:
    observed = read_one(Tabular(), {"id": str(ID), "likes": "1", "party_name": "Venstre"}, table=True)[0]
    assert json.loads(observed.body or b"") == {"id": str(ID), "likes": "1", "party_name": "Venstre"}


def test_rows_that_do_not_name_their_creator_are_the_given_ones() -> None:
    creator = post_in(read_one(Tabular(), {"id": str(ID), "likes": "1"}, table=True, creator="given")).creator
    assert creator == Creator(username="given")


def test_hashtags_and_mentions_may_share_a_column() -> None:
    post = row(hashtags="@lokilove009,#libros,#opinión,#libros", mentions="['@other']")
    assert [tag.name for tag in post.hashtags] == ["libros", "opinión"]
    assert [each.username for each in post.mentions] == ["lokilove009", "other"]


def test_a_duration_of_zero_or_a_photo_link_is_a_photo_post() -> None:
    assert row(video_duration="0").kind is Kind.PHOTO
    assert row(url=f"https://www.tiktok.com/@a/photo/{ID}").kind is Kind.PHOTO
    assert (row(video_duration="12.5").kind, row(video_duration="12.5").duration_ms) == (Kind.VIDEO, 12500)


def test_a_row_without_a_post_is_an_account() -> None:
    account = read_one(Tabular(), {"tiktok_handle": "@someone", "følgere": "67500", "likes": "5"}, table=True)[
        0
    ].subject
    assert isinstance(account, Creator)
    assert account.audience is not None
    assert (account.username, account.audience.followers, account.audience.likes) == ("someone", 67500, 5)


def test_a_mapping_reads_any_table(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(f"clé,corps,vues,desc\n{ID},bonjour,12,not this\n", "utf-8")
    archive = open_archive(":memory:")
    mapping = {"clé": "id", "corps": "text", "vues": "plays", "desc": "ignore"}
    summary = import_paths(archive, [path], Selection(mapping=mapping))
    assert (summary.read, summary.new, summary.formats) == (1, 1, {"tabular": 1})
    post = archive.posts_by_id([ID])[0]
    assert post.counts is not None
    assert (post.text, post.counts.plays) == ("bonjour", 12)
    with pytest.raises(ValueError, match="right would be plays"):
        import_paths(archive, [path], Selection(mapping={"vues": "play"}))
    rejects = io.StringIO()
    refused = import_paths(archive, [path], Selection(mapping={**mapping, "vue": "likes"}), rejects=rejects)
    assert (refused.rejected, "right would be vues" in rejects.getvalue()) == (1, True)
    archive.close()


def test_every_field_can_be_mapped_and_no_other() -> None:
    check_mapping(dict.fromkeys(FIELDS, "ignore") | {field: field for field in FIELDS})
    for wrong in ("", "ID", "view"):
        with pytest.raises(ValueError, match="right would be"):
            check_mapping({"column": wrong})


@given(st.dictionaries(st.sampled_from([*FIELDS, "x"]), st.text(max_size=40), min_size=1), st.booleans())
def test_no_cell_breaks_the_import(cells: dict[str, str], with_id: bool) -> None:
    value = cells | {"id": str(ID)} if with_id else cells
    found = outcome_of(lambda: read_one(MappedTabular(NO_MAPPING), value, table=True))
    assert found.reason if isinstance(found, Rejected) else len(found) == 1


def _cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_real_danish_crawls() -> None:
    first = read_file(real("tabular/kgspindler__videos_2026-03-22.csv"))
    second = read_file(real("tabular/kgspindler__videos_2026-03-30.csv"))
    assert (len(first.posts), len(second.posts), first.refused, second.refused) == (4976, 5310, [], [])
    assert len(first.posts.keys() & second.posts.keys()) == 4605
    assert _counts(first, 7615355515672988950)[1] == 122
    assert _counts(second, 7615355515672988950)[1] == 121
    assert first.posts[7620033322500050198].text != second.posts[7620033322500050198].text
    assert {each.observed_ms for each in second.observations} == {1774899350000}
    scheduled = second.posts[7585135364851911958]
    assert (scheduled.created_s or 0) - (scheduled.id >> 32) > 10 * 86_400


def test_real_counters_that_went_down_are_two_observations() -> None:
    archive = open_archive(":memory:")
    crawls = [real(f"tabular/kgspindler__videos_2026-03-{day}.csv") for day in ("22", "30")]
    summary = import_paths(archive, crawls)
    assert (summary.read, summary.rejected, summary.new) == (4976 + 5310, 0, 4976 + 5310 - 4605)
    assert sorted(each.counts.likes or 0 for each in archive.history(7615355515672988950)) == [121, 122]
    archive.close()


def _counts(reading: Reading, post_id: int) -> tuple[int | None, int | None]:
    counts = reading.posts[post_id].counts
    return (counts.plays, counts.likes) if counts else (None, None)


def test_real_danish_profiles() -> None:
    reading = read_file(real("tabular/kgspindler__profiles_2026-03-30.csv"))
    assert (len(reading.taken), reading.refused) == (218, [])
    account = reading.observations[0].subject
    assert isinstance(account, Creator)
    assert account.audience is not None
    assert (account.audience.followers, account.audience.likes, account.audience.posts) == (67500, 710200, 77)


def test_real_spanish_search_results() -> None:
    reading = read_file(real("tabular/diegourielvr__tiktok_dataset.csv"))
    assert (len(reading.posts), reading.refused) == (6398, [])
    post = reading.posts[7195686135157296390]
    assert [each.username for each in post.mentions or []] == ["lokilove009"]
    assert post.counts is not None
    assert (post.counts.plays, post.counts.likes) == (1470, None)
    assert post.creator is not None
    assert post.creator.username == "mr.cactus_avt"


def test_real_pyktok_table_with_local_times() -> None:
    reading = read_file(real("tabular/hl105_pyktok__tiktok_data.csv"))
    assert (len(reading.posts), reading.refused) == (4, [])
    assert all(post.created_s == post.id >> 32 for post in reading.posts.values())
    photo = reading.posts[7315263847651233030]
    assert (photo.kind, photo.text) == (Kind.PHOTO, None)
    assert photo.creator is not None
    assert (photo.creator.username, photo.creator.audience) == ("dougythesheepadoodle", None)


def test_real_synthetic_table_is_refused_row_by_row() -> None:
    reading = read_file(real("tabular/wttcss__coursera_claims_SYNTHETIC.csv"))
    assert (len(reading.taken), len(reading.refused)) == (0, 19382)
    assert {refused.field for refused in reading.refused} == {"video_id"}
