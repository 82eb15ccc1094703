"""Sounds and hashtags, and the posts that have them."""

from __future__ import annotations

from typing import Any

import msgspec

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.parameters.paging import BY_TIME_AND_ID, Count, DigitCursor
from tokgate.dialects.tikapi.parameters.posts import HashtagId, HashtagName, MusicId, SoundId
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.dialects.tikapi.wire.hashtags import HashtagPage
from tokgate.dialects.tikapi.wire.music import MusicAnswer
from tokgate.dialects.tikapi.wire.posts import ItemPage
from tokgate.dialects.web.objects import music_of
from tokgate.dialects.web.tags import challenges_of
from tokgate.domain.items import StoredItem
from tokgate.domain.paging import Page, Position
from tokgate.domain.posts import Hashtag, Sound
from tokgate.server.handlers.tikapi.answers import OTHER, SUCCESS, answer, id_in, items
from tokgate.server.pages import contents_of
from tokgate.server.request import Request, implements

#: Where no source tells a hashtag's id, the archive's number of it stands in, from here on: ids are below until 2036.
STAND_INS = 9_000_000_000_000_000_000


@implements(Public.hashtag)
def hashtag(
    request: Request,
    /,
    *,
    id: HashtagId | None = None,
    name: HashtagName | None = None,
    count: Count = 30,
    cursor: DigitCursor | None = None,
    **_: object,
) -> Encoded[HashtagPage]:
    tag = _hashtag(request, id, name)
    page = request.archive.hashtag_items(tag.name, after=BY_TIME_AND_ID.after(cursor), limit=count)
    members = {**_place(page, cursor), "challengeInfo": challenge_info(request, tag)}
    if _looks_one_level_down(request):
        return _twice(request, page, members)
    return items(request, page.rows, **members)


@implements(Public.music)
def music(
    request: Request, /, *, id: MusicId, count: Count = 30, cursor: DigitCursor | None = None, **_: object
) -> Encoded[ItemPage]:
    page = request.archive.sound_items(_sound(request, id)[0], after=BY_TIME_AND_ID.after(cursor), limit=count)
    return items(request, page.rows, **_place(page, cursor))


@implements(Public.musicInfo)
def music_about(request: Request, /, *, id: SoundId, **_: object) -> Encoded[MusicAnswer]:
    return answer({"musicInfo": music_info(request, _sound(request, id)[1])})


def music_info(request: Request, sound: Sound) -> dict[str, Any]:
    """A sound, and how many posts have it."""
    return {"music": music_of(sound), "stats": {"videoCount": request.archive.sound_count(sound.id or 0)}}


def challenge_info(request: Request, tag: Hashtag) -> dict[str, Any]:
    """A hashtag, with an id by which it is found again, and how many posts have it."""
    (challenge,) = challenges_of([tag])
    if tag.id is None:
        challenge["id"] = str(STAND_INS + request.archive.hashtag_key(tag.name))
    return {"challenge": challenge, "stats": {"videoCount": request.archive.hashtag_count(tag.name)}}


def _hashtag(request: Request, id: str | None, name: str | None) -> Hashtag:
    if id is None:
        found = request.archive.hashtag(name=(name or "").removeprefix("#"))
    else:
        number = id_in(id, Cause.UNKNOWN_HASHTAG)
        found = request.archive.hashtag(hashtag_id=id)
        if found is None and number > STAND_INS:
            found = request.archive.hashtag(key=number - STAND_INS)
    if found is None:
        raise Refusal(Cause.UNKNOWN_HASHTAG)
    return found


def _sound(request: Request, link: str) -> tuple[int, Sound]:
    id = id_in(link, Cause.UNKNOWN_SOUND)
    sound = request.archive.sound(id)
    if sound is None:
        raise Refusal(Cause.UNKNOWN_SOUND)
    return id, sound


def _place(page: Page[StoredItem], cursor: str | None) -> dict[str, Any]:
    """Where the next page begins; on the last page behind its last post, as the list can grow."""
    last = page.following or (Position(page.rows[-1].rank, page.rows[-1].id) if page.rows else None)
    return {"cursor": BY_TIME_AND_ID.write(last) if last else cursor or "0", "hasMore": page.following is not None}


def _looks_one_level_down(request: Request) -> bool:
    """Whether the caller is the SDK until 2.0.11: it goes by its HTTP library's name, later ones by `Rests …`."""
    agent = request.user_agent
    return agent.startswith("node-fetch") and "Rests" not in agent


def _twice(request: Request, page: Page[StoredItem], members: dict[str, Any]) -> Encoded[HashtagPage]:
    listed = [msgspec.Raw(content) for content in contents_of(request.archive, page.rows)]
    inner = {**SUCCESS, **members, "itemList": listed}
    body = {**inner, "itemStruct": inner, "$other": msgspec.Raw(OTHER)}
    stored = all(item.zstd is not None for item in page.rows)
    return Encoded(msgspec.json.encode(body), rows=len(listed), final=stored)
