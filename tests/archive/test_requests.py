"""Conversations that wait to be accepted: read, accepted, deleted by who is asked; and who may speak."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.archive.makers import ANN, BOB, DUPLICATE, NEW, SECOND, UPDATED, keep, key_of, seen

from tokgate.archive.errors import RefusedActError
from tokgate.domain.acts import (
    AcceptRequest,
    ActResult,
    Begin,
    Deed,
    DeleteRequest,
    End,
    ReadRequest,
    SendMessage,
)
from tokgate.domain.creators import Creator
from tokgate.domain.messages import Conversation, Message
from tokgate.domain.observations import Outcome, Provenance
from tokgate.domain.paging import Position
from tokgate.domain.ports import Archive
from tokgate.domain.relations import RelationKind

NOW = (SECOND + 1000) * 1000
HERE = Provenance(source="server", operation="tikapi.user.sendMessage")
CAY = Creator(user_id="33", username="cay")
TALK = 9


@pytest.fixture
def people(archive: Archive) -> tuple[int, int]:
    """Ann, whom Bob has asked with one message; and Bob: their keys."""
    keep(archive, seen(ANN), seen(BOB), seen(CAY))
    keep(archive, seen(Conversation(id=TALK, owner=BOB, participants=[BOB, ANN], accepted=False)))
    ann, bob = key_of(archive), key_of(archive, "bob")
    say(archive, bob, "hi Ann")
    return ann, bob


def do(archive: Archive, deed: Deed, at_ms: int = NOW) -> ActResult:
    """Always at the same instant: an emulator's clock may be stopped."""
    return archive.act(deed, HERE, at_ms=at_ms)


def say(archive: Archive, creator: int, text: str) -> Outcome:
    """Send a message."""
    return do(archive, SendMessage(creator=creator, conversation=TALK, text=text)).outcome


def listed(archive: Archive, creator: int, *, requests: bool = False) -> list[int]:
    """The ids of somebody's conversations, or requests."""
    return [each.id for each in archive.conversations(creator, requests=requests, after=None, limit=9).rows]


def texts(archive: Archive, since_ms: int | None = None) -> list[str | None]:
    """What was said, latest first."""
    return [each.text for each in archive.messages(TALK, since_ms=since_ms, after=None, limit=9).rows]


def test_what_is_accepted_is_a_conversation_of_both(archive: Archive, people: tuple[int, int]) -> None:
    ann, bob = people
    assert (listed(archive, ann, requests=True), listed(archive, ann), listed(archive, bob)) == ([TALK], [], [TALK])
    with pytest.raises(RefusedActError, match="conversation 9 has to be accepted first"):
        say(archive, ann, "hi Bob")

    accept = AcceptRequest(creator=ann, conversation=TALK)
    assert [do(archive, accept).outcome, do(archive, accept).outcome] == [UPDATED, DUPLICATE]
    assert (listed(archive, ann, requests=True), listed(archive, ann), listed(archive, bob)) == ([], [TALK], [TALK])
    assert say(archive, ann, "hi Bob") is NEW
    assert texts(archive) == ["hi Bob", "hi Ann"]


def test_what_is_deleted_is_gone_for_who_was_asked_until_they_are_asked_again(
    archive: Archive, people: tuple[int, int]
) -> None:
    ann, bob = people
    delete = DeleteRequest(creator=ann, conversation=TALK)
    assert [do(archive, delete).outcome, do(archive, delete).outcome] == [UPDATED, DUPLICATE]
    assert (listed(archive, ann, requests=True), listed(archive, bob)) == ([], [TALK])
    with pytest.raises(RefusedActError, match="the request of conversation 9 is deleted"):
        do(archive, AcceptRequest(creator=ann, conversation=TALK))

    say(archive, bob, "still there?")
    talk = archive.conversation(TALK)
    assert talk is not None
    assert listed(archive, ann, requests=True) == [TALK]
    assert (texts(archive), texts(archive, talk.deleted_ms)) == (["still there?", "hi Ann"], ["still there?"])
    assert archive.message_count(TALK, since_ms=talk.deleted_ms) == 1
    assert [do(archive, delete).outcome, listed(archive, ann, requests=True)] == [UPDATED, []]


