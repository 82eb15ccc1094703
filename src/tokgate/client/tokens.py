"""An app's client token: fetched when first needed, kept until shortly before it expires, renewed once refused."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from msgspec.structs import replace

from tokgate.client.flow import Flow, flow
from tokgate.client.setting import Setting
from tokgate.client.timing import Timing
from tokgate.contract.errors import Cause, ContractError, Unauthorized
from tokgate.dialects.official.resources import OAuth

if TYPE_CHECKING:
    import asyncio

#: A token is not used in the last seconds of its life, so that it does not die on the way.
MARGIN = 60.0
#: What the vendor documents, for an answer that does not say.
USUAL_LIFE = 7200


class ClientTokens:
    """The client token of one app. `lock` (or `async_lock`) is held while it is renewed, so that one renewal is enough.

    `token` may be one that was got elsewhere; without a key and secret it cannot be renewed.
    """

    def __init__(self, client_key: str, client_secret: str, token: str = "") -> None:
        self._client_key = client_key
        self._client_secret = client_secret
        self._token = token
        self._good_until = float("inf")
        self.lock = threading.Lock()
        # An asyncio lock belongs to the loop that it was first waited for in; a client may see several, one by one.
        self._async_locks: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()

    def async_lock(self) -> asyncio.Lock:
        """The lock of the running event loop."""
        import asyncio

        return self._async_locks.setdefault(asyncio.get_running_loop(), asyncio.Lock())

    def current(self, rejected: str, now: float) -> str:
        """The token if it is still good at `now` (Unix seconds) and is not the one that was refused; else ""."""
        return self._token if self._token != rejected and now < self._good_until else ""

    def __repr__(self) -> str:
        return "ClientTokens(...)"

    def renew(self, setting: Setting, timing: Timing, total: float | None) -> Flow[str]:
        """The steps that get a new token by client_credentials, within `total` seconds, and keep it."""
        if not (self._client_key and self._client_secret):
            raise Unauthorized(
                f"{'the client token was refused' if self._token else 'a client token is needed'}, and getting one "
                "takes a client_key and client_secret: give them to the client, or set them in the environment",
                dialect=setting.dialect.name,
                operation=OAuth.token.name,
                cause=Cause.BAD_CLIENT,
            )
        begin = timing.now()
        arguments = {
            "client_key": self._client_key,
            "client_secret": self._client_secret,
            "grant_type": "client_credentials",
        }
        answer = yield from flow(replace(setting, deadline=total), timing, OAuth.token, arguments, {})
        if not answer.access_token:
            raise ContractError(f"{OAuth.token.name}: the answer holds no access_token", operation=OAuth.token.name)
        life = answer.expires_in or USUAL_LIFE
        self._good_until = begin + life - min(MARGIN, life / 10)
        self._token = answer.access_token
        return answer.access_token
