"""One row of a table, or one object of JSON as a row: its cells found by field, and what is odd in them told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from tokgate.domain.links import handle_in_link, id_in_link
from tokgate.domain.posts import Hashtag, Mention
from tokgate.importers.cells import OddCell, exact_id, filled, member, parse_count, post_id, text, word
from tokgate.importers.columns import Layout, layout_of
from tokgate.importers.flattening import flat
from tokgate.importers.format import FileContext, ForeignRecord, Rejected
from tokgate.importers.instants import Instant, parse_instant
from tokgate.importers.mappings import NO_MAPPING, TableMapping, missing_column
from tokgate.importers.nested import opened

T = TypeVar("T")

_HANDLE = re.compile(r"@?([\w.\-]{1,64})\Z", re.ASCII)
#: What an export for spreadsheets puts before a text that they would take for a formula.
_MARKED = re.compile(r"\A'(?=[=+\-@\t\r])")
#: What no hashtag has after its first letter: where a tag does, words of a list ran together.
_MARK_WITHIN = re.compile(r"[#@]")
_NAMES_OF_TAGS = ("name", "title", "hashtagName", "hashtag_name")
_NAMES_OF_MENTIONS = ("username", "uniqueId", "unique_id", "userUniqueId", "name")


class Row:
    """The cells of one row. What is read here and cannot be what its column means is noted, and says nothing."""

    def __init__(self, record: ForeignRecord, context: FileContext, mapping: TableMapping = NO_MAPPING) -> None:
        if not isinstance(record.value, dict):
            raise Rejected("is no row of a table; right would be an object with named members")
        self._record = record
        self._context = context
        self._is_table = record.raw is None
        self._cells = flat(record.value)
        _check_columns(self._cells, mapping, is_table=self._is_table)
        self.layout: Layout = layout_of(tuple(self._cells), tuple(mapping.fields.items()))

    def note_ignored(self) -> None:
        """Count what stands in columns that are not understood."""
        for column in self.layout.unread:
            if self._cells[column] not in (None, "", [], {}):
                self._context.notes.ignore(column)

    def note_odd(self, column: str, cell: Any, reason: str) -> None:
        """Tell of a cell that its field cannot have."""
        self._context.notes.add_odd(self._context.file, self._record.place, column, cell, reason)

    def cells(self, field: str) -> Iterator[tuple[str, Any]]:
        """The columns of a field that have something in them, the surest first, and what it is."""
        for column in self.layout.columns.get(field, ()):
            cell = self._cells[column]
            if cell is not None and cell != "" and (not isinstance(cell, str) or filled(cell) is not None):
                yield column, cell

    def value(self, field: str, parse: Callable[[Any], T | None]) -> T | None:
        """What a field's columns say; None where they say nothing, nothing that can be, or not all the same."""
        if field not in self.layout:
            return None
        found: T | None = None
        first: tuple[str, Any] = ("", None)
        for column, cell in self.cells(field):
            try:
                said = parse(cell)
            except OddCell as problem:
                self.note_odd(column, cell, str(problem))
                continue
            if found is None:
                found, first = said, (column, cell)
            elif said is not None and said != found:
                self.note_odd(
                    f"{first[0]}, {column}", f"{first[1]}, {cell}", "two columns of one meaning say different things"
                )
                return None
        return found

    def text(self, field: str) -> str | None:
        """A text as it stands, without the marks for spreadsheets."""
        return self.value(field, self._unmarked)

    def _unmarked(self, cell: Any) -> str | None:
        found = text(cell)
        return _MARKED.sub("", found) if found and self._is_table else found

    def count(self, field: str) -> tuple[int | None, bool]:
        """A counter, and whether it is rounded."""
        return self.value(field, parse_count) or (None, False)

    def instant(self, field: str) -> Instant | None:
        """An instant, of several columns the one that tells more than the day.

        A name of a run such as 20260330_193550_a14bfb tells when a row was collected, too.
        """
        if field not in self.layout:
            return None
        cells = list(self.cells(field))
        if len(cells) > 1 and any(found and not found.day_only for found in map(_instant_or_none, cells)):
            return self.value(field, _instant_of_day_and_time)
        return self.value(field, _instant)

    def instant_ms(self, field: str) -> int | None:
        """As `instant`, in Unix milliseconds UTC."""
        found = self.instant(field)
        return found.ms if found else None

    def post_number(self) -> int | None:
        """The post's id: the one in the link where there is a link, as spreadsheets round ids but not links.

        None where the row has neither. An id without a link must hold a time, unless `created_at` tells it. Raises
        Rejected for what is no id, and where ids or links are those of different posts.
        """
        ids = list(self.cells("id"))
        linked = {number for _, cell in self.cells("url") if (number := id_in_link(cell))}
        linked = linked or {number for _, cell in ids if (number := id_in_link(cell))}
        exact = {number for column, cell in ids if (number := _id_or_none(cell, column))}
        if len(linked) > 1:
            linked &= exact
        if len(found := linked or exact) == 1:
            return found.pop()
        if len(found) > 1:
            raise Rejected("names several posts; right would be --map COLUMN=id for the column of the post's own id")
        return self._odd_number(ids)

    def _odd_number(self, ids: list[tuple[str, Any]]) -> int | None:
        if not ids:
            named = self.layout.columns.get("id") or [column for column, _ in self.cells("url")]
            if named and not self.layout.of_comments and not self.layout.of_accounts:
                raise Rejected(
                    "names no post; right would be https://www.tiktok.com/@handle/video/<id>", field=named[0]
                )
            return None
        column, cell = ids[0]
        is_dated = any(parse_instant(told) for _, told in self.cells("created_at"))
        return exact_id(cell, column) if is_dated else post_id(cell, column)

    def linked_handle(self, number: int | None) -> str | None:
        """Whose post it is, as its link says; with `number`, only a link to this post does."""
        return next((found for _, cell in self.cells("url") if (found := handle_in_link(cell, number))), None)

    def handle(self, linked: str | None = None) -> tuple[str | None, str | None]:
        """The account's handle, and what its columns hold that can only be its name.

        The handle in the post's own link is surer than any column's; a value that is no handle is a name.
        """
        handles: list[tuple[str, str]] = []
        name = None
        for column, cell in self.cells("username"):
            found = handle_in_link(cell) or ((match := _HANDLE.match(word(cell) or "")) and match[1])
            if found:
                handles.append((column, found))
            elif name is None and (shown := text(cell)) and not shown.startswith(("{", "[", "http")):
                name = shown
        sure = [each for each in handles if each[0] in self.layout.sure_handles] or handles[:1]
        if linked:
            others = [each for each in handles if each[1].casefold() != linked.casefold()]
            for column, found in others:
                if column in self.layout.sure_handles:
                    self.note_odd(column, found, f"is not the handle in the link, {linked}")
                elif name is None:
                    name = found
            return linked, name
        if len({found.casefold() for _, found in sure}) > 1:
            self.note_odd(
                ", ".join(c for c, _ in sure), ", ".join(f for _, f in sure), "differ: whose post it is, is unknown"
            )
            return None, name
        return (sure[0][1] if sure else None), name

    def tags(self) -> tuple[list[Hashtag] | None, list[Mention] | None]:
        """Hashtags and mentions; a column of tags may hold `@mentions` too."""
        tags = [tag for column, cell in self.cells("hashtags") for tag in self._tags_in(column, cell)]
        names = [name for _, cell in self.cells("mentions") for name in _words_in(cell, _NAMES_OF_MENTIONS)]
        handles = [tag for tag in tags if tag.startswith("@")] + names
        hashtags = dict.fromkeys(tag.lstrip("#") for tag in tags if not tag.startswith("@"))
        mentions = dict.fromkeys(name.lstrip("@") for name in handles)
        return (
            [Hashtag(name=name) for name in hashtags if name] or None,
            [Mention(text=name, username=name if _HANDLE.match(name) else None) for name in mentions if name] or None,
        )

    def _tags_in(self, column: str, cell: Any) -> Iterator[str]:
        for tag in _words_in(cell, _NAMES_OF_TAGS):
            if tag.startswith("@") or not _MARK_WITHIN.search(tag.lstrip("#")):
                yield tag
            else:
                self.note_odd(column, tag, "is no hashtag: words ran together")


