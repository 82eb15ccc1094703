"""The Research API's playlists. Facts: TikTok's documentation of 2025 and 2026."""

from __future__ import annotations

from tokgate.contract.paging import Paging
from tokgate.contract.wire import Wire
from tokgate.dialects.official.display import Error
from tokgate.dialects.official.research import verdict


class ResearchPlaylist(Wire):
    """A playlist, and some of the posts in it."""

    playlist_id: int | None = None
    """The playlist's id."""
    playlist_name: str | None = None
    """Its name."""
    playlist_item_total: int | None = None
    """How many posts are in it."""
    playlist_last_updated: int | None = None
    """When it was changed last, Unix seconds UTC."""
    playlist_video_ids: list[int] | None = None
    """The ids of this page's posts, in the playlist's order."""
    cursor: int | None = None
    """The index at which the next page begins."""
    has_more: bool | None = None
    """Whether there is a next page."""


class ResearchPlaylistPage(Wire):
    """The answer of playlist/info."""

    data: ResearchPlaylist | None = None
    """The page; empty where the call was refused."""
    error: Error | None = None
    """How the call went."""


def _ids(page: ResearchPlaylistPage) -> list[int]:
    return (page.data.playlist_video_ids or []) if page.data else []


PLAYLIST: Paging[ResearchPlaylistPage, int] = Paging(_ids, verdict, str)
