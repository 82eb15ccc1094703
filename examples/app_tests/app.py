"""A small app: the posts that a creator reposted, through TikTok's Research API, with plain httpx.

It fetches its own tokens, can be stopped after any page and go on from there, and knows a day's quota from an outage.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx

TIKTOK = "https://open.tiktokapis.com"
FIELDS = "id,create_time,username,view_count"
PAGE = 20


class DailyQuotaUsed(Exception):
    """Nothing more is given today; go on after 00:00 UTC."""


@dataclass
class Progress:
    """How far a collection is: keep it, and give it to `collect` again."""

    username: str
    cursor: int = 0
    done: bool = False
    videos: list[dict[str, Any]] = field(default_factory=list)


class RepostCollector:
    """Collects a creator's reposts page by page."""

    def __init__(self, client_key: str, client_secret: str, base_url: str = TIKTOK) -> None:
        self._client_key = client_key
        self._client_secret = client_secret
        self._http = httpx.Client(base_url=base_url, timeout=30)
        self._token = ""

    def collect(self, progress: Progress) -> None:
        """Every page that is left. What an error leaves in `progress` is whole pages."""
        while not progress.done:
            self.collect_page(progress)

    def collect_page(self, progress: Progress) -> None:
        """One page more."""
        page = self._ask({"username": progress.username, "cursor": progress.cursor, "max_count": PAGE})
        progress.videos += page["reposted_videos"]
        progress.cursor = page["cursor"]
        progress.done = not page["has_more"]

    def _ask(self, body: dict[str, Any]) -> dict[str, Any]:
        response = self._post(body)
        if response.status_code == httpx.codes.UNAUTHORIZED:
            self._fetch_token()
            response = self._post(body)
        answer = response.json()
        if answer["error"]["code"] == "daily_quota_limit_exceeded":
            raise DailyQuotaUsed(answer["error"]["message"])
        response.raise_for_status()
        page: dict[str, Any] = answer["data"]
        return page

    def _post(self, body: dict[str, Any]) -> httpx.Response:
        if not self._token:
            self._fetch_token()
        headers = {"Authorization": f"Bearer {self._token}"}
        return self._http.post(f"/v2/research/user/reposted_videos/?fields={FIELDS}", json=body, headers=headers)

    def _fetch_token(self) -> None:
        form = {
            "client_key": self._client_key,
            "client_secret": self._client_secret,
            "grant_type": "client_credentials",
        }
        response = self._http.post("/v2/oauth/token/", data=form)
        response.raise_for_status()
        self._token = response.json()["access_token"]

    def close(self) -> None:
        """End the connections."""
        self._http.close()
