"""In a world in which posts were deleted and hidden, every list of all tells which, and no public list has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

import pytest
from tests.archive.conftest import BACKENDS, fresh_archive

from tokgate.domain.effects import effects_in
from tokgate.domain.items import StoredItem
from tokgate.domain.ports import Archive, Order, Page, Position
from tokgate.domain.posts import Post, PostSummary
from tokgate.domain.relations import RelationKind
from tokgate.domain.search import Search
from tokgate.world.making import write_world
from tokgate.world.sizes import Size

T = TypeVar("T", Post, PostSummary, StoredItem)
OF_POSTS = [kind for kind in RelationKind if kind.is_of_post]


@pytest.fixture(scope="module", params=sorted(BACKENDS))
def world(request: pytest.FixtureRequest) -> Iterator[Archive]:
    """A small world, at its end."""
    with fresh_archive(request.param) as archive:
        write_world(archive, 7, Size(creators=12, posts=400))
        yield archive


def _hidden(archive: Archive) -> set[int]:
    found = {each.id for each in archive.all_posts() if each.gone is not None or each.private}
    assert len(found) > 5
    return found


def _ids(page: Callable[..., Page[T]]) -> Iterator[int]:
    """The ids of a list, whose pages are asked for by `after`."""
    after: Position | None = None
    while True:
        found = page(after=after)
        yield from (each.id for each in found.rows)
        after = found.following
        if after is None:
            return


def _lists_of(archive: Archive, key: int, ids: list[int]) -> Iterator[tuple[str, set[int]]]:
    """The lists of a creator's own posts, and of those that they like, repost, pin and save."""
    for order in Order:
        yield order, set(_ids(partial(archive.items, key, limit=99, order=order)))
    yield "posts", set(_ids(partial(archive.posts, key, limit=99)))
    yield "summaries", set(_ids(partial(archive.summaries, key, limit=99)))
    yield "summaries_by_id", {each.id for each in archive.summaries_by_id(key, ids)}
    for kind in OF_POSTS:
        yield f"items, {kind}", set(_ids(partial(archive.related_items, kind, key, limit=99)))
        summaries = partial(archive.related_summaries, kind, key, limit=99)
        yield f"summaries, {kind}", set(_ids(summaries))
        yield f"posts, {kind}", set(_ids(partial(archive.related_posts, kind, key, limit=99)))
    for playlist in archive.playlists(key, after=None, limit=99).rows:
        yield "playlist", set(_ids(partial(archive.playlist_items, playlist.id, limit=99)))


def _lists_of_tags(archive: Archive, every: list[Post]) -> Iterator[tuple[str, set[int]]]:
    """The lists of sounds, hashtags and effects."""
    for sound in {each.sound.id for each in every if each.sound is not None and each.sound.id is not None}:
        yield "sound", set(_ids(partial(archive.sound_items, sound, limit=99)))
    for name in {tag.name for each in every for tag in each.hashtags or ()}:
        yield "hashtag", set(_ids(partial(archive.hashtag_items, name, limit=99)))
    for effect in {effect.id for each in every if each.details for effect in effects_in(each)}:
        yield "effect", set(_ids(partial(archive.effect_items, effect, limit=99)))


def _searches(archive: Archive) -> Iterator[tuple[str, set[int]]]:
    everybody = Search(private_accounts=True)
    yield "search", set(_ids(partial(archive.search, everybody, limit=99)))
    yield "search_items", set(_ids(partial(archive.search_items, everybody, limit=99)))
    result = archive.freeze(everybody, at_ms=1)
    yield "frozen", {each.id for each in archive.frozen(result, index=0, limit=9999, at_ms=2).rows}


def public_lists(archive: Archive) -> Iterator[tuple[str, set[int]]]:
    """Every list of posts that there is, walked to its end."""
    every = list(archive.all_posts())
    ids = [each.id for each in every]
    yield from _searches(archive)
    yield from _lists_of_tags(archive, every)
    for summary in archive.creators():
        yield from _lists_of(archive, summary.creator.key or 0, ids)


def test_no_public_list_has_what_is_gone_or_private(world: Archive) -> None:
    hidden = _hidden(world)
    walked: set[str] = set()
    for name, ids in public_lists(world):
        walked |= {name} if ids else set()
        assert not ids & hidden, name
    assert walked >= {"search", "frozen", "sound", "hashtag", "effect", "playlist", "posts", "summaries", "posts, like"}


def test_every_list_of_all_marks_what_is_gone_or_private(world: Archive) -> None:
    """Followers of the archive are told of gone posts as everybody is of others, with the mark."""
    gone = {each.id for each in world.all_posts() if each.gone is not None}
    private = {each.id for each in world.all_posts() if each.private}
    assert gone
    assert private
    changed = world.posts_changed(0, limit=9999).rows
    assert {each.id for each in changed if each.gone is not None} == gone
    assert {each.id for each in changed if each.private} == private
    assert {each.id for each in world.posts_by_id(list(private)) if each.private} == private - gone
    assert [world.item(each) for each in gone] == [None] * len(gone)
