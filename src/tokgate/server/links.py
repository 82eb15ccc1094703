"""Links that are signed and die, as TikTok's do: those to films, sounds and pictures that this server makes itself.

A post that was imported keeps the links it came with. In the place of a generated post's, which lead to a host that
cannot be, answers carry signed links to this server.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping

from tokgate.archive.errors import ReadOnlyError
from tokgate.domain.observations import Provenance
from tokgate.domain.ports import Archive
from tokgate.domain.posts import MADE_UP_FILMS, MADE_UP_PICTURES, MADE_UP_SOUNDS

#: TikTok's life of a cover link: six hours.
LIFE_S = 6 * 3600
PREFIX = "/media"
#: A generated post's link, whole, as a text in JSON. Its paths have nothing that is escaped in either.
_HOSTS = "|".join(
    re.escape(host.removeprefix("https://")) for host in (MADE_UP_FILMS, MADE_UP_PICTURES, MADE_UP_SOUNDS)
)
_MADE_UP = re.compile(f'"https://(?:{_HOSTS})(/[A-Za-z0-9/._~-]*)"'.encode())
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

    def signed(self, content: bytes, origin: str, now_ms: int) -> bytes:
        """JSON with links that open for six hours from now in the place of a generated post's; all else as it is."""
        expires = str(now_ms // 1000 + LIFE_S)
        links: dict[bytes, bytes] = {}

        def link(found: re.Match[bytes]) -> bytes:
            path = found[1]
            if path not in links:
                signature = self._signature(path.decode(), expires)
                links[path] = f'"{origin}{PREFIX}{path.decode()}?x-expires={expires}&x-signature={signature}"'.encode()
            return links[path]

        return _MADE_UP.sub(link, content)

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
