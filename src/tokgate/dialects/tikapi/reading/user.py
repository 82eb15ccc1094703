"""What the answers to an account's own calls mean."""

from __future__ import annotations

from collections.abc import Iterator

from tokgate.dialects.readings import InvalidMember, Part, Received, unreadable
from tokgate.dialects.tikapi.notices import notification_of
from tokgate.dialects.tikapi.reading.readers import READERS
from tokgate.dialects.tikapi.resources.comments import UserPostsComments
from tokgate.dialects.tikapi.resources.earlier import EarlierUser
from tokgate.dialects.tikapi.resources.user import User
from tokgate.dialects.tikapi.resources.user_posts import UserPosts
from tokgate.dialects.tikapi.wire.edits import EditAnswer
from tokgate.dialects.tikapi.wire.notifications import NotificationPage
from tokgate.dialects.tikapi.wire.posted_comments import CommentAnswer
from tokgate.dialects.web.accounts import creator_of
from tokgate.dialects.web.comments import comment_in

#: What archives call these sources.
NOTIFICATIONS = "notifications"
ACCOUNT = "account"

# They say that it is done, but not by whom.
for _done in (
    User.follow,
    User.unfollow,
    UserPosts.like,
    UserPosts.unlike,
    UserPostsComments.like,
    UserPostsComments.unlike,
    UserPostsComments.delete,
):
    READERS.nothing_of(_done)
# Its numbers are made of what was seen; of which posts, when and by whom, they do not say.
READERS.nothing_of(User.analytics)


@READERS.of(User.edit)
@READERS.of(EarlierUser.edit)
def edited(answer: EditAnswer, received: Received) -> Iterator[Part]:
    """The account as it is now."""
    creator = creator_of(answer.user)
    if answer.user is not None and creator.is_known:
        yield received.observation(creator, ACCOUNT, body=answer.user.exact())


@READERS.of(UserPostsComments.post)
def posted(answer: CommentAnswer, received: Received) -> Iterator[Part]:
    """The comment that was posted."""
    if answer.comment is not None:
        yield from comment_in(answer.comment, received)


@READERS.of(User.notifications)
def notifications(page: NotificationPage, received: Received) -> Iterator[Part]:
    """What was done, and by whom; one odd notice costs none of the others."""
    for notice in (notice for each in page.notice_lists for notice in each.notice_list):
        try:
            yield received.observation(notification_of(notice), NOTIFICATIONS, body=notice.exact())
        except InvalidMember as problem:
            yield unreadable(notice, problem)
