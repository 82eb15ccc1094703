"""What a deed finds: the things that it is done to, read within its transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tokgate.archive.errors import RefusedActError
from tokgate.archive.rows.comments import CommentRow
from tokgate.archive.rows.creators import CreatorRow, to_creator
from tokgate.archive.rows.handles import Use
from tokgate.archive.rows.posts import PostRow
from tokgate.archive.rows.records import columns_of, record_of
from tokgate.archive.rows.relations import RelationRow
from tokgate.archive.rules.names import handle_of
from tokgate.archive.rules.relations import LIST_OF, Standing, standing_of
from tokgate.archive.session import Session
from tokgate.domain.creators import Creator
from tokgate.domain.playlists import Playlist
from tokgate.domain.relations import RelationKind


class Scene:
    """Rows by key or id."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def creator(self, key: int) -> CreatorRow:
        """A creator, who must be known."""
        found = self._session.rows("creator_by_key", (key,))
        if not found:
            raise RefusedActError(f"creator {key} is unknown")
        return CreatorRow(*found[0])

    def name(self, key: int) -> Creator:
        """The creator by names that no other has and that do not change."""
        creator = to_creator(self.creator(key))
        if creator.user_id is not None:
            return Creator(user_id=creator.user_id, sec_uid=creator.sec_uid)
        return Creator(sec_uid=creator.served_sec_uid)

    def creators_named(self, handles: Iterable[str]) -> list[int]:
        """The known creators among some handles."""
        return [row[0] for row in self._session.each("creator_by_username", [(each,) for each in handles])]

    def check_free(self, username: str, key: int) -> None:
        """Refuse a handle that another creator has."""
        if any(holder != key for holder in self.creators_named([username])):
            raise RefusedActError(f"the username {username} is taken")

    def handle_seen_ms(self, username: str) -> int:
        """When anybody was last seen with a handle, Unix milliseconds; 0: nobody was."""
        handle = handle_of(username)
        uses = (Use(*row) for row in self._session.rows("handle_uses_around", (handle,)))
        return max((use.last_ms for use in uses if use.handle == handle), default=0)

    def post(self, post_id: int) -> PostRow | None:
        """A post, also one that is gone."""
        found = self._session.rows("post_known", (post_id,))
        return PostRow(*found[0]) if found else None

    def shown_post(self, post_id: int) -> PostRow:
        """A post that is there to be seen, though perhaps not by everybody."""
        row = self.post(post_id)
        if row is None or row.content_ms is None or row.gone_ms is not None:
            raise RefusedActError(f"post {post_id} is {'unknown' if row is None or row.gone_ms is None else 'gone'}")
        return row

    def author(self, post_id: int) -> int:
        """The key of a post's creator; 0 if unknown."""
        row = self.post(post_id)
        return 0 if row is None else row.creator

    def comment(self, comment_id: int) -> CommentRow | None:
        """A comment, also one that is gone."""
        found = self._session.rows("comment_known", (comment_id,))
        return CommentRow(*found[0]) if found else None

    def shown_comment(self, comment_id: int) -> CommentRow:
        """A comment that is there to be seen."""
        row = self.comment(comment_id)
        if row is None or row.gone_ms is not None:
            raise RefusedActError(f"comment {comment_id} is {'unknown' if row is None else 'gone'}")
        return row

    def replies(self, comment: CommentRow) -> list[CommentRow]:
        """The replies to a comment that are there to be seen."""
        return [CommentRow(*row) for row in self._session.rows("replies_to", (comment.post, comment.id))]

    def comments_on(self, post_id: int) -> list[CommentRow]:
        """The comments and replies on a post that are there to be seen."""
        return [CommentRow(*row) for row in self._session.rows("comments_there", (post_id,))]

    def relations_to(self, kind: RelationKind, other: int) -> list[RelationRow]:
        """Who likes, saves, … it, as far as is known."""
        return [RelationRow(*row) for row in self._session.rows("relations_to", (LIST_OF[kind], other))]

    def playlists_with(self, post_id: int) -> Iterator[tuple[Playlist, int]]:
        """The playlists that a post is in, each with the instant of the newest word on it."""
        for (playlist_id,) in self._session.rows("playlists_with", (post_id,)):
            [row] = self._session.rows("playlist_known", (playlist_id,))
            posts = [found[0] for found in self._session.rows("playlist_posts", (playlist_id,))]
            instants = row[len(columns_of(Playlist)) + 1 :]
            yield record_of(Playlist, row, {}, posts), max(each for each in instants if each is not None)

    def standing(self, kind: RelationKind, creator: int, other: int) -> Standing:
        """What was told of a relation."""
        found = self._session.rows("relation_known", (LIST_OF[kind], creator, other))
        return standing_of(RelationRow(*found[0])) if found else Standing()

    def check_target(self, kind: RelationKind, other: int) -> None:
        """Refuse a relation to what is not there."""
        if kind.is_of_post:
            self.shown_post(other)
        elif kind.is_of_creator:
            self.creator(other)
        else:
            self.shown_comment(other)

    def is_message(self, message_id: int) -> bool:
        """Whether there is a message of this id."""
        return bool(self._session.rows("message_known", (message_id,)))

    def is_taken(self, number: int) -> bool:
        """Whether anything has this id already."""
        return bool(self._session.rows("id_taken", (number,)))
