"""An archive with a creator of each size at which paging goes wrong, behind a real server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.made import creator_named, keep, post_of
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.domain.posts import Post
from tokgate.server.demo import demo_credentials

SIZES = (0, 1, 29, 30, 31, 1000)
START_S = 1_700_000_000


@pytest.fixture(scope="session")
def expected() -> dict[str, list[str]]:
    """secUid -> ids, newest first; within a second the greater id is the newer."""
    return {}


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, expected: dict[str, list[str]]) -> Iterator[str]:
    archive = open_archive(str(tmp_path_factory.mktemp("clients") / "clients.db"))
    for size in SIZES:
        creator = creator_named(f"size{size}")
        posts = [_post(START_S + 3600 * number, size << 12) for number in range(size)]
        keep(archive, creator, posts)
        expected[creator.served_sec_uid] = [str(post.id) for post in reversed(posts)]
    for size in (61, 1000):
        creator = creator_named(f"second{size}")
        posts = [_post(START_S, (size << 20) + number) for number in range(size)]
        keep(archive, creator, posts)
        expected[creator.served_sec_uid] = [str(post.id) for post in reversed(posts)]
    with serving(archive, demo_credentials(archive.creator(username="size31"))) as url:
        yield url
    archive.close()


def _post(second: int, low_bits: int) -> Post:
    return post_of(post_id=(second << 32) + low_bits, created_s=second, text=f"post {low_bits}")
