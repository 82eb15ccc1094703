"""Whatever the observations are, and however they are cut into batches, the archive ends in the same state."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.conftest import BACKENDS, fresh_archive
from tests.archive.makers import ANN, DUPLICATE, ORIGIN, SECOND, item_of, keep, post, seen

from tokgate.domain.counts import Audience, Counts
from tokgate.domain.creators import Creator
from tokgate.domain.messages import Conversation, Message, Notification
from tokgate.domain.observations import Observation, Outcome, Subject
from tokgate.domain.playlists import Playlist
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Comment, CommentTombstone, Hashtag, Post, Sound, Tombstone
from tokgate.domain.purges import Purge
from tokgate.domain.relations import Relation, RelationKind

few = st.integers(0, 3)
creators = st.builds(
    Creator,
    user_id=st.sampled_from([None, "", "1", "2"]),
    sec_uid=st.sampled_from([None, "S1", "S2"]),
    username=st.sampled_from([None, "ann", "Ann", "bob"]),
    name=st.none() | st.sampled_from("xy"),
    audience=st.none() | st.builds(Audience, followers=st.none() | few),
)
plain = st.sampled_from([Creator(user_id="1"), Creator(sec_uid="S2"), Creator(username="bob")])
moments = st.none() | st.integers(SECOND, SECOND + 1)
People = st.SearchStrategy[Creator]


def posts_of(creators: People) -> st.SearchStrategy[Post]:
    """Posts of these creators, or of nobody known."""
    return st.builds(
        lambda number, second, **fields: post(number, SECOND + second, **fields),
        few,
        few,
        creator=st.none() | creators,
        created_s=st.none() | st.integers(SECOND, SECOND + 3),
        text=st.none() | st.sampled_from(["a", "b"]),
        private=st.none() | st.booleans(),
        counts=st.none() | st.builds(Counts, plays=st.none() | few, likes=st.none() | few),
        hashtags=st.none()
        | st.lists(st.sampled_from([Hashtag(name="x"), Hashtag(name="X", id="1"), Hashtag(name="y")])),
        sound=st.none() | st.builds(Sound, id=st.none() | st.just(1), title=st.none() | st.sampled_from("st")),
    )


def relations_of(
    creators: People, kinds: list[RelationKind], **target: st.SearchStrategy[Any]
) -> st.SearchStrategy[Relation]:
    """Relations of some kinds that begin and end."""
    said = {"kind": st.sampled_from(kinds), "creator": creators, "at_s": moments, **target}
    begun = st.builds(Relation, rank=st.none() | few, **said)
    return begun | st.builds(Relation, ended=st.just(True), ended_s=moments, **said)


def subjects_of(creators: People) -> st.SearchStrategy[Subject]:
    """Everything that can be said of these creators."""
    posts = posts_of(creators)
    return st.one_of(
        posts,
        creators,
        relations_of(creators, [kind for kind in RelationKind if kind.is_of_post], post=posts),
        relations_of(creators, [kind for kind in RelationKind if kind.is_of_creator], other=creators),
        relations_of(creators, [RelationKind.COMMENT_LIKE], comment=st.integers(1, 3)),
        st.builds(CommentTombstone, id=st.integers(1, 3), reason=st.just("gone")),
        st.builds(Tombstone, post=posts, reason=st.just("gone")),
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
        st.builds(
            Comment, id=st.integers(1, 3), post_id=few, creator=st.none() | creators, text=st.none() | st.just("c")
        ),
    )


def _with_bodies(subject: Subject, at: int, source: str, number: int, known: bool) -> Observation:
    item = item_of(subject, n=number) if isinstance(subject, Post) and number % 2 else None
    return seen(subject, at, source=source, instant_known=known, web_item=item, body=item if number > 1 else None)


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("newer_first", [True, False])
def test_what_is_said_to_be_empty_is_known_to_be(archive: Archive, together: bool, newer_first: bool) -> None:
    older = [
        seen(Conversation(id=1, owner=ANN, participants=[ANN]), 1),
        seen(Playlist(id=1, creator=ANN, posts=[7]), 1),
    ]
    newer = [seen(Conversation(id=1, participants=[]), 2), seen(Playlist(id=1, posts=[]), 2)]
    silent = [seen(Conversation(id=1, accepted=True), 3), seen(Playlist(id=1, total=0), 3)]
    batches = [newer, older, silent] if newer_first else [older, newer, silent]
    for batch in [[*batches[0], *batches[1], *batches[2]]] if together else batches:
        keep(archive, *batch)
    talk, playlist = archive.conversation(1), archive.playlist(1)
    assert talk is not None
    assert playlist is not None
    assert (talk.participants, playlist.posts) == ([], [])
    keep(archive, seen(Conversation(id=2), 1), seen(Playlist(id=2), 1))
    unknown_talk, unknown_playlist = archive.conversation(2), archive.playlist(2)
    assert (unknown_talk and unknown_talk.participants, unknown_playlist and unknown_playlist.posts) == (None, None)


def observations_of(creators: People) -> st.SearchStrategy[list[Observation]]:
    """What two sources said of these creators at a few instants."""
    said = st.builds(_with_bodies, subjects_of(creators), st.integers(1, 4), st.sampled_from("uv"), few, st.booleans())
    return st.lists(said, max_size=25)


def _shown(archive: Archive, post_id: int) -> object:
    """A stored item, apart from what it says of its author: that is what was known when the item was written."""
    item = archive.item(post_id)
    if item is None or item.zstd is None:
        return item is None
    told = msgspec.json.decode(zstandard.ZstdDecompressor().decompress(item.zstd))
    return {name: value for name, value in told.items() if not name.startswith("author")}


def _relations_of(archive: Archive, person: Creator, people: list[Creator], every: list[Post]) -> object:
    """A creator's relations, ended ones too, and the lists of those that hold, whose order depends on the batches."""
    key = person.key or 0
    posts, others = [(str(each.id), each.id) for each in every], [(_names(each), each.key or 0) for each in people]
    comments = [(str(number), number) for number in range(1, 4)]
    found = {
        (kind, name): msgspec.structs.replace(said, creator=Creator(), other=said.other and Creator())
        for kind in RelationKind
        for name, other in (posts if kind.is_of_post else others if kind.is_of_creator else comments)
        if (said := archive.relation(kind, key, other)) is not None
    }
    listed = [(kind, len(archive.relations(kind, key, after=None, limit=99).rows)) for kind in RelationKind]
    for kind, number in listed:
        assert number == sum(each.kind is kind and not each.ended for each in found.values())
    return (
        found,
        sorted(item.id for item in archive.related_items(RelationKind.LIKE, key, after=None, limit=99).rows),
        sorted(each.id for each in archive.related_posts(RelationKind.REPOST, key, after=None, limit=99).rows),
        sorted(_names(each.creator) for each in archive.followers(key, after=None, limit=99).rows),
    )


