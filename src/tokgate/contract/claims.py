"""What dialects claim for themselves: nothing twice, and nothing that cannot work, before anything is served."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from tokgate.contract.dialect import Dialect, operations_of, served_by
from tokgate.contract.operation import Operation
from tokgate.contract.parameters import Location
from tokgate.contract.renewals import Renewal
from tokgate.contract.sign_in import CodeGrant, Revocation, SignIn

#: Where the member of a body can stand that tells operations apart.
_MEMBERS = (Location.BODY, Location.FORM, Location.FILE)


def check_together(dialects: Iterable[Dialect]) -> None:
    """ValueError if two dialects claim the same thing, or one declares what it does not own or describe."""
    claimed: dict[str, str] = {}
    for dialect in dialects:
        for claim in _claims(dialect):
            if claim in claimed:
                raise ValueError(f"{claim} is claimed twice, by the dialects {claimed[claim]} and {dialect.name}")
            claimed[claim] = dialect.name
        kinds = {credential.kind for credential in dialect.credentials}
        for renewal in dialect.renewals:
            if renewal.kind not in kinds:
                raise ValueError(f"{dialect.name} says how a {renewal.kind} is renewed, and does not describe it")
            _check_step(dialect, renewal)
        if dialect.sign_in is not None:
            _check_sign_in(dialect, dialect.sign_in)
        for operation in operations_of(dialect):
            _check_operation(operation)
            for credential in operation.credentials:
                if credential.kind not in kinds:
                    raise ValueError(
                        f"{operation.name} asks for a {credential.kind}, which {dialect.name} does not describe"
                    )
        for operation in served_by(dialect):
            if not dialect.owns(operation.path):
                raise ValueError(f"{operation.name} is at {operation.path}, which is none of {dialect.name}'s paths")


def _check_sign_in(dialect: Dialect, sign_in: SignIn) -> None:
    """ValueError if the page is not the dialect's, or it speaks of what the dialect does not have."""
    page = urlsplit(sign_in.page)
    host = page.hostname or ""
    if page.scheme != "https" or not page.path.startswith(dialect.hosts.get(host, " ")) or not dialect.owns(page.path):
        raise ValueError(f"creators sign in at {sign_in.page}, which is none of {dialect.name}'s hosts and paths")
    if strange_path := next((path for path in sign_in.also_at if not dialect.owns(path)), None):
        raise ValueError(f"creators sign in at {strange_path} too, which is none of {dialect.name}'s paths")
    if sign_in.credential not in {each.kind for each in dialect.credentials if each.for_creator}:
        raise ValueError(f"{dialect.name} signs in for a {sign_in.credential}, which acts for no creator")
    if bool(sign_in.code) == bool(sign_in.token) or (sign_in.token and sign_in.grant is not None):
        raise ValueError(f"{dialect.name} has to say whether the redirect brings a code or the credential itself")
    if not sign_in.scope_separators:
        raise ValueError(f"{dialect.name} does not say what stands between scopes")
    kinds = {each.kind for each in dialect.credentials}
    for profile, lifetimes in sign_in.lifetimes.items():
        if strange := lifetimes.keys() - kinds:
            raise ValueError(
                f"{dialect.name} says in {profile} how long {', '.join(sorted(strange))} live, unknown to it"
            )
    for step in (sign_in.grant, sign_in.revocation):
        if step is not None:
            _check_step(dialect, step)


def _check_step(dialect: Dialect, step: CodeGrant | Renewal | Revocation) -> None:
    """ValueError if what gives, renews or ends a credential is not an operation of the dialect, or speaks past it."""
    if step.operation not in operations_of(dialect):
        raise ValueError(f"{dialect.name} has credentials by {step.operation.name}, which it does not declare")
    if strange := step.arguments() - {field.argument for field in step.operation.fields}:
        raise ValueError(f"{step.operation.name} has no parameter {', '.join(sorted(strange))}")


def _claims(dialect: Dialect) -> Iterator[str]:
    yield f"the name {dialect.name}"
    yield from (f"the host {host}" for host in dialect.hosts)
    yield from (f"the beginning {prefix} of paths" for prefix in dialect.paths)
    yield from (f"the operation {operation.name}" for operation in operations_of(dialect))
    for place, operations in _by_place(dialect).items():
        _check_told_apart(place, operations)
        yield place
    for credential in dialect.credentials:
        yield f"the credential {credential.name}"
        yield f"the kind of credential {credential.kind}"
    yield from (f"the quota {quota.name}" for quota in dialect.quotas)


def _by_place(dialect: Dialect) -> dict[str, list[Operation[Any, ...]]]:
    """The served operations by method and path, in which the names of parameters do not matter."""
    places: dict[str, list[Operation[Any, ...]]] = {}
    for operation in served_by(dialect):
        place = f"{operation.method} {re.sub(r'{[^}]*}', '{}', operation.path)}"
        places.setdefault(place, []).append(operation)
    return places


def _check_told_apart(place: str, operations: list[Operation[Any, ...]]) -> None:
    """ValueError if a request there could mean two operations, or if what tells them apart cannot be found."""
    seen: dict[object, Operation[Any, ...]] = {}
    for operation in operations:
        first = seen.setdefault(operation.when, operation)
        members = {each.when.member if each.when else "" for each in seen.values()}
        if operation.method == "GET":
            members.discard("")
        if first is not operation or len(members) > 1:
            raise ValueError(f"nothing tells {operation.name} and {operations[0].name} apart: both are at {place}")


def _check_operation(operation: Operation[Any, ...]) -> None:
    """ValueError if a declaration contradicts itself."""
    if operation.when is not None and operation.method != "GET" and operation.body_of not in _MEMBERS:
        raise ValueError(f"{operation.name} is told by {operation.when.member}, and has no body with members")
    if operation.when is not None and operation.when.member in {field.wire for field in operation.fields}:
        raise ValueError(f"{operation.name} is told by {operation.when.member}, which is a parameter too")
    if (operation.link is not None) != (operation.path == ""):
        raise ValueError(f"{operation.name} has to have either a path or a link for its whole URL")
    if operation.link is not None:
        _check_link(operation, operation.link.required)


def _check_link(operation: Operation[Any, ...], always: bool) -> None:
    where = {field.location for field in operation.fields}
    links = sum(field.location is Location.LINK for field in operation.fields)
    if not always or links > 1 or where & {Location.QUERY, Location.PATH}:
        raise ValueError(f"{operation.name} goes to a link: that is its one URL, always given and complete")
    if operation.credentials or operation.idempotency_key or operation.pages is not None:
        raise ValueError(f"{operation.name} goes to a link, with no credential, idempotency key or page of the dialect")
