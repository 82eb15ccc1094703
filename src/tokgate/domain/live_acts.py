"""What somebody does in live rooms, as data; see `tokgate.domain.acts`."""

from __future__ import annotations

import msgspec


class StartRoom(msgspec.Struct, frozen=True, kw_only=True):
    """Begin a broadcast. Who has one running already is given that one: nobody has two at once."""

    creator: int
    title: str
    topic: str | None = None


class StopRoom(msgspec.Struct, frozen=True, kw_only=True):
    """End the broadcast that a creator has running, or only this one of theirs."""

    creator: int
    room: int | None = None


class EnterRoom(msgspec.Struct, frozen=True, kw_only=True):
    """Come into a running room, which counts once for each creator."""

    creator: int
    room: int


class SendChat(msgspec.Struct, frozen=True, kw_only=True):
    """Say something in a running room."""

    creator: int
    room: int
    text: str


LiveDeed = StartRoom | StopRoom | EnterRoom | SendChat
