"""Conversations, messages and requests, as the two accounts that take part see them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.evidence import shows
from tests.made import creator_named
from tests.serving import serving

import tokgate
from tokgate.archive import open_archive
from tokgate.contract.errors import Cause
from tokgate.dialects.readings import readers_of
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY, DEMO_API_KEY
from tokgate.dialects.tikapi.dialect import DIALECT
from tokgate.dialects.tikapi.resources.conversation_requests import ConversationRequests
from tokgate.dialects.tikapi.resources.user import User
from tokgate.dialects.tikapi.scopes import SCOPES
from tokgate.domain.creators import Creator
from tokgate.domain.messages import Conversation, Message, MessageKind
from tokgate.domain.observations import Observation, Provenance, Subject
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.domain.relations import Relation, RelationKind
from tokgate.domain.secrets import hash_secret
from tokgate.server.demo import demo_credentials

ANN, BOB, CAY = (creator_named(name) for name in ("ann", "bob", "cay"))
KEYS = {name: f"{name}AccountKey0123456789" for name in ("ann", "bob", "cay")}
SECOND = 1_790_000_000
FRIENDS, ASKED = 7_000_000_000_000_000_001, 7_000_000_000_000_000_002
POST = 7_100_000_000_000_000_000


class Talking:
    """A server, and the archive behind it."""

    def __init__(self, archive: Archive, url: str, http: httpx.Client) -> None:
        self.archive = archive
        self.url = url
        self._http = http

    def get(self, who: str, path: str, status: int = 200, **params: object) -> Any:
        """The answer to a call for an account, which must have that status."""
        query = {name: str(value) for name, value in params.items()}
        return self._answered(self._http.get(path, params=query, headers=_headers(who)), status)

    def send(self, who: str, talk: int, text: str, status: int = 200, **changed: object) -> Any:
        """The answer to a message."""
        body = {"text": text, **names(talk), "ticket": f"ticket-{talk}"} | changed
        return self._answered(self._http.post("/user/message/send", json=body, headers=_headers(who)), status)

    def texts(self, who: str, talk: int) -> list[str]:
        """What an account reads in a conversation, latest first."""
        return [each["text"] for each in self.get(who, "/user/messages", **names(talk))["messages"]]

    def listed(self, who: str, path: str = "/user/conversations") -> list[str]:
        """The long ids of an account's conversations."""
        return [each["id"] for each in self.get(who, path)["conversations"]]

    def client(self, who: str) -> tokgate.TikAPI:
        """The SDK, for an account."""
        return tokgate.TikAPI(DEMO_API_KEY, account_key=KEYS[who], base_url=self.url)

    @staticmethod
    def _answered(response: httpx.Response, status: int) -> Any:
        assert response.status_code == status, response.text
        return response.json()


def _headers(who: str) -> dict[str, str]:
    return {"X-API-KEY": DEMO_API_KEY, "X-ACCOUNT-KEY": KEYS[who]}


def names(talk: int) -> dict[str, Any]:
    """The two ids of a conversation."""
    return {"conversation_id": f"0:1:{talk}", "conversation_short_id": str(talk)}


def _said(number: int, talk: int, sender: Creator, text: str, **more: Any) -> Message:
    """A message some seconds after the conversation began."""
    sent_ms = (SECOND + number) * 1000
    return Message(id=talk + 100 * number, conversation=talk, sender=sender, text=text, sent_ms=sent_ms, **more)


def _subjects() -> Iterator[Subject]:
    yield from (ANN, BOB, CAY)
    yield Conversation(
        id=FRIENDS, name=f"0:1:{FRIENDS}", owner=ANN, ticket=f"ticket-{FRIENDS}", participants=[ANN, BOB]
    )
    yield Conversation(
        id=ASKED, name=f"0:1:{ASKED}", owner=BOB, ticket=f"ticket-{ASKED}", accepted=False, participants=[ANN, BOB]
    )
    for number in range(7):
        yield _said(number, FRIENDS, (ANN, BOB)[number % 2], f"friend {number}")
    yield _said(7, FRIENDS, BOB, "", kind=MessageKind.POST, post=POST)
    for number in range(2):
        yield _said(number, ASKED, BOB, f"asked {number}")


