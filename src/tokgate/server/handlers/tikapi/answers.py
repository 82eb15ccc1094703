"""What TikAPI's answers are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.parameters.paging import BY_TIME
from tokgate.dialects.web.downloads import COOKIE
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Page, Position, StoredItem
from tokgate.domain.relations import RelationKind
from tokgate.server.pages import join_page
from tokgate.server.request import Request

SUCCESS: Mapping[str, Any] = {"status": "success", "message": None, "statusCode": 0}
#: What the vendor's save_video() sends along to TikTok's media hosts.
OTHER = msgspec.json.encode(
    {
        "videoLinkHeaders": {
            "Cookie": COOKIE,
            "Origin": "https://www.tiktok.com",
            "Referer": "https://www.tiktok.com/",
        }
    }
)


def open_creator(request: Request, sec_uid: str) -> Creator:
    """The creator of a secUid, if anybody may see their posts."""
    creator = request.creator(sec_uid=sec_uid)
    if creator is None:
        raise Refusal(Cause.UNKNOWN_CREATOR)
    if creator.private:
        raise Refusal(Cause.PRIVATE_CREATOR)
    return creator


def id_in(link: str, unknown: Cause) -> int:
    """The id in a link. Short links cannot be followed here: nothing is fetched from TikTok."""
    if not link.isdecimal() or len(link) > 19:
        raise Refusal(unknown)
    return min(int(link), 2**63 - 1)


def post_id(link: str) -> int:
    """The id in a link to a post."""
    return id_in(link, Cause.UNKNOWN_POST)


def open_post(request: Request, link: str) -> int:
    """The id of a post that anybody may see."""
    id = post_id(link)
    if not request.archive.seen_by_all([id]).get(id):
        raise Refusal(Cause.UNKNOWN_POST)
    return id


def holds(request: Request, kind: RelationKind, creator: int, other: int) -> bool:
    """Whether a relation holds now."""
    relation = request.archive.relation(kind, creator, other)
    return relation is not None and not relation.ended


def item_page(request: Request, page: Page[StoredItem], cursor: str | None) -> Encoded[Any]:
    last = page.following or (Position(page.rows[-1].rank) if page.rows else None)
    head = b'{"status":"success","message":null,"statusCode":0,"cursor":"%s","hasMore":%s,"$other":%s,"itemList":[' % (
        (BY_TIME.write(last) if last else cursor or "0").encode(),
        b"true" if page.following else b"false",
        OTHER,
    )
    return join_page(request.archive, head, page.rows, b"]}", zstd=request.accepts_zstd)


def items(request: Request, rows: Sequence[StoredItem], *, name: str = "itemList", **members: object) -> Encoded[Any]:
    """An answer with these posts as its list of that name, and these members beside it."""
    head = msgspec.json.encode({**SUCCESS, **members, "$other": msgspec.Raw(OTHER)})
    return join_page(request.archive, b'%s,"%s":[' % (head[:-1], name.encode()), rows, b"]}", zstd=request.accepts_zstd)


def answer(members: dict[str, Any], *, rows: int = 1, final: bool = False) -> Encoded[Any]:
    """A success. `final`: the links in it stay as they are, because they came with an item that is stored."""
    return Encoded(msgspec.json.encode({**SUCCESS, **members, "$other": msgspec.Raw(OTHER)}), rows=rows, final=final)


def told_of(request: Request) -> dict[str, Any]:
    """What answers in the spelling of TikTok's app say of themselves."""
    return {
        "status_code": 0,
        "extra": {"fatal_item_ids": [], "logid": request.log_id, "now": request.now_ms},
        "log_pb": {"impr_id": request.log_id},
    }
