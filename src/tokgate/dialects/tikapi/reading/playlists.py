"""What answers with playlists in them mean."""

from __future__ import annotations

from collections.abc import Iterator

from tokgate.dialects.numbers import count_of, known_id_of
from tokgate.dialects.readings import InvalidMember, Part, Received, unreadable
from tokgate.dialects.tikapi.reading.readers import READERS, asked_for
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.dialects.tikapi.resources.user_posts import UserPosts
from tokgate.dialects.tikapi.wire.playlists import PlaylistEntry, PlaylistPage
from tokgate.dialects.web.reading import creator_of
from tokgate.domain.creators import Creator
from tokgate.domain.playlists import Playlist

#: What archives call this source.
PLAYLIST = "web_playlist"


@READERS.of(Public.playlists)
@READERS.of(UserPosts.playlists)
def playlists(page: PlaylistPage, received: Received) -> Iterator[Part]:
    """The playlists, without their posts; they are by the creator asked for where an entry does not say."""
    creator = asked_for(received)
    for entry in page.playList:
        try:
            playlist = playlist_of(entry, creator)
        except InvalidMember as problem:
            yield unreadable(entry, problem)
            continue
        yield received.observation(playlist, PLAYLIST, body=entry.exact())


def playlist_of(entry: PlaylistEntry, creator: Creator) -> Playlist:
    """The playlist of an entry. Raises InvalidMember where its id is none."""
    named = creator_of(entry.creator)
    by = named.named if named else creator
    return Playlist(
        id=known_id_of(entry.id or entry.mixId, "id"),
        creator=by if by.is_known else None,
        name=entry.name or entry.mixName or None,
        cover_url=entry.cover or None,
        total=count_of(entry.videoCount),
    )
