"""Display API, Research API and the token endpoint as a caller sees them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import httpx
import pytest
from PIL import Image
from tests.evidence import shows
from tests.serving import serving

from tokgate.contract.errors import Cause
from tokgate.dialects.official.credentials import (
    DEMO_CLIENT_KEY,
    DEMO_CLIENT_SECRET,
    DEMO_CLIENT_TOKEN,
    DEMO_USER_TOKEN,
)
from tokgate.dialects.official.display import User, Video
from tokgate.dialects.official.oauth import OAuth
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.domain.secrets import hash_secret
from tokgate.server.demo import demo_credentials

USER = {"Authorization": f"Bearer {DEMO_USER_TOKEN}"}
CLIENT = {"authorization": f"bearer {DEMO_CLIENT_TOKEN}"}
LIST = "/v2/video/list/"
REPOSTED = "/v2/research/user/reposted_videos/"
ALL_VIDEO = ",".join(Video.__struct_encode_fields__)
ALL_USER = ",".join(User.__struct_encode_fields__)


def test_user_info_gives_what_was_asked_for_in_an_object_of_its_own(http: httpx.Client, sample: Creator) -> None:
    answer = http.get("/v2/user/info/", params={"fields": ALL_USER}, headers=USER).json()

    assert set(answer["data"]["user"]) == set(User.__struct_encode_fields__)
    assert answer["data"]["user"]["username"] == sample.username
    assert sample.audience is not None
    assert answer["data"]["user"]["follower_count"] == sample.audience.followers
    assert answer["error"].keys() == {"code", "message", "log_id"}
    assert answer["error"]["code"] == "ok"


@pytest.mark.parametrize("name", ["avatar_url_200", "profile_web_link"])
def test_names_that_published_clients_ask_for_in_vain_are_left_out(http: httpx.Client, name: str) -> None:
    answer = http.get("/v2/user/info/", params={"fields": f"open_id,{name}"}, headers=USER)

    assert answer.status_code == 200, answer.text
    assert answer.json()["data"]["user"].keys() == {"open_id"}


def test_avatars_open_in_three_sizes(http: httpx.Client) -> None:
    fields = "avatar_url,avatar_url_100,avatar_large_url"
    user = http.get("/v2/user/info/", params={"fields": fields}, headers=USER).json()["data"]["user"]
    sizes = [Image.open(BytesIO(http.get(user[name]).content)).size for name in fields.split(",")]

    assert sizes == [(168, 168), (100, 100), (1080, 1080)]


def test_the_list_pages_by_milliseconds_to_the_end(http: httpx.Client) -> None:
    ids: list[str] = []
    body: dict[str, Any] = {"max_count": 20}
    while True:
        data = http.post(LIST, params={"fields": "id,create_time"}, json=body, headers=USER).json()["data"]
        ids += [video["id"] for video in data["videos"]]
        assert isinstance(data["cursor"], int)
        assert data["cursor"] < 2**53
        body["cursor"] = data["cursor"]
        if not data["has_more"]:
            break

    assert len(ids) == len(set(ids)) == 140


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"", 10),
        (b"{}", 10),
        (b'{"max_count": "20"}', 20),
        (b'{"cursor": 0, "max_count": 3}', 3),
        (b'{"cursor":null}', 10),
    ],
)
def test_bodies_that_clients_send(http: httpx.Client, content: bytes, rows: int) -> None:
    answer = http.post(LIST, params={"fields": " id , title,"}, content=content, headers=USER)

    assert answer.status_code == 200, answer.text
    videos = answer.json()["data"]["videos"]
    assert len(videos) == rows
    assert all(video.keys() == {"id", "title"} for video in videos)


def test_every_field_has_its_type(http: httpx.Client) -> None:
    video = http.post(LIST, params={"fields": ALL_VIDEO}, headers=USER).json()["data"]["videos"][0]

    assert set(video) == set(Video.__struct_encode_fields__)
    numbers = {"create_time", "duration", "height", "width", "like_count", "comment_count", "share_count", "view_count"}
    assert {name for name, value in video.items() if isinstance(value, int)} == numbers
    assert video["share_url"].startswith("https://www.tiktok.com/@")
    assert "utm_campaign=tt4d_open_api" in video["share_url"]


def test_query_gives_the_creators_own_videos_by_id(http: httpx.Client, archive: Archive, sample: Creator) -> None:
    own = http.post(LIST, params={"fields": "id"}, headers=USER).json()["data"]["videos"]
    foreign = next(post for post in archive.all_posts() if post.creator and post.creator.key != sample.key)
    wanted = [own[2]["id"], str(foreign.id), "123", int(own[0]["id"])]
    answer = http.post(
        "/v2/video/query/", params={"fields": "id"}, json={"filters": {"video_ids": wanted}}, headers=USER
    )

    assert answer.json()["data"] == {"videos": [own[2], own[0]], "cursor": 0, "has_more": False}


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status", "code"),
    [
        ("POST", f"{LIST}?fields=id", {}, {}, 401, "access_token_invalid"),
        ("POST", f"{LIST}?fields=id", {"Authorization": "Bearer act.no"}, {}, 401, "access_token_invalid"),
        ("POST", f"{LIST}?fields=id", {"Authorization": DEMO_USER_TOKEN}, {}, 401, "access_token_invalid"),
        ("POST", f"{LIST}?fields=id", CLIENT, {}, 401, "access_token_invalid"),
        ("POST", LIST, USER, {}, 400, "invalid_params"),
        ("POST", f"{LIST}?fields=,", USER, {}, 400, "invalid_params"),
        ("POST", f"{LIST}?fields=id,fps", USER, {}, 400, "invalid_params"),
        ("POST", f"{LIST}?fields=id", USER, {"max_count": 21}, 400, "invalid_params"),
        ("POST", f"{LIST}?fields=id", USER, {"max_count": "many"}, 400, "invalid_params"),
        ("POST", f"{LIST}?fields=id", USER, {"cursor": "abc"}, 400, "invalid_params"),
        ("POST", f"{LIST}?fields=id", USER, [1], 400, "invalid_params"),
        ("POST", "/v2/video/query/?fields=id", USER, {"filters": {"video_ids": ["1"] * 21}}, 400, "invalid_params"),
        ("POST", "/v2/video/query/?fields=id", USER, {"filters": {"video_ids": [{}]}}, 400, "invalid_params"),
        ("POST", "/v2/video/query/?fields=id", USER, {}, 400, "invalid_params"),
        ("GET", "/v2/user/info/?fields=email", USER, None, 400, "invalid_params"),
        ("POST", f"{REPOSTED}?fields=id", USER, {"username": "x"}, 401, "access_token_invalid"),
        ("POST", f"{REPOSTED}?fields=id", CLIENT, {}, 400, "invalid_params"),
        ("POST", f"{REPOSTED}?fields=id", CLIENT, {"username": "x", "max_count": 101}, 400, "invalid_params"),
    ],
)
def test_a_refusal_has_its_status_and_code(
    http: httpx.Client, method: str, path: str, headers: dict[str, str], body: object, status: int, code: str
) -> None:
    answer = http.request(method, path, headers=headers, json=body)

    assert answer.status_code == status, answer.text
    assert answer.json()["error"]["code"] == code
    assert answer.json()["error"].keys() == {"code", "message", "log_id"}


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/v2/video/list"), ("GET", LIST), ("POST", "/v2/oauth/token"), ("GET", "/v2/none/")]
)
def test_a_missing_slash_and_a_wrong_method_are_unknown_paths(http: httpx.Client, method: str, path: str) -> None:
    answer = http.request(method, path)

    assert (answer.status_code, answer.text) == (404, "Unsupported path(Janus)")


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("POST", f"{LIST}?fields=id", USER, 200),
        ("POST", f"{LIST}?fields=fps", USER, 400),
        ("POST", f"{LIST}?fields=id", {}, 401),
        ("GET", "/v2/none/", {}, 404),
        ("GET", LIST, USER, 404),
        ("POST", "/v2/oauth/token/", {}, 400),
    ],
)
def test_every_answer_names_its_log_id(
    http: httpx.Client, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    answer = http.request(method, path, headers=headers)
    log_id = answer.headers["x-tt-logid"]

    assert (answer.status_code, len(log_id)) == (status, 34)
    if status not in (200, 404):
        error = answer.json()["error"]
        assert log_id == (answer.json()["log_id"] if isinstance(error, str) else error["log_id"])


def test_an_oversize_body_is_refused(http: httpx.Client) -> None:
    answer = http.post(f"{LIST}?fields=id", content=b" " * (2 << 20), headers=USER)

    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "invalid_params")
    assert answer.headers["x-tt-logid"] == answer.json()["error"]["log_id"]


def test_a_field_beyond_the_granted_scopes_fails_the_whole_call(archive: Archive, sample: Creator) -> None:
    record = CredentialRecord(
        kind="user_token",
        name="narrow",
        hash=hash_secret("act.narrow"),
        client_key="app",
        creator=sample.key,
        scopes=("user.info.basic",),
        created_ms=0,
    )
    with (
        serving(archive, [record]) as url,
        httpx.Client(base_url=url, headers={"Authorization": "Bearer act.narrow"}) as http,
    ):
        basic = http.get("/v2/user/info/", params={"fields": "open_id,display_name"})
        wider = http.get("/v2/user/info/", params={"fields": "open_id,username"})
        videos = http.post(LIST, params={"fields": "id"})

    assert basic.json()["data"]["user"].keys() == {"open_id", "display_name"}
    for refused in (wider, videos):
        assert (refused.status_code, refused.json()["error"]["code"]) == (401, "scope_not_authorized")
        assert "did not authorize the scope" in refused.json()["error"]["message"]


def test_reposts_come_under_both_spellings(http: httpx.Client, sample: Creator) -> None:
    body = {"username": sample.username, "max_count": 100}
    fields = "id,create_time,username,favourites_count,favorites_count,hashtag_names"
    data = http.post(REPOSTED, params={"fields": fields}, json=body, headers=CLIENT).json()["data"]

    assert data["reposted_videos"] == data["user_reposted_videos"]
    assert len(data["reposted_videos"]) == 35
    first = data["reposted_videos"][0]
    assert first["favourites_count"] == first["favorites_count"]
    assert isinstance(first["id"], int)
    assert data["has_more"] is False


def test_reposts_page_by_cursor(http: httpx.Client, sample: Creator) -> None:
    ids: list[int] = []
    body: dict[str, Any] = {"username": sample.username, "max_count": 10, "cursor": None}
    while True:
        data = http.post(REPOSTED, params={"fields": "id"}, json=body, headers=CLIENT).json()["data"]
        ids += [video["id"] for video in data["reposted_videos"]]
        body["cursor"] = data["cursor"]
        if not data["has_more"]:
            break
    beyond = http.post(REPOSTED, params={"fields": "id"}, json=body, headers=CLIENT).json()["data"]

    assert len(ids) == len(set(ids)) == 35
    assert (beyond["reposted_videos"], beyond["has_more"]) == ([], False)


def test_reposts_of_unknown_and_private_accounts_are_refused_in_the_words_that_clients_match(
    http: httpx.Client, private: Creator
) -> None:
    unknown = http.post(f"{REPOSTED}?fields=id", json={"username": "no.body"}, headers=CLIENT)
    hidden = http.post(f"{REPOSTED}?fields=id", json={"username": private.username}, headers=CLIENT)

    assert (unknown.status_code, hidden.status_code) == (400, 400)
    assert "is invalid: cannot find the user" in unknown.json()["error"]["message"]
    assert "is private" in hidden.json()["error"]["message"]


APP_FORM = {"client_key": DEMO_CLIENT_KEY, "client_secret": DEMO_CLIENT_SECRET}


def token(http: httpx.Client, **form: str) -> httpx.Response:
    return http.post("/v2/oauth/token/", data=form)


@shows(OAuth.token, fields=True)
def test_a_client_token_opens_the_research_api_and_leaves_earlier_ones_alone(
    http: httpx.Client, sample: Creator
) -> None:
    app = {"client_key": DEMO_CLIENT_KEY, "client_secret": DEMO_CLIENT_SECRET, "grant_type": "client_credentials"}
    tokens = [token(http, **app).json() for _ in range(2)]

    for issued in tokens:
        assert issued.keys() == {"access_token", "expires_in", "token_type"}
        assert issued["access_token"].startswith("clt.")
        assert issued["expires_in"] == 7200
        headers = {"Authorization": f"Bearer {issued['access_token']}"}
        answer = http.post(f"{REPOSTED}?fields=id", json={"username": sample.username}, headers=headers)
        assert answer.status_code == 200


@shows(OAuth.token, causes=(Cause.MISSING_PARAMETER, Cause.BAD_CLIENT, Cause.UNSUPPORTED_GRANT))
@shows(OAuth.redeem, OAuth.refresh, causes=(Cause.MISSING_PARAMETER, Cause.BAD_CLIENT, Cause.BAD_GRANT))
@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({}, 400, "invalid_request"),
        ({"client_key": DEMO_CLIENT_KEY, "grant_type": "client_credentials"}, 400, "invalid_request"),
        (
            {"client_key": DEMO_CLIENT_KEY, "client_secret": "no", "grant_type": "client_credentials"},
            401,
            "invalid_client",
        ),
        (
            {"client_key": "no", "client_secret": DEMO_CLIENT_SECRET, "grant_type": "client_credentials"},
            401,
            "invalid_client",
        ),
        (
            {"client_key": DEMO_CLIENT_KEY, "client_secret": DEMO_CLIENT_SECRET, "grant_type": "password"},
            400,
            "unsupported_grant_type",
        ),
        (APP_FORM, 400, "invalid_request"),
        (
            {**APP_FORM, "grant_type": "authorization_code", "code": "c"},
            400,
            "invalid_request",
        ),
        ({**APP_FORM, "grant_type": "refresh_token", "refresh_token": "rft.unknown"}, 400, "invalid_grant"),
        (
            {**APP_FORM, "client_secret": "no", "grant_type": "refresh_token", "refresh_token": "rft.unknown"},
            401,
            "invalid_client",
        ),
    ],
)
def test_oauth_refusals_are_flat(http: httpx.Client, form: dict[str, str], status: int, error: str) -> None:
    answer = token(http, **form)

    assert answer.status_code == status
    assert answer.json().keys() == {"error", "error_description", "log_id"}
    assert answer.json()["error"] == error


@pytest.mark.parametrize("before", ["client_id&", "", "&&"])
@pytest.mark.parametrize("after", ["", "&", "&&scope"])
def test_forms_with_names_without_a_value_are_read(http: httpx.Client, before: str, after: str) -> None:
    form = f"{before}client_key={DEMO_CLIENT_KEY}&client_secret={DEMO_CLIENT_SECRET}&grant_type=client_credentials"
    answer = http.post("/v2/oauth/token/", content=form + after)

    assert answer.json().get("expires_in") == 7200, answer.text


@pytest.mark.parametrize("name", ["avatar_url_200", "profile_web_link"])
def test_fields_that_login_libraries_always_ask_for_are_left_out(http: httpx.Client, name: str) -> None:
    for fields, members in ((f"open_id,{name}", {"open_id"}), (name, set())):
        answer = http.get("/v2/user/info/", params={"fields": fields}, headers=USER)
        assert answer.json()["data"]["user"].keys() == members


def test_an_app_gives_back_what_a_creator_granted_it(http: httpx.Client, archive: Archive, sample: Creator) -> None:
    for secret, app in (("act.given", DEMO_CLIENT_KEY), ("act.others", "another")):
        record = CredentialRecord(
            kind="user_token",
            name=secret,
            hash=hash_secret(secret),
            client_key=app,
            creator=sample.key,
            scopes=("user.info.basic",),
            created_ms=0,
        )
        archive.add_credential(record)

    def shown(secret: str) -> int:
        headers = {"Authorization": f"Bearer {secret}"}
        return http.get("/v2/user/info/?fields=open_id", headers=headers).status_code

    def revoked(secret: str, **form: str) -> httpx.Response:
        return http.post("/v2/oauth/revoke/", data={**APP_FORM, "token": secret, **form})

    assert revoked("act.given", client_secret="no").json()["error"] == "invalid_client"
    assert shown("act.given") == 200
    assert (revoked("act.given").status_code, shown("act.given")) == (200, 401)
    for unknown in ("act.given", "act.nobodys", "act.others"):
        assert revoked(unknown).json()["error_description"] == "Access token is invalid or expired."
    assert (shown("act.others"), shown(DEMO_USER_TOKEN)) == (200, 200)


def test_a_token_dies_when_its_time_is_over(archive: Archive, sample: Creator) -> None:
    clock = MovedClock()
    with serving(archive, demo_credentials(sample), clock) as url, httpx.Client(base_url=url) as http:
        app = {"client_key": DEMO_CLIENT_KEY, "client_secret": DEMO_CLIENT_SECRET, "grant_type": "client_credentials"}
        headers = {"Authorization": f"Bearer {token(http, **app).json()['access_token']}"}
        statuses = []
        for passed_ms in (7_199_000, 1_000):
            clock.ms += passed_ms
            answer = http.post(f"{REPOSTED}?fields=id", json={"username": sample.username}, headers=headers)
            statuses.append(answer.status_code)

    assert statuses == [200, 401]


class MovedClock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.ms = 1_793_500_000_000

    def now_ms(self) -> int:
        return self.ms
