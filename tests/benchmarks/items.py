"""Generated web items of about 7 KB, shaped as JustOneAPI's documented example: every member, distinct values."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import msgspec

#: 2026-11-01 UTC: every creator's newest post is of the days before it.
END_S = 1_793_491_200
WORDS = [
    "morning",
    "light",
    "over",
    "the",
    "harbour",
    "and",
    "nobody",
    "told",
    "me",
    "how",
    "loud",
    "it",
    "gets",
    "part",
    "two",
    "of",
    "the",
    "story",
    "you",
    "asked",
    "for",
    "watch",
    "until",
    "the",
    "end",
    "this",
    "recipe",
    "took",
    "three",
    "years",
    "to",
    "get",
    "right",
    "day",
    "in",
    "my",
    "life",
    "as",
    "someone",
    "who",
    "cannot",
    "park",
    "a",
    "car",
]
TAGS = ("filmtok", "baking", "gymtok", "fyp", "booktok", "travel", "smallbusiness", "football", "learnontiktok")
HOSTS = ("p16-common-sign.media.example", "p19-common-sign.media.example", "v16-webapp-prime.media.example")


class Account:
    """A creator as each of their items repeats them."""

    def __init__(self, index: int, posts: int) -> None:
        chance = random.Random(index)
        self.index = index
        self.posts = posts
        self.user_id = str(6_600_000_000_000_000_000 + index * 7_919_000_003)
        self.sec_uid = "MS4wLjABAAAA" + f"{index:05d}" + chance.randbytes(29).hex()
        self.username = f"creator.{index:05d}"
        self.name = f"{chance.choice(WORDS).title()} {chance.choice(WORDS).title()}"
        self.avatar = _url(chance.randbytes(16).hex(), "avt-0068-tx", HOSTS[index % 2])
        self.followers = int(10 ** chance.uniform(2, 7.5))
        self.likes = self.followers * chance.randrange(3, 30)


def items_of(account: Account) -> Iterator[bytes]:
    """The account's items, oldest first, the same at each call."""
    chance = random.Random(f"items of {account.index}")
    step = max(3600, min(5 * 86_400, 4 * 365 * 86_400 // max(account.posts, 1)))
    for number in range(account.posts):
        age = (account.posts - number) * step
        yield msgspec.json.encode(_item(chance, account, END_S - age - chance.randrange(step // 2)))


def _item(chance: random.Random, account: Account, created: int) -> dict[str, Any]:
    post_id = str((created - chance.randrange(5, 300) << 32) + chance.getrandbits(32))
    tag = chance.choice(TAGS)
    text = f"#{tag} " + " ".join(chance.choices(WORDS, k=chance.randrange(8, 18))) + " 🎞️ ✨"
    extra = {"awemeId": "", "end": len(tag) + 1, "hashtagName": tag, "isCommerce": False, "start": 0, "subType": 0}
    plays = int(account.followers * 10 ** chance.uniform(-1.5, 0.5)) + chance.randrange(200)
    duration = chance.randrange(7, 180)
    return {
        "AIGCDescription": "",
        "CategoryType": chance.randrange(100, 121),
        "IsHDBitrate": False,
        "author": _author(account),
        "authorStats": _audience(account),
        "authorStatsV2": {name: str(count) for name, count in _audience(account).items()},
        "backendSourceEventTracking": "",
        "challenges": [_challenge(tag)],
        "collected": False,
        "contents": [{"desc": text, "textExtra": [extra | {"type": 1}]}],
        "createTime": created,
        "creatorAIComment": {"eligibleVideo": False, "hasAITopic": False, "notEligibleReason": 101},
        "desc": text,
        "digged": False,
        "diversificationId": chance.randrange(10_000, 10_100),
        "duetDisplay": 0,
        "duetEnabled": True,
        "forFriend": False,
        "id": post_id,
        "isAd": False,
        "isReviewing": False,
        "itemCommentStatus": 0,
        "item_control": {"can_repost": True},
        "music": _music(chance, account, duration),
        "officalItem": False,
        "originalItem": False,
        "privateItem": False,
        "secret": False,
        "shareEnabled": True,
        **_stats(chance, plays),
        "stitchDisplay": 0,
        "stitchEnabled": True,
        "textExtra": [extra | {"type": 1}],
        "textLanguage": "en",
        "textTranslatable": True,
        "video": _video(chance, post_id, duration),
    }


def _author(account: Account) -> dict[str, Any]:
    avatar = account.avatar
    return {
        "UserStoryStatus": 0,
        **dict.fromkeys(("avatarLarger", "avatarMedium", "avatarThumb"), avatar),
        "commentSetting": 0,
        "downloadSetting": 0,
        "duetSetting": 0,
        "ftc": False,
        "id": account.user_id,
        "isADVirtual": False,
        "isEmbedBanned": False,
        "nickname": account.name,
        "openFavorite": False,
        "privateAccount": False,
        "relation": 0,
        "secUid": account.sec_uid,
        "secret": False,
        "signature": f"{account.name} makes a big impact with small videos",
        "stitchSetting": 0,
        "uniqueId": account.username,
        "verified": account.followers > 10_000_000,
    }


def _audience(account: Account) -> dict[str, int]:
    return {
        "diggCount": 3549,
        "followerCount": account.followers,
        "followingCount": 3,
        "friendCount": 0,
        "heart": account.likes,
        "heartCount": account.likes,
        "videoCount": account.posts,
    }


def _challenge(tag: str) -> dict[str, str]:
    picture = _url(tag.ljust(32, "0"), "tiktok-obj", HOSTS[0])
    pictures = ("coverLarger", "coverMedium", "coverThumb", "profileLarger", "profileMedium", "profileThumb")
    number = str(1_639_367_000_000_000 + TAGS.index(tag))
    return {
        **dict.fromkeys(pictures, picture),
        "desc": f"Celebrate the world of {tag} here.",
        "id": number,
        "title": tag,
    }


def _stats(chance: random.Random, plays: int) -> dict[str, dict[str, Any]]:
    counts = {
        "collectCount": plays // chance.randrange(60, 600),
        "commentCount": plays // chance.randrange(100, 2000),
        "diggCount": plays // chance.randrange(6, 60),
        "playCount": plays,
        "shareCount": plays // chance.randrange(80, 900),
    }
    return {"stats": counts, "statsV2": {name: str(count) for name, count in counts.items()} | {"repostCount": "0"}}


def _music(chance: random.Random, account: Account, duration: int) -> dict[str, Any]:
    return {
        "authorName": account.name,
        **dict.fromkeys(("coverLarge", "coverMedium", "coverThumb"), account.avatar),
        "duration": duration,
        "id": str(7_000_000_000_000_000_000 + chance.getrandbits(50)),
        "isCopyrighted": False,
        "is_commerce_music": True,
        "is_unlimited_music": False,
        "original": True,
        "playUrl": _url(chance.randbytes(20).hex(), "useast8", HOSTS[2]),
        "private": False,
        "shoot_duration": duration,
        "title": "original sound",
        "tt2dsp": {},
    }


def _video(chance: random.Random, post_id: str, duration: int) -> dict[str, Any]:
    cover, play = _url(chance.randbytes(18).hex(), "p-0068", HOSTS[0]), _play_address(chance)
    origin = _url(chance.randbytes(18).hex(), "p-0068", HOSTS[0])
    quality = {
        "v2.0": {kind: {f"v{size}": _score(chance) for size in (1080, 960, 864, 720)} for kind in ("srv1", "ori")}
    }
    return {
        "PlayAddrStruct": play,
        "VQScore": str(_score(chance)),
        "bitrate": chance.randrange(400_000, 2_000_000),
        "bitrateInfo": [
            {
                "Bitrate": chance.randrange(400_000, 2_000_000),
                "BitrateFPS": 30,
                "CodecType": "h264",
                "Format": "mp4",
                "GearName": "normal_720_0",
                "MVMAF": msgspec.json.encode(quality).decode(),
                "PlayAddr": play,
                "QualityType": 10,
                "VideoExtra": _extra_text(chance),
            }
        ],
        "claInfo": {"enableAutoCaption": True, "hasOriginalAudio": True, "noCaptionReason": 1},
        "codecType": "h264",
        "cover": cover,
        "definition": "720p",
        "downloadAddr": _url(chance.randbytes(30).hex(), "ve-0068c003", HOSTS[2]),
        "duration": duration,
        "dynamicCover": cover,
        "encodeUserTag": "",
        "encodedType": "normal",
        "format": "mp4",
        "height": 1280,
        "id": post_id,
        "originCover": origin,
        "playAddr": play["UrlList"][0],
        "ratio": "720p",
        "size": play["DataSize"],
        "subtitleInfos": [_subtitles(chance)],
        "videoID": play["Uri"],
        "videoQuality": "normal",
        "volumeInfo": {"Loudness": -24.9, "Peak": 0.51286},
        "width": 720,
        "zoomCover": dict.fromkeys(("240", "480", "720", "960"), cover),
    }


def _play_address(chance: random.Random) -> dict[str, Any]:
    uri = "v15044gf0000" + chance.randbytes(10).hex()
    return {
        "DataSize": chance.randrange(10**6, 10**8),
        "FileCs": f"c:0-{chance.randrange(10**5)}-0daf",
        "FileHash": chance.randbytes(16).hex(),
        "Height": 1280,
        "Uri": uri,
        "UrlKey": f"{uri}_h264_720p_{chance.randrange(10**6)}",
        "UrlList": [_url(chance.randbytes(30).hex(), "pve-0068-tx2", HOSTS[2])],
        "Width": 720,
    }


def _extra_text(chance: random.Random) -> str:
    offsets = [{"time": second, "offset": 97_526 * second + chance.randrange(10**4)} for second in range(1, 7)]
    return msgspec.json.encode({"PktOffsetMap": msgspec.json.encode(offsets).decode()}).decode()


def _subtitles(chance: random.Random) -> dict[str, Any]:
    return {
        "Format": "webvtt",
        "LanguageCodeName": "ben-BD",
        "LanguageID": "12",
        "Size": chance.randrange(1000, 9999),
        "Source": "MT",
        "Url": _url(chance.randbytes(30).hex(), "subtitles", HOSTS[2]),
        "UrlExpire": END_S + 86_400,
        "Version": "4",
    }


def _score(chance: random.Random) -> float:
    return round(chance.uniform(50, 99), 3)


def _url(key: str, bucket: str, host: str) -> str:
    return f"https://{host}/tos-useast8-{bucket}/{key}~tplv.image"