def test_what_is_read_is_so_until_the_next_message(archive: Archive, people: tuple[int, int]) -> None:
    ann, bob = people
    read = ReadRequest(creator=ann, conversation=TALK)
    assert [do(archive, read).outcome, do(archive, read).outcome] == [UPDATED, DUPLICATE]
    say(archive, bob, "still there?")
    talk = archive.conversation(TALK)
    assert talk is not None
    assert archive.message_count(TALK, since_ms=talk.read_ms) == 1
    assert [do(archive, read).outcome, do(archive, read).outcome] == [UPDATED, DUPLICATE]


@pytest.mark.parametrize("deed", [ReadRequest, AcceptRequest, DeleteRequest])
def test_only_who_is_asked_can_answer(archive: Archive, people: tuple[int, int], deed: type[ReadRequest]) -> None:
    with pytest.raises(RefusedActError, match="conversation 9 is one that they began themselves"):
        do(archive, deed(creator=people[1], conversation=TALK))
    with pytest.raises(RefusedActError, match="they take no part in conversation 9"):
        do(archive, deed(creator=key_of(archive, "cay"), conversation=TALK))
    with pytest.raises(RefusedActError, match="conversation 8 is unknown"):
        do(archive, deed(creator=people[0], conversation=8))


@pytest.mark.parametrize("deed", [ReadRequest, DeleteRequest])
def test_what_is_accepted_is_no_request_any_more(
    archive: Archive, people: tuple[int, int], deed: type[ReadRequest]
) -> None:
    do(archive, AcceptRequest(creator=people[0], conversation=TALK))
    with pytest.raises(RefusedActError, match="conversation 9 is accepted already"):
        do(archive, deed(creator=people[0], conversation=TALK))


@pytest.mark.parametrize("blocker", [0, 1])
def test_nobody_writes_to_whom_they_blocked_or_who_blocked_them(
    archive: Archive, people: tuple[int, int], blocker: int
) -> None:
    do(archive, Begin(creator=people[blocker], kind=RelationKind.BLOCK, other=people[1 - blocker]))
    with pytest.raises(RefusedActError, match="has blocked the other"):
        do(archive, AcceptRequest(creator=people[0], conversation=TALK))
    with pytest.raises(RefusedActError, match="has blocked the other"):
        say(archive, people[1], "hi again")
    do(archive, End(creator=people[blocker], kind=RelationKind.BLOCK, other=people[1 - blocker]))
    assert say(archive, people[1], "hi again") is NEW


def test_messages_that_are_sent_at_once_follow_each_other(archive: Archive, people: tuple[int, int]) -> None:
    do(archive, AcceptRequest(creator=people[0], conversation=TALK))
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda number: say(archive, people[number % 2], str(number)), range(20)))

    sent = archive.messages(TALK, after=None, limit=99).rows
    assert {each.text for each in sent} == {"hi Ann", *map(str, range(20))}
    assert len({each.sent_ms for each in sent}) == len(sent)


@pytest.mark.parametrize("limit", [1, 2, 3, 9])
def test_conversations_of_one_instant_are_on_one_page(archive: Archive, people: tuple[int, int], limit: int) -> None:
    for number, sent_ms in ((1, 5), (2, 5), (3, 4), (4, None), (5, None)):
        keep(archive, seen(Conversation(id=number, owner=ANN, participants=[ANN, BOB])))
        if sent_ms is not None:
            keep(archive, seen(Message(id=number, conversation=number, sender=ANN, sent_ms=sent_ms)))
    found: list[int] = []
    after: Position | None = None
    while True:
        page = archive.conversations(people[0], after=after, limit=limit)
        found += [each.id for each in page.rows]
        after = page.following
        if after is None:
            break
    assert found == [2, 1, 3, 5, 4]