def _comments_on(archive: Archive, post: int) -> object:
    """A post's comments, gone ones too; those that are there are counted."""
    found = archive.comments(post)
    assert archive.comment_count(post) == sum(each.gone is None for each in found)
    return [(msgspec.structs.replace(each, creator=None), each.creator and _names(each.creator)) for each in found]


def state(archive: Archive) -> object:
    """All that can be read, apart from the archive's own numbers and order within a second of merged creators."""
    every = sorted(archive.all_posts(), key=lambda each: each.id)
    people = sorted((each.creator for each in archive.creators()), key=_names)
    lists = [
        (
            _names(person),
            [item.id for item in archive.items(person.key or 0, after=None, limit=99).rows],
            _relations_of(archive, person, people, every),
            [
                (each.id, each.total, each.posts)
                for each in archive.playlists(person.key or 0, after=None, limit=9).rows
            ],
            [
                (
                    each.id,
                    each.owner and _names(each.owner),
                    _all_names(each.participants),
                )
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
    comments = [_comments_on(archive, number) for number in range(1, 4)]
    return posts_state, talks, comments, [msgspec.structs.replace(each, key=None) for each in people], lists


def _names(creator: Creator) -> str:
    return str((creator.user_id, creator.sec_uid, creator.username))


def _all_names(creators: list[Creator] | None) -> list[str] | None:
    return None if creators is None else [_names(each) for each in creators]


#: Later than all that is said.
NOW = 1_800_000_000_000
#: The rules are the same on both; over a network they take longer.
EXAMPLES = {"sqlite": 150, "postgres": 30}


@pytest.mark.parametrize("backend", sorted(BACKENDS))
def test_batches_do_not_matter_where_creators_have_one_name(backend: str) -> None:
    @settings(max_examples=EXAMPLES[backend], deadline=None)
    @given(batch=observations_of(plain), cut=st.integers(1, 5))
    def tried(batch: list[Observation], cut: int) -> None:
        _cut_in_any_way(backend, batch, cut)

    tried()


@settings(max_examples=30, deadline=None)
@given(batch=observations_of(creators), cut=st.integers(1, 5))
@pytest.mark.parametrize("backend", sorted(BACKENDS))
def test_batches_do_not_matter_and_a_second_time_is_all_duplicates(
    backend: str, batch: list[Observation], cut: int
) -> None:
    _cut_in_any_way(backend, batch, cut)


def _cut_in_any_way(backend: str, batch: list[Observation], cut: int) -> None:
    with fresh_archive(backend) as whole, fresh_archive(backend) as parts:
        outcomes = keep(whole, *batch)
        split = [each for start in range(0, len(batch), cut) for each in keep(parts, *batch[start : start + cut])]
        assert [each is DUPLICATE for each in split] == [each is DUPLICATE for each in outcomes]
        before = state(whole)
        assert state(parts) == before
        assert whole.commit(batch, ORIGIN) == [DUPLICATE] * len(batch)
        assert state(whole) == before


@pytest.mark.parametrize("backend", sorted(BACKENDS))
def test_what_is_purged_stays_away_and_comes_back_whole_when_it_is_allowed(backend: str) -> None:
    @settings(max_examples=EXAMPLES[backend], deadline=None)
    @given(batch=observations_of(plain), chosen=st.integers(0, 9))
    def tried(batch: list[Observation], chosen: int) -> None:
        # A post is pinned by its own creator alone: of two who pin one, the last that came counts.
        batch = [each for each in batch if not _is_pin_of_another(each.subject)]
        # Of two words of one instant on one thing the last that came counts: here each has its own instant.
        batch = [msgspec.structs.replace(each, observed_ms=n, instant_known=True) for n, each in enumerate(batch, 1)]
        with fresh_archive(backend) as archive:
            keep(archive, *batch)
            as_it_was, totals = state(archive), archive.totals()
            purge = _purge_something(archive, chosen)
            if purge is None:
                return
            purged = state(archive)
            assert set(keep(archive, *batch)) <= {DUPLICATE, Outcome.PURGED}
            assert state(archive) == purged
            archive.allow(purge.id, NOW)
            keep(archive, *batch)
            assert (state(archive), archive.totals()) == (as_it_was, totals)

    tried()


def _is_pin_of_another(subject: Subject) -> bool:
    if not isinstance(subject, Relation) or subject.kind is not RelationKind.PIN:
        return False
    return subject.creator != Creator(user_id="1")


def _purge_something(archive: Archive, chosen: int) -> Purge | None:
    """Purge one of the posts and creators; None where there is none."""
    keys = [each.creator.key for each in archive.creators() if each.creator.key is not None]
    ids = [each.id for each in archive.all_posts()]
    if not keys + ids:
        return None
    number = chosen % len(keys + ids)
    if number < len(keys):
        return archive.purge_creator(keys[number], "asked", NOW)
    return archive.purge_post(ids[number - len(keys)], "asked", NOW)
