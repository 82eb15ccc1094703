"""Which comment is meant, and what one says."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.parameters import body
from tokgate.dialects.tikapi.examples import EXAMPLE_COMMENT
from tokgate.dialects.tikapi.parameters.forms import KEPT, digits, in_body

#: Characters that TikTok takes.
LONGEST_COMMENT = 2200

CommentId = Annotated[str, digits("The comment ID", EXAMPLE_COMMENT)]
CommentIdSent = Annotated[str, in_body(digits("The comment ID", EXAMPLE_COMMENT), "comment_id")]
ReplyTo = Annotated[str, in_body(digits("You can reply to a comment by including a comment ID"), "reply_comment_id")]
CommentText = Annotated[
    str,
    body(help="The comment text", example="Italian food is the best", min_length=1, max_length=LONGEST_COMMENT, **KEPT),
]
HasTags = Annotated[bool, body(name="has_tags", help="You should set this to True if you are mentioning someone.")]
