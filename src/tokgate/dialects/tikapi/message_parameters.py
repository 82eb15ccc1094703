"""What calls for conversations and their messages are asked with."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.cursors import DIGITS, NUMBER, ByRank, ByRankAndId, Cursor
from tokgate.contract.parameters import Parameter, body, query
from tokgate.domain.paging import Position

ID_HELP = "The conversation's id, as user.conversations gives it."
SHORT_ID_HELP = "The conversation's other id, `short_id`."
EXAMPLE_ID = "0:1:684574219823284956:69402435203845897564"
EXAMPLE_SHORT_ID = "6940245147502654884"


def _cursor(example: object, **details: object) -> Parameter:
    """`cursor` until 3.0.0."""
    words = "Where to go on: the nextCursor of the previous answer."
    return query(name="nextCursor", also=("cursor",), help=words, example=example, **details)


ConversationId = Annotated[
    str,
    query(name="conversation_id", also=("conversationId",), help=ID_HELP, example=EXAMPLE_ID, max_length=200),
]
ConversationShortId = Annotated[
    str,
    query(
        name="conversation_short_id",
        also=("conversationShortId",),
        help=SHORT_ID_HELP,
        example=EXAMPLE_SHORT_ID,
        pattern=r"[0-9]+",
        max_length=20,
    ),
]
SenderId = Annotated[
    str,
    query(
        name="user_id",
        help="The user id of who asks.",
        example="6569595380449902597",
        pattern=r"[0-9]+",
        max_length=20,
    ),
]
#: A number: SDKs since 3.0 refuse to go on with anything else.
ConversationCursor = Annotated[int, _cursor(0, at_least=0)]
#: A string of digits, for the same reason.
MessageCursor = Annotated[str, _cursor("0", pattern=r"[0-9]+", max_length=60)]
MessageLimit = Annotated[
    int, query(help="How many messages to give at most.", example=30, at_least=1, at_most=99, clamp=True)
]
SendText = Annotated[str, body(help="What the message says.", example="Hey! How you doing?", max_length=6000)]
SendConversationId = Annotated[str, body(name="conversation_id", help=ID_HELP, example=EXAMPLE_ID, max_length=200)]
SendConversationShortId = Annotated[
    str,
    body(name="conversation_short_id", help=SHORT_ID_HELP, example=EXAMPLE_SHORT_ID, pattern=r"[0-9]+", max_length=20),
]
SendTicket = Annotated[
    str, body(name="ticket", help="The conversation's ticket.", example="z5fP0jzMCTIoG", max_length=1000)
]

#: Of an account's conversations, no two of which end with one instant, or they are on one page.
BY_LATEST = Cursor(ByRank(Position), NUMBER)
#: Of messages, which may share an instant.
BY_SENDING = Cursor(ByRankAndId(Position), DIGITS)
