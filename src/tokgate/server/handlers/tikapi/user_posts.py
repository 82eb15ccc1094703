"""The posts that an authorised creator sees."""

from __future__ import annotations

from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY
from tokgate.dialects.tikapi.parameters import BY_TIME, Count, DigitCursor, SecUid
from tokgate.dialects.tikapi.resources.user_posts import UserPosts
from tokgate.dialects.tikapi.wire.posts import ItemPage
from tokgate.server.handlers.tikapi.answers import item_page, open_creator
from tokgate.server.request import Request, implements


@implements(UserPosts.feed)
def feed(
    request: Request,
    /,
    *,
    count: Count = 30,
    cursor: DigitCursor | None = None,
    secUid: SecUid | None = None,
    **_: object,
) -> Encoded[ItemPage]:
    creator = open_creator(request, secUid) if secUid else request.creator_of(ACCOUNT_KEY)
    return item_page(request, request.archive.items(creator.key or 0, after=BY_TIME.after(cursor), limit=count), cursor)
