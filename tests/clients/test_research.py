"""Other people's clients of the Research API, unmodified: its own host is led to a server here."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

import pandas as pd
import pytest
import researchtikpy
from researchtikpy import shops
from tests.evidence import shows
from tiktok_research_api import (
    QueryUserFollowersRequest,
    QueryUserFollowingRequest,
    QueryUserInfoRequest,
    QueryUserLikedVideosRequest,
    QueryUserPinnedVideosRequest,
    QueryVideoCommentsRequest,
    TikTokResearchAPI,
)
from tiktok_research_api_helper.api_client import (
    InvalidUsernameError,
    TikTokApiRequestClient,
    TikTokCommentsRequest,
    TikTokCredentials,
    TikTokUserInfoRequest,
)

from tokgate import Official
from tokgate.dialects.official.research_comments import ResearchComments
from tokgate.dialects.official.research_resources import ResearchShops, ResearchUser
from tokgate.testing import Server, intercept

pytestmark = pytest.mark.clients


@pytest.fixture
def led(tokgate_server: Server) -> Iterator[Server]:
    """The server to which the vendor's host leads."""
    with intercept(tokgate_server):
        yield tokgate_server


@pytest.fixture
def expected(tokgate_server: Server) -> Official:
    """Our own client of the same server, to compare with."""
    app = tokgate_server.credentials["official"]
    return Official(client_key=app["client_key"], client_secret=app["client_secret"], base_url=tokgate_server.url)


@shows(
    ResearchUser.info,
    ResearchUser.liked_videos,
    ResearchUser.pinned_videos,
    ResearchUser.followers,
    ResearchUser.following,
    ResearchComments.list,
)
def test_tiktoks_own_wrapper(led: Server, expected: Official) -> None:
    assert version("tiktokresearchapi") == "1.0.4"
    app, name = led.credentials["official"], led.sample["username"]
    users = expected.research.user
    api = TikTokResearchAPI(app["client_key"], app["client_secret"], qps=1000)

    assert api.query_user_info(QueryUserInfoRequest(name))["follower_count"] == 1_240_300
    liked, _, more = api.query_user_liked_videos(QueryUserLikedVideosRequest(name, max_count=7), fetch_all_pages=True)
    assert [video["id"] for video in liked] == [v.id for v in users.liked_videos.all(username=name, fields=["id"])]
    assert not more
    assert len(api.query_user_pinned_videos(QueryUserPinnedVideosRequest(name))) == 3
    followers, _, _ = api.query_user_followers(QueryUserFollowersRequest(name, max_count=9), fetch_all_pages=True)
    assert [each["username"] for each in followers] == [each.username for each in users.followers.all(username=name)]
    following, _, _ = api.query_user_following(QueryUserFollowingRequest(name, max_count=3), fetch_all_pages=True)
    assert [each["username"] for each in following] == [each.username for each in users.following.all(username=name)]
    video = int(led.sample["video_id"])
    comments, _, _ = api.query_video_comments(QueryVideoCommentsRequest(video, max_count=1), fetch_all_pages=True)
    told = expected.research.video.comment.list.all(video_id=video, fields=["id"])
    assert [each["id"] for each in comments] == [each.id for each in told]
    assert len(comments) > 1


@shows(
    ResearchUser.info,
    ResearchUser.liked_videos,
    ResearchUser.pinned_videos,
    ResearchUser.followers,
    ResearchUser.following,
    ResearchComments.list,
    ResearchShops.shop,
    ResearchShops.product,
    ResearchShops.review,
)
def test_researchtikpy(led: Server, expected: Official) -> None:
    app, name = led.credentials["official"], led.sample["username"]
    users = expected.research.user
    token = researchtikpy.get_access_token(app["client_key"], app["client_secret"])["access_token"]

    accounts = researchtikpy.get_users_info([name, "no.body"], token, verbose=False)
    assert accounts.follower_count[0] == 1_240_300
    assert accounts.error[1] == "Failed to retrieve data"
    liked = researchtikpy.get_liked_videos([name], token, max_count=9, verbose=False)
    assert list(liked.id) == [video.id for video in users.liked_videos.all(username=name, fields=["id"])]
    assert len(researchtikpy.get_pinned_videos([name], token, verbose=False)) == 3
    followers = researchtikpy.get_followers([name], token, max_count=10, verbose=False)
    assert list(followers.username) == [each.username for each in users.followers.all(username=name)]
    following = researchtikpy.get_following([name], token, max_count=10, verbose=False)
    assert list(following.username) == [each.username for each in users.following.all(username=name)]
    video = int(led.sample["video_id"])
    comments = researchtikpy.get_video_comments(pd.DataFrame({"id": [str(video)]}), token, verbose=False)
    told = expected.research.video.comment.list.all(video_id=video, fields=["id"])
    assert list(comments.id) == [each.id for each in told]

    shop = shops.get_shop_info("Iron Yard", token).json()["data"]["shop_data"][0]
    products = shops.get_product_info(str(shop["shop_id"]), token).json()["data"]["product_data"]
    assert len(products) == 10
    reviews = shops.get_product_reviews(str(products[0]["product_id"]), token).json()["data"]["review_data"]
    assert reviews == [{"product_name": products[0]["product_name"]}] * 10


@shows(ResearchUser.info, ResearchComments.list)
def test_tiktok_research_api_helper(led: Server, expected: Official) -> None:
    app, name = led.credentials["official"], led.sample["username"]
    credentials = TikTokCredentials(client_key=app["client_key"], client_secret=app["client_secret"])
    client = TikTokApiRequestClient(credentials=credentials)

    assert client.fetch_user_info(TikTokUserInfoRequest(name)).user_info["follower_count"] == 1_240_300
    with pytest.raises(InvalidUsernameError):
        client.fetch_user_info(TikTokUserInfoRequest("no.body"))
    video = int(led.sample["video_id"])
    comments, cursor = [], None
    while True:
        answer = client.fetch_comments(TikTokCommentsRequest(video, max_count=1, cursor=cursor))
        comments += answer.comments
        if not answer.data["has_more"]:
            break
        cursor = answer.data["cursor"]
    told = expected.research.video.comment.list.all(video_id=video, fields=["id"])
    assert [each["id"] for each in comments] == [each.id for each in told]
