"""Reading relations: lists of creators, of posts, and single ones."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tokgate.archive.reading.creators import creators_by_key
from tokgate.archive.reading.pages import Listed, read_page
from tokgate.archive.reading.posts import items_of, page_of, posts_of
from tokgate.archive.rows.relations import RelationRow
from tokgate.archive.rules.relations import KIND_OF, LIST_OF, OF_CREATORS, List, standing_of
from tokgate.archive.session import Reader, Row, Session
from tokgate.domain.creators import Creator
from tokgate.domain.items import StoredItem
from tokgate.domain.paging import Page, Position
from tokgate.domain.posts import Post, PostSummary
from tokgate.domain.relations import Relation, RelationKind

_RELATIONS = Listed("relation_page", "relations_at", "relation_named", RelationRow.__struct_fields__.index("pos"))
_ITEMS = Listed("related_items", "related_items_at", "related_items_named", rank=1)
_POSTS = Listed("related_posts", "related_posts_at", "relation_named", rank=-1)
_SUMMARIES = Listed("related_summaries", "related_summaries_at", "relation_named", rank=-1)


class RelationReader(Reader):
    """See `tokgate.domain.queries.RelationQueries`."""

    def relation(self, kind: RelationKind, creator: int, other: int) -> Relation | None:
        """One relation, ended ones too."""
        with self._engine.reading() as session:
            rows = session.rows("relation_known", (LIST_OF[kind], creator, other))
            found = relations_of(session, rows)
        return found[0] if found else None

    def relations(self, kind: RelationKind, creator: int, *, after: Position | None, limit: int) -> Page[Relation]:
        """A page of those that hold."""
        return self._page(LIST_OF[kind], creator, after, limit)

    def followers(self, creator: int, *, after: Position | None, limit: int) -> Page[Relation]:
        """A page of those who follow a creator."""
        return self._page(List.FOLLOWERS, creator, after, limit)

    def related_items(
        self, kind: RelationKind, creator: int, *, after: Position | None, limit: int, viewer: int = 0
    ) -> Page[StoredItem]:
        """A page of the posts in a list, in one query."""
        rows, more = read_page(self._engine.reader(), _ITEMS, (LIST_OF[kind], creator, viewer), after, limit)
        return page_of(items_of(rows), more=more)

    def related_posts(self, kind: RelationKind, creator: int, *, after: Position | None, limit: int) -> Page[Post]:
        """A page of the posts in a list, in their current state."""
        with self._engine.reading() as session:
            rows, more = read_page(session, _POSTS, (LIST_OF[kind], creator), after, limit)
            posts = posts_of(session, [row[:-1] for row in rows])
        return Page(posts, Position(rows[-1][-1], posts[-1].id) if more else None)

    def related_summaries(
        self, kind: RelationKind, creator: int, *, after: Position | None, limit: int
    ) -> Page[PostSummary]:
        """A page of the posts in a list that anybody may see, as what a list shows of each."""
        rows, more = read_page(self._engine.reader(), _SUMMARIES, (LIST_OF[kind], creator), after, limit)
        summaries = [PostSummary(*row[:-1]) for row in rows]
        return Page(summaries, Position(rows[-1][-1], summaries[-1].id) if more else None)

    def _page(self, name: List, creator: int, after: Position | None, limit: int) -> Page[Relation]:
        with self._engine.reading() as session:
            rows, more = read_page(session, _RELATIONS, (name, creator), after, limit)
            relations = relations_of(session, rows)
        if not more:
            return Page(relations)
        last = RelationRow(*rows[-1])
        return Page(relations, Position(last.pos, last.other))


def relations_of(session: Session, values: Iterable[Row]) -> list[Relation]:
    """The relations of some rows, with their creators."""
    rows = [RelationRow(*each) for each in values]
    others = [row.other for row in rows if row.list in OF_CREATORS]
    creators = creators_by_key(session, {*others, *(row.owner for row in rows)})
    return [_relation(row, creators) for row in rows]


def _relation(row: RelationRow, creators: dict[int, Creator]) -> Relation:
    kind, standing = KIND_OF[List(row.list)], standing_of(row)
    said = Relation(
        kind=kind,
        creator=creators[row.owner],
        post=Post(id=row.other) if kind.is_of_post else None,
        other=creators[row.other] if kind.is_of_creator else None,
        comment=row.other if kind is RelationKind.COMMENT_LIKE else None,
        at_s=standing.at_s,
        rank=standing.shown_rank,
        ended=not standing.holds,
        ended_s=standing.ended_s,
    )
    if row.list == List.FOLLOWERS:
        return msgspec.structs.replace(said, creator=creators[row.other], other=creators[row.owner])
    return said
