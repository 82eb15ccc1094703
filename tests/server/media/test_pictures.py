"""The generated world's pictures: wherever an answer has a link to one, it opens."""

from __future__ import annotations

import io
import json
import re
from datetime import timedelta

import httpx
from PIL import Image
from tests.evidence import shows

from tokgate import TikAPI
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.testing import Server

_LINK = re.compile(r'"(http[^"]*)"')
_DEAD = re.compile(r"https://[^\"]*tiktok[^\"]*\.example")


def opened(link: str) -> Image.Image:
    """The picture behind a link; it must be one."""
    answer = httpx.get(link, timeout=30)
    assert answer.status_code == 200, link
    image = Image.open(io.BytesIO(answer.content))
    assert answer.headers["content-type"] == f"image/{(image.format or '').lower()}"
    return image


@shows(Public.check, Public.posts)
def test_covers_avatars_and_photos_are_pictures(tokgate_server: Server) -> None:
    with TikAPI(tokgate_server.credentials["tikapi"]["api_key"], base_url=tokgate_server.url) as client:
        posts = [*client.public.posts.all(secUid=tokgate_server.sample["sec_uid"])]
        user = client.public.check(username=tokgate_server.sample["username"]).userInfo
    photo = next(post for post in posts if post.imagePost)
    film = next(post for post in posts if not post.imagePost)
    assert user is not None
    assert user.user is not None
    assert photo.imagePost is not None
    assert photo.imagePost.images
    assert film.video is not None
    assert photo.video is not None

    pictures = [url for image in photo.imagePost.images for url in (image.imageURL and image.imageURL.urlList) or ()]
    assert len(pictures) == len(photo.imagePost.images)
    covers = [
        film.video.cover,
        film.video.originCover,
        film.video.dynamicCover,
        photo.video.cover,
        user.user.avatarThumb,
    ]
    shown = [opened(link or "") for link in (*pictures, *covers)]

    assert len({image.tobytes() for image in shown}) == len(pictures) + 3


def test_no_answer_of_the_generated_world_has_a_link_that_leads_nowhere(tokgate_server: Server) -> None:
    credentials, sample, url = tokgate_server.credentials, tokgate_server.sample, tokgate_server.url
    day = f"{tokgate_server.clock.now():%Y%m%d}"
    with httpx.Client(base_url=url, timeout=30) as http:
        key = {"X-API-KEY": credentials["tikapi"]["api_key"]}
        token = {"token": credentials["justone"]["token"]}
        user = {"Authorization": f"Bearer {credentials['official']['user_token']}"}
        client = {"Authorization": f"Bearer {credentials['official']['client_token']}"}
        answers = [
            http.get("/public/posts", params={"secUid": sample["sec_uid"]}, headers=key),
            http.get("/public/check", params={"username": sample["username"]}, headers=key),
            http.get("/public/video", params={"id": sample["video_id"]}, headers=key),
            http.get("/api/tiktok/get-user-post/v1", params={"secUid": sample["sec_uid"], **token}),
            http.get("/v2/user/info/?fields=avatar_url,avatar_url_100,avatar_large_url", headers=user),
            http.post("/v2/video/list/?fields=id,cover_image_url", json={}, headers=user),
            http.post(
                "/v2/research/user/info/?fields=avatar_url", json={"username": sample["username"]}, headers=client
            ),
            http.post(
                "/v2/research/video/query/?fields=id,effect_info_list",
                json={"query": {"and": []}, "start_date": day, "end_date": day},
                headers=client,
            ),
        ]
        for answer in answers[:-1]:
            assert answer.status_code == 200, (answer.url, answer.text)
            links = {link for link in _LINK.findall(answer.text) if f"{url}/media/" in link}
            assert links, answer.url
            for link in sorted(links)[:6]:
                assert http.head(json.loads(f'"{link}"')).status_code == 200, link
        for answer in answers:
            assert not _DEAD.findall(answer.text), answer.url


