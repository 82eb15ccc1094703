"""Tables of public tools of which some column means something else than its name says anywhere else.

A tool is known by its *signs*, columns that together only it has. What `fields` understands of its other columns by
their names is not said again here; pyktok, for instance, needs no entry. Each entry names where its columns were seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec

from tokgate.importers.column_names import spelled

#: A column that nothing is read from, though its name would say so: it is told as one that is not understood.
NOT_READ = ""


class KnownTable(msgspec.Struct, frozen=True):
    """The table of a tool: the columns that give it away, and what is special about its columns."""

    tool: str
    signs: frozenset[str]
    columns: Mapping[str, str]


def _table(tool: str, *signs: str, **fields: str) -> KnownTable:
    """A table by the names of its signs and, for each field, of its columns, divided by `|`."""
    not_read = fields.pop("not_read", "")
    columns = {spelled(column): field for field, names in fields.items() for column in names.split("|")}
    columns |= {spelled(column): NOT_READ for column in not_read.split("|") if column}
    return KnownTable(tool, frozenset(map(spelled, signs)), columns)


KNOWN_TABLES: tuple[KnownTable, ...] = (
    # 4CAT's TikTok comments, also as Zeeschuimer's captures become tables: `datasources/tiktok_comments` of
    # digitalmethodsinitiative/4cat. The thread is the parent, and for a comment that has none the post.
    _table(
        "4CAT (comments)",
        *("thread_id", "post_body", "is_comment_on_comment"),
        comment_id="id",
        id="post_id",
        parent_id="thread_id",
        username="author",
        name="author_full",
        text="body",
        created_at="unix_timestamp",
        language="language_guess",
        not_read="timestamp|comment_url",
    ),
    # 4CAT's TikTok posts: `datasources/tiktok` of digitalmethodsinitiative/4cat, from 2020 (`amount_likes`) on. The
    # same columns are those of tables made of Zeeschuimer's captures (jorisheijkant/zeeschuimer-decoder), whose `is_ad`
    # says "no" of every post. The bare `timestamp` was seen as Unix time and as a time in the zone of the server.
    _table(
        "4CAT",
        *("thread_id", "author_full", "tiktok_url"),
        username="author",
        name="author_full",
        text="body",
        plays="plays|amount_plays",
        likes="likes|amount_likes",
        comments="comments|amount_comments",
        shares="shares|amount_shares",
        not_read="video_url|is_ad",
    ),
    # Apify, clockworks/tiktok-comments-scraper: samples of its output in public repositories that read it. Its posts
    # (clockworks/tiktok-scraper) have names that stand for themselves.
    _table("Apify (clockworks, comments)", "cid", "videoWebUrl", parent_id="repliesToId", not_read="submittedVideoUrl"),
    # Apify, apidojo/tiktok-scraper: a sample of its output in AwasthiAnshika/Social-Media-Auditor. `song.id` there has
    # passed through JavaScript's floats.
    _table(
        "Apify (apidojo)",
        *("uploadedAt", "postPage", "channel.username"),
        url="postPage",
        text="title",
        created_at="uploadedAt",
        user_id="channel.id",
        name="channel.name",
        bio="channel.bio",
        posts="channel.videos",
        sound_title="song.title",
        sound_author="song.artist",
        not_read="uploadedAtFormatted|song.id|channel.url|video.url",
    ),
    # Bright Data's TikTok posts: the record keys and samples that public connectors to it check. `account_id` is the
    # handle, `profile_username` the name shown; `timestamp` is when the record was collected.
    _table(
        "Bright Data",
        *("post_id", "profile_username", "digg_count"),
        username="account_id",
        name="profile_username",
        user_id="profile_id",
        sec_uid="secu_id",
        shares="num_share_count",
        observed_at="timestamp",
        not_read="video_url|comments",
    ),
    # Exolyt's export of videos: the columns that a public reader of it takes.
    _table(
        "Exolyt",
        *("username", "favourited", "engagement_rate_%"),
        text="title",
        saves="favourited",
        created_at="uploaded|video_upload_date",
    ),
    # TikTok Studio, `Content.csv`: written down by projects that read it. `Time` is the day of the export, without a
    # year. Elsewhere "Total likes" are the account's.
    _table(
        "TikTok Studio",
        *("Video link", "Total views"),
        text="Video title",
        url="Video link",
        likes="Total likes",
        created_at="Post time|Video publish time",
        not_read="Time",
    ),
    _table(
        "TikTok Studio (Spanish)",
        *("Enlace del video", "Visualizaciones totales"),
        text="Título del video",
        url="Enlace del video",
        created_at="Hora de publicación",
        plays="Visualizaciones totales",
        likes="Me gusta totales",
        comments="Comentarios totales",
        shares="Veces compartido",
    ),
    _table(
        "TikTok Studio (Vietnamese)",
        *("Liên kết video", "Lượt xem"),
        text="Tiêu đề",
        url="Liên kết video",
        plays="Lượt xem",
        likes="Lượt thích",
    ),
)

#: The other tables of TikTok Studio: `FollowerHistory.csv`, `Viewers.csv`, `FollowerActivity.csv`, `FollowerGender.csv`
#: and `FollowerTopTerritories.csv`. They are about an account, and name neither it nor a post.
_REPORTS = frozenset(
    frozenset(map(spelled, columns))
    for columns in (
        ("Date", "Followers", "Difference in followers from previous day"),
        ("Date", "Total Viewers", "New Viewers", "Returning Viewers"),
        ("Date", "Hour", "Active followers"),
        ("Gender", "Distribution"),
        ("Top territories", "Distribution"),
    )
)


@lru_cache(maxsize=1024)
def known_table(columns: tuple[str, ...]) -> KnownTable | None:
    """The tool whose table has these columns; None where it is none of those known here."""
    names = frozenset(map(spelled, columns))
    return next((table for table in KNOWN_TABLES if table.signs <= names), None)


def is_report(columns: Iterable[str]) -> bool:
    """Whether these are the columns of one of the reports of TikTok Studio that are about an account."""
    return frozenset(map(spelled, columns)) in _REPORTS
