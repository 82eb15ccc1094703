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
from functools import lru_cache

from tokgate.archive.errors import ReadOnlyError
from tokgate.domain.observations import Provenance
from tokgate.domain.ports import Archive
from tokgate.domain.posts import MADE_UP_MEDIA

#: TikTok's life of a cover link: six hours, up to the full hour. So its answers, and ours, stay the same for a while.
LIFE_S, HOUR_S = 6 * 3600, 3600
#: How many links are kept.
_MOST_KEPT = 16384
PREFIX = "/media"
#: How a text in JSON begins that is such a link, and what follows the host. Nothing in either is escaped.
_BEGINNING = f'"{MADE_UP_MEDIA}'.encode()
_PATH = re.compile(rb"(?:/[A-Za-z0-9._~-]+)+")
_KEY = "key of media links"


class SignedLinks:
    """Signs links and checks them, with a key that the archive keeps: every worker has the same.

    `ready`: that key is known. Until then, whoever asks for it may have to write one, and to wait for other writers.
    Links wait for nobody: they are signed with this process's own key until then, and such a link opens here alone.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._own = secrets.token_bytes(32)
        self._key = archive.checkpoint(_KEY) or b""
        self._link = lru_cache(maxsize=_MOST_KEPT)(self._made)

    @property
    def ready(self) -> bool:
        return bool(self._key)

    def signed(self, content: bytes, origin: str, now_ms: int) -> bytes:
        """JSON with links that open for six hours from now in the place of a generated post's; all else as it is."""
        first, *others = content.split(_BEGINNING)
        if not others:
            return content
        expires = -(-(now_ms // 1000 + LIFE_S) // HOUR_S) * HOUR_S
        parts = [first]
        for other in others:
            path, _, rest = other.partition(b'"')
            parts += (self._link(path, origin, expires), rest)
        return b"".join(parts)

    def _made(self, path: bytes, origin: str, expires: int) -> bytes:
        """The text in JSON that leads to a path; what is none stays as it is."""
        if not _PATH.fullmatch(path):
            return _BEGINNING + path + b'"'
        signature = _signature(self._key or self._own, path.decode(), str(expires))
        return f'"{origin}{PREFIX}{path.decode()}?x-expires={expires}&x-signature={signature}"'.encode()

    def opens(self, path: str, query: Mapping[str, str], now_ms: int) -> bool:
        """Whether a link to a path (without the prefix) was signed here and is not over."""
        expires = query.get("x-expires", "")
        given = query.get("x-signature", "")
        if not (expires.isascii() and expires.isdecimal() and len(expires) < 20):
            return False
        signatures = [_signature(key, path, expires) for key in (self._key, self._own) if key]
        signed = any(hmac.compare_digest(given.encode(), each.encode()) for each in signatures)
        return signed and now_ms // 1000 < int(expires)

    def key(self) -> bytes:
        """The archive's key, made the first time."""
        if not self._key:
            try:
                self._key = self._kept_key()
            except ReadOnlyError:
                self._key = self._own  # links live as long as this process does
            self._link.cache_clear()
        return self._key

    def _kept_key(self) -> bytes:
        # Whoever fills has the archive to itself: of several workers, one makes the key.
        with self._archive.bulk():
            kept = self._archive.checkpoint(_KEY)
            if kept is None:
                kept = secrets.token_bytes(32)
                self._archive.commit([], Provenance(source="server"), checkpoint=(_KEY, kept))
        return kept


def _signature(key: bytes, path: str, expires: str) -> str:
    digest = hmac.digest(key, f"{path}?{expires}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:20]).decode().rstrip("=")
