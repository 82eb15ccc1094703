"""Whatever the observations are, and however they are cut into batches, the archive ends in the same state."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.conftest import BACKENDS
from tests.archive.makers import DUPLICATE, ORIGIN, SECOND, item_of, keep, post, seen

from tokgate.archive import open_archive
from tokgate.domain.counts import Audience, Counts
from tokgate.domain.creators import Creator
from tokgate.domain.graph import Follow
from tokgate.domain.messages import Conversation, Message, Notification
from tokgate.domain.observations import Observation
from tokgate.domain.playlists import Playlist
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Comment, Hashtag, Like, Pin, Post, Repost, Sound, Subject, Tombstone

few = st.integers(0, 3)
creators = st.builds(
    Creator,
    user_id=st.sampled_from([None, "", "1", "2"]),
    sec_uid=st.sampled_from([None, "S1", "S2"]),
    username=st.sampled_from([None, "ann", "Ann", "bob"]),
    name=st.none() | st.sampled_from("xy"),
    audience=st.none() | st.builds(Audience, followers=st.none() | few),
)
posts = st.builds(
    lambda number, second, **fields: post(number, SECOND + second, **fields),
    few,
    few,
    creator=st.none() | creators,
    created_s=st.none() | st.integers(SECOND, SECOND + 3),
    text=st.none() | st.sampled_from(["a", "b"]),
    private=st.none() | st.booleans(),
    counts=st.none() | st.builds(Counts, plays=st.none() | few, likes=st.none() | few),
    hashtags=st.none() | st.lists(st.sampled_from([Hashtag(name="x"), Hashtag(name="X", id="1"), Hashtag(name="y")])),
    sound=st.none() | st.builds(Sound, id=st.none() | st.just(1), title=st.none() | st.sampled_from("st")),
)
subjects: st.SearchStrategy[Subject] = st.one_of(
    posts,
    creators,
    st.builds(Like, creator=creators, post=posts, at_s=st.none() | st.integers(SECOND, SECOND + 1)),
    st.builds(Repost, creator=creators, post=posts, at_s=st.none() | st.integers(SECOND, SECOND + 1)),
    st.builds(Pin, creator=creators, post=posts),
    st.builds(Tombstone, post=posts, reason=st.just("gone")),
    st.builds(Follow, creator=creators, other=creators, at_s=st.none() | st.integers(SECOND, SECOND + 1)),
    st.builds(
        Playlist,
        id=st.integers(1, 2),
        creator=creators,
        name=st.none() | st.just("p"),
        total=st.none() | few,
        posts=st.none() | st.lists(few),
    ),
    st.builds(
        Conversation,
        id=st.integers(1, 2),
        owner=st.none() | creators,
        accepted=st.none() | st.booleans(),
        participants=st.none() | st.lists(creators, max_size=2),
    ),
    st.builds(
        Message,
        id=st.integers(1, 4),
        conversation=st.integers(1, 2),
        sender=st.none() | creators,
        text=st.none() | st.just("m"),
        sent_ms=st.none() | few,
    ),
    st.builds(Notification, id=st.integers(1, 3), creator=creators, sender=st.none() | creators, at_s=few),
    st.builds(Comment, id=st.integers(1, 3), post_id=few, creator=st.none() | creators, text=st.none() | st.just("c")),
)


def _with_bodies(subject: Subject, at: int, source: str, number: int, known: bool) -> Observation:
    item = item_of(subject, n=number) if isinstance(subject, Post) and number % 2 else None
    return seen(subject, at, source=source, instant_known=known, web_item=item, body=item if number > 1 else None)


observations = st.lists(
    st.builds(_with_bodies, subjects, st.integers(1, 4), st.sampled_from("uv"), few, st.booleans()), max_size=25
)


def _shown(archive: Archive, post_id: int) -> object:
    """A stored item, apart from what it says of its author: that is what was known when the item was written."""
    item = archive.item(post_id)
    if item is None or item.zstd is None:
        return item is None
    told = msgspec.json.decode(zstandard.ZstdDecompressor().decompress(item.zstd))
    return {name: value for name, value in told.items() if not name.startswith("author")}


def state(archive: Archive) -> object:
    """All that can be read, apart from the archive's own numbers and order within a second of merged creators."""
    every = sorted(archive.all_posts(), key=lambda each: each.id)
    people = sorted((each.creator for each in archive.creators()), key=_names)
    lists = [
        (
            _names(person),
            [item.id for item in archive.items(person.key or 0, after=None, limit=99).rows],
            sorted(item.id for item in archive.liked_items(person.key or 0, after=None, limit=99).rows),
            sorted(each.id for each in archive.reposts(person.key or 0, offset=0, limit=99).rows),
            sorted(_names(each.creator) for each in archive.followers(person.key or 0, after=None, limit=99).rows),
            sorted(_names(each.other) for each in archive.following(person.key or 0, after=None, limit=99).rows),
            [
                (each.id, each.total, each.posts)
                for each in archive.playlists(person.key or 0, after=None, limit=9).rows
            ],
            [
                (each.id, each.owner and _names(each.owner), [_names(one) for one in each.participants or ()])
                for asked in (False, True)
                for each in archive.conversations(person.key or 0, requests=asked, after=None, limit=9).rows
            ],
            [
                (each.id, each.at_s, each.sender and _names(each.sender))
                for each in archive.notifications(person.key or 0, after=None, limit=9).rows
            ],
        )
        for person in people
    ]
    posts_state = [
        (
            msgspec.structs.replace(each, creator=None),
            each.creator and _names(each.creator),
            [archive.body(each.id, source) for source in "uv"],
            archive.history(each.id),
            _shown(archive, each.id),
        )
        for each in every
    ]
    talks = [
        (each.id, each.text, each.sent_ms, each.sender and _names(each.sender))
        for talk in (1, 2)
        for each in archive.messages(talk, after=None, limit=9).rows
    ]
    return posts_state, talks, [msgspec.structs.replace(each, key=None) for each in people], lists


def _names(creator: Creator) -> str:
    return str((creator.user_id, creator.sec_uid, creator.username))


def open_fresh(backend: str, folder: str, name: str) -> Archive:
    """A new archive; its name keeps it apart from others in the folder."""
    place = Path(folder) / name
    place.mkdir()
    return open_archive(BACKENDS[backend](place))


@settings(max_examples=30, deadline=None)
@given(batch=observations, cut=st.integers(1, 5))
@pytest.mark.parametrize("backend", sorted(BACKENDS))
def test_batches_do_not_matter_and_a_second_time_is_all_duplicates(
    backend: str, batch: list[Observation], cut: int
) -> None:
    with (
        TemporaryDirectory() as folder,
        closing(open_fresh(backend, folder, "whole")) as whole,
        closing(open_fresh(backend, folder, "parts")) as parts,
    ):
        outcomes = keep(whole, *batch)
        split = [each for start in range(0, len(batch), cut) for each in keep(parts, *batch[start : start + cut])]
        assert [each is DUPLICATE for each in split] == [each is DUPLICATE for each in outcomes]
        before = state(whole)
        assert state(parts) == before
        assert whole.commit(batch, ORIGIN) == [DUPLICATE] * len(batch)
        assert state(whole) == before
