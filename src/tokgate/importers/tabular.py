"""Tables that people make: CSV, XLSX and JSON objects, read by their column names or as `--map column=field` says.

`fields` has the meanings and the names that are known without a mapping. A row with a comment's id, or with what only
comments have, is a comment; one with a post's id or link is a post; one with a handle and an account's counters is a
creator.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tokgate.domain.links import id_in_link
from tokgate.domain.observations import Observation
from tokgate.domain.posts import CommentTombstone, Tombstone, is_plausible_second, second_of
from tokgate.importers.cells import whole
from tokgate.importers.columns import Layout, layout_of
from tokgate.importers.data_export import names_no_post
from tokgate.importers.envelopes import body_of, observation
from tokgate.importers.fields import AUDIENCE
from tokgate.importers.flattening import flat
from tokgate.importers.format import FileContext, ForeignRecord, Format
from tokgate.importers.mappings import NO_MAPPING, TableMapping
from tokgate.importers.table_row import Row
from tokgate.importers.table_subjects import comment_of, creator_of, post_of

NAME = "tabular"


class Tabular:
    """Rows of any table whose columns are known.

    An object that holds a record of one of the `richer` formats, or a list of rows, is no row: what it holds is read.
    A row of a known tool is one whatever lists it has, such as those of collaborators, and a comment is one though it
    holds its post.
    """

    name = NAME

    def __init__(self, richer: Sequence[Format] = (), mapping: TableMapping = NO_MAPPING) -> None:
        self._richer = richer
        self._mapping = mapping

    def matches(self, value: object) -> bool:
        """An object with an id or link and one more known column, or a flat one with a handle and its counters."""
        if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
            return False
        inner = [cell for cell in value.values() if isinstance(cell, (dict, list)) and not _is_plain(cell)]
        cells = flat(value)
        layout = layout_of(tuple(cells))
        if not _is_row(cells, layout, is_flat=not inner):
            return False
        return not names_no_post(cells) and not self._is_better_inside(inner, layout)

    def _is_better_inside(self, inner: list[Any], layout: Layout) -> bool:
        if layout.tool:
            return False
        # A comment may hold the post that it is on.
        return any(self._holds_records(cell) for cell in inner if isinstance(cell, list) or not layout.of_comments)

    def _holds_records(self, cell: dict[str, Any] | list[Any]) -> bool:
        """Whether a member is, or holds, what is better read by itself."""
        if isinstance(cell, list):
            return any(self.matches(entry) or self._is_richer(entry) for entry in cell if isinstance(entry, dict))
        return self._is_richer(cell)

    def _is_richer(self, value: dict[str, Any]) -> bool:
        if any(form.matches(value) for form in self._richer):
            return True
        return any(self._holds_records(cell) for cell in value.values() if isinstance(cell, (dict, list)))

    def row(self, record: ForeignRecord, context: FileContext) -> Row:
        """The record as a row, whose columns have their meanings. Raises Rejected where a mapped column is missing."""
        return Row(record, context, self._mapping)

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """The comment, post or creator of a row; then a Tombstone if the row says since when the post is gone.

        Raises Rejected where an id cannot be, naming the column. What else is odd is noted, and leaves its field out.
        """
        row = self.row(record, context)
        row.note_ignored()
        when = row.instant_ms("observed_at")
        if row.layout.of_comments:
            return _comment(row, record, context, when)
        number = row.post_number()
        if number is None:
            account = creator_of(row, context.creator)
            return [observation(account, NAME, record, context, observed_ms=when, body=body_of(record))]
        post, gone_ms = post_of(row, number, context.creator), row.instant_ms("gone_at")
        # Whoever wrote the row saw nothing of the post after that, or it would not be gone.
        when = when if gone_ms is None else gone_ms
        said = [observation(post, NAME, record, context, observed_ms=when, body=body_of(record))]
        if gone_ms is not None:
            tombstone = Tombstone(post=post, reason=row.text("gone_reason") or "gone")
            said.append(observation(tombstone, NAME, record, context, observed_ms=gone_ms))
        return said


def _comment(row: Row, record: ForeignRecord, context: FileContext, when: int | None) -> list[Observation]:
    comment, gone_ms = comment_of(row), row.instant_ms("gone_at")
    said = [observation(comment, NAME, record, context, observed_ms=gone_ms or when, body=body_of(record))]
    if gone_ms is not None:
        tombstone = CommentTombstone(id=comment.id, reason=row.text("gone_reason") or "gone")
        said.append(observation(tombstone, NAME, record, context, observed_ms=gone_ms))
    return said


class MappedTabular(Tabular):
    """Rows of a table whose columns the user has mapped: the outermost objects that have one of these columns.

    Where the mapping says which columns it wants, only what has all of them.
    """

    def __init__(self, mapping: TableMapping) -> None:
        super().__init__(mapping=mapping)
        self._columns = frozenset(mapping.columns)

    def matches(self, value: object) -> bool:
        """A row of text cells, whatever its columns: `read` says which of those mapped is missing. Else an object."""
        if not isinstance(value, dict) or not value:
            return False
        if wanted := self._mapping.wanted:
            return wanted <= flat(value).keys()
        if all(isinstance(cell, str) for cell in value.values()):
            return True
        return not self._columns.isdisjoint(flat(value)) if self._columns else super().matches(value)


def _is_row(cells: Mapping[str, Any], layout: Layout, *, is_flat: bool) -> bool:
    """Whether the columns, and in an object with others inside also an id that can be, make it a row."""
    if "comment_id" in layout:
        return "text" in layout or "id" in layout or "url" in layout
    if "id" in layout or "url" in layout:
        return len(layout.columns) > 1 and (is_flat or _names_post(cells, layout))
    return is_flat and "username" in layout and any(field in layout for field in AUDIENCE)


def _names_post(cells: Mapping[str, Any], layout: Layout) -> bool:
    named = [cells[column] for field in ("id", "url") for column in layout.columns.get(field, ())]
    return any(id_in_link(cell) or is_plausible_second(second_of(whole(cell) or 0)) for cell in named)


def _is_plain(cell: dict[str, Any] | list[Any]) -> bool:
    return isinstance(cell, list) and not any(isinstance(entry, (dict, list)) for entry in cell)
