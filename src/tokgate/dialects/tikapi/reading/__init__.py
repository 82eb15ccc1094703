"""What TikAPI's answers mean."""

from tokgate.dialects.tikapi.reading import (
    comments,
    discover,
    live,
    messages,
    people,
    playlists,
    posts,
    search,
    sessions,
    user,
)
from tokgate.dialects.tikapi.reading.readers import READERS

__all__ = [
    "READERS",
    "comments",
    "discover",
    "live",
    "messages",
    "people",
    "playlists",
    "posts",
    "search",
    "sessions",
    "user",
]
