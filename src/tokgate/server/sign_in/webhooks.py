"""What an app is told when a creator's permission ends: `authorization.removed`, signed and repeated as TikTok does."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import logging
from collections.abc import Callable, Mapping
from enum import IntEnum
from urllib.parse import urlsplit

import msgspec

from tokgate.domain.clock import Clock
from tokgate.domain.creators import Creator, open_id_of
from tokgate.domain.credentials import App, Notice
from tokgate.domain.ports import Archive

SIGNATURE = "TikTok-Signature"
#: The first pause in milliseconds; each further one is twice as long, and the last try is within three days.
FIRST_PAUSE_MS = 10_000
LONGEST_MS = 72 * 3_600_000
MOST_AT_ONCE = 20
TIMEOUT_S = 5.0

#: Sends a body to a URL with headers; the status of the answer. OSError or HTTPException if none came.
Post = Callable[[str, bytes, Mapping[str, str]], int]
log = logging.getLogger("tokgate.server")


class Removal(IntEnum):
    """Why a permission ended, by TikTok's numbers; those that are not here happen to nobody on this server."""

    UNKNOWN = 0
    BY_CREATOR = 1
    BY_APP = 5


def removed(app: App, creator: Creator, reason: Removal, now_ms: int) -> Notice:
    """What an app is told of a creator's permission that ended. `content` is JSON in a text, as TikTok sends it."""
    body = {
        "client_key": app.client_key,
        "event": "authorization.removed",
        "create_time": now_ms // 1000,
        "user_openid": open_id_of(creator, app.client_key),
        "content": msgspec.json.encode({"reason": reason.value}).decode(),
    }
    return Notice(
        client_key=app.client_key,
        creator=creator.key or 0,
        body=msgspec.json.encode(body).decode(),
        created_ms=now_ms,
        due_ms=now_ms,
    )


def signature(key: str, body: str, second: int) -> str:
    """The header by which an app knows who sent a body: HMAC-SHA256 with the app's secret, over the second and it."""
    mac = hmac.digest(key.encode(), f"{second}.{body}".encode(), hashlib.sha256)
    return f"t={second},s={mac.hex()}"


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Over the network, to the URL alone: a redirect is an answer like others."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.netloc, timeout=TIMEOUT_S)
    try:
        connection.request("POST", parts._replace(scheme="", netloc="").geturl() or "/", body, dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()


class Webhooks:
    """Sends what is due; safe beside others that do the same."""

    def __init__(self, archive: Archive, clock: Clock, post: Post = post) -> None:
        self._archive = archive
        self._clock = clock
        self._post = post

    def send_due(self) -> None:
        """Each once; what is not taken with a 200 is due again later."""
        now_ms = self._clock.now_ms()
        for notice in self._archive.due_notices(now_ms, MOST_AT_ONCE):
            # Postponed before it is sent: if this process ends meanwhile, it is sent again, and never by two at once.
            if self._archive.postpone_notice(notice, now_ms + FIRST_PAUSE_MS * 2**notice.tries):
                self._send(notice, now_ms)

    def _send(self, notice: Notice, now_ms: int) -> None:
        app = self._archive.app(notice.client_key)
        if (
            app is None
            or not app.webhook_url
            or not app.signing_key
            or self._taken(app.webhook_url, app.signing_key, notice, now_ms // 1000)
        ):
            self._archive.drop_notice(notice)
        elif now_ms + FIRST_PAUSE_MS * 2**notice.tries > notice.created_ms + LONGEST_MS:
            log.warning("the webhook of %s took nothing for three days: it is not told any more", notice.client_key)
            self._archive.drop_notice(notice)

    def _taken(self, url: str, key: str, notice: Notice, second: int) -> bool:
        headers = {"Content-Type": "application/json", SIGNATURE: signature(key, notice.body, second)}
        try:
            return self._post(url, notice.body.encode(), headers) == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
