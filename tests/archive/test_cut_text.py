"""A caption that the Display API cut gives way to the whole one, whichever is read first."""

from __future__ import annotations

import pytest
from tests.archive.makers import keep, post, seen, the_post

from tokgate.domain.ports import Archive

WHOLE = "a caption of many words " * 20
CUT = WHOLE[:150]


@pytest.mark.parametrize("captions", [(WHOLE, CUT), (CUT, WHOLE)])
@pytest.mark.parametrize("times", [(1, 2), (2, 1)])
def test_the_whole_caption_stays(archive: Archive, captions: tuple[str, str], times: tuple[int, int]) -> None:
    for caption, at_ms in zip(captions, times, strict=True):
        keep(archive, seen(post(text=caption), at_ms))

    assert the_post(archive).text == WHOLE


def test_a_newer_caption_of_that_length_is_news(archive: Archive) -> None:
    for caption, at_ms in ((WHOLE, 1), ("b" * 150, 2)):
        keep(archive, seen(post(text=caption), at_ms))

    assert the_post(archive).text == "b" * 150
