"""What an account is told, in pages that go on where the last one ended."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence import shows
from tests.server.tikapi.conftest import ANA, BOTH, SECOND, TOM, now, post_id_of

import tokgate
from tokgate.archive.rules.acts import make_id
from tokgate.contract.errors import Cause
from tokgate.dialects.readings import AnswerReading
from tokgate.dialects.tikapi.parameters.notifications import BY_NOTICE, NoticeFilter
from tokgate.dialects.tikapi.reading import READERS
from tokgate.dialects.tikapi.resources.user import User
from tokgate.domain.acts import Begin, Deed, PublishComment
from tokgate.domain.messages import Notification, NotificationKind
from tokgate.domain.observations import Provenance
from tokgate.domain.paging import Position
from tokgate.domain.ports import Archive
from tokgate.domain.relations import RelationKind

MADE = Provenance(source="made")
MINE = post_id_of(ANA, 0)
#: 70 notifications in five seconds: more than a page in one of them.
SECONDS = [4] * 3 + [3] * 40 + [2] * 26 + [0]


@pytest.fixture
def told(lively: Archive) -> Archive:
    """Ana was told that Tom followed her, seventy times."""
    lively.commit(
        [
            now(
                Notification(
                    id=make_id(1000 * (SECOND + second), [number], lambda _: False),
                    creator=ANA,
                    kind=NotificationKind.FOLLOW,
                    sender=TOM,
                    at_s=SECOND + second,
                )
            )
            for number, second in enumerate(SECONDS)
        ],
        MADE,
    )
    return lively


@shows(User.notifications)
@pytest.mark.parametrize("count", [7, 30])
def test_every_notification_comes_once_however_many_share_a_second(
    told: Archive, tikapi: tokgate.TikAPI, count: int
) -> None:
    notices = list(tikapi.user.notifications.all(count=count))

    assert len({notice.nid for notice in notices}) == len(notices) == 70
    assert [notice.create_time for notice in notices] == [SECOND + second for second in SECONDS]


@shows(User.notifications)
def test_a_span_of_time_is_paged_to_its_end_and_no_further(told: Archive, tikapi: tokgate.TikAPI) -> None:
    walk = tikapi.user.notifications.all(count=20, max_time=str(SECOND + 4), min_time=str(SECOND + 2))

    assert [notice.create_time for notice in walk] == [SECOND + second for second in SECONDS if 2 <= second < 4]


@shows(User.notifications, causes=(Cause.INVALID_PARAMETER,))
def test_a_filter_that_is_none_is_named(served: str) -> None:
    answer = httpx.get(f"{served}/user/notifications", params={"filter": "gifts"}, headers=BOTH)

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["filter"])


@pytest.fixture
def deeds(lively: Archive) -> Archive:
    """Tom follows Ana, likes her post, comments on it, and mentions her below his own."""
    tom = lively.creator(username="tom")
    ana = lively.creator(username="ana")
    assert tom is not None
    assert ana is not None
    assert tom.key is not None
    done: list[Deed] = [
        Begin(creator=tom.key, kind=RelationKind.FOLLOW, other=ana.key or 0),
        Begin(creator=tom.key, kind=RelationKind.LIKE, other=MINE),
        PublishComment(creator=tom.key, post=MINE, text="lovely"),
        PublishComment(creator=tom.key, post=post_id_of(TOM, 0), text="see @ana"),
    ]
    for number, deed in enumerate(done):
        lively.act(deed, MADE, at_ms=1_790_000_100_000 + 1000 * number)
    return lively


@shows(User.notifications)
@pytest.mark.parametrize(
    ("wanted", "types"),
    [
        (NoticeFilter.ALL, [45, 31, 41, 33]),
        (NoticeFilter.LIKES, [41]),
        (NoticeFilter.COMMENTS, [31]),
        (NoticeFilter.MENTIONS, [45]),
        (NoticeFilter.FOLLOWERS, [33]),
    ],
)
def test_each_kind_is_told_of_by_itself_and_with_what_it_is_about(
    deeds: Archive, tikapi: tokgate.TikAPI, wanted: NoticeFilter, types: list[int]
) -> None:
    [page] = tikapi.user.notifications(filter=wanted).notice_lists

    assert [notice.type for notice in page.notice_list] == types
    for notice in page.notice_list:
        assert notice.user_id == ANA.user_id
        if notice.digg is not None:
            assert [each.unique_id for each in notice.digg.from_user] == ["tom"]
            assert notice.digg.aweme is not None
            assert (notice.digg.aweme.aweme_id, notice.digg.aweme.desc) == (str(MINE), "ana 0")
        if notice.comment is not None:
            assert notice.comment.comment is not None
            assert notice.comment.comment.text == "lovely"
        if notice.at is not None:
            assert notice.at.content == "see @ana"


def test_what_was_told_is_read_as_it_was_kept(deeds: Archive, tikapi: tokgate.TikAPI) -> None:
    page = tikapi.user.notifications()
    reading: AnswerReading = READERS.read(User.notifications, {}, page, 1_790_000_200_000)
    ana = deeds.creator(username="ana")
    assert ana is not None
    kept = deeds.notifications(ana.key or 0, after=None, limit=9).rows

    assert reading.unreadable == []
    read = [each.subject for each in reading.observations]
    assert [
        (each.id, each.kind, each.post, each.comment, each.at_s, each.sender.user_id)
        for each in read
        if isinstance(each, Notification) and each.sender is not None
    ] == [
        (each.id, each.kind, each.post, each.comment, each.at_s, each.sender.user_id)
        for each in kept
        if each.sender is not None
    ]


@given(st.integers(1_400_000_000, 2**31 - 1), st.integers(1, 2**63 - 1))
def test_a_place_among_notifications_is_spelled_and_read_back(second: int, number: int) -> None:
    place = Position(second, number)

    assert BY_NOTICE.read(BY_NOTICE.write(place)) == place
    assert BY_NOTICE.read(str(second)) == Position(second)
