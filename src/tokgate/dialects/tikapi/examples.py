"""The examples of the vendor's schema (SDK 3.2.2), which its SDKs fill in by themselves in sandbox mode."""

from __future__ import annotations

from tokgate.contract.examples import ExampleOf, Examples

EXAMPLE_USERNAME = "lilyachty"
EXAMPLE_USER_ID = "6569595380449902597"
EXAMPLE_SEC_UID = "MS4wLjABAAAAsHntXC3s0AvxcecggxsoVa4eAiT8OVafVZ4OQXxy-9htpnUi0sOYSr0kGGD1Loud"
EXAMPLE_LIKER = "MS4wLjABAAAAKxXMUvcQ2Eo_vVxLn554nbLCdsrBKtxlu_FVhnG8TX92Zo2EezMi3FA0iQ7LJZzq"
EXAMPLE_CURATOR = "MS4wLjABAAAABKjQkOz_IIzXXzEAl_9LGsWhvK-gBnlczwRPXK8EmxAp6K3X0qiaP5_OEqmm0XwG"
EXAMPLE_POST = "7003402629929913605"
EXAMPLE_VIDEO = "7109178205151464746"
EXAMPLE_COMMENT = "7109185042560680750"
EXAMPLE_MUSIC = "28459463"
EXAMPLE_SOUND = "7289302423758228270"
EXAMPLE_HASHTAG = "4655293"
EXAMPLE_PLAYLIST = "7596415294902389534"
EXAMPLE_ROOM = "7112492061034646278"
EXAMPLE_CONVERSATION = "0:1:684574219823284956:69402435203845897564"
EXAMPLE_SHORT_ID = "6940245147502654884"
EXAMPLE_TICKET = (
    "3M8IlBpABq00h2aNB1B5JJ2ne0DTnGLLAFjGQQGMf4BKWJxEYxf7RAE0KaD2EjkQkWiJalT4xj36JGWa1ZmQg7SgQfHLoXffNFYL"
    "kIJhe1HVyiPXitoxWFyuzlX1xvBCYhZxkQALHE4gx9AaXBPEZjks7jC"
)

#: One creator's.
_NAMES = {
    EXAMPLE_USERNAME: ExampleOf.USERNAME,
    EXAMPLE_USER_ID: ExampleOf.USER_ID,
    EXAMPLE_SEC_UID: ExampleOf.SEC_UID,
}

EXAMPLES = (
    Examples(
        operations="tikapi.",
        values={
            **_NAMES,
            EXAMPLE_LIKER: ExampleOf.SEC_UID,
            EXAMPLE_CURATOR: ExampleOf.SEC_UID,
            EXAMPLE_POST: ExampleOf.POST,
            EXAMPLE_VIDEO: ExampleOf.POST,
            EXAMPLE_COMMENT: ExampleOf.COMMENT,
            EXAMPLE_MUSIC: ExampleOf.SOUND,
            EXAMPLE_SOUND: ExampleOf.SOUND,
            EXAMPLE_HASHTAG: ExampleOf.HASHTAG,
            EXAMPLE_PLAYLIST: ExampleOf.PLAYLIST,
            EXAMPLE_ROOM: ExampleOf.ROOM,
            EXAMPLE_SHORT_ID: ExampleOf.CONVERSATION,
            EXAMPLE_CONVERSATION: ExampleOf.CONVERSATION_NAME,
            EXAMPLE_TICKET: ExampleOf.TICKET,
        },
    ),
    Examples(operations="tikapi.user.follow", values=_NAMES, another=True),
    Examples(operations="tikapi.user.unfollow", values=_NAMES, another=True),
    Examples(operations="tikapi.user.live.sendChat", values={EXAMPLE_ROOM: ExampleOf.OPEN_ROOM}),
    Examples(operations="tikapi.earlier.user.live_enter", values={EXAMPLE_ROOM: ExampleOf.OPEN_ROOM}),
    Examples(
        operations="tikapi.user.conversationRequests.",
        values={
            EXAMPLE_SHORT_ID: ExampleOf.REQUEST,
            EXAMPLE_CONVERSATION: ExampleOf.REQUEST_NAME,
            EXAMPLE_USER_ID: ExampleOf.REQUESTER,
        },
    ),
)
