"""Profiles and comments of the web: domain to wire and back, and real pages."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dialects.answers import answer_of, received, subjects_of
from tests.importers.reading import real

from tokgate.dialects.readings import InvalidMember
from tokgate.dialects.tikapi.reading.comments import comments
from tokgate.dialects.tikapi.wire.comments import CommentPage
from tokgate.dialects.web.comments import CommentItem, comment_of, item_of_comment
from tokgate.dialects.web.item import UserInfo
from tokgate.dialects.web.reading import profile_of
from tokgate.dialects.web.writing import user_info
from tokgate.domain.counts import Audience, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Comment

large = st.integers(0, 2**63 - 1)
ids = st.integers(10**16, 2**63 - 1)
seconds = st.integers(1_400_000_000, 2_000_000_000)
handles = st.from_regex(r"[a-z0-9_.]{1,24}", fullmatch=True)
words = st.text("abcXYZ日ñ", min_size=1, max_size=8)
texts = st.text(st.characters(codec="utf-8"), max_size=60)
links = st.just("https://p16-sign.tiktokcdn.com/a.jpeg?x-expires=1")
names = {"user_id": ids.map(str), "sec_uid": st.just("MS4wLjABAAAAx"), "username": handles, "name": words}

audiences = st.builds(Audience, followers=large, following=large, likes=large, posts=large, liked=large, friends=large)
profiles = st.builds(
    Creator,
    **names,
    bio=texts,
    bio_url=st.none() | links,
    avatar_url=st.none() | links,
    verified=st.booleans(),
    private=st.booleans(),
    likes_public=st.booleans(),
    region=st.none() | st.just("DE"),
    language=st.none() | st.just("de"),
    audience=audiences,
)
kept_comments = st.builds(
    Comment,
    id=ids,
    post_id=st.builds(lambda second, rest: (second << 32) + rest, seconds, st.integers(0, 2**32 - 1)),
    parent_id=st.none() | ids,
    creator=st.builds(Creator, **names, avatar_url=st.none() | links),
    text=texts,
    created_s=st.none() | seconds,
    likes=large,
    replies=large,
    language=st.none() | st.just("de"),
    image_urls=st.none() | st.lists(links, min_size=1, max_size=2),
    pinned=st.booleans(),
    liked_by_author=st.booleans(),
)


@given(profiles)
def test_a_creator_comes_back_from_a_profile(creator: Creator) -> None:
    back = profile_of(msgspec.json.decode(msgspec.json.encode(user_info(creator)), type=UserInfo))
    assert back.audience is not None
    audience = msgspec.structs.replace(back.audience, precision=Precision.UNKNOWN)
    assert msgspec.structs.replace(back, audience=audience) == creator


@given(kept_comments)
def test_a_comment_comes_back_from_its_item(comment: Comment) -> None:
    item = msgspec.json.decode(msgspec.json.encode(item_of_comment(comment)), type=CommentItem)
    assert comment_of(item) == comment


@pytest.mark.parametrize(
    ("members", "field"),
    [({"cid": ""}, "cid"), ({"aweme_id": "12"}, "aweme_id"), ({"reply_id": "x"}, "reply_id"),
     ({"create_time": 1_700_000_000_000}, "create_time")],
)  # fmt: skip
def test_a_comment_that_cannot_be_right_is_refused_by_name(members: dict[str, object], field: str) -> None:
    value = {"cid": "7603301260598838032", "aweme_id": "7603296357641735445", "text": "a", **members}
    with pytest.raises(InvalidMember) as refused:
        comment_of(answer_of(CommentItem, value))
    assert refused.value.field == field


def test_a_real_page_of_comments_is_read_whole() -> None:
    path: Path = real("comments/ideasseek__tikhub_comments_2026-02-05.json")
    document = json.loads(path.read_bytes())
    page = answer_of(CommentPage, document.get("data", document))
    parts = list(comments(page, received(media_id="7603296357641735445")))
    found = [each for each in subjects_of(parts) if isinstance(each, Comment)]
    assert len({comment.id for comment in found}) == len(found) >= len(page.comments) == 19
    assert {comment.post_id for comment in found} == {7603296357641735445}
    assert all(comment.creator and comment.creator.sec_uid for comment in found)
    bodies = [each.body for each in parts if isinstance(each, Observation)]
    assert [json.loads(body or b"")["cid"] for body in bodies] == [str(comment.id) for comment in found]
