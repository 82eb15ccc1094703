"""Values of any length are refused or unknown: none breaks a call."""

from __future__ import annotations

import httpx
import pytest

from tokgate.dialects.official.credentials import DEMO_USER_TOKEN
from tokgate.dialects.tikapi.credentials import DEMO_API_KEY

DIGITS = "9" * 4400


@pytest.mark.parametrize("digits", [DIGITS, "9" * 19, "9" * 20, "9" * 30, "٣" * 19])
def test_an_id_that_is_too_long_is_unknown(http: httpx.Client, digits: str) -> None:
    answer = http.post(
        "/v2/video/query/?fields=id",
        json={"filters": {"video_ids": [digits]}},
        headers={"Authorization": f"Bearer {DEMO_USER_TOKEN}"},
    )
    assert answer.status_code == 200
    assert answer.json()["data"]["videos"] == []


@pytest.mark.parametrize("query", [f"id={DIGITS}", f"count={DIGITS}&secUid=x", f"secUid=x&cursor={DIGITS}"])
def test_long_digits_in_a_query(http: httpx.Client, query: str) -> None:
    for path in ("/public/posts", "/public/video", "/comment/list"):
        assert http.get(f"{path}?{query}", headers={"X-API-KEY": DEMO_API_KEY}).status_code < 500


def test_a_link_with_more_members_than_any_has_opens_nothing(http: httpx.Client) -> None:
    assert http.get("/media/x?" + "a=1&" * 1100).status_code == 400
    assert http.get(f"/media/x?x-expires={DIGITS}&x-signature=a").status_code == 403
