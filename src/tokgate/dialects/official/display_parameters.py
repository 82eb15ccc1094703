"""What the Display API's lists of posts are asked with, in each of its versions."""

from __future__ import annotations

from typing import Annotated

import msgspec

from tokgate.contract.parameters import body

MillisecondCursor = Annotated[
    int,
    body(
        help="UTC Unix milliseconds: give posts before this; 0 or none is the newest.",
        example=1643332803000,
        at_least=0,
    ),
]
DisplayCount = Annotated[int, body(help="Posts per page.", example=20, at_least=1, at_most=20)]


class VideoFilters(msgspec.Struct):
    """What video/query looks for: ids, as text or numbers, at most 20."""

    video_ids: Annotated[list[str | int], msgspec.Meta(min_length=1, max_length=20)]
    """The posts' ids, as text or numbers, 1 to 20."""


Filters = Annotated[
    VideoFilters, body(help="The ids to look up, at most 20.", example={"video_ids": ["1234123412345678567"]})
]
