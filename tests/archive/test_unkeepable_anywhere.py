"""Wherever in an observation something stands that no engine keeps, all refuse it and keep nothing of its batch."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.conftest import BACKENDS, fresh_archive
from tests.archive.makers import ANN, ORIGIN, keep, post, post_id, seen

from tokgate.archive.errors import UnkeepableError
from tokgate.archive.rules.relations import MOST_RANKS
from tokgate.domain.creators import Creator
from tokgate.domain.live import LiveEvent, LiveRoom
from tokgate.domain.messages import Conversation, Message, Notification
from tokgate.domain.observations import Observation, Subject
from tokgate.domain.playlists import Playlist
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Comment, CommentTombstone, Post, Tombstone
from tokgate.domain.relations import Relation, RelationKind
from tokgate.domain.shops import Product, Review, Shop

S = TypeVar("S", bound=msgspec.Struct)
#: A place in nested members and lists.
Place = tuple[str | int, ...]


def whole(kind: type[S], **members: Any) -> S:
    """A value of a type with every member set; some are given."""
    hints = get_type_hints(kind)
    return kind(**{name: members[name] if name in members else _any_of(hint) for name, hint in hints.items()})


def _any_of(hint: Any) -> Any:
    if isinstance(hint, UnionType):
        return _any_of(next(each for each in get_args(hint) if each is not NoneType))
    if get_origin(hint) is list:
        return [_any_of(get_args(hint)[0])]
    if get_origin(hint) is dict:
        return {"known": ["a text", 7]}
    if issubclass(hint, Enum):
        return next(iter(hint))
    if issubclass(hint, msgspec.Struct):
        return whole(hint)
    return {str: "a text", int: 7, bool: True}[hint]


POST = whole(Post, id=post_id(2), created_s=None, gone=None)
WHOLE: list[Subject] = [
    POST,
    whole(Tombstone, post=Post(id=post_id(2), creator=ANN)),
    whole(Creator),
    whole(Comment, gone=None),
    whole(CommentTombstone),
    Relation(kind=RelationKind.FOLLOW, creator=ANN, other=whole(Creator)),
    Relation(kind=RelationKind.LIKE, creator=whole(Creator), post=POST),
    Relation(kind=RelationKind.COMMENT_LIKE, creator=ANN, comment=7, rank=MOST_RANKS - 1),
    whole(Playlist),
    whole(Conversation),
    whole(Message),
    whole(Notification),
    whole(LiveRoom),
    whole(LiveEvent),
    whole(Shop),
    whole(Product),
    whole(Review),
]


def places(value: object, place: Place = ()) -> Iterator[tuple[Place, object]]:
    """All texts and numbers, and where they stand."""
    if isinstance(value, dict | list):
        for name, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(each, (*place, name))
    elif isinstance(value, str | int) and not isinstance(value, bool):
        yield place, value


def put(value: Any, place: Place, wrong: object) -> Any:
    """The value with something else at a place."""
    if not place:
        return wrong
    if isinstance(value, dict):
        return {**value, place[0]: put(value[place[0]], place[1:], wrong)}
    return [put(each, place[1:], wrong) if number == place[0] else each for number, each in enumerate(value)]


def _has_column(place: Place, value: object) -> bool:
    """Whether it is a text, or a number that is kept as one; in JSON, numbers of any size are kept."""
    return isinstance(value, str) or not {"spans", "details", "stars", "key"} & {*place}


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[Observation, str]:
    """An observation with one wrong text or number, and where that stands."""
    subject = draw(st.sampled_from(WHOLE))
    tree = msgspec.to_builtins(subject)
    kinds = {place for place, _ in places(tree) if place[-1] in ("kind", "precision")}
    found = [each for each in places(tree) if each[0] not in kinds and _has_column(*each)]
    place, value = draw(st.sampled_from(found))
    number = st.integers(2**63, 2**65) | st.integers(-(2**65), -(2**63) - 1)
    wrong = draw(st.builds("{}\0{}".format, st.text("ab"), st.text("ab")) if isinstance(value, str) else number)
    body = draw(st.sampled_from([None, b'{"some": "body"}']))
    changed = msgspec.convert(put(tree, place, wrong), type(subject))
    return seen(changed, body=body, web_item=body if isinstance(subject, Post) else None), ".".join(map(str, place))


@pytest.mark.parametrize("backend", sorted(BACKENDS))
def test_what_cannot_be_kept_is_refused_wherever_it_stands(backend: str) -> None:
    with fresh_archive(backend) as archive:
        keep(archive, seen(post(1)))

        @settings(max_examples=150, deadline=None)
        @given(spoilt())
        def refuse(found: tuple[Observation, str]) -> None:
            observation, place = found
            before = _state(archive)
            with pytest.raises(UnkeepableError, match=rf"{place.rpartition('.')[2]}|63 bits|positive"):
                archive.commit([seen(post(3)), observation], ORIGIN, checkpoint=("run", b"1"))
            assert _state(archive) == before

        refuse()


def _state(archive: Archive) -> object:
    return (
        archive.commit_number(),
        archive.totals(),
        archive.checkpoint("run"),
        [each.id for each in archive.all_posts()],
    )
