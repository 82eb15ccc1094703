"""Signed links open, and die by the server's clock."""

from __future__ import annotations

from typing import Any

import pytest
from tests.server.controls.conftest import Caller

from tokgate.dialects.official.credentials import DEMO_USER_TOKEN

USER = {"Authorization": f"Bearer {DEMO_USER_TOKEN}"}


def videos(call: Caller) -> list[dict[str, Any]]:
    answer = call.http.post("/v2/video/list/?fields=id,cover_image_url", json={}, headers=USER)
    found: list[dict[str, Any]] = answer.json()["data"]["videos"]
    return found


def test_a_cover_opens_and_dies_after_six_hours(call: Caller) -> None:
    link = videos(call)[0]["cover_image_url"]
    opened = call.http.get(link)
    assert (opened.status_code, opened.headers["content-type"]) == (200, "image/jpeg")
    assert opened.content.startswith(b"\xff\xd8\xff")

    call.control("clock", advance="5h59m")
    assert call.http.get(link).status_code == 200
    call.control("clock", advance="1m")
    assert call.http.get(link).status_code == 403


def test_a_query_gives_a_fresh_link(call: Caller) -> None:
    video = videos(call)[0]
    call.control("clock", advance="7h")
    body = {"filters": {"video_ids": [video["id"]]}}
    answer = call.http.post("/v2/video/query/?fields=cover_image_url", json=body, headers=USER)
    fresh = answer.json()["data"]["videos"][0]["cover_image_url"]

    assert call.http.get(video["cover_image_url"]).status_code == 403
    assert call.http.get(fresh).status_code == 200


@pytest.mark.parametrize(
    "change", [("x-expires=1", "x-expires=9"), ("x-signature=", "x-signature=A"), ("/cover/", "/other/")]
)
def test_a_link_that_was_changed_does_not_open(call: Caller, change: tuple[str, str]) -> None:
    link = videos(call)[0]["cover_image_url"]
    changed = link.replace(*change)

    assert changed != link
    assert call.http.get(changed).status_code == 403
    assert call.http.get("/media/cover/1.jpeg").status_code == 403
    assert call.http.post(link).status_code == 405
    assert call.http.post(link).headers["allow"] == "GET, HEAD"


def test_a_cover_is_given_in_parts_and_once(call: Caller) -> None:
    link = videos(call)[0]["cover_image_url"]
    whole = call.http.get(link)
    tag = whole.headers["etag"]

    part = call.http.get(link, headers={"range": "bytes=2-5", "if-range": tag})
    assert (part.status_code, part.content) == (206, whole.content[2:6])
    assert part.headers["content-range"] == f"bytes 2-5/{len(whole.content)}"
    assert call.http.get(link, headers={"range": "bytes=2-5", "if-range": '"other"'}).content == whole.content

    for known in (tag, f'W/"other", W/{tag}', "*"):
        kept = call.http.get(link, headers={"if-none-match": known})
        assert (kept.status_code, kept.content, kept.headers["etag"]) == (304, b"", tag)
    assert call.http.get(link, headers={"if-none-match": '"other"'}).content == whole.content

    head = call.http.head(link)
    assert (head.content, head.headers["content-length"]) == (b"", str(len(whole.content)))
