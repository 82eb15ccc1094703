"""Pages joined from stored pieces: bytes in, bytes out, nothing decoded only to be encoded again.

A client that accepts zstd gets the stored frames one after the other: a sequence of zstd frames decodes to the
sequence of their contents (RFC 8878, 3.1), so the commas between the items are frames too.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import zstandard

from tokgate.contract.handlers import Encoded
from tokgate.dialects.web.writing import item_of, renewed
from tokgate.domain.ports import Archive, Piece

_DECOMPRESSOR = zstandard.ZstdDecompressor()
_COMPRESSOR = zstandard.ZstdCompressor(level=1)
_COMMA = _COMPRESSOR.compress(b",")


def join_page(archive: Archive, head: bytes, pieces: Sequence[Piece], tail: bytes, *, zstd: bool) -> Encoded[object]:
    """`head`, the pieces' items with commas between them, `tail`."""
    frames = [piece.frame for piece in pieces if piece.frame is not None and not piece.outdated]
    if len(frames) < len(pieces):
        items = items_in(archive, pieces)
        return Encoded(_joined(head, b",", items, tail), rows=len(items))
    content = _joined(_COMPRESSOR.compress(head), _COMMA, frames, _COMPRESSOR.compress(tail))
    if zstd:
        return Encoded(content, coding="zstd", rows=len(frames))
    # One pass over all frames: a call for each would cost as much again as the unpacking.
    return Encoded(_DECOMPRESSOR.stream_reader(content, read_across_frames=True).readall(), rows=len(frames))


def _joined(head: bytes, comma: bytes, items: Sequence[bytes], tail: bytes) -> bytes:
    """All in one go: on 200 KB, each `+` is a copy into fresh pages of memory and costs more than the query."""
    parts = [comma] * max(2 * len(items) - 1, 0)
    parts[::2] = items
    return b"".join([head, *parts, tail])


def items_in(archive: Archive, pieces: Sequence[Piece]) -> list[bytes]:
    """The web items of pieces, in their order; those that are outdated or were never seen as items are written anew."""
    if all(piece.frame is not None and not piece.outdated for piece in pieces):
        return [_DECOMPRESSOR.decompress(piece.frame) for piece in pieces if piece.frame is not None]
    to_write = [piece.id for piece in pieces if piece.frame is None or piece.outdated]
    posts = {post.id: post for post in archive.posts_by_id(to_write)}
    items = []
    for piece in pieces:
        item = _DECOMPRESSOR.decompress(piece.frame) if piece.frame is not None else b""
        post = posts.get(piece.id)
        if post is not None:
            item = renewed(item, post) if item else msgspec.json.encode(item_of(post))
        if item:
            items.append(item)
    return items
