"""Methods of HTTP: HEAD wherever GET is, and what is allowed where another was tried."""

from __future__ import annotations

import httpx
import pytest

from tokgate.dialects.justone.credentials import DEMO_TOKEN
from tokgate.dialects.official.credentials import DEMO_USER_TOKEN
from tokgate.dialects.tikapi.credentials import DEMO_API_KEY
from tokgate.domain.creators import Creator

KEY = {"X-API-KEY": DEMO_API_KEY}
USER = {"Authorization": f"Bearer {DEMO_USER_TOKEN}"}
JUSTONE = "/api/tiktok/get-user-post/v1"


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/public/posts", JUSTONE])
def test_a_wrong_method_is_told_the_right_ones(http: httpx.Client, method: str, path: str) -> None:
    answer = http.request(method, path, headers=KEY)

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/public/posts?secUid={}", KEY),
        ("/public/posts?secUid={}", {}),
        ("/public/nothing", KEY),
        (f"{JUSTONE}?secUid={{}}&token={DEMO_TOKEN}", {}),
        ("/v2/user/info/?fields=open_id", USER),
        ("/v2/user/info/?fields=open_id", {}),
    ],
)
def test_head_is_get_without_the_content(
    http: httpx.Client, sample: Creator, path: str, headers: dict[str, str]
) -> None:
    url = path.format(sample.sec_uid)
    got, head = http.get(url, headers=headers), http.head(url, headers=headers)

    assert (head.status_code, head.content) == (got.status_code, b"")
    for name in ("content-type", "content-length"):
        assert head.headers[name] == got.headers[name]


def test_head_of_what_is_only_posted_is_no_path_of_tiktoks(http: httpx.Client) -> None:
    assert http.head("/v2/video/list/", headers=USER).status_code == 404
