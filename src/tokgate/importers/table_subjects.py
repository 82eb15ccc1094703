"""The post, account or comment that a row of a table is about."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tokgate.domain.counts import Audience, Counts, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.links import is_photo_link
from tokgate.domain.posts import Comment, Kind, Post, Sound
from tokgate.importers.cells import (
    OddCell,
    exact_id,
    filled,
    flag,
    milliseconds,
    parse_seconds,
    post_id,
    tally,
    told_id,
)
from tokgate.importers.fields import AUDIENCE, COUNTS
from tokgate.importers.format import Rejected
from tokgate.importers.instants import corrected_second
from tokgate.importers.table_row import Row


def post_of(row: Row, number: int, given: str | None) -> Post:
    """The post of a row; `given` is the handle of whoever posted it, where the row does not say."""
    seconds = row.value("duration_s", parse_seconds)
    duration_ms = row.value("duration_ms", tally)
    hashtags, mentions = row.tags()
    return Post(
        id=number,
        creator=_creator_of(row, number, given),
        created_s=_created_second(row, number),
        kind=_kind_of(row, seconds, duration_ms),
        text=row.text("text"),
        title=row.text("title"),
        language=row.value("language", _language),
        region=row.value("region", filled),
        duration_ms=milliseconds(seconds) if duration_ms is None else duration_ms,
        width=row.value("width", tally),
        height=row.value("height", tally),
        counts=_counts_of(row),
        sound=_sound_of(row),
        hashtags=hashtags,
        mentions=mentions,
        is_ad=row.value("is_ad", flag),
        private=row.value("private", flag),
    )


def creator_of(row: Row, given: str | None) -> Creator:
    """The account that a row without a post is about. Raises Rejected where nothing names it."""
    creator = _creator_of(row, None, given)
    if creator is None or "id" in row.layout:
        raise Rejected(
            "names neither a post (columns id, url) nor an account (username, user_id, sec_uid); right would be "
            "--map COLUMN=FIELD for the column that does"
        )
    return msgspec.structs.replace(
        creator,
        region=row.value("region", filled),
        language=row.value("language", _language),
        private=row.value("private", flag),
    )


def comment_of(row: Row) -> Comment:
    """The comment of a row, on the post that its link or id names. Raises Rejected where it has no id of its own."""
    column, cell = next(row.cells("comment_id"), (None, None))
    if column is None:
        raise Rejected(
            "looks like a comment, but has no comment's id (comment_id); right would be --map COLUMN=comment_id, "
            "or, if it is a post, --map COLUMN=ignore for " + ", ".join(_columns_of_comments(row))
        )
    if "id" not in row.layout and "url" not in row.layout:
        raise Rejected("is a comment on no post; right would be --map COLUMN=url or --map COLUMN=id for the post's")
    number = exact_id(cell, column) if row.instant("created_at") else post_id(cell, column)
    username, name = row.handle()
    author = Creator(
        user_id=_account_id(row, username), sec_uid=_sec_uid(row), username=username, name=row.text("name") or name
    )
    post, parent = row.post_number(), row.value("parent_id", told_id)
    return Comment(
        id=number,
        post_id=post,
        # The Research API and 4CAT name the post as the parent of a comment that is no reply.
        parent_id=None if parent == post else parent,
        creator=author if author.is_known else None,
        text=row.text("text"),
        created_s=_created_second(row, number),
        likes=row.count("likes")[0],
        replies=row.count("replies")[0],
        language=row.value("language", _language),
    )


def _language(cell: object) -> str | None:
    """TikTok's own word for a language that it does not know says nothing."""
    found = filled(cell)
    return None if found == "un" else found


def _created_second(row: Row, number: int) -> int | None:
    told = row.instant("created_at")
    return None if told is None else corrected_second(number, told)


def _columns_of_comments(row: Row) -> list[str]:
    return [column for field in ("parent_id", "replies") for column in row.layout.columns.get(field, ())]


def _creator_of(row: Row, number: int | None, given: str | None) -> Creator | None:
    """Whose row it is: as its link, else its columns, else the caller says."""
    username, shown = row.handle(row.linked_handle(number))
    creator = Creator(
        user_id=_account_id(row, username),
        sec_uid=_sec_uid(row),
        username=username or given,
        name=row.text("name") or shown,
        bio=row.text("bio"),
        verified=row.value("verified", flag),
        audience=_audience_of(row),
    )
    return creator if creator.is_known else None


def _account_id(row: Row, username: str | None) -> str | None:
    """The account's id of digits; some tables have the handle under that name, too, which says nothing new."""

    def parse(cell: object) -> int | None:
        return None if str(cell).removeprefix("@") == username else told_id(cell)

    found = row.value("user_id", parse)
    return None if found is None else str(found)


def _sec_uid(row: Row) -> str | None:
    return row.value("sec_uid", filled)


def _kind_of(row: Row, seconds: float | None, duration_ms: int | None) -> Kind | None:
    told = row.value("kind", _kind_in)
    if told is not None:
        return told
    if seconds == 0 or any(is_photo_link(cell) for _, cell in row.cells("url")):
        return Kind.PHOTO
    return Kind.VIDEO if seconds or duration_ms else None


def _kind_in(cell: object) -> Kind:
    try:
        return Kind(str(cell).strip().lower())
    except ValueError:
        raise OddCell("is no kind of post; right would be " + " or ".join(Kind)) from None


def _counts_of(row: Row) -> Counts | None:
    """The post's counters. One shown as 1.2M makes them rounded; else they are as exact as the table says."""
    told = {field: row.count(field) for field in COUNTS}
    if all(count is None for count, _ in told.values()):
        return None
    precision = row.value("counts_precision", _precision_in) or _precision_of(told.values())
    return Counts(**{field: count for field, (count, _) in told.items()}, precision=precision)


def _precision_in(cell: object) -> Precision:
    try:
        return Precision(str(cell).strip().lower())
    except ValueError:
        raise OddCell("is no precision; right would be " + ", ".join(Precision)) from None


def _precision_of(counts: Iterable[tuple[int | None, bool]]) -> Precision:
    return Precision.ROUNDED if any(is_rounded for _, is_rounded in counts) else Precision.UNKNOWN


def _audience_of(row: Row) -> Audience | None:
    told = {field: row.count(field) for field in AUDIENCE}
    if all(count is None for count, _ in told.values()):
        return None
    return Audience(
        followers=told["followers"][0],
        following=told["following"][0],
        likes=told["likes_received"][0],
        posts=told["posts"][0],
        precision=_precision_of(told.values()),
    )


def _sound_of(row: Row) -> Sound | None:
    sound = Sound(
        id=row.value("sound_id", told_id),
        title=row.text("sound_title"),
        author=row.text("sound_author"),
        original=row.value("sound_original", flag),
    )
    return None if sound == Sound() else sound
