"""TikAPI called as a caller does: one answer, a whole list, a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx

from tokgate.dialects.tikapi.credentials import DEMO_API_KEY

KEY = {"X-API-KEY": DEMO_API_KEY}
Body = dict[str, Any]


def get(http: httpx.Client, path: str, **params: object) -> Body:
    answer = http.get(path, params={name: str(value) for name, value in params.items()}, headers=KEY)
    assert answer.status_code == 200, answer.text
    body: Body = answer.json()
    assert (body["status"], body["message"], body["statusCode"]) == ("success", None, 0)
    return body


def pages(http: httpx.Client, path: str, by: str, **params: object) -> Iterator[Body]:
    """The pages of a list, each asked for with what the one before says of the next under the name `by`."""
    while True:
        page = get(http, path, **params)
        yield page
        more = page.get("hasMore", page.get("has_more", by in page))
        if not more:
            return
        params[by] = page[by]


def refused(http: httpx.Client, path: str, **params: object) -> tuple[int, int | None]:
    answer = http.get(path, params={name: str(value) for name, value in params.items()}, headers=KEY)
    return answer.status_code, answer.json().get("statusCode")
