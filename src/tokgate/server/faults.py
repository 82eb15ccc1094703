"""Failures that are asked for: which calls they hit. What they do to a call stands in `fault_injection`."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from tokgate.contract.dialect import Dialect
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.operation import Operation
from tokgate.domain.ports import CredentialRecord
from tokgate.domain.spelling import did_you_mean
from tokgate.server.naming import check_named, is_named
from tokgate.server.routing import Route

#: Longer than any client waits.
MOST_LATENCY_MS = 600_000


class Fault(StrEnum):
    """What goes wrong."""

    RATE_LIMIT = "rate_limit"
    DAILY_QUOTA = "daily_quota"
    BALANCE = "balance"
    SERVER_ERROR = "server_error"
    BUSINESS_ERROR = "business_error"
    UNAUTHORIZED = "unauthorized"
    SESSION_EXPIRED = "session_expired"
    GATEWAY_TIMEOUT = "gateway_timeout"
    TRUNCATED_BODY = "truncated_body"
    DROPPED_CONNECTION = "dropped_connection"
    LATENCY = "latency"
    SHORT_PAGE = "short_page"
    REPEATED_CURSOR = "repeated_cursor"
    INVALID_SEARCH_ID = "invalid_search_id"


#: Refusals in the dialect's words. Of several causes, the first that a dialect has words for is meant.
CAUSES: Mapping[Fault, tuple[Cause, ...]] = {
    Fault.RATE_LIMIT: (Cause.RATE_LIMIT,),
    Fault.DAILY_QUOTA: (Cause.QUOTA,),
    Fault.BALANCE: (Cause.BALANCE,),
    Fault.SERVER_ERROR: (Cause.INTERNAL,),
    Fault.BUSINESS_ERROR: (Cause.UPSTREAM,),
    Fault.UNAUTHORIZED: (Cause.BAD_KEY, Cause.BAD_CLIENT),
    Fault.SESSION_EXPIRED: (Cause.SESSION_EXPIRED,),
    Fault.INVALID_SEARCH_ID: (Cause.UNKNOWN_RESULT,),
}
#: The parameter by which a call goes on in a kept result: calls that do not are not hit by INVALID_SEARCH_ID.
SEARCH_ID = "search_id"
ON_LISTS = (Fault.SHORT_PAGE, Fault.REPEATED_CURSOR)


class FaultSpec(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fault as it is asked for. Without `first`, `every` and `share`, of which one may be given, it hits every call.

    `operation`: a full name, the front part of one (`official`, `official.video`) or `*`. `after`: calls let through
    before. `ms` is the latency, `rows` the length of a short page, `bytes` what is sent before a connection drops.
    """

    operation: str = "*"
    fault: str
    credential: str | None = None
    first: int | None = None
    every: int | None = None
    share: float | None = None
    seed: int = 0
    after: int = 0
    ms: int = 1000
    rows: int = 1
    bytes: int = 0


