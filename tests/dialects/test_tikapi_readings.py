"""What TikAPI's answers say, read back from a server: an archive that is filled by them holds the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.dialects.answers import OBSERVED_MS, answer_of, received, subjects_of
from tests.serving import serving

from tokgate import TikAPI
from tokgate.archive import open_archive
from tokgate.contract.operation import Operation
from tokgate.dialects.tikapi.credentials import DEMO_API_KEY
from tokgate.dialects.tikapi.reading import READERS
from tokgate.dialects.tikapi.reading.playlists import playlists
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.dialects.tikapi.wire.playlists import PlaylistPage
from tokgate.dialects.tikapi.wire.search import SearchAnswer
from tokgate.dialects.web.accounts import card_of
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Provenance
from tokgate.domain.playlists import Playlist
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Post
from tokgate.domain.relations import RelationKind
from tokgate.server.demo import demo_credentials
from tokgate.world.making import write_world
from tokgate.world.people import sample_username
from tokgate.world.sizes import DEMO


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    archive = open_archive(str(tmp_path_factory.mktemp("readings") / "world.db"))
    write_world(archive, 7, msgspec.structs.replace(DEMO, creators=20, posts=400, items=True))
    yield archive
    archive.close()


def test_an_archive_that_is_filled_by_public_calls_holds_the_same(world: Archive, tmp_path: Path) -> None:
    sample = world.creator(username=sample_username(7))
    assert sample
    sec_uid = sample.served_sec_uid
    other = open_archive(str(tmp_path / "other.db"))

    def read(operation: Operation[Any, ...], arguments: Mapping[str, object], answers: Iterable[Any]) -> None:
        for answer in answers:
            said = READERS.read(operation, arguments, answer, OBSERVED_MS)
            assert said.unreadable == []
            other.commit(said.observations, Provenance(source="tikapi"))

    with serving(world, demo_credentials(sample)) as url, TikAPI(DEMO_API_KEY, base_url=url) as client:
        public, named = client.public, {"secUid": sec_uid}
        read(Public.checkV3, named, [public.checkV3(secUid=sec_uid)])
        read(Public.posts, named, public.posts.pages(secUid=sec_uid))
        read(Public.followersList, named, public.followersList.pages(secUid=sec_uid, count=9))
        read(Public.followingList, named, public.followingList.pages(secUid=sec_uid, count=9))
        read(Public.playlists, named, public.playlists.pages(secUid=sec_uid, count=2))
        read(Public.search, {}, public.search.pages(category="general", query="baking"))
        post = max(
            world.posts(sample.key or 0, after=None, limit=50).rows, key=lambda each: world.comment_count(each.id)
        )
        media = str(post.id)
        read(Public.commentsList, {"media_id": media}, public.commentsList.pages(media_id=media, count=2))
        for comment in public.commentsList.all(media_id=media):
            answers = public.commentRepliesList.pages(media_id=media, comment_id=comment.cid or "")
            read(Public.commentRepliesList, {"media_id": media, "comment_id": comment.cid}, answers)

    mine, theirs = sample.key or 0, other.creator(sec_uid=sec_uid)
    assert theirs
    assert theirs.audience
    assert sample.audience
    assert theirs.audience.followers == sample.audience.followers
    assert ids(other.posts(theirs.key or 0, after=None, limit=1000).rows) == ids(
        world.posts(mine, after=None, limit=1000).rows
    )
    assert handles(each.creator for each in other.followers(theirs.key or 0, after=None, limit=1000).rows) == handles(
        each.creator for each in world.followers(mine, after=None, limit=1000).rows
    )
    assert handles(
        each.other for each in other.relations(RelationKind.FOLLOW, theirs.key or 0, after=None, limit=1000).rows
    ) == handles(each.other for each in world.relations(RelationKind.FOLLOW, mine, after=None, limit=1000).rows)
    assert told(other.playlists(theirs.key or 0, after=None, limit=9).rows) == told(
        world.playlists(mine, after=None, limit=9).rows
    )
    assert [(each.id, each.parent_id, each.text) for each in other.comments(post.id)] == [
        (each.id, each.parent_id, each.text) for each in world.comments(post.id)
    ]
    other.close()


def test_a_search_result_tells_no_likes_where_they_are_not_filled_in() -> None:
    card = card_of(Creator(user_id="6600000000000000001", sec_uid="MS4wA", username="ann"))
    [creator] = subjects_of(
        list(READERS.read(Public.search, {}, answer_of(SearchAnswer, {"user_list": [card]}), OBSERVED_MS).observations)
    )

    assert isinstance(creator, Creator)
    assert creator.audience
    assert (creator.username, creator.audience.likes) == ("ann", None)


def test_a_playlist_is_by_the_creator_asked_for_where_it_does_not_say() -> None:
    page = answer_of(PlaylistPage, {"playList": [{"id": "7629979222821730572", "mixName": "Bread"}, {"id": "x"}]})
    known, unreadable = playlists(page, received(secUid="MS4wA"))
    [playlist] = subjects_of([known])

    assert playlist == Playlist(id=7629979222821730572, creator=Creator(sec_uid="MS4wA"), name="Bread")
    assert "$.playList[1].id" in repr(unreadable)


def ids(posts: Iterable[Post]) -> list[int]:
    return [post.id for post in posts]


def handles(creators: Iterable[Creator | None]) -> list[str | None]:
    return [creator.username for creator in creators if creator]


def told(lists: Iterable[Playlist]) -> list[tuple[int, str | None, int | None]]:
    return [(each.id, each.name, each.total) for each in lists]
