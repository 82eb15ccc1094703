"""Pages joined from stored items."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import msgspec
import zstandard

from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive
from tokgate.server.pages import join_page

HEAD, TAIL = b'{"head":"%s","items":[' % (b"x" * 40_000), b"]}"


def test_pages_are_joined_in_several_threads_at_once(archive: Archive, sample: Creator) -> None:
    rows = archive.items(sample.key or 0, after=None, limit=30).rows

    def join(number: int) -> bytes:
        page = join_page(archive, HEAD, rows, TAIL, zstd=bool(number % 2))
        if page.coding != "zstd":
            return page.content
        return zstandard.ZstdDecompressor().stream_reader(page.content, read_across_frames=True).readall()

    with ThreadPoolExecutor(8) as pool:
        joined = set(pool.map(join, range(400)))

    assert len(joined) == 1
    assert len(msgspec.json.decode(joined.pop())["items"]) == 30