@contextmanager
def _serving(path: Path, scopes: tuple[str, ...] = tuple(SCOPES)) -> Iterator[Talking]:
    archive = open_archive(str(path / "talk.db"))
    seen = [Observation(subject=each, source="test", observed_ms=SECOND * 1000) for each in _subjects()]
    archive.commit(seen, Provenance(source="test"))
    known = [each for each in demo_credentials(None) if each.kind != ACCOUNT_KEY.kind]
    for name, key in KEYS.items():
        creator = archive.creator(username=name)
        known.append(
            CredentialRecord(
                kind=ACCOUNT_KEY.kind,
                name=name,
                hash=hash_secret(key),
                creator=creator.key if creator is not None else None,
                scopes=scopes,
                created_ms=0,
            )
        )
    with serving(archive, known) as url, httpx.Client(base_url=url, timeout=30) as http:
        yield Talking(archive, url, http)
    archive.close()


@pytest.fixture
def talking(tmp_path: Path) -> Iterator[Talking]:
    """Ann and Bob, who talk; Bob asks Ann for another conversation. Cay has nothing to do with it."""
    with _serving(tmp_path) as served:
        yield served


@shows(User.conversations)
def test_both_see_the_conversation_with_its_latest_messages_in_their_order(talking: Talking) -> None:
    answer = talking.get("ann", "/user/conversations")
    [talk] = answer["conversations"]

    assert (answer["status"], answer["status_code"], answer["hasMore"], answer["error_desc"]) == (
        "success", 0, False, "OK",
    )  # fmt: skip
    assert "nextCursor" not in answer
    assert (talk["id"], talk["short_id"], talk["ticket"]) == (f"0:1:{FRIENDS}", str(FRIENDS), f"ticket-{FRIENDS}")
    assert talk["participantsUid"] == [ANN.user_id, BOB.user_id]
    assert (talk["ownerUid"], talk["ownerSecUid"], talk["conversationType"]) == (ANN.user_id, ANN.sec_uid, 1)
    assert [each["text"] for each in talk["messages"]] == ["friend 3", "friend 4", "friend 5", "friend 6", ""]
    assert talk["messages"][0]["createTime"] == str((SECOND + 3) * 1000)
    assert (talk["messages"][-1]["content"]["aweType"], talk["messages"][-1]["content"]["itemId"]) == (800, str(POST))
    assert talking.listed("bob") == [f"0:1:{FRIENDS}", f"0:1:{ASKED}"]
    assert talking.listed("cay") == []


@shows(User.messages)
def test_messages_go_back_by_a_cursor_of_digits(talking: Talking) -> None:
    found: list[str] = []
    cursor = "0"
    while True:
        page = talking.get("bob", "/user/messages", **names(FRIENDS), limit=3, nextCursor=cursor)
        found += [each["text"] for each in page["messages"]]
        if not page["hasMore"]:
            break
        cursor = page["nextCursor"]
        assert isinstance(cursor, str)
        assert cursor.isdecimal()
    assert found == ["", *(f"friend {number}" for number in reversed(range(7)))]
    first = talking.get("bob", "/user/messages", conversationId=f"0:1:{FRIENDS}", conversationShortId=FRIENDS, limit=2)
    assert [each["createTime"] for each in first["messages"]] == [(SECOND + 7) * 1000, (SECOND + 6) * 1000]
    assert [each["isStranger"] for each in first["messages"]] == [False, False]


