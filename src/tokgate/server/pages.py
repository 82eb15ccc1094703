"""Pages joined from stored pieces: bytes in, bytes out, nothing decoded only to be encoded again.

A client that accepts zstd gets the stored frames one after the other: a sequence of zstd frames decodes to the
sequence of their contents (RFC 8878, 3.1), so the commas between the items are frames too.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

import msgspec
import zstandard

from tokgate.contract.handlers import Encoded
from tokgate.dialects.web.convert import item_of, renewed
from tokgate.domain.ports import Archive, Piece

#: Head and tail are so short that looking for repetitions in them costs more than a page's other work.
FASTEST = -50


class _Codec(threading.local):
    """A thread's compressor and decompressor: used by two threads at once, they mix up their data or crash."""

    def __init__(self) -> None:
        self.compress = zstandard.ZstdCompressor(level=FASTEST).compress
        self.decompressor = zstandard.ZstdDecompressor()


_CODEC = _Codec()
_COMMA = _CODEC.compress(b",")


def join_page(archive: Archive, head: bytes, pieces: Sequence[Piece], tail: bytes, *, zstd: bool) -> Encoded[object]:
    """`head`, the pieces' items with commas between them, `tail`."""
    frames = [piece.frame for piece in pieces if piece.frame is not None and not piece.outdated]
    if len(frames) < len(pieces):
        items = items_in(archive, pieces)
        return Encoded(_joined(head, b",", items, tail), rows=len(items))
    content = _joined(_CODEC.compress(head), _COMMA, frames, _CODEC.compress(tail))
    if zstd:
        return Encoded(content, coding="zstd", rows=len(frames))
    # One pass over all frames: a call for each would cost as much again as the unpacking.
    return Encoded(_CODEC.decompressor.stream_reader(content, read_across_frames=True).readall(), rows=len(frames))


def _joined(head: bytes, comma: bytes, items: Sequence[bytes], tail: bytes) -> bytes:
    """All in one go: on 200 KB, each `+` is a copy into fresh pages of memory and costs more than the query."""
    parts = [comma] * max(2 * len(items) - 1, 0)
    parts[::2] = items
    return b"".join([head, *parts, tail])


def items_in(archive: Archive, pieces: Sequence[Piece]) -> list[bytes]:
    """The web items of pieces, in their order; those that are outdated or were never seen as items are written anew."""
    if all(piece.frame is not None and not piece.outdated for piece in pieces):
        return [_CODEC.decompressor.decompress(piece.frame) for piece in pieces if piece.frame is not None]
    to_write = [piece.id for piece in pieces if piece.frame is None or piece.outdated]
    posts = {post.id: post for post in archive.posts_by_id(to_write)}
    items = []
    for piece in pieces:
        item = _CODEC.decompressor.decompress(piece.frame) if piece.frame is not None else b""
        post = posts.get(piece.id)
        if post is not None:
            item = renewed(item, post) if item else msgspec.json.encode(item_of(post))
        if item:
            items.append(item)
    return items
