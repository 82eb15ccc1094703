"""Answers about sounds."""

from __future__ import annotations

from tokgate.contract.wire import Wire
from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer
from tokgate.dialects.web.item import Author, Music


class PostsCount(Wire):
    """How many posts there are."""

    videoCount: int | None = None
    """How many posts there are."""


class MusicInfo(Wire):
    """A sound, and how often it is used."""

    music: Music | None = None
    """The sound."""
    author: Author | None = None
    """The account that made it; left out here, as no source tells it."""
    stats: PostsCount | None = None
    """How many posts have it."""


class MusicAnswer(TikAPIAnswer):
    """A sound."""

    musicInfo: MusicInfo | None = None
    """The sound, and how often it is used."""
