"""What a posted comment is answered with."""

from __future__ import annotations

from typing import Any, ClassVar

from tokgate.contract.wire import Wire
from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer
from tokgate.dialects.web.comments import CommentItem


class CommentExtra(Wire):
    """A mention in a comment; `start` and `end` count UTF-16 code units, the `@` included."""

    start: int | None = None
    """Where it begins in the text."""
    end: int | None = None
    """Where it ends, exclusive."""
    type: int | None = None
    """0 for a mention."""
    user_id: str | None = None
    """The user id of whom is mentioned."""
    user_unique_id: str | None = None
    """Their handle."""
    sec_uid: str | None = None
    """Their secUid."""


class PostedComment(CommentItem):
    """The comment as it was posted."""

    UNTYPED: ClassVar[tuple[str, ...]] = ("label_list", *CommentItem.UNTYPED)

    text_extra: list[CommentExtra] | None = None
    """The mentions in it, of a comment that was posted with `has_tags`."""
    reply_to_reply_id: str | None = None
    """The reply that it answers: "0", since a reply here answers a comment."""


class CommentAnswer(TikAPIAnswer):
    """The comment that was posted."""

    comment: PostedComment | None = None
    """The comment."""
    status_code: int | None = None
    """TikTok's own code, 0 for success."""
    status_msg: str | None = None
    """That it was sent, in words."""
    label_info: str | None = None
    """Nothing is known of it; null in the vendor's example."""
    extra: dict[str, Any] | None = None
    """`now`, the instant of the answer in Unix milliseconds, and `logid`."""
    log_pb: dict[str, Any] | None = None
    """`impr_id`, the name of the request."""
