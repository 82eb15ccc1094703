"""The vendor's client walks conversations, writes, and answers requests."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.clients.test_paging import run
from tests.evidence import shows
from tests.made import creator_named
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.dialects.tikapi.credentials import DEMO_ACCOUNT_KEY, DEMO_API_KEY
from tokgate.dialects.tikapi.resources.conversation_requests import ConversationRequests
from tokgate.dialects.tikapi.resources.user import User
from tokgate.domain.messages import Conversation, Message
from tokgate.domain.observations import Observation, Provenance, Subject
from tokgate.server.demo import demo_credentials

NOW_MS = 1_790_000_000_000
ANN, BOB = creator_named("ann"), creator_named("bob")
TALKS = range(101, 124)
REQUESTS = (201, 202)

pytestmark = pytest.mark.clients


@shows(
    User.conversations,
    User.messages,
    User.sendMessage,
    ConversationRequests.conversations,
    ConversationRequests.messages,
    ConversationRequests.markRead,
    ConversationRequests.accept,
    ConversationRequests.delete,
)
def test_tikapi_talks(tmp_path: Path) -> None:
    archive = open_archive(str(tmp_path / "talk.db"))
    subjects: list[Subject] = [ANN, BOB]
    for place, number in enumerate((*TALKS, *REQUESTS)):
        asked = number in REQUESTS
        owner = BOB if asked else ANN
        subjects += [
            Conversation(id=number, owner=owner, ticket=f"t{number}", accepted=not asked, participants=[ANN, BOB]),
            *(
                Message(id=1000 * number + each, conversation=number, sender=BOB, text=f"{number} {each}",
                        sent_ms=NOW_MS + 10 * place + each)
                for each in range(3)
            ),
        ]  # fmt: skip
    seen = [Observation(subject=each, source="test", observed_ms=NOW_MS) for each in subjects]
    archive.commit(seen, Provenance(source="test"))
    ann = archive.creator(username="ann")
    with serving(archive, demo_credentials(ann)) as url:
        found = run("run_tikapi_messages.py", url, DEMO_API_KEY, DEMO_ACCOUNT_KEY)
    archive.close()

    assert found == {
        "talks": [str(number) for number in reversed(TALKS)],
        "messages": ["from the vendor's client", "123 2", "123 1", "123 0"],
        "asked": ["202 2", "202 1", "202 0"],
        "requests left": [],
        "talks then": [*map(str, TALKS), "202"],
    }