@shows(User.conversations)
def test_conversations_go_on_by_a_cursor_that_is_a_number(talking: Talking) -> None:
    talks = [Conversation(id=number, owner=ANN, participants=[ANN, CAY]) for number in range(1, 26)]
    said = [_said(talk.id // 2, talk.id, CAY, "hi") for talk in talks]
    subjects: list[Subject] = [*talks, *said]
    seen = [Observation(subject=each, source="test", observed_ms=SECOND * 1000) for each in subjects]
    talking.archive.commit(seen, Provenance(source="test"))

    page = talking.get("cay", "/user/conversations")
    assert (page["hasMore"], type(page["nextCursor"]), page["nextCursor"] < 2**53) == (True, int, True)
    with talking.client("cay") as client:
        found = [each.short_id for each in client.user.conversations.all()]
    assert found == [str(number) for number in reversed(range(1, 26))]


@shows(User.sendMessage, causes=(Cause.BAD_TICKET,))
def test_a_message_is_read_by_the_other_and_needs_the_ticket(talking: Talking) -> None:
    sent = talking.send("ann", FRIENDS, "how are you?")["sentMessage"]

    assert (sent["text"], sent["senderUid"], sent["type"]) == ("how are you?", ANN.user_id, 7)
    assert talking.texts("bob", FRIENDS)[0] == "how are you?"
    assert talking.get("bob", "/user/conversations")["conversations"][0]["messages"][-1]["id"] == sent["id"]
    for ticket in (f"ticket-{ASKED}", "x", "ticket-é"):
        refused = talking.send("ann", FRIENDS, "again", 403, ticket=ticket)
        assert refused["message"] == "The ticket is not that of the conversation"
    assert talking.send("ann", FRIENDS, "", 400)["fields"].keys() == {"text"}
    assert len(talking.texts("bob", FRIENDS)) == 9


@shows(User.messages, User.sendMessage, causes=(Cause.UNKNOWN_ID,))
def test_nobody_reads_or_writes_where_they_take_no_part(talking: Talking) -> None:
    unknown = "Entity doesn't exist"
    assert talking.get("cay", "/user/messages", 403, **names(FRIENDS))["message"] == unknown
    assert talking.send("cay", FRIENDS, "let me in", 403)["message"] == unknown
    talking.get("ann", "/user/messages", 403, conversation_id="0:1:1", conversation_short_id=FRIENDS)
    talking.get("ann", "/user/messages", 403, conversation_id="9" * 20, conversation_short_id="9" * 20)


@shows(
    ConversationRequests.conversations,
    ConversationRequests.messages,
    ConversationRequests.markRead,
    ConversationRequests.accept,
)
def test_a_request_is_read_accepted_and_then_a_conversation(talking: Talking) -> None:
    path = "/user/conversations/requests"
    [request] = talking.get("ann", path)["conversations"]
    assert (request["short_id"], request["unreadCount"], request["inboxType"]) == (str(ASKED), 2, 1)
    shown = talking.get("ann", "/user/messages/requests", **names(ASKED))["messages"]
    assert [(each["text"], each["isStranger"]) for each in shown] == [("asked 1", True), ("asked 0", True)]
    for _ in range(2):
        talking.get("ann", f"{path}/mark_read", **names(ASKED))
    assert talking.get("ann", path)["conversations"][0]["unreadCount"] == 0
    talking.send("bob", ASKED, "asked 2")
    assert talking.get("ann", path)["conversations"][0]["unreadCount"] == 1

    for _ in range(2):
        talking.get("ann", f"{path}/accept", **names(ASKED), user_id=BOB.user_id)
    assert talking.listed("ann", path) == []
    assert set(talking.listed("ann")) == {f"0:1:{FRIENDS}", f"0:1:{ASKED}"}
    talking.send("ann", ASKED, "hi Bob")
    assert talking.texts("bob", ASKED) == ["hi Bob", "asked 2", "asked 1", "asked 0"]


@shows(ConversationRequests.delete, causes=(Cause.UNKNOWN_REQUEST,))
def test_a_deleted_request_is_gone_for_who_was_asked_alone(talking: Talking) -> None:
    path = "/user/conversations/requests"
    for _ in range(2):
        talking.get("ann", f"{path}/delete", **names(ASKED))
    assert talking.listed("ann", path) == []
    assert talking.texts("bob", ASKED) == ["asked 1", "asked 0"]
    for refused in (
        talking.get("ann", "/user/messages/requests", 403, **names(ASKED)),
        talking.get("ann", f"{path}/accept", 403, **names(ASKED), user_id=BOB.user_id),
        talking.get("bob", f"{path}/delete", 403, **names(ASKED)),
    ):
        assert refused["message"] == "The conversation is no request to the account"

    talking.send("bob", ASKED, "please")
    [again] = talking.get("ann", path)["conversations"]
    assert ([each["text"] for each in again["messages"]], again["unreadCount"]) == (["please"], 1)
    talking.get("ann", f"{path}/accept", **names(ASKED), user_id=BOB.user_id)
    assert talking.texts("ann", ASKED) == ["please"]


@shows(User.sendMessage, causes=(Cause.NOT_ACCEPTED,))
def test_a_request_is_answered_only_once_it_is_accepted(talking: Talking) -> None:
    assert talking.send("ann", ASKED, "hi", 403)["message"] == "The conversation has to be accepted first"
    talking.get("ann", "/user/messages", 403, **names(ASKED))


@shows(User.sendMessage, ConversationRequests.accept, causes=(Cause.BLOCKED,))
def test_who_is_blocked_neither_writes_nor_is_accepted(talking: Talking) -> None:
    block = Relation(kind=RelationKind.BLOCK, creator=BOB, other=ANN)
    blocked = Observation(subject=block, source="test", observed_ms=SECOND * 1000)
    talking.archive.commit([blocked], Provenance(source="test"))
    talking.send("ann", FRIENDS, "hello?", 403)
    talking.send("bob", FRIENDS, "hello?", 403)
    accept = "/user/conversations/requests/accept"
    talking.get("ann", accept, 403, **names(ASKED), user_id=BOB.user_id)


@shows(ConversationRequests.accept, causes=(Cause.UNKNOWN_CREATOR,))
def test_who_asks_has_to_be_named(talking: Talking) -> None:
    accept = "/user/conversations/requests/accept"
    assert talking.get("ann", accept, 403, **names(ASKED), user_id=ANN.user_id)["statusCode"] == 10202
    assert talking.get("ann", accept, 400, **names(ASKED))["fields"].keys() == {"user_id"}


@shows(User.sendMessage, ConversationRequests.conversations, causes=(Cause.SCOPE_MISSING,))
def test_each_group_of_calls_has_its_scope(tmp_path: Path) -> None:
    with _serving(tmp_path, scopes=("view_messages",)) as talking:
        assert talking.texts("ann", FRIENDS)
        talking.send("ann", FRIENDS, "hi", 403)
        talking.get("ann", "/user/conversations/requests", 403)
        talking.get("ann", "/user/messages/requests", 403, **names(ASKED))


def test_of_messages_that_ten_send_at_once_none_is_lost(talking: Talking) -> None:
    def send(number: int) -> str:
        return str(talking.send(("ann", "bob")[number % 2], FRIENDS, f"at once {number}")["sentMessage"]["id"])

    with ThreadPoolExecutor(10) as pool:
        ids = list(pool.map(send, range(20)))
    assert len(set(ids)) == 20
    assert set(talking.texts("ann", FRIENDS)) >= {f"at once {number}" for number in range(20)}


def test_what_was_said_in_one_archive_is_the_same_in_another(talking: Talking, tmp_path: Path) -> None:
    """The SDK's answers, read into an empty archive."""
    readers = readers_of(DIALECT)
    with closing(open_archive(str(tmp_path / "copy.db"))) as copy, talking.client("ann") as client:
        user, requests = client.user, client.user.conversationRequests
        for read in (
            readers.read(User.conversations, {}, user.conversations(), SECOND * 1000),
            readers.read(User.messages, names(FRIENDS), user.messages(**names(FRIENDS)), SECOND * 1000),
            readers.read(ConversationRequests.conversations, {}, requests.conversations(), SECOND * 1000),
            readers.read(ConversationRequests.messages, names(ASKED), requests.messages(**names(ASKED)), SECOND * 1000),
        ):
            assert read.unreadable == []
            copy.commit(read.observations, Provenance(source="messages"))
        for talk in (FRIENDS, ASKED):
            assert _said_in(copy, talk) == _said_in(talking.archive, talk)
        found = copy.conversation(ASKED)
        assert found is not None
        assert (found.accepted, found.ticket, found.owner and found.owner.user_id) == (
            False, f"ticket-{ASKED}", BOB.user_id,
        )  # fmt: skip


def _said_in(archive: Archive, talk: int) -> list[tuple[object, ...]]:
    rows = archive.messages(talk, after=None, limit=99).rows
    return [(each.id, each.text, each.post, each.sent_ms, each.sender and each.sender.user_id) for each in rows]
