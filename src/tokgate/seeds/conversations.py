"""The conversations of a seed file as domain types."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tokgate.domain.creators import Creator
from tokgate.domain.messages import Conversation, Message, MessageKind
from tokgate.seeds.captions import number_of
from tokgate.seeds.declaration import ConversationSeed, MessageSeed
from tokgate.seeds.issues import Path
from tokgate.seeds.references import References, Report, made_id

FIRST_ID = 7_000_000_000_000_000_000


class ConversationBuilder:
    """Turns conversations into domain types; `second` reads what a file says of times."""

    def __init__(
        self, references: References, report: Report, second: Callable[[str | None, Path], int | None]
    ) -> None:
        self._references = references
        self._report = report
        self._second = second

    def subjects(self, seed: ConversationSeed, path: Path) -> Iterator[Conversation | Message]:
        """The conversation, then its messages."""
        people = [self._references.username(name, (*path, "between", place)) for place, name in enumerate(seed.between)]
        if len({name.lower() for name in people}) < len(people):
            self._report((*path, "between"), "somebody is named twice")
        words = " ".join(["conversation", *(name.lower() for name in people)])
        conversation = int(seed.id) if seed.id is not None else FIRST_ID + number_of(words) % 10**17
        yield Conversation(
            id=conversation,
            owner=Creator(username=people[0]),
            ticket=seed.ticket or f"{number_of(f'ticket {conversation}'):016x}",
            group=len(people) > 2,
            accepted=not seed.request,
            participants=[Creator(username=name) for name in people],
        )
        for place, message in enumerate(seed.messages):
            yield self._message(seed, conversation, message, place, (*path, "messages", place))

    def _message(
        self, conversation: ConversationSeed, number: int, seed: MessageSeed, place: int, path: Path
    ) -> Message:
        second = self._second(seed.at, (*path, "at")) or 0
        if seed.by.lower() not in {name.lower() for name in conversation.between}:
            self._report((*path, "by"), f"{seed.by!r} takes no part in this conversation")
        elif conversation.request and seed.by.lower() != conversation.between[0].lower():
            self._report((*path, "by"), "only who asks has said something while the request waits")
        if (seed.text is None) == (seed.post is None):
            self._report(path, "needs text or post, and not both")
        post = self._references.post(seed.post, (*path, "post"))
        made = made_id(second, f"message {number} {place}")
        return Message(
            id=int(seed.id) if seed.id is not None else made,
            conversation=number,
            sender=Creator(username=self._references.username(seed.by, (*path, "by"))),
            kind=MessageKind.TEXT if post is None else MessageKind.POST,
            text=seed.text or "",
            post=post,
            # In the order of the file, also within one second.
            sent_ms=1000 * second + min(place, 999),
        )
