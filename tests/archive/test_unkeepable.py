"""What no engine keeps is refused by all, in words that name it, and nothing of its batch is kept."""

from __future__ import annotations

import msgspec
import pytest
from tests.archive.makers import ANN, ORIGIN, keep, post, post_id, seen

from tokgate.archive.errors import UnkeepableError
from tokgate.domain.counts import Counts
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Comment, Hashtag

NUL = "a\0b"
WITH_NUL = {
    f"post {post_id(2)}: text holds NUL": seen(post(2, text=NUL)),
    f"post {post_id(3)}: hashtags.1.name holds NUL": seen(post(3, hashtags=[Hashtag(name="x"), Hashtag(name=NUL)])),
    f"post {post_id(4)}: text holds NUL": seen(post(4, text=NUL), body=msgspec.json.encode({"desc": NUL})),
    "comment 5: text holds NUL": seen(Comment(id=5, post_id=post_id(1), text=NUL)),
    "creator: name holds NUL": seen(Creator(user_id="6", name=NUL)),
}


@pytest.mark.parametrize("words", WITH_NUL)
def test_a_text_with_nul_is_refused(archive: Archive, words: str) -> None:
    with pytest.raises(UnkeepableError, match=words):
        archive.commit([seen(post(1)), WITH_NUL[words]], ORIGIN, checkpoint=("run", b"1"))
    assert list(archive.all_posts()) == []
    assert archive.checkpoint("run") is None
    keep(archive, seen(post(1)))
    assert len(list(archive.all_posts())) == 1


@pytest.mark.parametrize("text", ["\\u0000", "u0000", "\\\\u0000\\"])
def test_a_text_that_only_looks_like_nul_is_kept(archive: Archive, text: str) -> None:
    keep(archive, seen(post(1, text=text)), seen(post(2, text="x"), body=b'{"other": "\\u0000", "desc": "x"}'))
    assert {each.text for each in archive.all_posts()} == {text, "x"}
    assert archive.body(post_id(2), "web") == b'{"other": "\\u0000", "desc": "x"}'


def test_nothing_is_found_by_a_name_with_nul(archive: Archive) -> None:
    keep(archive, seen(ANN))
    assert archive.creator(username=NUL) is None
    assert archive.creator(sec_uid=NUL) is None
    assert archive.checkpoint(NUL) is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (seen(post(1, counts=Counts(plays=2**63))), "counts.plays is beyond 63 bits"),
        (seen(post(1), 2**63), "63 bits"),
        (seen(Comment(id=2**64, text="x")), "comment 18446744073709551616"),
    ],
)
def test_numbers_beyond_63_bits_are_refused(archive: Archive, wrong: Observation, words: str) -> None:
    with pytest.raises(UnkeepableError, match=words):
        archive.commit([seen(post(1)), wrong], ORIGIN, checkpoint=("run", b"1"))
    assert list(archive.all_posts()) == []
    assert archive.checkpoint("run") is None
