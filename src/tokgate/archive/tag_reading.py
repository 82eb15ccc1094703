"""Reading posts by sound, hashtag, effect and playlist."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from tokgate.archive.connection import Connections
from tokgate.archive.queries import fetch
from tokgate.domain.effects import CameraEffect
from tokgate.domain.paging import Page, Position
from tokgate.domain.pieces import Piece
from tokgate.domain.posts import Hashtag, Sound

_NEWEST = 2**63 - 1


def read_sound(connections: Connections, sound_id: int) -> Sound | None:
    """A sound with what was last said of it."""
    rows = fetch(connections.reader(), "sound", (sound_id,))
    if not rows:
        return None
    title, author, album, original, duration_ms, play_url, cover_url = rows[0]
    return Sound(
        id=sound_id,
        title=title,
        author=author,
        album=album,
        original=None if original is None else bool(original),
        duration_ms=duration_ms,
        play_url=play_url,
        cover_url=cover_url,
    )


def read_sound_pieces(connections: Connections, sound_id: int, *, after: Position | None, limit: int) -> Page[Piece]:
    """A page of the posts with a sound."""
    return _page(connections, "sound_pieces", (sound_id, *_place(after)), limit)


def count_sound(connections: Connections, sound_id: int) -> int:
    """How many posts have a sound."""
    return int(fetch(connections.reader(), "sound_count", (sound_id,))[0][0])


def read_hashtag(connections: Connections, *, name: str, hashtag_id: str) -> Hashtag | None:
    """A hashtag by name, else by id."""
    query, value = ("hashtag_by_name", name.lower()) if name else ("hashtag_by_id", hashtag_id)
    rows = fetch(connections.reader(), query, (value,))
    return Hashtag(name=rows[0][0], id=rows[0][1], description=rows[0][2]) if rows else None


def read_hashtag_pieces(connections: Connections, name: str, *, after: Position | None, limit: int) -> Page[Piece]:
    """A page of the posts with a hashtag."""
    return _page(connections, "hashtag_pieces", (_hashtag_key(connections, name), *_place(after)), limit)


def count_hashtag(connections: Connections, name: str) -> int:
    """How many posts have a hashtag."""
    return int(fetch(connections.reader(), "hashtag_count", (_hashtag_key(connections, name),))[0][0])


def read_playlist_pieces(
    connections: Connections, playlist_id: int, *, after: Position | None, limit: int
) -> Page[Piece]:
    """A page of the posts in a playlist."""
    return _page(connections, "playlist_pieces", (playlist_id, after.rank if after else -1), limit)


def read_effect(connections: Connections, effect_id: str) -> CameraEffect | None:
    """An effect with what was last said of it."""
    rows = fetch(connections.reader(), "effect", (effect_id,))
    return CameraEffect(id=effect_id, name=rows[0][0], image_url=rows[0][1]) if rows else None


def read_effect_pieces(connections: Connections, effect_id: str, *, after: Position | None, limit: int) -> Page[Piece]:
    """A page of the posts with an effect."""
    return _page(connections, "effect_pieces", (effect_id, after.rank if after else _NEWEST), limit)


def _hashtag_key(connections: Connections, name: str) -> int:
    rows = fetch(connections.reader(), "hashtag_by_name", (name.lower(),))
    return rows[0][3] if rows else 0


def _place(after: Position | None) -> tuple[int, int]:
    return (after.rank, after.id) if after else (_NEWEST, _NEWEST)


def _page(connections: Connections, query: str, values: Sequence[apsw.SQLiteValue], limit: int) -> Page[Piece]:
    rows = fetch(connections.reader(), query, (*values, limit + 1))
    pieces = [Piece(post_id, rank, frame, outdated == 1) for post_id, rank, frame, outdated in rows[:limit]]
    return Page(pieces, Position(pieces[-1].rank, pieces[-1].id) if len(rows) > limit else None)
