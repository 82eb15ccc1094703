"""Playlists of a creator's own posts."""

from __future__ import annotations

import msgspec

from tokgate.domain.creators import Creator


class Playlist(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A playlist. `posts` are ids in the playlist's order, all of them, or None where the source does not list them.

    `total` is how many the source says there are; instants in Unix seconds UTC.
    """

    id: int
    creator: Creator | None = None
    name: str | None = None
    cover_url: str | None = None
    total: int | None = None
    created_s: int | None = None
    updated_s: int | None = None
    posts: list[int] | None = None
