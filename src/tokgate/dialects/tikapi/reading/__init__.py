"""What TikAPI's answers mean."""

from tokgate.dialects.tikapi.reading import comments, people, posts, sessions
from tokgate.dialects.tikapi.reading.readers import READERS

__all__ = ["READERS", "comments", "people", "posts", "sessions"]
