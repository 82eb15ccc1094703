"""What happens in live rooms. Marked (ours): no source gives the shape."""

from __future__ import annotations

from tokgate.contract.paging import EndOfList, More, Paging, Verdict, has_list, no_list
from tokgate.contract.wire import Wire
from tokgate.dialects.subjects import CreatorWire
from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer


class LiveViewer(CreatorWire):
    """Somebody in a room."""

    id: str | None = None
    """The user id."""
    displayId: str | None = None
    """The handle, without `@`."""
    nickname: str | None = None
    """The name that is shown."""
    secUid: str | None = None
    """The id by which lists are asked for."""


class LiveGift(Wire):
    """A gift (ours)."""

    name: str | None = None
    """What it is called."""
    diamondCount: int | None = None
    """What it is worth, in diamonds."""


class LiveMessage(Wire):
    """Something that happened in a room. Of what is no chat, no source gives the members: those are ours."""

    messageType: str | None = None
    """What happened: `ChatMessage`, `MemberMessage` (came in), `LikeMessage`, `GiftMessage`, `SocialMessage`."""
    msgId: str | None = None
    """The message's id, digits."""
    createTime: int | None = None
    """When it happened, Unix milliseconds UTC."""
    content: str | None = None
    """What was said."""
    user: LiveViewer | None = None
    """Who did it."""
    gift: LiveGift | None = None
    """Of a GiftMessage: what was given."""
    likeCount: int | None = None
    """Of a LikeMessage: how many likes."""
    action: str | None = None
    """Of a SocialMessage: `follow` or `share`."""


class ChatPage(TikAPIAnswer):
    """What happened in a room since the cursor, oldest first."""

    messagesList: list[LiveMessage] = []
    """What happened."""
    nextCursor: str | None = None
    """Where to go on, now or when more has happened; missing once a room is over and all was told."""


class ChatSentAnswer(TikAPIAnswer):
    """What was said (ours)."""

    data: LiveMessage | None = None
    """The message."""


def _messages(page: ChatPage) -> list[LiveMessage]:
    return page.messagesList


def _chat_verdict(page: ChatPage) -> Verdict:
    """A page without messages is the end for now: a room that runs always has a cursor."""
    if not (page.messagesList or has_list(page, "messagesList")):
        return no_list("messagesList")
    if not page.messagesList or not page.nextCursor:
        return EndOfList()
    return More({"nextCursor": page.nextCursor})


def _message_key(message: LiveMessage) -> str:
    return message.msgId or f"{message.createTime} {message.content}"


CHAT: Paging[ChatPage, LiveMessage] = Paging(_messages, _chat_verdict, _message_key)
