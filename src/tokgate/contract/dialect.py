"""A dialect: one object with all that server, SDK, command line and tests have to know of a family of calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import msgspec

from tokgate.contract.errors import ApiError, Cause, Refusal
from tokgate.contract.examples import Examples
from tokgate.contract.operation import Operation, Resource
from tokgate.contract.quotas import Quota
from tokgate.contract.renewals import Renewal
from tokgate.contract.sign_in import SignIn


class Refused(msgspec.Struct, kw_only=True):
    """A refusal as it goes over the wire."""

    status: int
    body: bytes
    content_type: str = "application/json; charset=utf-8"
    headers: dict[str, str] = {}


class Refuse(Protocol):
    """Gives a refusal the dialect's status, code, message and body; `operation` is None when no route was found."""

    def __call__(
        self, refusal: Refusal, /, *, operation: Operation[Any, ...] | None, log_id: str, now_ms: int
    ) -> Refused: ...


class ErrorIn(Protocol):
    """The error that an answer carries, None if it is a success. Header names are in lower case."""

    def __call__(
        self, operation: Operation[Any, ...], status: int, headers: Mapping[str, str], body: bytes, /
    ) -> ApiError | None: ...


class RequestId(Protocol):
    """What the vendor finds a request by, from an answer's headers or its decoded body; "" if neither says it."""

    def __call__(self, headers: Mapping[str, str], answer: object, /) -> str: ...


class IsRefusal(Protocol):
    """Whether a decoded page is a refusal all the same, by what stands in it beside its items."""

    def __call__(self, page: object, /) -> bool: ...


def never_refuses(page: object, /) -> bool:
    """For a vendor whose HTTP status alone tells a refusal."""
    return False


def unnamed(headers: Mapping[str, str], answer: object, /) -> str:
    """The request id of a vendor that gives none."""
    return ""


class CredentialKind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of credential that callers are given.

    `kind` is that of its declaration and names it in the archive, `name` names it to people: on the command line and
    in seed files. `prefix` begins every new secret. `scopes` are all that it can have, `granted` those that it has
    when nobody says which; `spellings` are other names of scopes, with the usual ones. `is_app`: an app with a
    client_key; `of_app`: issued to one; `for_creator`: acts for one; `by_sign_in`: nobody gets one but by signing a
    creator in.
    The causes are those of refusals for a credential that is not shown, is unknown or revoked, is over. `demo` names
    the member of the dialect's `demo` that is the secret of the credential that everybody knows.
    """

    name: str
    kind: str
    prefix: str = ""
    scopes: tuple[str, ...] = ()
    granted: tuple[str, ...] = ()
    spellings: Mapping[str, str] = {}
    is_app: bool = False
    of_app: bool = False
    for_creator: bool = False
    by_sign_in: bool = False
    missing: Cause = Cause.BAD_KEY
    unknown: Cause = Cause.BAD_KEY
    expired: Cause = Cause.BAD_KEY
    demo: str = ""


class SampleCall:
    """A call that shows the dialect at work; arguments such as `$username` are members of the ready line's sample."""

    def __init__(self, operation: Operation[Any, ...], arguments: Mapping[str, Any]) -> None:
        self.operation = operation
        self.arguments = arguments


class ClientLines(msgspec.Struct, frozen=True, kw_only=True):
    """How a client that people use is pointed at a gateway.

    `lines` are written in `language`, with `$url` and the members of the dialect's `demo` to be filled in; `note` says
    what else is to be known. Lines of several dialects under one name belong to one client.
    """

    name: str
    language: str
    lines: str
    note: str = ""
    also: tuple[str, ...] = ()


class Dialect(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One family of calls with its own credentials, errors and spelling.

    - `base_url`: the vendor's; `hosts`: all hosts that its clients have built in, with the only paths of each that
      belong to the dialect ("" for all).
    - `paths`: the beginnings of the paths that are its own, answered in its words also where there is no operation; of
      several dialects, the longest beginning decides.
    - `handlers`: the modules that implement it, imported by the server alone.
    - `reading`: the module that reads its answers, "" if none does: `READERS` in it has a reader of each operation.
    - `renewals`: how a client gets credentials by itself; those of other kinds are shown as given until refused.
    - `sign_in`: how a creator lets an app act for them; None where nobody signs in.
    - `log_id_header`: the header in which answers carry the log id, "" if they do not.
    - `demo`: what everybody knows, as the ready line shows it: secrets, and whatever else goes with them.
    - `examples`: what clients fill in by themselves, of data that the vendor has; with the demo's keys, something of
      the sample creator's stands in for them. Of several that hold for a call, the last decides.
    """

    name: str
    base_url: str
    hosts: Mapping[str, str] = {}
    paths: tuple[str, ...]
    resources: tuple[type[Resource[Any]], ...]
    handlers: tuple[str, ...]
    reading: str = ""
    refuse: Refuse
    error_in: ErrorIn
    request_id: RequestId = unnamed
    is_refusal: IsRefusal = never_refuses
    credentials: tuple[CredentialKind, ...] = ()
    renewals: tuple[Renewal, ...] = ()
    sign_in: SignIn | None = None
    quotas: tuple[Quota, ...] = ()
    log_id_header: str = ""
    demo: Mapping[str, str] = {}
    samples: tuple[SampleCall, ...] = ()
    examples: tuple[Examples, ...] = ()
    clients: tuple[ClientLines, ...] = ()

    def owns(self, path: str) -> bool:
        """Whether a path, known or not, begins as this dialect's do."""
        return path.startswith(self.paths)

    def renewals_for(self, operation: Operation[Any, ...]) -> list[Renewal]:
        """How those credentials are renewed that an operation asks for, where they are."""
        kinds = {credential.kind for credential in operation.credentials}
        return [renewal for renewal in self.renewals if renewal.kind in kinds]


def operations_of(dialect: Dialect) -> list[Operation[Any, ...]]:
    """Every declared operation of a dialect, in the order of declaration."""
    return [operation for resource in dialect.resources for operation in resource.operations()]


def served_by(dialect: Dialect) -> list[Operation[Any, ...]]:
    """Those that a server has a route for: all but what goes to links."""
    return [operation for operation in operations_of(dialect) if operation.path]


def owner_of(path: str, dialects: Sequence[Dialect]) -> Dialect:
    """The dialect in whose words a path is answered; the first one, if it is none's."""
    beginnings = [(prefix, dialect) for dialect in dialects for prefix in dialect.paths if path.startswith(prefix)]
    return max(beginnings, key=lambda beginning: len(beginning[0]), default=("", dialects[0]))[1]
