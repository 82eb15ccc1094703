"""TikTok's own "Download your data"."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.importers.reading import read_file, read_json, real

from tokgate.archive import open_archive
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Outcome, Provenance
from tokgate.domain.posts import Post, Tombstone
from tokgate.domain.relations import Relation, like

ID = 7200255970008861998
LINK = f"https://www.tiktokv.com/share/video/{ID}/"
ENTRY = {"Date": "2024-12-15 19:03:08", "Link": LINK}
LIKED = {"date": "2024-12-15 19:03:14", "link": LINK}
OWN = {"Date": "2023-02-16 02:00:00", "Link": LINK, "Likes": "12", "Title": "N/A", "WhoCanView": "Only me"}


def layout(name: str, handle: str | None) -> dict[str, Any]:
    profile = {"Profile": {"Profile Information": {"ProfileMap": {"userName": handle, "likesReceived": "None"}}}}
    if name == "new":
        return {
            "Post": {"Posts": {"VideoList": [OWN]}, "Recently Deleted Posts": {"PostList": None}},
            "Profile": {"Profile Info": {"ProfileMap": {"userName": handle}}},
            "Your Activity": {
                "Like List": {"App": 1, "ItemFavoriteList": [LIKED]},
                "Searches": {"SearchList": [{"Date": "2024-12-15 19:02:48", "SearchTerm": "minigames"}]},
                "Watch History": {"VideoList": [ENTRY, {"Date": "N/A", "Link": ""}]},
            },
        }
    return {
        "Activity": {
            "Like List": {"ItemFavoriteList": [LIKED]},
            "Search History": {"SearchList": [{"Date": "2024-12-15 19:02:48", "SearchTerm": "minigames"}]},
            "Video Browsing History": {"VideoList": [ENTRY, {"Date": "N/A", "Link": ""}]},
            "Favorite Sounds": {"FavoriteSoundList": [{"Date": "x", "Link": "https://www.tiktok.com/music/a-1"}]},
            "Favorite Hashtags": {"FavoriteHashtagList": [{"Date": "x", "Link": "https://www.tiktok.com/tag/a"}]},
            "Following List": {"Following": [{"Date": "2024-12-15 19:02:48", "UserName": "somebody"}]},
            "Watch Live History": {"WatchLiveMap": {"1": {"WatchTime": "x", "Link": "x", "Comments": None}}},
            "Comments": {"CommentsList": [{"date": "2024-12-15 19:02:48", "comment": "a", "photo": "N/A", "url": ""}]},
        },
        "Video": {"Videos": {"VideoList": [OWN]}},
        **profile,
    }


@pytest.mark.parametrize("name", ["new", "old"])
def test_both_layouts_tell_likes_and_own_posts_of_the_exporter(name: str, tmp_path: Path) -> None:
    reading = read_json(layout(name, "exporter"), tmp_path)
    assert (len(reading.taken), len(reading.refused)) == (3, 1)
    likes = [each.subject for each in reading.observations if isinstance(each.subject, Relation)]
    assert likes == [like(Creator(username="exporter"), Post(id=ID), at_s=1734289394)]
    own = [each.subject for each in reading.observations if isinstance(each.subject, Post) and each.subject.counts]
    assert len(own) == 1
    assert own[0].creator is not None
    assert own[0].counts is not None
    assert (own[0].creator.username, own[0].counts.likes, own[0].private, own[0].text) == ("exporter", 12, True, None)


@pytest.mark.parametrize("blank", ["", "N/A", "None", None, "user"])
def test_an_exporter_that_was_blanked_is_nobody(blank: str | None, tmp_path: Path) -> None:
    reading = read_json(layout("new", blank), tmp_path)
    assert not any(isinstance(each.subject, Relation) for each in reading.observations)
    assert all(post.creator is None for post in reading.posts.values())
    named = read_json(layout("new", blank), tmp_path, creator="given")
    assert any(isinstance(each.subject, Relation) for each in named.observations)


def test_recently_deleted_posts_are_gone(tmp_path: Path) -> None:
    document = {"Post": {"Posts": {"VideoList": None}, "Recently Deleted Posts": {"PostList": [OWN]}}}
    found = read_json(document, tmp_path).taken[0]
    assert isinstance(found[0].subject, Post)
    assert isinstance(found[1].subject, Tombstone)


def test_an_entry_without_its_link_is_refused(tmp_path: Path) -> None:
    refusal = read_json(layout("new", "exporter"), tmp_path).refused[0]
    assert (refusal.field, "is empty" in refusal.reason) == ("Link", True)


def test_real_export_counts_repeated_views_as_duplicates() -> None:
    reading = read_file(real("data_export/laminelsu__user_data_tiktok.json"))
    assert (len(reading.taken), reading.refused, reading.formats) == (19, [], {"data_export"})
    assert all(isinstance(each.subject, Post) and each.subject.is_stub for each in reading.observations)
    with_archive = open_archive(":memory:")
    outcomes = [with_archive.commit(record, Provenance(source="data_export"))[0] for record in reading.taken]
    assert (outcomes.count(Outcome.NEW), outcomes.count(Outcome.DUPLICATE)) == (15, 4)
    with_archive.close()
