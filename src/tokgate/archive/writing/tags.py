"""Writing sounds and hashtags, and which posts carry which hashtag."""

from __future__ import annotations

from tokgate.archive.session import Session
from tokgate.domain.posts import Hashtag, Post, Sound

#: A post's instant and its hashtags.
Tagged = tuple[int, list[Hashtag] | None]


class TagWriter:
    """The sounds and hashtags that one commit touches."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sounds: dict[int, tuple[Sound, int]] = {}
        self._keys: dict[str, int] = {}
        self._put: list[tuple[int, int, int]] = []
        self._drop: list[tuple[int, int, int]] = []

    def see(self, post: Post, observed_ms: int) -> None:
        """Take in the sound of a post."""
        sound = post.sound
        if sound is None or sound.id is None:
            return
        held = self._sounds.get(sound.id)
        if held is None or observed_ms >= held[1]:
            self._sounds[sound.id] = (sound, observed_ms)

    def tag(self, post_id: int, held: Tagged | None, now: Tagged) -> None:
        """Keep the list of posts by hashtag in step with a post."""
        if held == now:
            return
        if held is not None:
            self._drop += [(self._key(tag), held[0], post_id) for tag in held[1] or ()]
        self._put += [(self._key(tag), now[0], post_id) for tag in now[1] or ()]

    def _key(self, tag: Hashtag) -> int:
        name = tag.name.lower()
        key = self._keys.get(name)
        if key is None:
            found = self._session.rows("hashtag_key", (name,))
            if not found or tag.id or tag.description:
                found = self._session.rows("hashtag_insert", (name, tag.id, tag.description))
            key = self._keys[name] = found[0][0]
        return key

    def flush(self) -> None:
        """Write what was seen."""
        self._session.write_each(
            "sound_upsert",
            [
                (key, sound.title, sound.author, sound.album, sound.original, sound.duration_ms, sound.play_url,
                 sound.cover_url, seen_ms)
                for key, (sound, seen_ms) in self._sounds.items()
            ],
        )  # fmt: skip
        self._session.write_each("post_hashtag_delete", self._drop)
        self._session.write_each("post_hashtag_insert", sorted(self._put))
