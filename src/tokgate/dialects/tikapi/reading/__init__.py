"""What TikAPI's answers mean."""

from tokgate.dialects.tikapi.reading import comments, people, posts, user
from tokgate.dialects.tikapi.reading.readers import READERS

__all__ = ["READERS", "comments", "people", "posts", "user"]
