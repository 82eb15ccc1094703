"""The Research API's playlists. Facts: TikTok's documentation of 2025 and 2026."""

from __future__ import annotations

from tokgate.contract.paging import Paging
from tokgate.contract.wire import Wire
from tokgate.dialects.official.display import Error
from tokgate.dialects.official.research import verdict


class ResearchPlaylist(Wire):
    """A playlist, and some of the posts in it, in its order. `cursor` is the index of the next one.

    `playlist_last_updated` is in Unix seconds.
    """

    playlist_id: int | None = None
    playlist_name: str | None = None
    playlist_item_total: int | None = None
    playlist_last_updated: int | None = None
    playlist_video_ids: list[int] | None = None
    cursor: int | None = None
    has_more: bool | None = None


class ResearchPlaylistPage(Wire):
    """The answer of playlist/info."""

    data: ResearchPlaylist | None = None
    error: Error | None = None


def _ids(page: ResearchPlaylistPage) -> list[int]:
    return (page.data.playlist_video_ids or []) if page.data else []


PLAYLIST: Paging[ResearchPlaylistPage, int] = Paging(_ids, verdict, str)
