"""What calls for conversations and their messages are asked with."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.cursors import DIGITS, NUMBER, ByRank, ByRankAndId, Cursor
from tokgate.contract.parameters import Parameter, body, query
from tokgate.dialects.tikapi.examples import EXAMPLE_CONVERSATION, EXAMPLE_SHORT_ID, EXAMPLE_TICKET, EXAMPLE_USER_ID
from tokgate.dialects.tikapi.parameters.forms import KEPT, VENDOR_CURSOR_HELP, VENDOR_OFFSET_HELP
from tokgate.domain.paging import Position

ID_HELP = "The conversation's id, as user.conversations gives it."
SHORT_ID_HELP = "The conversation's other id, `short_id`."
VENDOR_ID_HELP = "The conversation ID"
VENDOR_SHORT_ID_HELP = "The additional conversation short ID"
VENDOR_LONG_SHORT_ID_HELP = f"{VENDOR_SHORT_ID_HELP} (TikTok uses two different ID's for some reason)"


def _cursor(**details: object) -> Parameter:
    """`cursor` until 3.0.0."""
    words = "Where to go on: the nextCursor of the previous answer."
    return query(name="nextCursor", also=("cursor",), help=words, **details)


def _short_id(vendor_help: str) -> Parameter:
    return query(
        name="conversation_short_id",
        also=("conversationShortId",),
        help=SHORT_ID_HELP,
        vendor_help=vendor_help,
        vendor_type="any",
        example=EXAMPLE_SHORT_ID,
        pattern=r"[0-9]+",
        vendor_pattern="",
        max_length=20,
    )


ConversationId = Annotated[
    str,
    query(
        name="conversation_id",
        also=("conversationId",),
        help=ID_HELP,
        vendor_help=VENDOR_ID_HELP,
        vendor_type="any",
        example=EXAMPLE_CONVERSATION,
        max_length=200,
    ),
]
ConversationShortId = Annotated[str, _short_id(VENDOR_LONG_SHORT_ID_HELP)]
RequestShortId = Annotated[str, _short_id(VENDOR_SHORT_ID_HELP)]
SenderId = Annotated[
    str,
    query(
        name="user_id",
        help="The user id of who asks.",
        vendor_help="The sender ID.",
        example=EXAMPLE_USER_ID,
        pattern=r"[0-9]+",
        max_length=20,
    ),
]
#: A number: SDKs since 3.0 refuse to go on with anything else.
ConversationCursor = Annotated[int, _cursor(vendor_help=VENDOR_OFFSET_HELP, vendor_pattern="^[0-9]+$", at_least=0)]
#: A string of digits, for the same reason.
MessageCursor = Annotated[str, _cursor(vendor_help=VENDOR_CURSOR_HELP, pattern=r"[0-9]+", max_length=60)]
MessageLimit = Annotated[
    int,
    query(
        help="How many messages to give at most; 30 without it.",
        vendor_help="The 'limit' field is invalid.",
        vendor_type="any",
        vendor_pattern="^[0-9]{1,2}$",
        at_least=1,
        at_most=99,
        clamp=True,
    ),
]
SendText = Annotated[str, body(help="The message text", example="Hey! How you doing?", max_length=6000, **KEPT)]
SendConversationId = Annotated[
    str,
    body(
        name="conversation_id", help=ID_HELP, vendor_help=VENDOR_ID_HELP, example=EXAMPLE_CONVERSATION, max_length=200
    ),
]
SendConversationShortId = Annotated[
    str,
    body(
        name="conversation_short_id",
        help=SHORT_ID_HELP,
        vendor_help=VENDOR_LONG_SHORT_ID_HELP,
        example=EXAMPLE_SHORT_ID,
        pattern=r"[0-9]+",
        vendor_pattern="",
        max_length=20,
    ),
]
SendTicket = Annotated[
    str, body(name="ticket", help="The conversation ticket", example=EXAMPLE_TICKET, max_length=1000)
]
#: Of an account's conversations, no two of which end with one instant, or they are on one page.
BY_LATEST = Cursor(ByRank(Position), NUMBER)
#: Of messages, which may share an instant.
BY_SENDING = Cursor(ByRankAndId(Position), DIGITS)
