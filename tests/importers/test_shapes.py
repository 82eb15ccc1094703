"""An example of each shape that public tools write, and what it gives: one invented post."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from tests.importers.reading import read_file

from tokgate.domain.posts import Post

SHAPES = Path(__file__).parent / "shapes"
ID = 7_300_000_000_000_000_001
SECOND = 1_699_663_698


class Shape(msgspec.Struct, frozen=True):
    """What a file gives: its formats, how many records are taken and refused, and what the first post says.

    `known` are members of the post: of h(andle), n(ame), t(ext), s(econd), d(uration), p(lays), l(ikes), c(omments),
    r (shares), f (saves), m(usic), # (hashtags).
    """

    file: str
    formats: str
    taken: int
    known: str = ""
    refused: int = 0
    comments: int = 0


SHAPE_LIST = [
    Shape("web_item_list.json", "web_item", 2, "hntsdplcrfm"),
    Shape("web_item_detail.json", "web_item", 1, "hntsdplcrfm"),
    Shape("web_item_beside_summary.jsonl", "web_item", 1, "hntsdplcrfm"),
    Shape("web_item_legacy.json", "web_item_legacy", 1, "hntsdplcrm"),
    Shape("zeeschuimer.ndjson", "zeeschuimer", 1, "hntsdplcrfm"),
    Shape("scraper_rows.jsonl", "scraper_jsonl", 1, "hntsdplcrm#", refused=1),
    Shape("tiktok_scraper.json", "tiktok_scraper", 1, "hntsdplcrm#"),
    Shape("tiktok_scraper.csv", "tiktok_scraper", 1, "tslcrm"),
    Shape("aweme_list.json", "aweme", 1, "hntsdplcrfm"),
    Shape("aweme_search.json", "aweme", 1, "hntsdplcrfm"),
    Shape("web_comments.json", "comments", 1, comments=2),
    Shape("research_api.json", "research_api", 1, "htsdplcrm#"),
    Shape("research_api_pandas.csv", "research_api", 1, "htsdplcrm#"),
    Shape("research_api_comments.json", "research_api", 1, comments=1),
    Shape("ytdlp_listing.json", "ytdlp_flat", 1, "htsplc"),
    Shape("ytdlp.info.json", "ytdlp_flat", 1, "htsdplcrm"),
    Shape("user_data_tiktok.json", "data_export", 2, refused=1),
    Shape("Watch History.txt", "data_export", 2),
    Shape("Anschauverlauf.txt", "data_export", 1),
    Shape("ids_to_hydrate.csv", "id_list", 2, "h"),
    Shape("ids.txt", "id_list", 2),
    Shape("pyktok.csv", "tabular", 1, "hntsdplcr"),
    Shape("apify_posts.json", "tiktok_scraper", 1, "hntsdplcrfm#"),
    Shape("apify_posts.csv", "tabular", 1, "hntsdplcrfm#"),
    Shape("apify_posts.xlsx", "tabular", 1, "hntsdplcrfm#"),
    Shape("apify_comments.json", "tabular", 2, comments=2),
    Shape("apify_apidojo.json", "tabular", 1, "hntsdplcrfm#"),
    Shape("4cat.csv", "tabular", 1, "hntsplcrm#"),
    Shape("4cat_2020.csv", "tabular", 1, "hntsplcrm#"),
    Shape("4cat_comments.csv", "tabular", 2, comments=2),
    Shape("zeeschuimer.csv", "tabular", 1, "hntsplcrm#"),
    Shape("bright_data.json", "tabular", 1, "hntsdplcrfm#"),
    Shape("bright_data.csv", "tabular", 1, "hntsdplcrf#"),
    Shape("exolyt.csv", "tabular", 1, "htsdplcrf#"),
    Shape("studio_content.csv", "tabular", 1, "htplcr"),
    Shape("studio_content_published.csv", "tabular", 1, "htsplcr"),
    Shape("studio_content_es.csv", "tabular", 1, "htsplcr"),
    Shape("studio_content_vi.csv", "tabular", 1, "htpl"),
    Shape("studio_overview.csv", "", 0, refused=1),
    Shape("studio_followers.csv", "", 0, refused=1),
    Shape("studio_viewers.csv", "", 0, refused=1),
    Shape("studio_active_followers.csv", "", 0, refused=1),
    Shape("studio_territories.csv", "", 0, refused=1),
    Shape("studio_gender.csv", "", 0, refused=1),
    Shape("live_messages.json", "live", 0, refused=2),
]


def known_of(post: Post) -> str:
    """The members that the post has, as `Shape.known` names them; each must be what the example says."""
    creator, counts = post.creator, post.counts
    values = {
        "h": (creator and creator.username, "real.one"),
        "n": (creator and creator.name, "The Real One"),
        "t": (post.text, "a caption #fyp"),
        "s": (post.created_s, SECOND),
        "d": (post.duration_ms, 17_000),
        "p": (counts and counts.plays, 9),
        "l": (counts and counts.likes, 4),
        "c": (counts and counts.comments, 1),
        "r": (counts and counts.shares, 3),
        "f": (counts and counts.saves, 2),
        "m": (post.sound and (post.sound.title or post.sound.id), None),
        "#": (post.hashtags and post.hashtags[0].name, "fyp"),
    }
    assert all(value in (None, (), right) for value, right in values.values() if right is not None)
    return "".join(letter for letter, (value, _) in values.items() if value)


@pytest.mark.parametrize("shape", SHAPE_LIST, ids=lambda shape: shape.file)
def test_each_shape_gives_what_it_says(shape: Shape) -> None:
    reading = read_file(SHAPES / shape.file)
    assert reading.formats == ({shape.formats} if shape.formats else set())
    assert (len(reading.taken), len(reading.refused)) == (shape.taken, shape.refused)
    assert len(reading.comments) == shape.comments
    if shape.known:
        assert known_of(reading.posts[ID]) == shape.known


def test_each_example_is_in_the_list() -> None:
    assert {path.name for path in SHAPES.iterdir()} == {shape.file for shape in SHAPE_LIST}
