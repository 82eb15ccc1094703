"""What the formats of the web family share: a record's item read as a Post, and the instant it was seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

import msgspec

from tokgate.contract.lenient import decode
from tokgate.contract.wire import Wire
from tokgate.dialects.readings import InvalidMember, refuse_essential
from tokgate.dialects.web.item import Item
from tokgate.dialects.web.reading import ESSENTIAL_IN_ITEM, post_of
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Post
from tokgate.importers.envelopes import received
from tokgate.importers.format import FileContext, ForeignRecord, Rejected

T = TypeVar("T", bound=Wire)


def post_in(value: Mapping[str, Any], raw: bytes, context: FileContext) -> Post:
    """The post of an item, given decoded and as JSON. Where the item names no author, the context's creator is it."""
    item = coerced(value, raw, Item, ESSENTIAL_IN_ITEM)
    try:
        post = post_of(item)
    except InvalidMember as problem:
        raise Rejected(str(problem), field=problem.field) from None
    if post.creator is None:
        return msgspec.structs.replace(post, creator=_creator_beside(value, context))
    return post


def _creator_beside(value: Mapping[str, Any], context: FileContext) -> Creator | None:
    """In pages' own state (SIGI_STATE), `author` is the handle and the rest of the account stands beside it."""
    handle = value.get("author")
    if isinstance(handle, str) and handle:
        return Creator(
            username=handle,
            user_id=text_or_none(value.get("authorId")),
            sec_uid=text_or_none(value.get("authorSecId")),
            name=text_or_none(value.get("nickname")),
        )
    return Creator(username=context.creator) if context.creator else None


def coerced(value: Mapping[str, Any], raw: bytes, kind: type[T], essential: Collection[str]) -> T:
    """The wire object. Raises Rejected where an essential member is not what it should be; other odd ones are None."""
    try:
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError:
        pass
    try:
        wire, invalid_paths = decode(raw, kind)
        for path in invalid_paths:
            refuse_essential(path.removeprefix("$."), value, essential)
    except msgspec.ValidationError as error:
        raise Rejected(f"is not of the web's shape: {error}") from None
    except InvalidMember as problem:
        raise Rejected(str(problem), field=problem.field) from None
    return wire


def observation_of(
    item: dict[str, Any], record: ForeignRecord, context: FileContext, source: str, *, seen: object = None
) -> Observation:
    """The observation of a record that had to be respelled as a web item; `body` is the record as it came.

    Members of the record that the item has no name for are added to it, so that no value is lost. `seen` is what the
    format's own member for the instant holds.
    """
    whole = _with_numbers(item) | {name: member for name, member in record.value.items() if name not in item}
    web_item = msgspec.json.encode(whole)
    body = record.raw or msgspec.json.encode(record.value)
    return received(record, context, seen=seen).observation(
        post_in(whole, web_item, context), source, body=body, web_item=web_item
    )


def _with_numbers(item: dict[str, Any]) -> dict[str, Any]:
    """Time and counts as the whole numbers that a list of items has, where a row or an old schema has them as text."""
    stats = {name: _number(count) for name, count in member_object(item, "stats").items()}
    return item | known_members(createTime=_number(item.get("createTime")), stats=stats or None)


def _number(value: object) -> object:
    is_number = isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 20
    return int(str(value)) if is_number else value


def known_members(**members: object) -> dict[str, Any]:
    """The members that have a value."""
    return {name: member for name, member in members.items() if member is not None}


def member_object(value: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The object in a member; empty if there is none."""
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def member_list(value: Mapping[str, Any], name: str) -> list[Any]:
    """The list in a member; empty if there is none."""
    found = value.get(name)
    return found if isinstance(found, list) else []


def first_of(value: object) -> Any:
    """The first entry of a list; the value itself if it is none; None for an empty list."""
    if isinstance(value, list):
        return value[0] if value else None
    return value


def text_or_none(value: object) -> str | None:
    """Text that is not empty, also from a whole number; None otherwise."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value else None
