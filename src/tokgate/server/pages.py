"""Pages joined from stored items: bytes in, bytes out, nothing decoded only to be encoded again.

A client that accepts zstd gets the stored zstd bytes one after the other: a sequence of zstd frames decodes to the
sequence of their contents (RFC 8878, 3.1), so the commas between the items are frames too.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

import zstandard

from tokgate.contract.handlers import Encoded
from tokgate.dialects.web.writing import encoded_items
from tokgate.domain.ports import Archive, StoredItem

#: Head and tail are so short that looking for repetitions in them costs more than a page's other work.
FASTEST = -50


class _PageCodec(threading.local):
    """A thread's compressor and decompressor: used by two threads at once, they mix up their data or crash."""

    def __init__(self) -> None:
        self.compress = zstandard.ZstdCompressor(level=FASTEST).compress
        self.decompressor = zstandard.ZstdDecompressor()


_CODEC = _PageCodec()
_COMMA = _CODEC.compress(b",")


def join_page(
    archive: Archive, head: bytes, items: Sequence[StoredItem], tail: bytes, *, zstd: bool
) -> Encoded[object]:
    """`head`, the items with commas between them, `tail`. A page of stored items alone keeps the links in them."""
    stored = [item.zstd for item in items if item.zstd is not None]
    if len(stored) < len(items):
        contents = contents_of(archive, items)
        return Encoded(_joined(head, b",", contents, tail), coding="", rows=len(contents))
    content = _joined(_CODEC.compress(head), _COMMA, stored, _CODEC.compress(tail))
    if zstd:
        return Encoded(content, coding="zstd", rows=len(stored), final=True)
    # One pass over all frames: a call for each would cost as much again as the unpacking.
    plain = _CODEC.decompressor.stream_reader(content, read_across_frames=True).readall()
    return Encoded(plain, coding="", rows=len(stored), final=True)


def _joined(head: bytes, comma: bytes, items: Sequence[bytes], tail: bytes) -> bytes:
    """All in one go: on 200 KB, each `+` is a copy into fresh pages of memory and costs more than the query."""
    parts = [comma] * max(2 * len(items) - 1, 0)
    parts[::2] = items
    return b"".join([head, *parts, tail])


def contents_of(archive: Archive, items: Sequence[StoredItem]) -> list[bytes]:
    """The items as JSON, in their order; those that no source gave as items are made from the posts."""
    posts = archive.posts_by_id([item.id for item in items if item.zstd is None])
    made = {post.id: content for post, content in zip(posts, encoded_items(posts), strict=True)}
    contents = []
    for item in items:
        if item.zstd is not None:
            contents.append(_CODEC.decompressor.decompress(item.zstd))
        elif item.id in made:
            contents.append(made[item.id])
    return contents
