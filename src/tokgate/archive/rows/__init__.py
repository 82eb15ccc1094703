"""Rows as the tables have them, and the domain's types made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tokgate.archive.rows.comments import CommentRow
from tokgate.archive.rows.creators import CreatorRow
from tokgate.archive.rows.joins import JoinRow
from tokgate.archive.rows.posts import PostRow
from tokgate.archive.rows.purges import PurgeRow
from tokgate.archive.rows.records import all_columns
from tokgate.archive.rows.relations import RelationRow
from tokgate.domain.posts import PostSummary

#: The columns of each row that a query may ask for by the row's name.
COLUMNS: Mapping[str, Sequence[str]] = {
    "post": PostRow.__struct_fields__,
    "creator": CreatorRow.__struct_fields__,
    "creator_join": JoinRow.__struct_fields__,
    "comment": CommentRow.__struct_fields__,
    "purge": PurgeRow.__struct_fields__,
    "relation": RelationRow.__struct_fields__,
    "summary": tuple("details" if name == "json" else name for name in PostSummary.__struct_fields__),
    **all_columns(),
}
