"""Films are what their scenes say, at the edges too."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import av
import pytest

from tokgate.domain.creators import Creator
from tokgate.domain.posts import Kind, Post
from tokgate.server.media.films import LONGEST_MS, Films, make, scene_of

ID = 7_400_000_000_000_000_000


def post(**known: Any) -> Post:
    return Post(id=ID, creator=Creator(username="ann"), kind=Kind.VIDEO, **known)


@pytest.mark.parametrize(
    ("duration_ms", "width", "height"),
    [(1000, 576, 1024), (300_000, 576, 1024), (61_500, 1024, 576), (1000, 64, 64), (15_000, 1920, 1920)],
)
def test_a_film_is_as_long_and_as_large_as_its_post_says(duration_ms: int, width: int, height: int) -> None:
    scene = scene_of(post(duration_ms=duration_ms, width=width, height=height))
    assert scene is not None
    film = make(scene)

    assert len(film) <= scene.length
    with av.open(io.BytesIO(film.ljust(scene.length, b"\0")), "r") as opened:
        pictures = opened.streams.video[0]
        assert (opened.duration or 0) / 1000 == pytest.approx(duration_ms, abs=150)
        assert (pictures.width, pictures.height) == (width, height)


def test_a_film_is_the_same_each_time_and_another_for_another_post() -> None:
    first, other = scene_of(post(duration_ms=2000)), scene_of(post(duration_ms=2000, text="another"))
    assert first is not None
    assert other is not None

    assert make(first) == make(first) != make(other)
    assert first.tag != other.tag


def test_what_a_post_from_elsewhere_says_is_bounded() -> None:
    scene = scene_of(post(duration_ms=10**12, width=10**6, height=3))

    assert scene is not None
    assert (scene.duration_ms, scene.width, scene.height) == (LONGEST_MS, 1920, 64)
    assert scene_of(Post(id=ID, kind=Kind.PHOTO)) is None


def test_who_goes_away_does_not_take_the_film_from_others() -> None:
    scene = scene_of(post(duration_ms=3000))
    assert scene is not None
    films = Films()

    async def taken() -> bytes:
        return b"".join([part async for part in films.of(scene)])

    async def both() -> bytes:
        impatient, patient = asyncio.ensure_future(taken()), asyncio.ensure_future(taken())
        await asyncio.sleep(0)
        impatient.cancel()
        return await patient

    try:
        assert len(asyncio.run(both())) == scene.length
    finally:
        films.close()
