"""The values that a vendor's documentation uses: data of its own, for which a gateway needs some that it has."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec


class ExampleOf(StrEnum):
    """What a value names."""

    USERNAME = "username"
    USER_ID = "user_id"
    SEC_UID = "sec_uid"
    POST = "post"
    COMMENT = "comment"
    SOUND = "sound"
    HASHTAG = "hashtag"
    PLAYLIST = "playlist"
    ROOM = "room"
    OPEN_ROOM = "open_room"
    CONVERSATION = "conversation"
    CONVERSATION_NAME = "conversation_name"
    TICKET = "ticket"
    REQUEST = "request"
    REQUEST_NAME = "request_name"
    REQUESTER = "requester"


class Examples(msgspec.Struct, frozen=True, kw_only=True):
    """Values with what each is of, in calls whose names begin with `operations`.

    `another`: they are somebody else's than the account's that calls, as who is followed is.
    """

    operations: str
    values: Mapping[str, ExampleOf]
    another: bool = False
