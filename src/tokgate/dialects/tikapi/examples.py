"""The examples of the vendor's schema (SDK 3.2.2), which its SDKs fill in by themselves in sandbox mode."""

from __future__ import annotations

from tokgate.contract.examples import ExampleOf, Examples
from tokgate.dialects.tikapi.parameters import EXAMPLE_SEC_UID

_ROOM = "7112492061034646278"
_CONVERSATION = "6940245147502654884"
_CONVERSATION_NAME = "0:1:684574219823284956:69402435203845897564"

#: One creator's.
_NAMES = {
    "lilyachty": ExampleOf.USERNAME,
    "6569595380449902597": ExampleOf.USER_ID,
    EXAMPLE_SEC_UID: ExampleOf.SEC_UID,
}

EXAMPLES = (
    Examples(
        operations="tikapi.",
        values={
            **_NAMES,
            "MS4wLjABAAAAKxXMUvcQ2Eo_vVxLn554nbLCdsrBKtxlu_FVhnG8TX92Zo2EezMi3FA0iQ7LJZzq": ExampleOf.SEC_UID,
            "MS4wLjABAAAABKjQkOz_IIzXXzEAl_9LGsWhvK-gBnlczwRPXK8EmxAp6K3X0qiaP5_OEqmm0XwG": ExampleOf.SEC_UID,
            "7003402629929913605": ExampleOf.POST,
            "7109178205151464746": ExampleOf.POST,
            "7109185042560680750": ExampleOf.COMMENT,
            "28459463": ExampleOf.SOUND,
            "7289302423758228270": ExampleOf.SOUND,
            "4655293": ExampleOf.HASHTAG,
            "7596415294902389534": ExampleOf.PLAYLIST,
            _ROOM: ExampleOf.ROOM,
            _CONVERSATION: ExampleOf.CONVERSATION,
            _CONVERSATION_NAME: ExampleOf.CONVERSATION_NAME,
            "3M8IlBpABq00h2aNB1B5JJ2ne0DTnGLLAFjGQQGMf4BKWJxEYxf7RAE0KaD2EjkQkWiJalT4xj36JGWa1ZmQg7SgQfHLoXffNFYLkIJ"
            "he1HVyiPXitoxWFyuzlX1xvBCYhZxkQALHE4gx9AaXBPEZjks7jC": ExampleOf.TICKET,
        },
    ),
    Examples(operations="tikapi.user.follow", values=_NAMES, another=True),
    Examples(operations="tikapi.user.unfollow", values=_NAMES, another=True),
    Examples(operations="tikapi.user.live.sendChat", values={_ROOM: ExampleOf.OPEN_ROOM}),
    Examples(operations="tikapi.earlier.user.live_enter", values={_ROOM: ExampleOf.OPEN_ROOM}),
    Examples(
        operations="tikapi.user.conversationRequests.",
        values={
            _CONVERSATION: ExampleOf.REQUEST,
            _CONVERSATION_NAME: ExampleOf.REQUEST_NAME,
            "6569595380449902597": ExampleOf.REQUESTER,
        },
    ),
)
