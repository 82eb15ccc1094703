"""What TikAPI's answers mean."""

from tokgate.dialects.tikapi.reading import comments, messages, people, posts
from tokgate.dialects.tikapi.reading.readers import READERS

__all__ = ["READERS", "comments", "messages", "people", "posts"]
