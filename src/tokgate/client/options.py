"""What a client can be told: options by keyword, secrets by argument or environment."""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from msgspec.structs import replace

from tokgate.client.exchange import After, AsyncTransport, Before, Transport
from tokgate.client.limits import Gate, Limits
from tokgate.client.logs import follow_environment
from tokgate.client.setting import Setting
from tokgate.client.timing import Timing
from tokgate.contract.calls import CallOptions, LinkOptions
from tokgate.contract.credentials import CredentialStore, Renewed
from tokgate.contract.dialect import Dialect
from tokgate.version import USER_AGENT

#: A header's name and value (RFC 9110, 5.1 and 5.5), without what no vendor reads.
HEADER_NAME = re.compile(r"[a-z0-9!#$%&'*+.^_`|~-]+")
HEADER_VALUE = re.compile(r"[\t -~]*")
#: Headers that say where a request goes and where its body ends, which is the HTTP library's to say.
FRAMING = frozenset({"host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer"})


NO_OPTIONS: CallOptions = {}


class ClientOptions(CallOptions, total=False):
    """What can be changed on a client at any time: what can for a call, and where its calls go.

    `base_url`: another host that speaks the dialect, such as a tokgate server.
    `user_agent`: who is calling, such as "my-app/1.0": it follows tokgate's own name in the header, but not to links.
    `before_attempt`: told of each request before it is sent, retries too, but not of those to links.
    `after_attempt`: told of what came of each.
    """

    base_url: str
    user_agent: str
    before_attempt: Before | None
    after_attempt: After | None


class SyncOptions(ClientOptions, total=False):
    """These, and what a client is built with.

    `transport`: another way to send a request: a function from `tokgate.Attempt` to `tokgate.Reply`.
    `timing`: another source of time.
    `store`: keeps renewed credentials beyond the life of the client: a `tokgate.CredentialStore`, or a function that is
    given the kind and what to keep.
    `account`: who was signed in on this machine by `tokgate auth login`, under this name; usually "default". Their
    credentials, the app's and the host come from there, and what is renewed goes there.
    `limits`: how many requests at once and a second, for the client and all its copies together.
    """

    transport: Transport
    timing: Timing
    store: CredentialStore | Renewed
    account: str
    limits: Limits


class AsyncOptions(ClientOptions, total=False):
    """As SyncOptions, for an asynchronous client."""

    transport: AsyncTransport
    timing: Timing
    store: CredentialStore | Renewed
    account: str
    limits: Limits


_SECTIONS = (LinkOptions, CallOptions, ClientOptions, SyncOptions)


def documented(description: str | None, options: type) -> str:
    """The description of a client with each of its options below, as the classes above say them."""
    said = "\n\n".join(inspect.getdoc(section) or "" for section in _SECTIONS)
    texts = dict(re.findall(r"^`(\w+)`: (.*(?:\n(?!`\w+`: |\n).*)*)", said, re.MULTILINE))
    told = [f"{name}: {' '.join(texts.get(name, '').split())}" for name in options.__annotations__]
    return "\n    ".join([f"{inspect.cleandoc(description or '')}\n\nOptions, by keyword:", *told])


def setting_for(dialect: Dialect, options: SyncOptions | AsyncOptions, known: Collection[str]) -> Setting:
    """A new client's setting. Without `base_url`, the host is `$TOKGATE_<DIALECT>_BASE_URL`'s, else the vendor's."""
    follow_environment()
    host = os.environ.get(f"TOKGATE_{dialect.name.upper()}_BASE_URL") or dialect.base_url
    limits = options.get("limits")
    gate = None if limits is None or limits == Limits() else Gate(limits)
    return changed(Setting(dialect=dialect, base_url=_checked_url(host), gate=gate), options, known)


def changed(setting: Setting, options: ClientOptions | CallOptions | LinkOptions, known: Collection[str]) -> Setting:
    """The setting with these options, headers and query beside those that it has.

    TypeError names an option that is not among the `known`, ValueError one that makes no sense.
    """
    for name in options:
        if name not in known:
            raise _no_option(name, known)
    given: ClientOptions = {**options}
    policy = replace(
        setting.policy,
        retries=_count("retries", given.get("retries", setting.policy.retries)),
        max_wait=_seconds("max_wait", given.get("max_wait", setting.policy.max_wait)),
    )
    return replace(
        setting,
        base_url=_checked_url(given.get("base_url", setting.base_url)),
        timeout=_seconds("timeout", given.get("timeout", setting.timeout), above_0=True),
        deadline=_seconds("deadline", given.get("deadline", setting.deadline), above_0=True),
        policy=policy,
        headers={**setting.headers, **_agent(given), **_checked_headers(given.get("headers", {}))},
        query={**setting.query, **given.get("query", {})},
        before=given.get("before_attempt", setting.before),
        after=given.get("after_attempt", setting.after),
    )


def _agent(given: ClientOptions) -> dict[str, str]:
    """The header that says who is calling, where an application has said it."""
    if "user_agent" not in given:
        return {}
    agent = given["user_agent"].strip()
    if not agent or not HEADER_VALUE.fullmatch(agent):
        raise ValueError("user_agent must be like my-app/1.0: plain ASCII on one line")
    return {"user-agent": f"{USER_AGENT} {agent}"}


def _no_option(name: str, known: Collection[str]) -> TypeError:
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    hint = f"did you mean {near[0]!r}? There are" if near else "there are"
    return TypeError(f"there is no option {name!r} here; {hint} {', '.join(sorted(known))}")


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
    bare = replace(own, headers={}, query={}, gate=None, before=None, after=None)
    return changed(bare, options, LinkOptions.__optional_keys__)


def _checked_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("base_url must be like https://host or http://127.0.0.1:8700, without a query")
    return url.rstrip("/")


def _seconds(name: str, value: float | None, *, above_0: bool = False) -> float | None:
    if value is None:
        return None
    if type(value) not in (int, float) or not 0 <= value < float("inf") or (above_0 and value == 0):
        least = "above 0" if above_0 else "not below 0"
        raise ValueError(f"{name} must be a number of seconds, {least}, or None")
    return value


def _count(name: str, value: int) -> int:
    if type(value) is not int or value < 0:
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