def test_lists_of_everything_lead_to_the_servers_own_files(tokgate_server: Server) -> None:
    key = {"X-API-KEY": tokgate_server.credentials["tikapi"]["api_key"]}
    with httpx.Client(base_url=tokgate_server.url, headers=key, timeout=30) as http:
        items = http.get("/public/posts", params={"secUid": tokgate_server.sample["sec_uid"]}).json()["itemList"]
        item = next(each for each in items if each["challenges"] and each["music"]["playUrl"])
        asked: list[tuple[str, dict[str, str]]] = [
            ("/public/music", {"id": item["music"]["id"]}),
            ("/public/music/info", {"id": item["music"]["id"]}),
            ("/public/hashtag", {"id": item["challenges"][0]["id"]}),
            ("/public/comment/list", {"media_id": item["id"]}),
            ("/public/followers", {"secUid": tokgate_server.sample["sec_uid"]}),
            ("/public/playlists", {"secUid": tokgate_server.sample["sec_uid"]}),
            ("/public/explore", {}),
            ("/public/search/general", {"query": item["challenges"][0]["title"]}),
        ]
        for path, query in asked:
            answer = http.get(path, params=query)
            assert answer.status_code == 200, answer.text
            assert not _DEAD.findall(answer.text), path
            links = sorted({link for link in _LINK.findall(answer.text) if f"{tokgate_server.url}/media/" in link})
            assert links, path
            assert {http.head(link).status_code for link in links[:3] + links[-3:]} == {200}


def test_a_link_leads_to_whichever_name_the_server_was_asked_by(tokgate_server: Server) -> None:
    port = httpx.URL(tokgate_server.url).port
    headers = {"Authorization": f"Bearer {tokgate_server.credentials['official']['user_token']}"}
    answer = httpx.get(f"http://localhost:{port}/v2/user/info/?fields=avatar_url", headers=headers)

    assert answer.json()["data"]["user"]["avatar_url"].startswith(f"http://localhost:{port}/media/picture/avatar/")


def test_a_picture_has_the_size_that_its_link_names(tokgate_server: Server) -> None:
    headers = {"Authorization": f"Bearer {tokgate_server.credentials['official']['user_token']}"}
    fields = "avatar_url,avatar_url_100"
    user = httpx.get(f"{tokgate_server.url}/v2/user/info/?fields={fields}", headers=headers).json()["data"]["user"]

    assert opened(user["avatar_url"]).size == (168, 168)
    assert opened(user["avatar_url_100"]).size == (100, 100)


def test_a_film_has_the_same_length_in_every_dialect(tokgate_server: Server) -> None:
    sample, credentials = tokgate_server.sample, tokgate_server.credentials
    headers = {"Authorization": f"Bearer {credentials['official']['user_token']}"}
    client = {"Authorization": f"Bearer {credentials['official']['client_token']}"}
    with httpx.Client(base_url=tokgate_server.url, timeout=30) as http:
        key, token = {"X-API-KEY": credentials["tikapi"]["api_key"]}, {"token": credentials["justone"]["token"]}
        query = {"secUid": sample["sec_uid"]}
        web = [
            http.get("/public/posts", params=query, headers=key).json()["itemList"],
            http.get("/api/tiktok/get-user-post/v1", params={**query, **token}).json()["data"]["itemList"],
        ]
        display = http.post("/v2/video/list/?fields=id,duration", json={"max_count": 20}, headers=headers)
        today = tokgate_server.clock.now()
        condition = {"operation": "EQ", "field_name": "username", "field_values": [sample["username"]]}
        research = http.post(
            "/v2/research/video/query/?fields=id,video_duration",
            json={
                "query": {"and": [condition]},
                "start_date": f"{today - timedelta(days=30):%Y%m%d}",
                "end_date": f"{today:%Y%m%d}",
                "max_count": 100,
            },
            headers=client,
        )
    lengths = [{item["id"]: item["video"]["duration"] for item in items} for items in web]
    lengths.append({video["id"]: video["duration"] for video in display.json()["data"]["videos"]})
    lengths.append({str(video["id"]): video["video_duration"] for video in research.json()["data"]["videos"]})
    shared = set.intersection(*map(set, lengths))

    assert len(shared) > 5
    assert all(len({told[number] for told in lengths}) == 1 for number in shared)
