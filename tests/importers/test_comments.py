"""Comments of web and mobile API."""

from __future__ import annotations

from typing import Any

import pytest
from tests.importers.reading import read_file, read_one, real

from tokgate.domain.posts import Comment
from tokgate.importers.comments import Comments
from tokgate.importers.format import Rejected

POST = 7603296357641735445


def comment(**members: Any) -> dict[str, Any]:
    return {"cid": "7603301260598838032", "aweme_id": str(POST), "text": "so nice", "digg_count": 2, **members}


def _comment(value: dict[str, Any], at: int = 0) -> Comment:
    subject = read_one(Comments(), value)[at].subject
    assert isinstance(subject, Comment)
    return subject


def test_a_comment_has_its_post_author_and_counters() -> None:
    user = {"uid": "77502", "unique_id": "someone", "nickname": "Some One"}
    found = _comment(comment(reply_id="0", reply_comment_total=3, user=user, comment_language="un", author_pin=True))
    assert (found.post_id, found.parent_id, found.likes, found.replies) == (POST, None, 2, 3)
    assert (found.language, found.pinned) == (None, True)
    assert found.creator is not None
    assert (found.creator.user_id, found.creator.username) == ("77502", "someone")


def test_replies_inside_a_comment_are_comments_of_their_own() -> None:
    replies = [comment(cid="7603301260598838033", reply_id="0"), comment(cid=None), comment(cid="7603301260598838034")]
    replies[2].pop("aweme_id")
    found = read_one(Comments(), comment(reply_comment=replies))
    assert len(found) == 3
    assert _comment(comment(reply_comment=replies), 1).parent_id == 7603301260598838032
    assert _comment(comment(reply_comment=replies), 2).post_id == POST


def test_a_reply_names_its_parent() -> None:
    assert _comment(comment(reply_id="7603301260598838000")).parent_id == 7603301260598838000


def test_a_picture_comment_keeps_its_empty_text_and_pictures() -> None:
    picture = {"origin_url": {"url_list": ["https://example.invalid/a.jpeg"]}}
    found = _comment(comment(text="", image_list=[picture, None]))
    assert (found.text, found.image_urls) == ("", ["https://example.invalid/a.jpeg"])


@pytest.mark.parametrize("members", [{"cid": "x"}, {"aweme_id": "7"}, {"cid": 7.6e18}])
def test_ids_that_are_none_are_refused_by_name(members: dict[str, Any]) -> None:
    with pytest.raises(Rejected) as refusal:
        read_one(Comments(), comment(**members))
    assert refusal.value.field in members


def test_real_page_with_picture_comments() -> None:
    reading = read_file(real("comments/ideasseek__tikhub_comments_2026-02-05.json"))
    assert (len(reading.taken), reading.refused, reading.formats) == (19, [], {"comments"})
    for cid in (7603301260598838032, 7603305813985673991):
        assert reading.comments[cid].text == ""
        assert reading.comments[cid].image_urls
    assert reading.observations[0].observed_ms == 1770291785000


def test_real_flattened_comments() -> None:
    reading = read_file(real("comments/scrapfly__comments_2026-01-29.json"))
    first = reading.comments[7198708872234664710]
    assert (len(reading.taken), first.likes, first.replies) == (20, 3252, 10)
    assert first.creator is not None
    assert first.creator.username == "pseudo_user_0001"
