"""The secrets of a client: those that it was given, and those that it gets by itself, as their credentials declare."""

from __future__ import annotations

import threading
from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from msgspec.structs import replace

from tokgate.client import plan
from tokgate.client.flow import Flow, Wait, flow, left
from tokgate.client.logs import log
from tokgate.client.setting import Setting
from tokgate.client.timing import Timing
from tokgate.contract.credentials import CredentialStore, Kept, Renewed, SharedStore
from tokgate.contract.errors import ApiError, ContractError, DeadlineExceeded
from tokgate.contract.renewals import Renewal

if TYPE_CHECKING:
    import asyncio

#: A secret is not used in the last seconds of its life, so that it does not die on the way.
MARGIN = 60.0
#: How long to wait until a store is asked again whether another process has renewed, in seconds.
PAUSE = 0.05


def good_until(begin: float, life: float) -> float:
    """Until when a secret that was asked for at `begin` (Unix seconds) and lives so many seconds is to be used."""
    return begin + life - min(MARGIN, life / 10)


class ClientSecrets:
    """Secrets by kind, shared by all copies of a client. `given` holds what the client was given, "" for nothing."""

    def __init__(self, given: Mapping[str, str], store: CredentialStore | Renewed | None = None) -> None:
        self.given = given
        self._store = Told(store) if callable(store) else store
        self._renewing: dict[str, Renewing] = {}

    def renewing(self, renewal: Renewal) -> Renewing:
        """The one place where a credential is renewed."""
        found = self._renewing.get(renewal.kind)
        # Of two threads that make one at the same moment, both go on with the one that was set first.
        return found or self._renewing.setdefault(renewal.kind, Renewing(renewal, self.given, self._store))

    def __repr__(self) -> str:
        return f"ClientSecrets({', '.join(kind for kind, secret in self.given.items() if secret)})"


class Told:
    """A store that keeps nothing, and tells a function what there was to keep."""

    def __init__(self, renewed: Renewed) -> None:
        self.save = renewed

    def load(self, kind: str) -> Kept | None:
        """Nothing is kept."""
        return None


class Renewing:
    """One renewable credential: fetched when first needed, kept until shortly before it ends, renewed once refused.

    `lock` (or `async_lock`) is held while it is renewed, so that one renewal is enough for all who wait.
    """

    def __init__(self, renewal: Renewal, given: Mapping[str, str], store: CredentialStore | None) -> None:
        self._kind = renewal.kind
        self._renewal = renewal
        self._given = given
        self._store = store
        self._kept = Kept(secret=given.get(renewal.kind, ""))
        #: Whether the store agrees with what is in hand: it was asked, and knows what was renewed since.
        self._settled = store is None
        self._unsaved = False
        self.lock: threading.Lock = threading.Lock()
        # An asyncio lock belongs to the loop that it was first waited for in; a client may see several, one by one.
        self._task: asyncio.Task[str] | None = None
        self._async_locks: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()

    def async_lock(self) -> asyncio.Lock:
        """The lock of the running event loop."""
        import asyncio

        return self._async_locks.setdefault(asyncio.get_running_loop(), asyncio.Lock())

    def in_task(self, renewal: Coroutine[Any, Any, str], lock: asyncio.Lock) -> asyncio.Task[str]:
        """A renewal that goes on when nobody waits for it any more; the lock is released when it ends."""
        import asyncio

        def ended(task: asyncio.Task[str]) -> None:
            lock.release()
            if not task.cancelled():
                task.exception()  # is told to whoever still waits, and to nobody else

        # An event loop does not hold its tasks.
        self._task = asyncio.get_running_loop().create_task(renewal)
        self._task.add_done_callback(ended)
        return self._task

    def current(self, rejected: str, now: float) -> str:
        """The secret if it may be used at `now` (Unix seconds) and is not the one that was refused; else ""."""
        kept = self._kept
        lives = kept.good_until is None or now < kept.good_until
        return kept.secret if self._settled and kept.secret != rejected and lives else ""

    def __repr__(self) -> str:
        return f"Renewing({self._kind})"

    def renew(self, setting: Setting, timing: Timing, rejected: str, total: float | None) -> Flow[str]:
        """The steps that bring a usable secret within `total` seconds: from the store, else from the vendor.

        "" if the client has nothing to get one with.
        """
        until = None if total is None else timing.elapsed() + total
        release = yield from self._reserved(timing, until)
        try:
            self._settle()
            found = self.current(rejected, timing.now())
            arguments = self._arguments()
            if found or arguments is None:
                return found
            return (yield from self._asked_for(setting, timing, rejected, arguments, left(until, timing)))
        finally:
            release()

    def _reserved(self, timing: Timing, until: float | None) -> Flow[Callable[[], object]]:
        """Wait for the store's right to renew, where it gives one; how that is given back."""
        while isinstance(self._store, SharedStore):
            release = self._store.reserve(self._kind)
            if release is not None:
                return release
            rest = left(until, timing)
            if rest is not None and rest <= 0:
                raise DeadlineExceeded("no new credential within the deadline: another process is renewing it")
            yield Wait(PAUSE)
        return _nothing

    def _asked_for(
        self, setting: Setting, timing: Timing, rejected: str, arguments: Mapping[str, str], total: float | None
    ) -> Flow[str]:
        """A new secret of the vendor's, kept."""
        renewal, begin = self._renewal, timing.now()
        operation = renewal.operation
        # Where the old secrets are worth nothing once it was sent, what it brings is waited for.
        bounded = replace(setting, deadline=total, cuts=not renewal.rotated)
        try:
            answer: Any = yield from flow(bounded, timing, operation, arguments, self._given, plan.result)
        except ApiError:
            # Another process may have sent these secrets a moment before.
            known = self._kept
            self._settle()
            found = self.current(rejected, timing.now())
            if self._kept == known or not found:
                raise
            return found
        secret = getattr(answer, renewal.token)
        if not secret:
            raise ContractError(f"{operation.name}: the answer holds no {renewal.token}", operation=operation.name)
        life = getattr(answer, renewal.lifetime) or renewal.usual_lifetime
        sent = {kind: getattr(answer, member) for kind, member in renewal.rotated.items()}
        rotated = {**self._kept.rotated, **{kind: text for kind, text in sent.items() if text}}
        self._kept = Kept(secret=secret, good_until=good_until(begin, life), rotated=rotated)
        if rotated and self._store is None:
            log.warning("%s replaced the %s, and no store keeps the new one", operation.name, " and ".join(rotated))
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

    def _arguments(self) -> dict[str, str] | None:
        """The secrets that the renewal takes, by argument; None if the client has not got them."""
        secrets = {**self._given, **self._kept.rotated}
        needed = {argument: secrets.get(kind, "") for argument, kind in self._renewal.secrets.items()}
        return needed if all(needed.values()) else None


def _nothing() -> None:
    """Give back what nobody reserved."""
