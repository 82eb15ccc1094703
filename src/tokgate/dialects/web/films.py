"""How a film is told in a web item: its sizes, its codings, and where each coding lies.

Sizes and bit rates are known of the generated world's films alone, which have those that fit their length and picture.
Of any other film that no item told of they are 0, the address is what was told, and there is one coding at most.
"""

from __future__ import annotations

from typing import Any

from tokgate.domain.posts import MADE_UP_FILMS, Post

#: Of the generated world's films: a quarter of a bit for each pixel and second, an eighth of what TikTok's have, so
#: that many can be downloaded quickly; and no less than their sound and their index take.
_PIXELS_PER_BIT = 4
_LEAST_RATE = 100_000
_NO_VOLUME = {"Loudness": 0, "Peak": 0}


def film_of(post: Post, address: str, cover: str) -> dict[str, Any]:
    """The members of `video` that tell of the film; without an address there is no coding of it."""
    rate, size = _rate_and_size(post, address)
    name = f"v{post.id}" if address else ""
    codec = "h264" if rate else ""
    definition = definition_of(post)
    played: dict[str, Any] = {
        "DataSize": size,
        "FileCs": "",
        "FileHash": "",
        "Height": post.height or 0,
        "Uri": name,
        "UrlKey": f"{name}_{codec}_{definition}_{rate}" if rate else "",
        "UrlList": [address] if address else [],
        "Width": post.width or 0,
    }
    coding = {
        "Bitrate": rate,
        "CodecType": codec,
        "Format": "mp4",
        "GearName": f"normal_{definition.removesuffix('p')}_0" if definition else "",
        "PlayAddr": played,
        "QualityType": 0,
    }
    return {
        "PlayAddrStruct": played,
        "VQScore": "",
        "bitrate": rate,
        "bitrateInfo": [coding] if address else [],
        "claInfo": {"enableAutoCaption": False, "hasOriginalAudio": _is_original(post), "noCaptionReason": 0},
        "codecType": codec,
        "definition": definition,
        "ratio": definition,
        "size": size,
        "subtitleInfos": [],
        "videoID": name,
        "volumeInfo": _NO_VOLUME,
        "zoomCover": {"240": cover, "480": cover, "720": cover, "960": cover},
    }


def definition_of(post: Post) -> str:
    """The shorter side in pixels, as in `720p`."""
    return f"{min(post.width, post.height)}p" if post.width and post.height else ""


def _rate_and_size(post: Post, address: str) -> tuple[int, int]:
    """Bits per second, and bytes."""
    if not (address.startswith(MADE_UP_FILMS) and post.width and post.height):
        return 0, 0
    rate = film_rate(post.width, post.height)
    return rate, rate * (post.duration_ms or 0) // 8000


def film_rate(width: int, height: int) -> int:
    """How many bits a second a film of the generated world has, all of the file counted."""
    return max(width * height // _PIXELS_PER_BIT, _LEAST_RATE)


def _is_original(post: Post) -> bool:
    return post.sound is not None and bool(post.sound.original)
