"""Tables that people make: CSV, XLSX and flat JSON objects, read by their column names or as `--map column=field` says.

`columns` has the fields and the names that are known without a mapping. A row with a post's id or link is a post, one
with a handle and an account's counters is a creator.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from tokgate.domain.counts import Audience, Counts, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.links import handle_in_link, id_in_link, is_photo_link
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Hashtag, Kind, Mention, Post, Tombstone
from tokgate.importers.cells import account_id, exact_id, filled, flag, milliseconds, parse_count, post_id, text, word
from tokgate.importers.columns import check_mapping, columns_of, missing_column
from tokgate.importers.data_export import names_no_post
from tokgate.importers.envelopes import body_of, observation
from tokgate.importers.format import FileContext, ForeignRecord, Rejected
from tokgate.importers.instants import created_second, parse_instant
from tokgate.importers.nested import opened
from tokgate.importers.ytdlp import is_cut_text

NAME = "tabular"

_COUNTS = ("plays", "likes", "comments", "shares", "saves", "reposts", "downloads")
_AUDIENCE = ("followers", "following", "likes_received", "posts")
_NOTHING: Mapping[str, str] = {}


class Tabular:
    """Rows of any table whose columns are known, or with `mapped` of any table at all."""

    name = NAME

    def __init__(self, *, mapped: bool = False) -> None:
        self._mapped = mapped

    def matches(self, value: object) -> bool:
        """A flat object with an id or link and one more known column, or a handle and an account's counters.

        With a mapping any flat object: where its columns are not those mapped, `read` says so.
        """
        if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
            return False
        if any(isinstance(cell, dict) or (isinstance(cell, list) and not _is_plain(cell)) for cell in value.values()):
            return False
        if self._mapped:
            return bool(value)
        if names_no_post(value):
            return False
        fields = columns_of(value, _NOTHING).keys()
        if "id" in fields or "url" in fields:
            return len(fields) > 1
        return "username" in fields and any(field in fields for field in _AUDIENCE)

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """The post or creator of a row; then a Tombstone if the row says since when the post is gone.

        Raises Rejected for cells that cannot be, naming the column.
        """
        row = _Row(record, context.mapping)
        number = row.post_number()
        if number is None:
            account, when = row.creator_alone(context.creator), row.instant_ms("observed_at")
            return [observation(account, NAME, record, context, observed_ms=when, body=body_of(record))]
        post, gone_ms = row.post(number, context.creator), row.instant_ms("gone_at")
        # Whoever wrote the row saw nothing of the post after that, or it would not be gone.
        when = row.instant_ms("observed_at") if gone_ms is None else gone_ms
        said = [observation(post, NAME, record, context, observed_ms=when, body=body_of(record))]
        if gone_ms is not None:
            tombstone = Tombstone(post=post, reason=text(row.cell("gone_reason")) or "gone")
            said.append(observation(tombstone, NAME, record, context, observed_ms=gone_ms))
        return said


#: Takes any flat row: for tables whose columns the user has mapped.
MAPPED = Tabular(mapped=True)


class _Row:
    """One row, its cells found by field."""

    def __init__(self, record: ForeignRecord, mapping: Mapping[str, str]) -> None:
        if not isinstance(record.value, dict):
            raise Rejected("is no row of a table; right would be an object with named members")
        self._row: dict[str, Any] = record.value
        _check_columns(self._row, mapping, is_table=record.raw is None)
        self._columns = columns_of(self._row, mapping)

    def cell(self, field: str) -> Any:
        """The first filled cell of a field's columns; None where all are empty."""
        for column in self._columns.get(field, ()):
            value = self._row[column]
            if value is not None and (not isinstance(value, str) or filled(value) is not None):
                return value
        return None

    def column(self, field: str) -> str:
        """The name of a field's first column, to tell of in errors."""
        return (self._columns.get(field) or [field])[0]

    def post_number(self) -> int | None:
        """The post's id: the one in the link where there is a link, as spreadsheets round ids but not links.

        None where the row has neither. An id without a link must hold a time, unless `created_at` tells it.
        """
        linked = id_in_link(self.cell("url"))
        if linked is not None:
            return linked
        cell = self.cell("id")
        if cell is None:
            if "id" in self._columns or self.cell("url") is not None:
                column = self.column("id" if "id" in self._columns else "url")
                raise Rejected("names no post; right would be https://www.tiktok.com/@handle/video/<id>", field=column)
            return None
        found = id_in_link(cell)
        if found is not None:
            return found
        if parse_instant(self.cell("created_at")) is not None:
            return exact_id(cell, self.column("id"))
        return post_id(cell, self.column("id"))

    def post(self, number: int, creator: str | None) -> Post:
        """The post of this row. A caption cut with `...` is only a title, so that it never replaces the whole one."""
        caption = text(self.cell("text"))
        is_cut = is_cut_text(caption)
        seconds = self.seconds()
        is_photo = is_photo_link(self.cell("url")) or seconds == 0
        hashtags, mentions = self.tags()
        return Post(
            id=number,
            creator=self.creator(creator, number),
            created_s=created_second(number, self.cell("created_at")),
            kind=Kind.PHOTO if is_photo else Kind.VIDEO if seconds else None,
            text=None if is_cut else caption,
            title=caption if is_cut else None,
            language=filled(self.cell("language")),
            region=filled(self.cell("region")),
            duration_ms=milliseconds(seconds),
            counts=self.counts(),
            hashtags=hashtags,
            mentions=mentions,
            private=flag(self.cell("private")),
        )

    def creator(self, given: str | None, number: int | None = None, likes: str = "likes_received") -> Creator | None:
        """Whose row it is: as its columns, else its link, else the caller says."""
        handle = filled(self.cell("username")) or handle_in_link(self.cell("url"), number) or given
        creator = Creator(
            user_id=account_id(word(self.cell("user_id"))),
            sec_uid=filled(self.cell("sec_uid")),
            username=handle.removeprefix("@") if handle else None,
            name=text(self.cell("name")),
            audience=self.audience(likes),
        )
        return creator if creator.is_known else None

    def creator_alone(self, given: str | None) -> Creator:
        """The account that a row without a post is about; `likes` are then those received."""
        creator = self.creator(given, likes="likes_received" if "likes_received" in self._columns else "likes")
        if creator is None or "id" in self._columns:
            raise Rejected(
                "names neither a post (columns id, url) nor an account (username, user_id, sec_uid); right would be "
                "--map COLUMN=FIELD for the column that does"
            )
        return msgspec.structs.replace(
            creator,
            region=filled(self.cell("region")),
            language=filled(self.cell("language")),
            private=flag(self.cell("private")),
        )

    def counts(self) -> Counts | None:
        """The post's counters. One shown as 1.2M makes them rounded; else the table does not say how exact they are."""
        told_counts = {field: parse_count(self.cell(field), self.column(field)) for field in _COUNTS}
        if all(count is None for count, _ in told_counts.values()):
            return None
        precision = Precision.ROUNDED if any(rounded for _, rounded in told_counts.values()) else Precision.UNKNOWN
        return Counts(**{field: count for field, (count, _) in told_counts.items()}, precision=precision)

    def audience(self, likes: str) -> Audience | None:
        """The account's counters; `likes` is the field that has those received."""
        fields = ("followers", "following", likes, "posts")
        found = {field: parse_count(self.cell(field), self.column(field)) for field in fields}
        if all(count is None for count, _ in found.values()):
            return None
        return Audience(
            followers=found["followers"][0],
            following=found["following"][0],
            likes=found[likes][0],
            posts=found["posts"][0],
            precision=Precision.ROUNDED if any(rounded for _, rounded in found.values()) else Precision.UNKNOWN,
        )

    def seconds(self) -> float | None:
        """The duration; 0 is that of a photo post."""
        cell = self.cell("duration_s")
        try:
            seconds = None if cell is None or isinstance(cell, (bool, list)) else float(cell)
        except ValueError:
            raise Rejected(
                f"{str(cell)[:40]!r} is no duration; right would be seconds, as 12 or 12.5",
                field=self.column("duration_s"),
            ) from None
        return seconds if seconds is not None and 0 <= seconds < 1e6 else None

    def tags(self) -> tuple[list[Hashtag] | None, list[Mention] | None]:
        """Hashtags and mentions; a column of tags may hold `@mentions` too."""
        tags, names = _words_in(self.cell("hashtags")), _words_in(self.cell("mentions"))
        handles = [tag for tag in tags if tag.startswith("@")] + names
        hashtags = dict.fromkeys(tag.lstrip("#") for tag in tags if not tag.startswith("@"))
        mentions = dict.fromkeys(name.lstrip("@") for name in handles)
        return (
            [Hashtag(name=name) for name in hashtags if name] or None,
            [Mention(text=name, username=name) for name in mentions if name] or None,
        )

    def instant_ms(self, field: str) -> int | None:
        """A column's instant. A name of a run such as 20260330_193550_a14bfb tells when a row was collected, too."""
        cell = self.cell(field)
        found = parse_instant(cell)
        if cell is not None and found is None:
            raise Rejected(
                f"{str(cell)[:40]!r} is no time; right would be 2026-03-30T19:35:50Z, or seconds since 1970",
                field=self.column(field),
            )
        return found.ms if found else None


def _check_columns(row: Mapping[str, Any], mapping: Mapping[str, str], *, is_table: bool) -> None:
    """Every mapped column must be there; objects may leave out some, as members without a value often are."""
    missing = [column for column in mapping if column not in row]
    if missing and (is_table or len(missing) == len(mapping)):
        raise Rejected(missing_column(missing[0], map(str, row)), field=missing[0])
    try:
        check_mapping(mapping)
    except ValueError as error:
        raise Rejected(str(error)) from None


def _words_in(cell: Any) -> list[str]:
    """The words of a cell: a list, a list written as text, or words divided by commas, bars or blanks."""
    listed = opened(cell)
    if isinstance(listed, list):
        return [found for each in listed if (found := word(each))]
    return [found for found in re.split(r"[\s,;|]+", cell) if found] if isinstance(cell, str) else []


def _is_plain(cell: list[Any]) -> bool:
    return all(isinstance(entry, (str, int)) for entry in cell)
