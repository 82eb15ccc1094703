"""Writing sounds and hashtags, which posts carry which hashtag, and how many posts have each."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tokgate.archive.session import Session
from tokgate.domain.posts import Hashtag, Post, Sound

#: A hashtag's id and description.
_Facts = tuple[str | None, str | None]


class Tagged(msgspec.Struct, frozen=True):
    """A post as its tags see it: whose it is, where it stands, what it carries."""

    creator: int
    ms: int
    visible: bool
    sound: int | None
    hashtags: list[Hashtag]


class TagWriter:
    """The sounds and hashtags that one commit touches."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sounds: dict[int, tuple[Sound, int]] = {}
        self._keys: dict[str, int] = {}
        self._put: list[tuple[Hashtag, int, int]] = []
        self._drop: list[tuple[Hashtag, int, int]] = []
        self._counted: list[tuple[Tagged, int]] = []

    def see(self, post: Post, observed_ms: int) -> None:
        """Take in the sound of a post."""
        sound = post.sound
        if sound is None or sound.id is None:
            return
        held = self._sounds.get(sound.id)
        if held is None or observed_ms >= held[1]:
            self._sounds[sound.id] = (sound, observed_ms)

    def tag(self, post_id: int, held: Tagged | None, now: Tagged) -> None:
        """Keep the list of posts by hashtag, and the counts of posts, in step with a post; `held` None: it is new."""
        if held == now:
            return
        if held is not None:
            self._drop += [(tag, held.ms, post_id) for tag in held.hashtags]
            self._counted.append((held, -1))
        self._put += [(tag, now.ms, post_id) for tag in now.hashtags]
        self._counted.append((now, 1))

    def _find_keys(self) -> None:
        """Learn the keys of all hashtags at once, and write those that are unknown or of which more is said."""
        said = dict.fromkeys((tag.name.lower(), tag.id, tag.description) for tag, _, _ in (*self._drop, *self._put))
        known: dict[str, _Facts] = {}
        for name, tag_id, description, key in self._session.each("hashtag_by_name", {(name,) for name, *_ in said}):
            known[name] = tag_id, description
            self._keys[name] = key
        news = {name for name, *facts in said if name not in known or _adds(facts, known[name])}
        self._keys.update(self._session.each("hashtag_insert", [each for each in said if each[0] in news]))

    def _key(self, tag: Hashtag) -> int:
        return self._keys[tag.name.lower()]

    def flush(self) -> None:
        """Write what was seen. Creators must have been written: posts of private accounts do not count."""
        self._session.write_each(
            "sound_upsert",
            [
                (
                    key, sound.title, sound.author, sound.album,
                    None if sound.original is None else int(sound.original), sound.duration_ms, sound.play_url,
                    sound.cover_url, seen_ms,
                )
                for key, (sound, seen_ms) in self._sounds.items()
            ],
        )  # fmt: skip
        self._find_keys()
        self._session.write_each("post_hashtag_delete", self._with_keys(self._drop))
        self._session.write_each("post_hashtag_insert", sorted(self._with_keys(self._put)))
        self._count()

    def _with_keys(self, tagged: list[tuple[Hashtag, int, int]]) -> list[tuple[int, int, int]]:
        return [(self._key(tag), ms, post_id) for tag, ms, post_id in tagged]

    def _count(self) -> None:
        creators = {(tagged.creator,) for tagged, _ in self._counted if tagged.visible}
        private = {row[0] for row in self._session.each("creator_if_private", creators)}
        sounds: dict[int, int] = {}
        hashtags: dict[int, int] = {}
        for tagged, change in self._counted:
            if not tagged.visible or tagged.creator in private:
                continue
            if tagged.sound is not None:
                sounds[tagged.sound] = sounds.get(tagged.sound, 0) + change
            for key in {self._key(tag) for tag in tagged.hashtags}:
                hashtags[key] = hashtags.get(key, 0) + change
        self._session.write_each("sound_count_add", [(key, change) for key, change in sounds.items() if change])
        self._session.write_each("hashtag_count_add", [(key, change) for key, change in hashtags.items() if change])

    def account_changed(self, creator: int, *, private: bool) -> None:
        """An account became private, or open again: its posts, as they are in the archive, no longer count, or do."""
        change = -1 if private else 1
        self._session.write("sound_count_account", (creator, change))
        self._session.write("hashtag_count_account", (creator, change))


def _adds(said: Sequence[str | None], known: _Facts) -> bool:
    """Whether anything is said of a hashtag that is not known of it."""
    return any(new and new != held for new, held in zip(said, known, strict=True))