class InvalidFault(ValueError):
    """A fault that cannot be; `field` names the member that is wrong."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class Rule:
    """A fault in force, and how many calls it has seen and hit."""

    def __init__(self, number: int, spec: FaultSpec, fault: Fault, causes: dict[str, Cause | None]) -> None:
        self.number = number
        self.spec = spec
        self.fault = fault
        self.causes = causes
        self.seen = 0
        self.hit = 0
        self.chance = random.Random(spec.seed)  # noqa: S311 - repeatable on purpose

    def hits(self, operation: str, credentials: Iterable[CredentialRecord], arguments: Mapping[str, object]) -> bool:
        """Whether the call at hand is hit; counts it."""
        if operation not in self.causes:
            return False
        if self.fault is Fault.INVALID_SEARCH_ID and not arguments.get(SEARCH_ID):
            return False
        wanted = self.spec.credential
        if wanted is not None and all(record.name != wanted for record in credentials):
            return False
        self.seen += 1
        hit = self._is_turn(self.seen - self.spec.after)
        self.hit += hit
        return hit

    def _is_turn(self, turn: int) -> bool:
        spec = self.spec
        if turn <= 0:
            return False
        if spec.first is not None:
            return turn <= spec.first
        if spec.every is not None:
            return turn % spec.every == 0
        return spec.share is None or self.chance.random() < spec.share


class SavedRule(msgspec.Struct, frozen=True):
    """A rule as a snapshot keeps it: its counts say where its chance stands too."""

    number: int
    spec: FaultSpec
    seen: int
    hit: int


class Faults:
    """The faults in force. `rules` is empty while none was asked for."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self.rules: list[Rule] = []
        self._routes = list(routes)
        self._numbers = 0

    def add(self, spec: FaultSpec) -> Rule:
        """Put a fault in force. InvalidFault if there is no such fault or operation, or a number is out of bounds."""
        rule = self._rule(self._numbers + 1, spec)
        self._numbers += 1
        self.rules.append(rule)
        return rule

    def remove(self, number: int | None = None) -> int:
        """Lift one fault, or all; how many were lifted."""
        kept = [rule for rule in self.rules if number is not None and rule.number != number]
        lifted = len(self.rules) - len(kept)
        self.rules = kept
        return lifted

    def hitting(
        self,
        operation: str,
        credentials: Mapping[str, CredentialRecord],
        arguments: Mapping[str, object],
    ) -> list[Rule]:
        """The rules that hit this call: latencies, and one other fault; rules after that do not count the call."""
        hit: list[Rule] = []
        for rule in self.rules:
            if rule.hits(operation, credentials.values(), arguments):
                hit.append(rule)
                if rule.fault is not Fault.LATENCY:
                    break
        return hit

    def state(self) -> list[SavedRule]:
        """What `restore` takes."""
        return [SavedRule(rule.number, rule.spec, rule.seen, rule.hit) for rule in self.rules]

    def restore(self, saved: Iterable[SavedRule]) -> None:
        """As it was. Rules that this version has no operation for are left out."""
        self.rules = []
        for each in saved:
            try:
                rule = self._rule(each.number, each.spec)
            except InvalidFault:
                continue
            for _ in range(each.seen - each.spec.after if each.spec.share is not None else 0):
                rule.chance.random()
            rule.seen, rule.hit = each.seen, each.hit
            self.rules.append(rule)
        self._numbers = max((rule.number for rule in self.rules), default=0)

    def _rule(self, number: int, spec: FaultSpec) -> Rule:
        fault = _fault(spec.fault)
        _check_bounds(spec)
        try:
            check_named(spec.operation, [route.operation.name for route in self._routes])
        except LookupError as problem:
            raise InvalidFault("operation", str(problem)) from None
        matching = [route for route in self._routes if is_named(spec.operation, route.operation.name)]
        causes = {
            route.operation.name: cause_of(fault, route.dialect, route.operation)
            for route in matching
            if _can(fault, route)
        }
        if not causes:
            raise InvalidFault("fault", f"{spec.operation} has no {fault.value}: {_why_not(fault)}")
        return Rule(number, spec, fault, causes)


def cause_of(fault: Fault, dialect: Dialect, operation: Operation[object, ...]) -> Cause | None:
    """The cause by which a dialect refuses so; None if it has no words for it, or the fault is no refusal."""
    return next((cause for cause in CAUSES.get(fault, ()) if _has_words(cause, dialect, operation)), None)


def _has_words(cause: Cause, dialect: Dialect, operation: Operation[object, ...]) -> bool:
    if cause is Cause.INTERNAL:
        return True
    said = dialect.refuse(Refusal(cause), operation=operation, log_id="", now_ms=0)
    return said != dialect.refuse(Refusal(Cause.INTERNAL), operation=operation, log_id="", now_ms=0)


def _can(fault: Fault, route: Route) -> bool:
    if fault is Fault.INVALID_SEARCH_ID:
        return any(field.argument == SEARCH_ID for field in route.operation.fields)
    if fault is Fault.BUSINESS_ERROR:
        return (
            route.dialect.refuse(Refusal(Cause.UPSTREAM), operation=route.operation, log_id="", now_ms=0).status == 200
        )
    if fault in ON_LISTS:
        return route.operation.pages is not None
    return fault not in CAUSES or cause_of(fault, route.dialect, route.operation) is not None


def _why_not(fault: Fault) -> str:
    if fault is Fault.INVALID_SEARCH_ID:
        return "it is for searches that are paged by a search_id"
    if fault is Fault.BUSINESS_ERROR:
        return "this vendor answers no failure with HTTP 200"
    if fault in ON_LISTS:
        return "it is for lists"
    return "this vendor has no such refusal"


def _fault(name: str) -> Fault:
    try:
        return Fault(name)
    except ValueError:
        raise InvalidFault(
            "fault", f"there is no fault {name!r}{did_you_mean(name, [fault.value for fault in Fault])}"
        ) from None


def _check_bounds(spec: FaultSpec) -> None:
    given = [name for name in ("first", "every", "share") if getattr(spec, name) is not None]
    if len(given) > 1:
        raise InvalidFault(given[1], f"give one of first, every and share, not {' and '.join(given)}")
    for name, low, high in (
        ("first", 1, 10**9), ("every", 1, 10**9), ("after", 0, 10**9), ("ms", 0, MOST_LATENCY_MS), ("rows", 1, 1000),
        ("bytes", 0, 10**9),
    ):  # fmt: skip
        value = getattr(spec, name)
        if value is not None and not low <= value <= high:
            raise InvalidFault(name, f"{name} is a whole number from {low} to {high}, not {value}")
    if spec.share is not None and not 0 < spec.share <= 1:
        raise InvalidFault("share", f"share is above 0 and at most 1, such as 0.2, not {spec.share}")
