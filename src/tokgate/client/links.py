"""Links that answers hold: absolute, often signed, and on hosts of their own. No credential goes there."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Annotated, Any, TypeVar
from urllib.parse import urljoin, urlsplit

from tokgate.client import plan
from tokgate.client.exchange import Attempt, Reply
from tokgate.client.flow import Flow, exchange, left, retried
from tokgate.client.setting import Setting
from tokgate.client.timing import Timing
from tokgate.contract.answers import Binary, Stream
from tokgate.contract.dialect import Dialect
from tokgate.contract.effects import Effect
from tokgate.contract.errors import ERROR_OF, ApiError, Cause, ContractError
from tokgate.contract.methods import get, put
from tokgate.contract.operation import Declared, M, Operation, Resource
from tokgate.contract.parameters import content, link

R = TypeVar("R")
Link = Annotated[str, link(help="An absolute URL.", example="https://cdn.example/cover.png?x-expires=1")]

MOST_REDIRECTS = 5
#: TikTok takes a video in parts of up to 64 MB, the last of up to 128 MB.
MOST_UPLOADED = 128 << 20
#: What may follow to another place: it says which part is asked for, and nothing of who asks.
HARMLESS = frozenset({"accept", "range"})
CAUSES = {401: Cause.BAD_LINK, 403: Cause.BAD_LINK, 404: Cause.UNKNOWN_POST, 410: Cause.BAD_LINK, 429: Cause.RATE_LIMIT}


class Links(Resource[M], name="link"):
    """What can be had from a link."""

    @get("")
    def fetch(self, *, url: Link) -> Binary:
        """All bytes at once."""
        raise Declared

    @get("")
    def stream(self, *, url: Link) -> Stream:
        """The bytes in parts, as they come."""
        raise Declared

    # The same bytes at the same place once more change nothing.
    @put("", effect=Effect.REPEATABLE)
    def upload(self, *, url: Link, content: Annotated[Binary, content(max_bytes=MOST_UPLOADED)]) -> Binary:
        """Put bytes there."""
        raise Declared


def follow(
    setting: Setting, timing: Timing, operation: Operation[R, ...], link: str, arguments: Mapping[str, Any]
) -> Flow[R]:
    """The steps of an operation on a `link`, the name of the argument that is one; redirects of GET, retries included.

    Of the setting, `headers` go to the link itself, and so do those that the operation declares; after a redirect, only
    the harmless ones. ValueError for a link that is not to be followed.
    """
    request = plan.drafted(setting.dialect, operation, arguments, secrets={})
    url = arguments[link]
    problem = _wrong_with(url, setting.base_url)
    if problem:
        raise ValueError(f"this link cannot be followed: {problem}")

    def once(number: int, until: float | None) -> Flow[R]:
        here, headers = url, {**request.headers, "accept": "*/*", **setting.headers}
        for _ in range(MOST_REDIRECTS + 1):
            attempt = Attempt(
                method=request.method,
                url=here,
                headers=dict(headers),
                body=request.body,
                timeout=setting.timeout,
                total=left(until, timing),
                operation=operation.name,
                number=number,
            )
            reply = yield from exchange(setting, timing, operation, attempt, until)
            if reply.status not in plan.REDIRECTS:
                return _answer(setting.dialect, operation, attempt, reply, timing.now())
            if request.method != "GET":
                raise ContractError(
                    f"{operation.name}: redirected; not followed, as what is sent would go along",
                    operation=operation.name,
                )
            here = _redirected(here, reply, setting.base_url)
            headers = {name: value for name, value in headers.items() if name in HARMLESS}
        raise ContractError(f"{operation.name}: redirected more than {MOST_REDIRECTS} times", operation=operation.name)

    return (yield from retried(setting, timing, operation, once))


def _answer(dialect: Dialect, operation: Operation[R, ...], attempt: Attempt, reply: Reply, now: float) -> R:
    if 200 <= reply.status < 300:
        return plan.success(dialect, operation, reply)
    cause = CAUSES.get(reply.status) or (Cause.UPSTREAM if reply.status >= 500 else Cause.INVALID_PARAMETER)
    error: ApiError = ERROR_OF[cause](
        f"{attempt.place} does not answer",
        operation=operation.name,
        cause=cause,
        status=reply.status,
        body=reply.body,
    )
    raise plan.dated(error, reply, now)


def _redirected(here: str, reply: Reply, base_url: str) -> str:
    """Where a redirect leads; ContractError if it is not to be followed."""
    location = reply.headers.get("location", "")
    try:
        target = urljoin(here, location) if location else ""
    except ValueError:
        target = ""
    problem = _wrong_with(target, base_url, here)
    if problem:
        raise ContractError(f"a link was redirected to a place that is not followed: {problem}", operation="link")
    return target


def _wrong_with(url: str, base_url: str, came_from: str = "") -> str:
    """Why a link is not followed, "" if it is.

    Without TLS only this machine is spoken to, and the host that the client itself is pointed at. What a redirect says
    never leads from elsewhere to this machine, where it could reach what is open to nobody else.
    """
    try:
        parts, base, before = urlsplit(url), urlsplit(base_url), urlsplit(came_from)
        same = (parts.scheme, parts.hostname, parts.port) == (base.scheme, base.hostname, base.port)
    except ValueError:
        return "it is no URL"
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "it does not begin with https:// and a host"
    if parts.username is not None:
        return "it holds a user or a password"
    if parts.scheme == "http" and (before.scheme == "https" or not (same or _is_here(parts.hostname))):
        return "it does not begin with https://"
    if came_from and _is_here(parts.hostname) and not _is_here(before.hostname or ""):
        return "it leads from elsewhere to this machine"
    return ""


def _is_here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
