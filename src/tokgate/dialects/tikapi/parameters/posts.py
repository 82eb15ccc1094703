"""Which post, sound, hashtag, playlist or category is meant."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.parameters import query
from tokgate.dialects.tikapi.examples import (
    EXAMPLE_HASHTAG,
    EXAMPLE_MUSIC,
    EXAMPLE_PLAYLIST,
    EXAMPLE_POST,
    EXAMPLE_SOUND,
    EXAMPLE_VIDEO,
)
from tokgate.dialects.tikapi.parameters.forms import digits, in_body, linked

VIDEO_HELP = "The video ID. Can also be a short TikTok link (e.g. vm.tiktok.com/UwU)"
MUSIC_HELP = "The music ID. Can also be a short TikTok link (e.g. vm.tiktok.com/UwU)"
VideoId = Annotated[str, linked(VIDEO_HELP, EXAMPLE_POST)]
#: The same, where the vendor's example is another post.
OtherVideoId = Annotated[str, linked(VIDEO_HELP, EXAMPLE_VIDEO)]
RelatedId = Annotated[
    str,
    linked(
        "The video ID from which to get related posts. Can also be a short TikTok link (e.g. vm.tiktok.com/UwU)",
        EXAMPLE_VIDEO,
    ),
]
MediaIdSent = Annotated[str, in_body(linked(VIDEO_HELP, EXAMPLE_VIDEO), "media_id")]
MusicId = Annotated[str, linked(MUSIC_HELP, EXAMPLE_MUSIC)]
#: The same, where the vendor's example is another one.
SoundId = Annotated[str, linked(MUSIC_HELP, EXAMPLE_SOUND)]
HashtagId = Annotated[
    str, linked("The hashtag ID. Can also be a short TikTok link (e.g. vm.tiktok.com/UwU)", EXAMPLE_HASHTAG)
]
HashtagName = Annotated[str, query(help="The hashtag name", max_length=200)]
PlaylistId = Annotated[str, digits("The playlist ID.", EXAMPLE_PLAYLIST, vendor_type="any")]
#: The vendor has numbers from 1 to 12 without 9.
CategoryId = Annotated[
    str,
    query(
        help="The category ID.",
        example="1",
        pattern=r"[1-8]|1[0-2]",
        vendor_pattern="^[0-9]+$",
        vendor_type="any",
        max_length=2,
    ),
]
