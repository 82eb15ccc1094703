"""Reading posts by sound, hashtag, effect and playlist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tokgate.archive.rules.patterns import beginning, holding
from tokgate.archive.session import Reader, Value
from tokgate.domain.effects import CameraEffect
from tokgate.domain.items import StoredItem
from tokgate.domain.paging import Page, Position
from tokgate.domain.posts import Hashtag, Sound

_NEWEST = 2**63 - 1


class TagReader(Reader):
    """See `tokgate.domain.queries.TagQueries`."""

    def sound(self, sound_id: int) -> Sound | None:
        """A sound with what was last said of it."""
        rows = self._engine.reader().rows("sound", (sound_id,))
        if not rows:
            return None
        return _sound(sound_id, *rows[0])

    def sounds_named(self, text: str, *, offset: int = 0, limit: int) -> list[Sound]:
        """Sounds with a text in title or author, most posts first."""
        rows = self._engine.reader().rows("sounds_named", (holding(text), limit, offset))
        return [_sound(*row) for row in rows]

    def sound_items(self, sound_id: int, *, after: Position | None, limit: int) -> Page[StoredItem]:
        """A page of the posts with a sound."""
        return self._tagged("sound_items", (sound_id, *_place(after)), limit)

    def sound_count(self, sound_id: int) -> int:
        """How many posts have a sound."""
        return self._count("sound_count", sound_id)

    def hashtag(self, *, name: str = "", hashtag_id: str = "", key: int = 0) -> Hashtag | None:
        """A hashtag by name, else by id, else by key."""
        query, value = ("hashtag_by_name", name.lower()) if name else ("hashtag_by_id", hashtag_id)
        reader = self._engine.reader()
        rows = reader.rows(query, (value,)) if name or hashtag_id else reader.rows("hashtag_by_key", (key,))
        return Hashtag(name=rows[0][0], id=rows[0][1], description=rows[0][2]) if rows else None

    def hashtag_key(self, name: str) -> int:
        """A hashtag's key."""
        rows = self._engine.reader().rows("hashtag_by_name", (name.lower(),))
        return rows[0][3] if rows else 0

    def hashtags_beginning(self, text: str, *, offset: int = 0, limit: int) -> list[Hashtag]:
        """Hashtags from one beginning on, most posts first."""
        rows = self._engine.reader().rows("hashtags_beginning", (*beginning(text), limit, offset))
        return [Hashtag(name=name, id=id, description=description) for name, id, description in rows]

    def hashtag_items(self, name: str, *, after: Position | None, limit: int) -> Page[StoredItem]:
        """A page of the posts with a hashtag."""
        return self._tagged("hashtag_items", (self.hashtag_key(name), *_place(after)), limit)

    def hashtag_count(self, name: str) -> int:
        """How many posts have a hashtag."""
        return self._count("hashtag_count", name.lower())

    def _count(self, query: str, tag: int | str) -> int:
        rows = self._engine.reader().rows(query, (tag,))
        return rows[0][0] if rows else 0

    def playlist_items(self, playlist_id: int, *, after: Position | None, limit: int) -> Page[StoredItem]:
        """A page of the posts in a playlist."""
        return self._tagged("playlist_items", (playlist_id, after.rank if after else -1), limit)

    def effect(self, effect_id: str) -> CameraEffect | None:
        """An effect with what was last said of it."""
        rows = self._engine.reader().rows("effect", (effect_id,))
        return CameraEffect(id=effect_id, name=rows[0][0], image_url=rows[0][1]) if rows else None

    def effect_items(self, effect_id: str, *, after: Position | None, limit: int) -> Page[StoredItem]:
        """A page of the posts with an effect."""
        return self._tagged("effect_items", (effect_id, after.rank if after else _NEWEST), limit)

    def _tagged(self, query: str, values: Sequence[Value], limit: int) -> Page[StoredItem]:
        rows = self._engine.reader().rows(query, (*values, limit + 1))
        items = [StoredItem(post_id, rank, zstd) for post_id, rank, zstd in rows[:limit]]
        return Page(items, Position(items[-1].rank, items[-1].id) if len(rows) > limit else None)


def _sound(id: int, *told: Any) -> Sound:
    title, author, album, original, duration_ms, play_url, cover_url = told
    return Sound(
        id=id,
        title=title,
        author=author,
        album=album,
        original=None if original is None else bool(original),
        duration_ms=duration_ms,
        play_url=play_url,
        cover_url=cover_url,
    )


def _place(after: Position | None) -> tuple[int, int]:
    return (after.rank, after.id) if after else (_NEWEST, _NEWEST)
