"""What every client can do, whatever its dialect: change options, be closed, keep its secrets to itself."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self, Unpack

from tokgate.client.callers import AwaitingCaller, BlockingCaller
from tokgate.client.links import Links
from tokgate.client.options import AsyncOptions, ClientOptions, SyncOptions, changed, documented, setting_for
from tokgate.client.secrets import ClientSecrets
from tokgate.client.sign_in import authorize_url, granted
from tokgate.client.timing import Timing
from tokgate.client.transport import AsyncHttpTransport, HttpTransport
from tokgate.contract.answers import Binary, Stream
from tokgate.contract.calls import LinkOptions
from tokgate.contract.dialect import Dialect
from tokgate.contract.operation import Async, M, Resource, Sync
from tokgate.contract.sign_in import Granted

if TYPE_CHECKING:
    from tokgate.client.accounts import Account


class Client(Resource[M]):
    """What does not wait, and is the same for both."""

    caller: BlockingCaller | AwaitingCaller

    def with_options(self, **options: Unpack[ClientOptions]) -> Self:
        """A client with these options changed, which shares the connections and credentials of this one."""
        other = copy.copy(self)
        other.use(self.caller.with_setting(changed(self.caller.setting, options, ClientOptions.__optional_keys__)))
        return other

    def authorize_url(self, *, scopes: Iterable[str], redirect_uri: str, state: str, code_verifier: str = "") -> str:
        """Where a creator's browser is sent to let the app act for them; nothing is sent from here.

        `state` (`secrets.token_urlsafe()` is one) is to come back as it went: keep it, and give it to `granted`. A
        `code_verifier` of the same making is for vendors that want it proved who redeems the code. ValueError for what
        no page can be asked with, TypeError where nobody signs in.
        """
        return authorize_url(
            self.caller.setting,
            self.caller.given,
            scopes=scopes,
            redirect_uri=redirect_uri,
            state=state,
            code_verifier=code_verifier,
        )

    def granted(self, url: str, *, state: str) -> Granted:
        """What the browser came back with, from the whole `url` that it was sent to: a code, or the credential itself.

        Forbidden if that was refused, ContractError for what is no answer to this `state`.
        """
        return granted(self.caller.setting, url, state=state)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.caller.setting.place}>"


class SyncClient(Client[Sync]):
    """A blocking client; safe to share between threads. Use it with `with`, or call `close`."""

    caller: BlockingCaller

    def __init_subclass__(cls, *, name: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(name=name, **kwargs)
        cls.__doc__ = documented(cls.__doc__, SyncOptions)

    def __init__(self, dialect: Dialect, given: Mapping[str, str], options: SyncOptions) -> None:
        if "account" in options:
            account = _account(dialect, options)
            given = {**given, **account.given()}
            options = {"base_url": account.profile.base_url, "store": account, **options}
        # A transport that was passed in is its owner's to close.
        self._own: HttpTransport | None = None if "transport" in options else HttpTransport()
        transport = options["transport"] if self._own is None else self._own
        timing = options.get("timing") or Timing()
        secrets = ClientSecrets(given, options.get("store"))
        super().__init__(
            BlockingCaller(setting_for(dialect, options, SyncOptions.__optional_keys__), timing, secrets, transport)
        )

    def fetch(self, url: str, **options: Unpack[LinkOptions]) -> Binary:
        """The bytes behind a link that an answer holds, such as a cover's.

        None of the client's credentials, headers or query goes there; `headers` given here go to the link alone, not
        where it may redirect. Links begin with https://, or lead to this machine or to the host of `base_url`.
        """
        return self.caller.with_options(options).call(Links.fetch, {"url": url})

    def stream(self, url: str, **options: Unpack[LinkOptions]) -> Stream:
        """As `fetch`, in parts, for what is large."""
        return self.caller.with_options(options).call(Links.stream, {"url": url})

    def upload(self, url: str, content: Binary, **options: Unpack[LinkOptions]) -> Binary:
        """Put bytes to a link that an answer gave for it (PUT), and what is answered; else as `fetch`.

        A part of a file says which it is, with `headers={"Content-Range": "bytes 0-9/30"}`. A redirect is an error.
        """
        return self.caller.with_options(options).call(Links.upload, {"url": url, "content": content})

    def close(self) -> None:
        """End the connections. A later call would open new ones."""
        if self._own is not None:
            self._own.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncClient(Client[Async]):
    """A client for asyncio; safe to share between tasks. Use it with `async with`, or await `close`."""

    caller: AwaitingCaller

    def __init_subclass__(cls, *, name: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(name=name, **kwargs)
        cls.__doc__ = documented(cls.__doc__, AsyncOptions)

    def __init__(self, dialect: Dialect, given: Mapping[str, str], options: AsyncOptions) -> None:
        if "account" in options:
            account = _account(dialect, options)
            given = {**given, **account.given()}
            options = {"base_url": account.profile.base_url, "store": account, **options}
        # A transport that was passed in is its owner's to close.
        self._own: AsyncHttpTransport | None = None if "transport" in options else AsyncHttpTransport()
        transport = options["transport"] if self._own is None else self._own
        timing = options.get("timing") or Timing()
        secrets = ClientSecrets(given, options.get("store"))
        super().__init__(
            AwaitingCaller(setting_for(dialect, options, AsyncOptions.__optional_keys__), timing, secrets, transport)
        )

    async def fetch(self, url: str, **options: Unpack[LinkOptions]) -> Binary:
        """As SyncClient's."""
        return await self.caller.with_options(options).call(Links.fetch, {"url": url})

    async def stream(self, url: str, **options: Unpack[LinkOptions]) -> Stream:
        """As SyncClient's."""
        return await self.caller.with_options(options).call(Links.stream, {"url": url})

    async def upload(self, url: str, content: Binary, **options: Unpack[LinkOptions]) -> Binary:
        """As SyncClient's."""
        return await self.caller.with_options(options).call(Links.upload, {"url": url, "content": content})

    async def close(self) -> None:
        """End the connections. A later call would open new ones."""
        if self._own is not None:
            await self._own.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def _account(dialect: Dialect, options: SyncOptions | AsyncOptions) -> Account:
    """The one that is named, which keeps what is renewed."""
    from tokgate.client.accounts import Account

    if "store" in options:
        raise ValueError("an account keeps what is renewed by itself: give the client a store or an account, not both")
    return Account(dialect.name, options["account"])
