"""What was read from an answer is answered again as it was, member for member."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import httpx
import pytest
from tests.dialects.answers import OBSERVED_MS, answer_of
from tests.evidence import shows
from tests.made import creator_named
from tests.server.research.conftest import CLIENT, Researcher, commit
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.contract.operation import Operation
from tokgate.contract.wire import Wire
from tokgate.dialects.official.reading import READERS
from tokgate.dialects.official.research import (
    LikedPage,
    PinnedAnswer,
    RepostedPage,
    ResearchAccountAnswer,
    ResearchCommentPage,
    ResearchFollowPage,
)
from tokgate.dialects.official.research_comments import ResearchComments
from tokgate.dialects.official.research_playlists import ResearchPlaylistPage
from tokgate.dialects.official.research_resources import (
    ResearchPlaylists,
    ResearchShops,
    ResearchUser,
)
from tokgate.dialects.official.research_shops import ProductAnswer, ReviewAnswer, ShopAnswer
from tokgate.dialects.official.research_video import ResearchVideoPage, ResearchVideos
from tokgate.domain.observations import Provenance
from tokgate.domain.posts import Post
from tokgate.server.demo import demo_credentials

ID = 7455843246682524960
VIDEO = {
    "id": ID,
    "create_time": ID >> 32,
    "username": "bo",
    "region_code": "DE",
    "video_description": "Bread #Baking @tom",
    "music_id": 7168790105218354433,
    "like_count": 1,
    "comment_count": 0,
    "share_count": 3,
    "view_count": 4,
    "favorites_count": 5,
    "favourites_count": 5,
    "hashtag_names": ["Baking", "bread", "baking"],
    "hashtag_info_list": [{"hashtag_id": 42, "hashtag_name": "Baking", "hashtag_description": ""}],
    "sticker_info_list": [{"sticker_id": "7", "sticker_name": "spoon"}],
    "effect_info_list": [{"effect_id": "9", "effect_name": "glow", "effect_photo_URI": "tos-1"}],
    "effect_ids": ["9"],
    "video_mention_list": ["tom"],
    "video_label": {"content": "a label"},
    "video_tag": {"video_tag_type": "AIGC Type", "video_tag_number": 1},
    "video_duration": 15,
    "is_stem_verified": False,
    "playlist_id": 7168790105218354434,
    "voice_to_text": "hello",
}
BARE = {"id": ID + (1 << 40), "create_time": (ID >> 32) + 256, "username": "bo", "video_description": ""}
COMMENT = {
    "id": 7455843246682524999,
    "video_id": ID,
    "text": "nice",
    "like_count": 2,
    "reply_count": 1,
    "parent_comment_id": ID,
    "create_time": (ID >> 32) + 60,
}
ACCOUNT = {
    "display_name": "Ana",
    "bio_description": "",
    "bio_url": "https://ana.example",
    "avatar_url": "https://p16.example/a.jpeg",
    "is_verified": False,
    "follower_count": 0,
    "following_count": 7,
    "likes_count": 12,
    "video_count": 3,
}
PLAYLIST = {
    "playlist_id": 7168790105218354434,
    "playlist_name": "Bread",
    "playlist_item_total": 2,
    "playlist_last_updated": (ID >> 32) + 600,
    "playlist_video_ids": [ID, ID + (1 << 40)],
    "cursor": 2,
    "has_more": False,
}
SHOP = {
    "shop_id": 7495000000000000001,
    "shop_name": "Hearth",
    "shop_rating": "4.5",
    "shop_review_count": 120,
    "item_sold_count": 0,
    "shop_performance_value": "92",
}
PRODUCT = {
    "product_id": 7495000000000000002,
    "product_name": "Mug",
    "product_description": "A mug.",
    "product_price": ["20.79GBP", "24.99EUR"],
    "product_rating": "4.25",
    "product_review_count": 8,
    "product_rating_1_count": 0,
    "product_rating_2_count": 1,
    "product_rating_3_count": 0,
    "product_rating_4_count": 3,
    "product_rating_5_count": 4,
    "product_sold_count": 900,
}
REVIEW = {
    "display_name": "Bo",
    "review_text": "Good mug.",
    "review_like_count": 0,
    "create_time": 1784563714000,
    "review_rating": "FIVE",
}
ENDED = {"has_more": False}
OF_BO = {
    "query": {"and": [{"operation": "EQ", "field_name": "username", "field_values": ["bo"]}]},
    "start_date": "20250101",
    "end_date": "20250131",
}
#: Per operation: the type of its answer, the path, what it is asked with, the data, and where in there the objects are.
ROUNDS: list[tuple[Operation[Any, ...], type[Wire], str, dict[str, Any], dict[str, Any], str]] = [
    (ResearchUser.info, ResearchAccountAnswer, "user/info", {"username": "ana"}, ACCOUNT, ""),
    (ResearchUser.liked_videos, LikedPage, "user/liked_videos", {"username": "ana"},
     {"user_liked_videos": [VIDEO, BARE], **ENDED}, "user_liked_videos"),
    (ResearchUser.pinned_videos, PinnedAnswer, "user/pinned_videos", {"username": "ana"},
     {"pinned_videos_list": [BARE, VIDEO]}, "pinned_videos_list"),
    (ResearchUser.reposted_videos, RepostedPage, "user/reposted_videos", {"username": "ana"},
     {"reposted_videos": [VIDEO, BARE], **ENDED}, "reposted_videos"),
    (ResearchVideos.query, ResearchVideoPage, "video/query", {**OF_BO, "max_count": 2},
     {"videos": [BARE, VIDEO], "search_id": "7", **ENDED}, "videos"),
    (ResearchUser.followers, ResearchFollowPage, "user/followers", {"username": "ana"},
     {"user_followers": [{"username": "bo", "display_name": "Bo"}, {"username": "cy", "display_name": "Cy"}], **ENDED},
     "user_followers"),
    (ResearchUser.following, ResearchFollowPage, "user/following", {"username": "ana"},
     {"user_following": [{"username": "cy", "display_name": "Cy"}, {"username": "bo", "display_name": "Bo"}], **ENDED},
     "user_following"),
    (ResearchComments.list, ResearchCommentPage, "video/comment/list", {"video_id": ID},
     {"comments": [COMMENT], **ENDED}, "comments"),
    (ResearchPlaylists.info, ResearchPlaylistPage, "playlist/info", {"playlist_id": 7168790105218354434}, PLAYLIST, ""),
    (ResearchShops.shop, ShopAnswer, "tts/shop", {"shop_name": "hearth"}, {"shop_data": [SHOP]}, "shop_data"),
    (ResearchShops.product, ProductAnswer, "tts/product", {"shop_id": SHOP["shop_id"]},
     {"product_data": [PRODUCT]}, "product_data"),
    (ResearchShops.review, ReviewAnswer, "tts/review", {"product_id": PRODUCT["product_id"]},
     {"review_data": [REVIEW]}, "review_data"),
]  # fmt: skip
#: What only another answer tells: who wrote a comment, a shop's name beside its products, a product's by its reviews.
TOLD_ELSEWHERE = {"comments": {"display_name"}, "product_data": {"shop_name"}, "review_data": {"product_name"}}


@shows(*(operation for operation, *_ in ROUNDS), fields=True)
@pytest.mark.parametrize(
    ("operation", "kind", "path", "asked", "data", "place"), ROUNDS, ids=[each[0].name for each in ROUNDS]
)
def test_what_was_read_is_answered_again(
    operation: Operation[Any, ...], kind: type[Wire], path: str, asked: dict[str, Any], data: dict[str, Any], place: str
) -> None:
    declared = next((set(_names(field.choices)) for field in operation.fields if field.wire == "fields"), None)
    with closing(open_archive(":memory:")) as archive:
        commit(archive, creator_named("ana"))
        if place == "comments":
            commit(archive, Post(id=ID, text="post"))
        reading = READERS.read(operation, asked, answer_of(kind, {"data": data}), OBSERVED_MS)
        assert reading.unreadable == []
        archive.commit(reading.observations, Provenance(source="research_api"))
        with (
            serving(archive, demo_credentials(archive.creator(username="ana"))) as url,
            httpx.Client(base_url=url, headers=CLIENT) as http,
        ):
            answered = Researcher(http).data(path, ",".join(declared) if declared else None, **asked)

    if not place:
        assert answered == data
        assert declared in (None, set(data))
        return
    assert answered[place] == data[place]
    assert answered.get("has_more") == data.get("has_more")
    assert answered.get("search_id", "").isdecimal() == ("search_id" in data)
    assert isinstance(answered.get("cursor"), int) == ("has_more" in data)
    if declared:
        assert {name for each in data[place] for name in each} | TOLD_ELSEWHERE.get(place, set()) == declared


def _names(choices: Any) -> list[str]:
    return [choice.value for choice in choices]


def test_shops_products_and_reviews_tell_each_others_names(researcher: Researcher) -> None:
    with closing(open_archive(":memory:")) as archive:
        commit(archive, creator_named("ana"))
        for operation, kind, _, asked, data, _ in ROUNDS[-3:]:
            reading = READERS.read(operation, asked, answer_of(kind, {"data": data}), OBSERVED_MS)
            archive.commit(reading.observations, Provenance(source="research_api"))
        with (
            serving(archive, demo_credentials(archive.creator(username="ana"))) as url,
            httpx.Client(base_url=url, headers=CLIENT) as http,
        ):
            shops = Researcher(http)
            product = shops.data("tts/product", "shop_name", shop_id=SHOP["shop_id"])
            review = shops.data("tts/review", "product_name", product_id=PRODUCT["product_id"])

    assert product["product_data"] == [{"shop_name": "Hearth"}]
    assert review["review_data"] == [{"product_name": "Mug"}]
