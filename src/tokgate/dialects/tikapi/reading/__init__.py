"""What TikAPI's answers mean."""

from tokgate.dialects.tikapi.reading import comments, discover, people, playlists, posts, search, user
from tokgate.dialects.tikapi.reading.readers import READERS

__all__ = ["READERS", "comments", "discover", "people", "playlists", "posts", "search", "user"]
