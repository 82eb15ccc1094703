"""The Research API's comments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tokgate.contract.effects import Effect
from tokgate.contract.methods import post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.official.credentials import APPROVED
from tokgate.dialects.official.research import COMMENTS, ResearchCommentPage
from tokgate.dialects.official.research_parameters import (
    RESEARCH_DOCS,
    AnsweredId,
    CommentedId,
    CommentFields,
    IndexCursor,
    ResearchCount,
)


def check_subject(arguments: Mapping[str, Any]) -> Mapping[str, str]:
    """What is wrong where a post and a comment are both asked about."""
    both = arguments.get("video_id") is not None and arguments.get("comment_id") is not None
    return {"comment_id": "is never given together with video_id"} if both else {}


class ResearchComments(Resource[M], name="official.research.video.comment"):
    """Comments on public posts."""

    @post(
        "/v2/research/video/comment/list/",
        effect=Effect.READS,
        credentials=APPROVED,
        pages=COMMENTS,
        one_of=(("video_id", "comment_id"),),
        check=check_subject,
        source=RESEARCH_DOCS,
    )
    def list(
        self,
        *,
        fields: CommentFields,
        video_id: CommentedId | None = None,
        comment_id: AnsweredId | None = None,
        max_count: ResearchCount = 10,
        cursor: IndexCursor | None = None,
    ) -> ResearchCommentPage:
        """The comments on a post, or the replies to a comment, oldest first."""
        raise Declared
