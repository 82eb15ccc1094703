"""The Research API's playlists, answered from the archive."""

from __future__ import annotations

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.official.cursors import BY_INDEX
from tokgate.dialects.official.research_parameters import IndexCursor, PlaylistId, ResearchCount
from tokgate.dialects.official.research_playlists import ResearchPlaylistPage
from tokgate.dialects.official.research_resources import ResearchPlaylists
from tokgate.dialects.official.writing import research_playlist
from tokgate.server.handlers.display import answer
from tokgate.server.request import Request, implements


@implements(ResearchPlaylists.info)
def info(
    request: Request,
    /,
    *,
    playlist_id: PlaylistId,
    max_count: ResearchCount = 20,
    cursor: IndexCursor | None = None,
    **_: object,
) -> Encoded[ResearchPlaylistPage]:
    """A page may be short, as posts that not everybody may see are left out of it."""
    playlist = request.archive.playlist(playlist_id)
    if playlist is None:
        raise Refusal(Cause.UNKNOWN_ID, name=str(playlist_id))
    if playlist.creator is not None and playlist.creator.private:
        raise Refusal(Cause.PRIVATE_CREATOR, name=playlist.creator.username or "")
    index, posts = BY_INDEX.after(cursor) or 0, playlist.posts or []
    end = min(index + max_count, len(posts))
    asked = posts[index:end]
    seen = request.archive.seen_by_all(asked)
    ids = [each for each in asked if seen.get(each, True)]
    return answer(request, research_playlist(playlist, ids, index=index, end=end, total=len(posts)), rows=len(ids))
