"""What the answer to a check of an account key means."""

from __future__ import annotations

from collections.abc import Iterator

from tokgate.dialects.readings import Part, Received
from tokgate.dialects.tikapi.reading.readers import READERS
from tokgate.dialects.tikapi.resources.user import User
from tokgate.dialects.tikapi.wire.sessions import SessionAnswer
from tokgate.domain.creators import Creator

#: What archives call this source.
SESSION = "session"


@READERS.of(User.verify)
def verify(answer: SessionAnswer, received: Received) -> Iterator[Part]:
    """The creator."""
    account = answer.data
    if account is None:
        return
    creator = Creator(username=account.username, user_id=account.id, sec_uid=account.secUid, name=account.nickname)
    if creator.is_known:
        yield received.observation(creator, SESSION, body=account.exact())
