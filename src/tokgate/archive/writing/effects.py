"""Writing effects, and which posts have which."""

from __future__ import annotations

from tokgate.archive.session import Session
from tokgate.domain.effects import CameraEffect, effects_in
from tokgate.domain.posts import Post


class EffectWriter:
    """The effects that one commit touches. A post that was seen with an effect keeps it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._effects: list[tuple[CameraEffect, int]] = []
        self._posts: dict[tuple[str, int], None] = {}

    def see(self, post: Post, observed_ms: int) -> None:
        """Take in the effects of a post."""
        if not post.details:
            return
        for effect in effects_in(post):
            self._effects.append((effect, observed_ms))
            self._posts[effect.id, post.id] = None

    def flush(self) -> None:
        """Write what was seen; what was said last holds."""
        rows = [(effect.id, effect.name, effect.image_url, seen_ms) for effect, seen_ms in self._effects]
        self._session.write_each("effect_upsert", rows)
        self._session.write_each("post_effect_insert", sorted(self._posts))
