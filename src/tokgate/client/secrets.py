"""The secrets of a client: those that it was given, and those that it gets by itself, as their credentials declare."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from msgspec.structs import replace

from tokgate.client import plan
from tokgate.client.flow import Flow, flow
from tokgate.client.setting import Setting
from tokgate.client.timing import Timing
from tokgate.contract.credentials import CredentialStore, Kept
from tokgate.contract.errors import Cause, ContractError, Unauthorized
from tokgate.contract.renewals import Renewal

if TYPE_CHECKING:
    import asyncio

#: A secret is not used in the last seconds of its life, so that it does not die on the way.
MARGIN = 60.0
FOREVER = float("inf")


class ClientSecrets:
    """Secrets by kind, shared by all copies of a client. `given` holds what the client was given, "" for nothing."""

    def __init__(self, given: Mapping[str, str], store: CredentialStore | None = None) -> None:
        self.given = given
        self._store = store
        self._renewing: dict[str, Renewing] = {}

    def renewing(self, renewal: Renewal) -> Renewing:
        """The one place where a credential is renewed."""
        found = self._renewing.get(renewal.kind)
        # Of two threads that make one at the same moment, both go on with the one that was set first.
        return found or self._renewing.setdefault(renewal.kind, Renewing(renewal, self.given, self._store))

    def __repr__(self) -> str:
        return f"ClientSecrets({', '.join(kind for kind, secret in self.given.items() if secret)})"


class Renewing:
    """One renewable credential: fetched when first needed, kept until shortly before it ends, renewed once refused.

    `lock` (or `async_lock`) is held while it is renewed, so that one renewal is enough for all who wait.
    """

    def __init__(self, renewal: Renewal, given: Mapping[str, str], store: CredentialStore | None) -> None:
        self._kind = renewal.kind
        self._renewal = renewal
        self._given = given
        self._store = store
        self._kept = Kept(secret=given.get(renewal.kind, ""), good_until=FOREVER)
        #: Whether the store agrees with what is in hand: it was asked, and knows what was renewed since.
        self._settled = store is None
        self._unsaved = False
        self.lock: threading.Lock = threading.Lock()
        # An asyncio lock belongs to the loop that it was first waited for in; a client may see several, one by one.
        self._async_locks: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()

    def async_lock(self) -> asyncio.Lock:
        """The lock of the running event loop."""
        import asyncio

        return self._async_locks.setdefault(asyncio.get_running_loop(), asyncio.Lock())

    def current(self, rejected: str, now: float) -> str:
        """The secret if it may be used at `now` (Unix seconds) and is not the one that was refused; else ""."""
        kept = self._kept
        return kept.secret if self._settled and kept.secret != rejected and now < kept.good_until else ""

    def __repr__(self) -> str:
        return f"Renewing({self._kind})"

    def renew(self, setting: Setting, timing: Timing, rejected: str, total: float | None) -> Flow[str]:
        """The steps that bring a usable secret within `total` seconds: from the store, else from the vendor."""
        self._settle()
        found = self.current(rejected, timing.now())
        if found:
            return found
        begin = timing.now()
        arguments = self._needed(setting)
        operation = self._renewal.operation
        bounded = replace(setting, deadline=total)
        answer = yield from flow(bounded, timing, operation, arguments, self._given, plan.result)
        secret = getattr(answer, self._renewal.token)
        if not secret:
            raise ContractError(
                f"{operation.name}: the answer holds no {self._renewal.token}", operation=operation.name
            )
        life = getattr(answer, self._renewal.lifetime) or self._renewal.usual_lifetime
        sent = {kind: getattr(answer, member) for kind, member in self._renewal.rotated.items()}
        rotated = {**self._kept.rotated, **{kind: text for kind, text in sent.items() if text}}
        self._kept = Kept(secret=secret, good_until=begin + life - min(MARGIN, life / 10), rotated=rotated)
        self._settled, self._unsaved = False, True
        self._settle()
        return str(secret)

    def _settle(self) -> None:
        """Save what the store does not know yet, else take what it knows: another process may have renewed it."""
        if self._store is not None:
            if self._unsaved:
                self._store.save(self._kind, self._kept)
            else:
                self._kept = self._store.load(self._kind) or self._kept
        self._settled, self._unsaved = True, False

    def _needed(self, setting: Setting) -> dict[str, str]:
        """The secrets that the renewal takes, by argument; Unauthorized if the client has not got them."""
        secrets = {**self._given, **self._kept.rotated}
        needed = {argument: secrets.get(kind, "") for argument, kind in self._renewal.secrets.items()}
        if all(needed.values()):
            return needed
        name = self._kind.replace("_", " ")
        raise Unauthorized(
            f"{f'the {name} was refused' if self._kept.secret else f'a {name} is needed'}, and getting one takes a "
            f"{' and '.join(self._renewal.secrets.values())}: give them to the client, or set them in the environment",
            dialect=setting.dialect.name,
            operation=self._renewal.operation.name,
            cause=Cause.BAD_CLIENT,
        )
