"""Who takes part in a conversation, and what they may do in it."""

from __future__ import annotations

from tokgate.archive.errors import RefusedActError
from tokgate.archive.rows.records import columns_of, listed_ms_of, own_columns, record_of
from tokgate.archive.session import Session
from tokgate.archive.writing.scene import Scene
from tokgate.domain.acts import AcceptRequest, DeleteRequest, ReadRequest
from tokgate.domain.messages import Conversation
from tokgate.domain.relations import RelationKind


class Participant:
    """A creator who is to do something in a conversation.

    RefusedActError for one that is unknown, or where the creator is known not to take part.
    """

    def __init__(self, session: Session, scene: Scene, creator: int, conversation: int) -> None:
        found = session.rows("conversation_known", (conversation,))
        if not found:
            raise RefusedActError(f"conversation {conversation} is unknown")
        [row] = found
        columns = (*columns_of(Conversation), *own_columns(Conversation))
        self._scene = scene
        self._creator = creator
        self._state = record_of(Conversation, row, {})
        self._is_owner = row[columns.index("owner")] == creator
        members = [key for (key,) in session.rows("participants", (conversation,))]
        if not self._is_owner and creator not in members and listed_ms_of(Conversation, row) is not None:
            raise RefusedActError(f"they take no part in conversation {conversation}")
        self._others = {*members, row[columns.index("owner")]} - {creator, 0}
        self.content_ms: int = row[columns.index("content_ms")]
        #: When the latest message was sent; None before the first.
        self.newest_ms: int | None = session.rows("message_newest", (conversation,))[0][0]

    def check_can_speak(self) -> None:
        """Refuse who was asked and has not accepted, and two of whom one has blocked the other."""
        if not self._is_owner and self._state.accepted is False:
            raise RefusedActError(f"conversation {self._state.id} has to be accepted first")
        self._check_not_blocked()

    def answer(self, deed: ReadRequest | AcceptRequest | DeleteRequest, at_ms: int) -> Conversation | None:
        """What is said of a request by doing this with it; None where that says nothing new."""
        match deed:
            case ReadRequest():
                return self._read(at_ms)
            case AcceptRequest():
                return self._accept()
            case DeleteRequest():
                return self._delete(at_ms)

    def _read(self, at_ms: int) -> Conversation | None:
        self._check_is_request()
        if self._is_all_before(self._state.read_ms):
            return None
        return Conversation(id=self._state.id, read_ms=max(at_ms, self.newest_ms or 0))

    def _accept(self) -> Conversation | None:
        self._check_is_asked()
        if self._state.accepted is not False:
            return None
        if self._is_all_before(self._state.deleted_ms):
            raise RefusedActError(f"the request of conversation {self._state.id} is deleted")
        self._check_not_blocked()
        return Conversation(id=self._state.id, accepted=True)

    def _delete(self, at_ms: int) -> Conversation | None:
        self._check_is_request()
        if self._is_all_before(self._state.deleted_ms):
            return None
        return Conversation(id=self._state.id, deleted_ms=max(at_ms, self.newest_ms or 0))

    def _is_all_before(self, instant_ms: int | None) -> bool:
        return instant_ms is not None and (self.newest_ms or 0) <= instant_ms

    def _check_is_asked(self) -> None:
        if self._is_owner:
            raise RefusedActError(f"conversation {self._state.id} is one that they began themselves")

    def _check_is_request(self) -> None:
        self._check_is_asked()
        if self._state.accepted is not False:
            raise RefusedActError(f"conversation {self._state.id} is accepted already")

    def _check_not_blocked(self) -> None:
        """Between two; a group goes on with whoever blocked whom."""
        if self._state.group or len(self._others) != 1:
            return
        [other] = self._others
        for one, two in ((self._creator, other), (other, self._creator)):
            if self._scene.standing(RelationKind.BLOCK, one, two).holds:
                raise RefusedActError(f"one of the two in conversation {self._state.id} has blocked the other")
