"""Playlists and what is in them, as public and account calls list them."""

from __future__ import annotations

from typing import Any

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.parameters.paging import BY_COUNT, BY_TIME
from tokgate.dialects.tikapi.wire.playlists import PlaylistPage
from tokgate.dialects.tikapi.wire.posts import ItemPage
from tokgate.dialects.web.objects import author_of
from tokgate.domain.creators import Creator
from tokgate.domain.paging import Position
from tokgate.domain.playlists import Playlist
from tokgate.server.handlers.tikapi.answers import answer, id_in, items
from tokgate.server.request import Request


def playlist_page(request: Request, creator: Creator, *, count: int, cursor: str | None) -> Encoded[PlaylistPage]:
    """A creator's playlists, newest first."""
    page = request.archive.playlists(creator.key or 0, after=BY_TIME.after(cursor), limit=count)
    last = page.following or (Position(page.rows[-1].id) if page.rows else None)
    members = {
        "playList": [_entry(playlist, creator) for playlist in page.rows],
        "cursor": BY_TIME.write(last) if last else cursor or "0",
        "hasMore": page.following is not None,
    }
    return answer(members, rows=len(page.rows))


def playlist_items(
    request: Request, playlist_id: str, *, count: int, cursor: str | None, account: int = 0
) -> Encoded[ItemPage]:
    """The public posts in a playlist, in its order. A private account's is seen by that `account` alone, by its key."""
    playlist = request.archive.playlist(id_in(playlist_id, Cause.UNKNOWN_ID))
    owner = playlist.creator if playlist is not None else None
    if playlist is None or (owner is not None and owner.private and owner.key != account):
        raise Refusal(Cause.UNKNOWN_ID)
    # Places count from 0; a cursor is the place of the next post, as 0 is the start.
    start = BY_COUNT.after(cursor) or 0
    after = Position(start - 1) if start else None
    page = request.archive.playlist_items(playlist.id, after=after, limit=count)
    following = BY_COUNT.write(page.rows[-1].rank + 1) if page.rows else cursor or "0"
    return items(request, page.rows, cursor=following, hasMore=page.following is not None)


def _entry(playlist: Playlist, creator: Creator) -> dict[str, Any]:
    name, id = playlist.name or "", str(playlist.id)
    return {
        "id": id,
        "name": name,
        "cover": playlist.cover_url or "",
        "videoCount": playlist.total if playlist.total is not None else len(playlist.posts or ()),
        "creator": author_of(creator),
        "mixId": id,
        "mixName": name,
    }
