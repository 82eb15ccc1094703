"""Posts that have to do with a post."""

from __future__ import annotations

from collections.abc import Iterator

from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.wire.posts import ItemPage
from tokgate.domain.items import StoredItem
from tokgate.domain.posts import Post
from tokgate.server.handlers.tikapi.answers import items, open_post
from tokgate.server.request import Request

#: How many posts are related to one at most, and of how many hashtags they are taken.
MOST = 30
MOST_HASHTAGS = 5


def related_page(request: Request, link: str) -> Encoded[ItemPage]:
    """The latest posts with the same sound, then with the same hashtags, the rarest first, then by the same creator."""
    post = request.archive.posts_by_id([open_post(request, link)])[0]
    found: dict[int, StoredItem] = {}
    for item in _candidates(request, post):
        if item.id != post.id and len(found) < MOST:
            found.setdefault(item.id, item)
    return items(request, list(found.values()), hasMore=False)


def _candidates(request: Request, post: Post) -> Iterator[StoredItem]:
    archive = request.archive
    if post.sound is not None and post.sound.id is not None:
        yield from archive.sound_items(post.sound.id, after=None, limit=MOST // 2).rows
    tags = sorted({tag.name.lower() for tag in post.hashtags or ()}, key=lambda tag: (archive.hashtag_count(tag), tag))
    for tag in tags[:MOST_HASHTAGS]:
        yield from archive.hashtag_items(tag, after=None, limit=MOST // 3).rows
    if post.creator is not None and post.creator.key is not None:
        yield from archive.items(post.creator.key, after=None, limit=MOST).rows
