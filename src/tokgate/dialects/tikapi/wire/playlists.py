"""Answers with playlists in them. The vendor publishes no shape; they have the members of TikTok's own site."""

from __future__ import annotations

from tokgate.contract.paging import Paging, Verdict, by_cursor, has_list, no_list
from tokgate.contract.wire import Wire
from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer
from tokgate.dialects.web.item import Author


class PlaylistEntry(Wire):
    """A playlist."""

    id: str | None = None
    """The playlist's id, digits."""
    name: str | None = None
    """What it is called."""
    cover: str | None = None
    """A link to its cover; it expires."""
    videoCount: int | None = None
    """How many posts are in it."""
    creator: Author | None = None
    """Whose it is."""
    mixId: str | None = None
    """As `id`, under the older name that the site sends too."""
    mixName: str | None = None
    """As `name`, under the older name that the site sends too."""


class PlaylistPage(TikAPIAnswer):
    """A page of playlists."""

    playList: list[PlaylistEntry] = []
    """The playlists of this page."""
    cursor: str | None = None
    """Where the next page begins, digits; on the last page too."""
    hasMore: bool | None = None
    """Whether there is a next page."""


def _entries(page: PlaylistPage) -> list[PlaylistEntry]:
    return page.playList


def _verdict(page: PlaylistPage) -> Verdict:
    if not (page.playList or has_list(page, "playList")):
        return no_list("playList")
    return by_cursor(page.hasMore, page.cursor)


def _key(entry: PlaylistEntry) -> str:
    return str(entry.id)


PLAYLISTS: Paging[PlaylistPage, PlaylistEntry] = Paging(_entries, _verdict, _key)
