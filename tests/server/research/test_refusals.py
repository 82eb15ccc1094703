"""How the Research API refuses: status, code and the words that clients look for."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from tests.evidence import shows
from tests.server.research.conftest import CLIENT, COMMENTED, GONE, HIDDEN, Researcher, commit
from tests.serving import serving

from tokgate.contract.errors import Cause
from tokgate.dialects.official.credentials import DEMO_USER_TOKEN
from tokgate.dialects.official.research_comments import ResearchComments
from tokgate.dialects.official.research_resources import (
    ResearchPlaylists,
    ResearchShops,
    ResearchUser,
)
from tokgate.domain.creators import Creator
from tokgate.domain.playlists import Playlist
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.domain.secrets import hash_secret
from tokgate.server.controls import ControlOptions
from tokgate.server.demo import demo_credentials

OF_USERS = ("info", "liked_videos", "pinned_videos", "reposted_videos", "followers", "following")
#: Every operation whose call is no form, with what a good call has.
CALLS: dict[str, tuple[str | None, dict[str, Any]]] = {
    **{
        f"user/{name}": (None if name.startswith("follow") else "display_name" if name == "info" else "id",
                         {"username": "ana"})
        for name in OF_USERS
    },
    "video/comment/list": ("id", {"video_id": COMMENTED}),
    "playlist/info": (None, {"playlist_id": 5}),
    "tts/shop": ("shop_id", {"shop_name": "x"}),
    "tts/product": ("product_id", {"shop_id": 1}),
    "tts/review": ("review_text", {"product_id": 1}),
    "validation_task_status/get": (None, {"task_id": "1"}),
    "validation_task/download": (None, {"task_id": "1"}),
}  # fmt: skip
USERS = tuple(getattr(ResearchUser, name) for name in OF_USERS)
SHOPS = (ResearchShops.shop, ResearchShops.product, ResearchShops.review)


def error_of(answer: httpx.Response) -> tuple[int, str, str]:
    told = answer.json()
    assert told.keys() == {"data", "error"}
    assert told["data"] == {}
    assert answer.headers["x-tt-logid"] == told["error"]["log_id"]
    return answer.status_code, told["error"]["code"], told["error"]["message"]


@shows(*USERS, causes=(Cause.UNKNOWN_CREATOR, Cause.PRIVATE_CREATOR))
@pytest.mark.parametrize("name", OF_USERS)
@pytest.mark.parametrize(
    ("username", "words"), [("no.body", "is invalid: cannot find the user"), ("secret", "is private")]
)
def test_an_account_that_is_not_there_or_private(researcher: Researcher, name: str, username: str, words: str) -> None:
    path = f"user/{name}"
    status, code, message = error_of(researcher.call(path, CALLS[path][0], username=username))
    assert (status, code) == (400, "invalid_params")
    assert words in message


@shows(ResearchUser.liked_videos, causes=(Cause.HIDDEN_LIKES,))
def test_likes_that_are_hidden(researcher: Researcher) -> None:
    status, _, message = error_of(researcher.call("user/liked_videos", "id", username="shy"))
    assert status == 403
    assert "information cannot be returned" in message
    assert researcher.call("user/pinned_videos", "id", username="shy").status_code == 200


@shows(ResearchComments.list, causes=(Cause.UNKNOWN_POST, Cause.UNKNOWN_ID))
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"video_id": 1 << 62}, "cannot find the video"),
        ({"video_id": GONE}, "cannot find the video"),
        ({"video_id": HIDDEN}, "cannot find the video"),
        ({"comment_id": 77}, "cannot find the video"),
        ({"comment_id": 12}, "is invalid or expired"),
    ],
)
def test_comments_on_what_nobody_sees(researcher: Researcher, asked: dict[str, int], words: str) -> None:
    status, code, message = error_of(researcher.call("video/comment/list", "id", **asked))
    assert (status, code) == (400, "invalid_params")
    assert words in message


@shows(ResearchPlaylists.info, causes=(Cause.UNKNOWN_ID, Cause.PRIVATE_CREATOR))
def test_a_playlist_that_is_not_there_or_of_a_private_account(researcher: Researcher, known: Archive) -> None:
    commit(known, Playlist(id=950, creator=Creator(username="secret"), name="Mine"))
    assert error_of(researcher.call("playlist/info", playlist_id=5))[:2] == (400, "invalid_params")
    assert "is private" in error_of(researcher.call("playlist/info", playlist_id=950))[2]


@shows(*USERS, ResearchComments.list, ResearchPlaylists.info, *SHOPS, causes=(Cause.BAD_KEY,))
@pytest.mark.parametrize("path", CALLS)
@pytest.mark.parametrize("token", ["", "Bearer clt.no", f"Bearer {DEMO_USER_TOKEN}"])
def test_without_a_clients_token(researcher: Researcher, path: str, token: str) -> None:
    fields, body = CALLS[path]
    answer = researcher.http.post(
        f"/v2/research/{path}/", params={"fields": fields or ""}, json=body, headers={"Authorization": token}
    )
    assert error_of(answer) == (
        401,
        "access_token_invalid",
        "The access token is invalid or not found in the request.",
    )


@shows(*USERS, ResearchComments.list, ResearchPlaylists.info, *SHOPS, causes=(Cause.SCOPE_MISSING,))
@pytest.mark.parametrize("path", CALLS)
def test_an_app_that_is_not_approved(researcher: Researcher, known: Archive, path: str) -> None:
    secret = f"clt.unapproved {path}"
    known.add_credential(
        CredentialRecord(
            kind="client_token", name=secret, hash=hash_secret(secret), client_key="new", scopes=(), created_ms=0
        )
    )
    fields, body = CALLS[path]
    headers = {"Authorization": f"Bearer {secret}"}
    answer = researcher.http.post(f"/v2/research/{path}/", params={"fields": fields or ""}, json=body, headers=headers)
    assert error_of(answer)[:2] == (401, "scope_not_authorized")


@shows(*USERS, ResearchComments.list, ResearchPlaylists.info, *SHOPS, causes=(Cause.MISSING_PARAMETER,))
@pytest.mark.parametrize("path", CALLS)
def test_without_what_is_required(researcher: Researcher, path: str) -> None:
    fields, body = CALLS[path]
    assert error_of(researcher.call(path, fields))[:2] == (400, "invalid_params")
    if fields is not None:
        assert error_of(researcher.call(path, **body))[:2] == (400, "invalid_params")
        assert error_of(researcher.call(path, ",", **body))[:2] == (400, "invalid_params")


@shows(*USERS, ResearchComments.list, ResearchPlaylists.info, *SHOPS, causes=(Cause.INVALID_PARAMETER,))
@pytest.mark.parametrize(
    ("path", "changed", "said"),
    [
        *((f"user/{name}", {"username": ""}, "username is required") for name in OF_USERS),
        *((f"user/{name}", {"username": ["ana"]}, "username must be text") for name in OF_USERS),
        *(
            (f"user/{name}", {change: value}, "Invalid count or cursor")
            for name in ("liked_videos", "followers", "following")
            for change, value in (("max_count", 101), ("max_count", 0), ("cursor", -1), ("cursor", "x"))
        ),
        ("user/followers", {"cursor": 2**64}, "Invalid count or cursor"),
        ("user/liked_videos", {"cursor": 2**64}, "Invalid count or cursor"),
        ("video/comment/list", {"max_count": 101}, "Invalid count or cursor"),
        ("video/comment/list", {"cursor": 2**64}, "Invalid count or cursor"),
        ("video/comment/list", {"comment_id": 5}, "comment_id is never given together with video_id"),
        ("video/comment/list", {"video_id": "abc"}, "video_id must be a whole number"),
        ("video/comment/list", {"video_id": 2**63}, "video_id is too large a number"),
        ("playlist/info", {"playlist_id": 0}, "playlist_id must be at least 1"),
        ("tts/shop", {"limit": 11}, "limit must be at most 10"),
        ("tts/product", {"page_start": 0}, "page_start must be at least 1"),
        ("tts/review", {"page_size": 11}, "page_size must be at most 10"),
    ],
)
def test_what_is_out_of_bounds(researcher: Researcher, path: str, changed: dict[str, Any], said: str) -> None:
    fields, body = CALLS[path]
    status, code, message = error_of(researcher.call(path, fields, **{**body, **changed}))
    assert (status, code) == (400, "invalid_params")
    assert said in message


@pytest.mark.parametrize(
    ("path", "field"), [("user/info", "username"), ("user/liked_videos", "fps"), ("tts/shop", "id")]
)
def test_a_field_that_there_is_not(researcher: Researcher, path: str, field: str) -> None:
    status, code, message = error_of(researcher.call(path, field, **CALLS[path][1]))
    assert (status, code) == (400, "invalid_params")
    assert message.startswith("The parameters are invalid: fields must be one of")


def test_the_last_possible_cursors_are_answered(researcher: Researcher) -> None:
    for path, body in (("video/comment/list", {"video_id": COMMENTED}), ("user/liked_videos", {"username": "ana"})):
        data = researcher.data(path, "id", **body, cursor=2**63 - 1)
        assert data["has_more"] is False
    for cursor in ((2**63 - 1) // 1000, 2**63 - 1):
        assert researcher.data("user/followers", username="ana", cursor=cursor)["user_followers"]


# Quotas


class NextDay:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.ms = 1_793_577_600_000 - 1000  # a second before midnight UTC

    def now_ms(self) -> int:
        return self.ms


@shows(*USERS, causes=(Cause.QUOTA,))
def test_a_thousand_calls_a_day_and_a_bucket_of_their_own_for_followers(known: Archive) -> None:
    clock = NextDay()
    credentials = demo_credentials(known.creator(username="ana"))
    with (
        serving(known, credentials, clock, ControlOptions(quotas=True, admin_open=True)) as url,
        httpx.Client(base_url=url, headers=CLIENT, timeout=30) as http,
    ):
        researcher = Researcher(http)
        for bucket, limit in (("official.research", 2), ("official.research.follows", 1)):
            set_limit = http.post("/_tokgate/quotas", json={"bucket": bucket, "limit": limit})
            assert set_limit.status_code == 200, set_limit.text
        calls = [
            ("user/info", "display_name"), ("tts/shop", "shop_id"), ("user/info", "display_name"),
            ("user/followers", None), ("user/following", None),
        ]  # fmt: skip
        answers = [researcher.call(path, fields, username="ana", shop_name="x") for path, fields in calls]
        assert [answer.status_code for answer in answers] == [200, 200, 429, 200, 429]
        for refused in (answers[2], answers[4]):
            assert error_of(refused) == (
                429,
                "daily_quota_limit_exceeded",
                "The API daily quota limit exceeded. Please try again later",
            )
        clock.ms += 1000
        assert researcher.call("user/info", "display_name", username="ana").status_code == 200
        assert researcher.call("user/following", username="ana").status_code == 200
