"""What the account is told that others did."""

from __future__ import annotations

from collections.abc import Sequence

from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.notices import notice_of
from tokgate.dialects.tikapi.parameters.notifications import BY_NOTICE, KIND_OF, Filter, MaxTime, MinTime, NoticeFilter
from tokgate.dialects.tikapi.parameters.paging import Count
from tokgate.dialects.tikapi.resources.user import User
from tokgate.dialects.tikapi.wire.notifications import NotificationPage
from tokgate.domain.messages import Notification
from tokgate.server.handlers.tikapi.actions import key_of
from tokgate.server.handlers.tikapi.answers import answer, told_of
from tokgate.server.request import Request, implements


@implements(User.notifications)
def notifications(
    request: Request,
    /,
    *,
    filter: Filter = NoticeFilter.ALL,
    count: Count = 30,
    max_time: MaxTime | None = None,
    min_time: MinTime | None = None,
    **_: object,
) -> Encoded[NotificationPage]:
    key = key_of(request)
    after = BY_NOTICE.after(max_time, name="max_time")
    page = request.archive.notifications(key, kind=KIND_OF.get(filter), after=after, limit=count)
    oldest_s = int(min_time or "1")
    told = [each for each in page.rows if (each.at_s or 0) >= oldest_s]
    more = page.following if len(told) == len(page.rows) else None
    notices = {
        "notice_list": _notices(request, told),
        "has_more": int(more is not None),
        "min_time": str(oldest_s or 1),
        "max_time": BY_NOTICE.write(more) if more is not None else max_time or "1",
    }
    return answer({"notice_lists": [notices], **told_of(request)})


def _notices(request: Request, told: Sequence[Notification]) -> list[dict[str, object]]:
    ids = {each.post for each in told if each.post is not None}
    posts = {post.id: post for post in request.archive.posts_by_id(sorted(ids))}
    comments = {each.comment: request.archive.comment(each.comment) for each in told if each.comment}
    return [notice_of(each, posts.get(each.post or 0), comments.get(each.comment or 0)) for each in told]
