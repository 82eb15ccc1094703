"""The readers of TikAPI's answers; each module of this package registers its own."""

from __future__ import annotations

from tokgate.dialects.readings import Readers, Received
from tokgate.dialects.tikapi.resources.api import Api
from tokgate.dialects.tikapi.resources.earlier import EarlierPublic
from tokgate.dialects.tikapi.wire.posted_comments import PostedComment
from tokgate.dialects.web.accounts import Account
from tokgate.dialects.web.accounts import creator_of as account_of
from tokgate.dialects.web.comments import ESSENTIAL as ESSENTIAL_IN_COMMENT
from tokgate.dialects.web.comments import CommentItem, comment_of
from tokgate.dialects.web.reading import tell_web_objects
from tokgate.domain.creators import Creator

READERS = Readers()
READERS.nothing_of(Api.key)
READERS.nothing_of(EarlierPublic.film)
tell_web_objects(READERS)
READERS.means(CommentItem, comment_of, ESSENTIAL_IN_COMMENT)
READERS.means(PostedComment, comment_of, ESSENTIAL_IN_COMMENT)
READERS.means(Account, account_of)


def asked_for(received: Received) -> Creator:
    """The creator that the call named."""
    return Creator(sec_uid=received.text("secUid"), user_id=received.text("user_id"))
