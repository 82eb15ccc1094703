"""What TikAPI's answers mean."""

from tokgate.dialects.tikapi.reading import comments, live, people, posts
from tokgate.dialects.tikapi.reading.readers import READERS

__all__ = ["READERS", "comments", "live", "people", "posts"]
