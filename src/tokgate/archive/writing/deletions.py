"""What goes with a post or a comment that is taken back: what it is to say of each thing, and which counters follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tokgate.archive.rows.comments import CommentRow
from tokgate.archive.rows.posts import PostRow
from tokgate.archive.rules.acts import CONSEQUENCES, later
from tokgate.archive.rules.relations import standing_of
from tokgate.archive.writing.scene import Scene
from tokgate.archive.writing.tallies import Tallies
from tokgate.domain.observations import Subject
from tokgate.domain.playlists import Playlist
from tokgate.domain.posts import CommentTombstone, Post, Tombstone
from tokgate.domain.relations import Relation, RelationKind

_DELETED = "deleted"

#: A subject, and the instant at which it is the newest word.
Word = tuple[Subject, int]


class Deletion:
    """One deletion at an instant."""

    def __init__(self, scene: Scene, tallies: Tallies, at_ms: int) -> None:
        self._scene = scene
        self._tallies = tallies
        self._at_ms = at_ms

    def of_comment(self, comment: CommentRow) -> Iterator[Word]:
        """The comment and its replies; the post has as many fewer."""
        gone = [comment, *self._scene.replies(comment)]
        yield from self._comments(gone)
        self._tallies.add_post(comment.post or 0, "comments", -len(gone))
        if comment.parent:
            self._tallies.add_comment(comment.parent, "replies", -1)

    def of_post(self, post: PostRow) -> Iterator[Word]:
        """The post with its comments and its places in everybody's lists.

        Its author loses the likes that it had, who liked it one of the posts liked. Its own counters stay what they
        were when it was seen last.
        """
        yield Tombstone(post=Post(id=post.id), reason=_DELETED), later(self._at_ms, post.content_ms)
        self._tallies.add_creator(post.creator, "posts", -1)
        self._tallies.add_creator(post.creator, CONSEQUENCES[RelationKind.LIKE].maker, -(post.likes or 0))
        yield from self._comments(self._scene.comments_on(post.id))
        for kind in RelationKind:
            if kind.is_of_post:
                yield from self._relations(kind, post.id)
        yield from self._playlists(post.id)

    def _comments(self, comments: Iterable[CommentRow]) -> Iterator[Word]:
        for each in comments:
            yield CommentTombstone(id=each.id, reason=_DELETED), later(self._at_ms, each.content_ms)

    def _relations(self, kind: RelationKind, post_id: int) -> Iterator[Word]:
        for row in self._scene.relations_to(kind, post_id):
            ended = Relation(
                kind=kind,
                creator=self._scene.name(row.owner),
                post=Post(id=post_id),
                ended=True,
                ended_s=self._at_ms // 1000,
            )
            yield ended, later(self._at_ms, standing_of(row).newest_ms)
            self._tallies.add_creator(row.owner, CONSEQUENCES[kind].own, -1)

    def _playlists(self, post_id: int) -> Iterator[Word]:
        for playlist, newest_ms in self._scene.playlists_with(post_id):
            rest = [each for each in playlist.posts or () if each != post_id]
            total = None if playlist.total is None else max(playlist.total - 1, 0)
            yield Playlist(id=playlist.id, posts=rest, total=total), later(self._at_ms, newest_ms)
