"""What a client can be told: options by keyword, secrets by argument or environment."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from msgspec.structs import replace

from tokgate.client.exchange import AsyncTransport, Transport
from tokgate.client.setting import Setting
from tokgate.client.timing import Timing
from tokgate.contract.calls import CallOptions, LinkOptions
from tokgate.contract.credentials import CredentialStore
from tokgate.contract.dialect import Dialect

#: A header's name and value (RFC 9110, 5.1 and 5.5), without what no vendor reads.
HEADER_NAME = re.compile(r"[a-z0-9!#$%&'*+.^_`|~-]+")
HEADER_VALUE = re.compile(r"[\t -~]*")
#: Headers that say where a request goes and where its body ends, which is the HTTP library's to say.
FRAMING = frozenset({"host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer"})


NO_OPTIONS: CallOptions = {}


class ClientOptions(CallOptions, total=False):
    """What can be changed on a client at any time: what can for a call, and where its calls go.

    `base_url`: another host that speaks the dialect, such as a tokgate server.
    """

    base_url: str


class SyncOptions(ClientOptions, total=False):
    """These, and what a client is built with: another HTTP library (`transport`), another source of time.

    `store` keeps renewed credentials beyond the life of the client.
    """

    transport: Transport
    timing: Timing
    store: CredentialStore


class AsyncOptions(ClientOptions, total=False):
    """As SyncOptions, for an asynchronous client."""

    transport: AsyncTransport
    timing: Timing
    store: CredentialStore


def setting_for(dialect: Dialect, options: ClientOptions, known: Collection[str]) -> Setting:
    """A new client's setting. Without `base_url`, the host is `$TOKGATE_<DIALECT>_BASE_URL`'s, else the vendor's."""
    host = os.environ.get(f"TOKGATE_{dialect.name.upper()}_BASE_URL") or dialect.base_url
    return changed(Setting(dialect=dialect, base_url=_checked_url(host)), options, known)


def changed(setting: Setting, options: ClientOptions | CallOptions | LinkOptions, known: Collection[str]) -> Setting:
    """The setting with these options, headers and query beside those that it has.

    TypeError names an option that is not among the `known`, ValueError one that makes no sense.
    """
    for name in options:
        if name not in known:
            raise TypeError(f"there is no option {name!r} here; there are {', '.join(sorted(known))}")
    given: ClientOptions = {**options}
    policy = replace(
        setting.policy,
        retries=_count("retries", given.get("retries", setting.policy.retries)),
        max_wait=_seconds("max_wait", given.get("max_wait", setting.policy.max_wait)),
    )
    return replace(
        setting,
        base_url=_checked_url(given.get("base_url", setting.base_url)),
        timeout=_seconds("timeout", given.get("timeout", setting.timeout)),
        deadline=_seconds("deadline", given.get("deadline", setting.deadline)),
        policy=policy,
        headers={**setting.headers, **_checked_headers(given.get("headers", {}))},
        query={**setting.query, **given.get("query", {})},
    )


def together(options: CallOptions, others: CallOptions | LinkOptions) -> CallOptions:
    """The options of a call with others, which count where both say something; headers and query of both."""
    given: CallOptions = {**others}
    merged: CallOptions = {**options, **given}
    if "headers" in options and "headers" in given:
        merged["headers"] = {**_lower(options["headers"]), **_lower(given["headers"])}
    if "query" in options and "query" in given:
        merged["query"] = {**options["query"], **given["query"]}
    return merged


def for_links(own: Setting, options: CallOptions) -> Setting:
    """A client's own setting as it holds for links: of headers, only those that are given for the call go there.

    TypeError for a query, which would break a link's signature.
    """
    return changed(replace(own, headers={}, query={}), options, LinkOptions.__optional_keys__)


def _checked_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("base_url must be like https://host or http://127.0.0.1:8700, without a query")
    return url.rstrip("/")


def _seconds(name: str, value: float | None) -> float | None:
    if value is not None and not (isinstance(value, (int, float)) and 0 <= value < float("inf")):
        raise ValueError(f"{name} must be a number of seconds, not below 0, or None")
    return value


def _count(name: str, value: int) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError(f"{name} must be a whole number, not below 0")
    return value


def _checked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers with their names in lower case; ValueError names one, without its value, which may be a secret."""
    checked = _lower(headers)
    for name, value in checked.items():
        if name in FRAMING or not HEADER_NAME.fullmatch(name):
            raise ValueError(f"the header {name!r} cannot be set")
        if not HEADER_VALUE.fullmatch(value):
            raise ValueError(f"the value of the header {name!r} must be plain ASCII on one line")
    return checked


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def secret(given: str | None, variable: str) -> str:
    """A secret: as given, else `$variable`, else the content of the file that `$variable_FILE` names, else ""."""
    found = given if given is not None else os.environ.get(variable, "")
    file = os.environ.get(f"{variable}_FILE", "")
    if not found and given is None and file:
        found = Path(file).read_text(encoding="utf-8")
    found = found.strip()
    if not found.isascii() or any(character < " " for character in found):
        raise ValueError(f"{variable}: a key or token is plain ASCII on one line")
    return found
