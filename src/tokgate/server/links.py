"""Links that are signed and die, as TikTok's do: those to pictures of the generated world, which this server draws.

A post that was imported keeps the links it came with. In the place of a generated post's, which lead to a host that
cannot be, answers carry signed links to this server.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping

from tokgate.archive.errors import ReadOnlyError
from tokgate.domain.observations import Provenance
from tokgate.domain.ports import Archive
from tokgate.domain.posts import MADE_UP_PICTURES

#: TikTok's life of a cover link: six hours.
LIFE_S = 6 * 3600
PREFIX = "/media"
_KEY = "key of media links"


class SignedLinks:
    """Signs links and checks them, with a key that the archive keeps: every worker has the same.

    `ready`: the key is known. Until then, whoever needs it may have to write one, and to wait for other writers.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._key = archive.checkpoint(_KEY) or b""

    @property
    def ready(self) -> bool:
        return bool(self._key)

    def signed(self, url: str, origin: str, now_ms: int) -> str:
        """A link that opens for six hours from now, for a generated post's URL; any other URL as it is."""
        if not url.startswith(MADE_UP_PICTURES):
            return url
        path = url.removeprefix(MADE_UP_PICTURES)
        expires = str(now_ms // 1000 + LIFE_S)
        return f"{origin}{PREFIX}{path}?x-expires={expires}&x-signature={self._signature(path, expires)}"

    def opens(self, path: str, query: Mapping[str, str], now_ms: int) -> bool:
        """Whether a link to a path (without the prefix) was signed here and is not over."""
        expires = query.get("x-expires", "")
        given = query.get("x-signature", "")
        if not (expires.isascii() and expires.isdecimal() and len(expires) < 20):
            return False
        signature = self._signature(path, expires)
        return hmac.compare_digest(given.encode(), signature.encode()) and now_ms // 1000 < int(expires)

    def _signature(self, path: str, expires: str) -> str:
        digest = hmac.digest(self.key(), f"{path}?{expires}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest[:20]).decode().rstrip("=")

    def key(self) -> bytes:
        """The archive's key, made the first time."""
        if not self._key:
            try:
                self._key = self._kept_key()
            except ReadOnlyError:
                self._key = secrets.token_bytes(32)  # this process's own: links live as long as it does
        return self._key

    def _kept_key(self) -> bytes:
        # Whoever fills has the archive to itself: of several workers, one makes the key.
        with self._archive.bulk():
            kept = self._archive.checkpoint(_KEY)
            if kept is None:
                kept = secrets.token_bytes(32)
                self._archive.commit([], Provenance(source="server"), checkpoint=(_KEY, kept))
        return kept