def _check_columns(cells: dict[str, Any], mapping: TableMapping, *, is_table: bool) -> None:
    """Every mapped column must be there; objects may leave out some, as members without a value often are."""
    missing = [column for column in mapping.columns if column not in cells]
    if not mapping.wanted and missing and (is_table or len(missing) == len(mapping.columns)):
        raise Rejected(missing_column(missing[0], map(str, cells)), field=missing[0])


def _id_or_none(cell: Any, column: str) -> int | None:
    try:
        return post_id(cell, column)
    except Rejected:
        return None


def _instant(cell: Any) -> Instant:
    found = parse_instant(cell)
    if found is None:
        raise OddCell("is no time, or one that can be read in two ways; right would be 2026-03-30T19:35:50Z")
    return found


def _instant_of_day_and_time(cell: Any) -> Instant | None:
    found = _instant(cell)
    return None if found.day_only else found


def _instant_or_none(column_and_cell: tuple[str, Any]) -> Instant | None:
    return parse_instant(column_and_cell[1])


def _words_in(cell: Any, names: tuple[str, ...]) -> list[str]:
    """The words of a cell: a list, also of named objects or written as text, or words divided by commas or blanks.

    Where a cell has commas, only they divide: a tag may be written with blanks in it.
    """
    listed = opened(cell)
    if isinstance(listed, list):
        entries = [
            next((entry[name] for name in names if name in entry), None) if isinstance(entry, dict) else entry
            for entry in listed
        ]
        return [found for each in entries if (found := word(each))]
    if isinstance(listed, dict) or not isinstance(cell, str):
        return [found] if (found := word(member(listed, names[0]))) else []
    divided = next((cell.split(mark) for mark in (",", ";", "|") if mark in cell), cell.split())
    return [found for part in divided for found in _marked_words(part.strip()) if found]


def _marked_words(part: str) -> list[str]:
    """A part of a list of tags: several, where each has its own mark, `#one #two`."""
    words = part.split()
    return words if len(words) > 1 and all(each.startswith(("#", "@")) for each in words) else [part]
