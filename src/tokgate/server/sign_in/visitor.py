"""Who stands before the page: told by a cookie that only this server can write."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping

from tokgate.server.access import is_admin_key
from tokgate.server.controls import ControlOptions

COOKIE = "tokgate_sign_in"
_VALUE = re.compile(
    rf"(?:^|;) *{COOKIE}=([0-9a-f]{{32}})\.([0-9a-f]{{64}})?(?:\.([0-9]{{1,19}})\.([0-9a-f]{{64}}))?(?= *(?:;|$))"
)


class Visitor:
    """One browser. `trusted`: it showed the admin key. `creator`: who signed in here last, by the archive's number.

    Its token for a form is worth nothing to another browser.
    """

    def __init__(self, headers: Mapping[str, str], key: bytes, options: ControlOptions) -> None:
        self._key = key
        self._options = options
        found = _VALUE.search(headers.get("cookie", ""))
        self.is_new = found is None
        self._id = found[1] if found else secrets.token_hex(16)
        self.trusted = options.admin_open or (
            found is not None and bool(found[2]) and hmac.compare_digest(found[2], self._admin_mark())
        )

        self.creator: int | None = None
        if found is not None and found[3] and hmac.compare_digest(found[4], self._creator_mark(int(found[3]))):
            self.creator = int(found[3])

    def show_key(self, admin_key: str) -> bool:
        """Whether that is the admin key: then it is trusted from now on."""
        self.trusted = self.trusted or is_admin_key(self._options, admin_key)
        return self.trusted

    def cookie(self, path: str) -> str:
        """The value of the header that sets the cookie, until the browser is closed."""
        mark = self._admin_mark() if self.trusted and not self._options.admin_open else ""
        signed_in = "" if self.creator is None else f".{self.creator}.{self._creator_mark(self.creator)}"
        return f"{COOKIE}={self._id}.{mark}{signed_in}; Path={path}; HttpOnly; SameSite=Lax"

    def token(self, purpose: str) -> str:
        """What a form has to bring back: another one for another purpose, and for another browser."""
        return self._mac(f"form {self._id} {purpose}")

    def brings(self, token: str, purpose: str) -> bool:
        """Whether a form that this browser was given came back."""
        return not self.is_new and hmac.compare_digest(token.encode(), self.token(purpose).encode())

    def _admin_mark(self) -> str:
        return self._mac(f"admin {self._id} {(self._options.admin_hash or b'').hex()}")

    def _creator_mark(self, creator: int) -> str:
        return self._mac(f"creator {self._id} {creator}")

    def _mac(self, text: str) -> str:
        return hmac.digest(self._key, f"sign-in {text}".encode(), hashlib.sha256).hex()
