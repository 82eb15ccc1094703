"""The admin routes: each takes the query or the body, moves or reads a control, and says how it stands now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import msgspec

from tokgate.archive.errors import ArchiveError
from tokgate.contract.dialect import Dialect
from tokgate.domain.instants import iso, parse_duration_ms, parse_instant_ms
from tokgate.domain.ports import Archive
from tokgate.domain.spelling import did_you_mean
from tokgate.server.admin_bodies import AdminRefusal, ClockCommand, QuotaCommand, SnapshotCommand, read_command
from tokgate.server.controls import Controls
from tokgate.server.faults import FaultSpec, InvalidFault, Rule
from tokgate.server.keyring import Keyring
from tokgate.server.log import LogFilter, RequestLog, entry_row
from tokgate.server.naming import check_named
from tokgate.version import VERSION

#: Entries of the log in one answer: all that there can be.
MOST_SHOWN = 10_000
#: Digits of a number that fits into 64 bits whatever they are, and one more.
LONGEST_NUMBER = 19


class AdminContext:
    """What the admin routes work on."""

    def __init__(self, archive: Archive, keyring: Keyring, controls: Controls, dialects: Iterable[Dialect]) -> None:
        self.archive = archive
        self.dialects = {dialect.name: dialect for dialect in dialects}
        self.keyring = keyring
        self.controls = controls


class AdminRequest(msgspec.Struct, frozen=True):
    """What an admin route is given."""

    query: Mapping[str, str]
    content: bytes


Route = Callable[[AdminContext, AdminRequest], dict[str, Any]]


def show_state(context: AdminContext, request: AdminRequest) -> dict[str, Any]:
    """Archive, counts, clock and controls."""
    controls = context.controls
    totals = context.archive.totals()
    return {
        "version": VERSION,
        "workers": controls.options.workers,
        "archive": {
            "path": context.archive.address,
            "creators": totals.creators,
            "posts": totals.posts,
        },
        "clock": show_clock(context, request),
        "quotas": {"on": controls.quotas.on},
        "faults": [_fault_row(rule) for rule in controls.faults.rules],
        "requests": len(controls.log) if controls.log is not None else None,
        "snapshots": [row["name"] for row in controls.snapshots.rows()] if controls.snapshots is not None else [],
    }


def show_clock(context: AdminContext, request: AdminRequest) -> dict[str, Any]:
    """The instant, and how the clock runs."""
    clock = context.controls.clock
    state = clock.state()
    return {"now": iso(state.now_ms), "now_ms": state.now_ms, "frozen": state.frozen, "speed": state.speed}


def move_clock(context: AdminContext, request: AdminRequest) -> dict[str, Any]:
    """Set, move on, change speed, freeze, in this order."""
    command = read_command(request.content, ClockCommand)
    if command == ClockCommand():
        raise AdminRefusal(400, "say what to do: set, advance, speed or freeze")
    clock = context.controls.clock
    # All is read before anything moves: a refused command moves nothing.
    to_ms = _right("set", parse_instant_ms, command.set)
    by_ms = _right("advance", parse_duration_ms, command.advance)
    if command.speed is not None:
        _right("speed", clock.run, command.speed)
    if command.freeze is True:
        clock.freeze()
    if to_ms is not None:
        clock.set(to_ms)
    if by_ms is not None:
        _right("advance", clock.advance, by_ms)
    if command.freeze is False:
        clock.unfreeze()
    return show_clock(context, request)


def _right(field: str, read: Callable[[Any], Any], value: Any) -> Any:
    try:
        return None if value is None else read(value)
    except ValueError as problem:
        raise AdminRefusal(400, f"{field}: {problem}", field=field) from None


def show_quotas(context: AdminContext, request: AdminRequest) -> dict[str, Any]:
    """Whether quotas hold, the vendors' limits, and what each caller has used and left."""
    quotas = context.controls.quotas
    buckets = [
        {"bucket": bucket.name, "calls": bucket.calls, "window": bucket.window.value}
        for bucket in quotas.buckets.values()
    ]
    return {"on": quotas.on, "buckets": buckets, "quotas": quotas.rows(context.controls.clock.now_ms())}


def set_quotas(context: AdminContext, request: AdminRequest) -> dict[str, Any]:
    """Switch quotas, or set a limit, which switches them on unless `on` says otherwise."""
    command = read_command(request.content, QuotaCommand)
    quotas = context.controls.quotas
    if command == QuotaCommand():
        raise AdminRefusal(400, "say what to do: on, or a limit with or without credential and bucket")
    if command.limit is not msgspec.UNSET:
        if command.limit is not None and command.limit < 0:
            raise AdminRefusal(400, f"limit is a whole number from 0, or null, not {command.limit}", field="limit")
        names = _holders(context, command.credential) if command.credential else [""]
        for bucket in _buckets(context, command.bucket):
            for name in names:
                quotas.set_limit(bucket, name, command.limit)
        quotas.on = True
    elif command.on is None:
        raise AdminRefusal(400, "the limit is missing: a whole number, or null for the vendor's", field="limit")
    if command.on is not None:
        quotas.on = command.on
    return show_quotas(context, request)


def _buckets(context: AdminContext, name: str | None) -> list[str]:
    known = list(context.controls.quotas.buckets)
    if name is not None and name not in known:
        raise AdminRefusal(400, f"there is no bucket {name!r}{did_you_mean(name, known)}", field="bucket")
    return known if name is None else [name]


def _holders(context: AdminContext, credential: str) -> list[str]:
    """The name itself, and the client_keys of apps of that name, whose tokens have names of their own."""
    records = context.keyring.records()
    names = {record.name for record in records} | {record.client_key for record in records if record.client_key}
    if credential not in names:
        raise AdminRefusal(
            400, f"there is no credential {credential!r}{did_you_mean(credential, names)}", field="credential"
        )
    apps = [record.client_key for record in records if record.name == credential and context.keyring.is_app(record)]
    return [credential, *(app for app in apps if app)]


def show_faults(context: AdminContext, request: AdminRequest) -> dict[str, Any]:
    """The faults in force, with how many calls they saw and hit."""
    return {"faults": [_fault_row(rule) for rule in context.controls.faults.rules]}


def add_fault(context: AdminContext, request: AdminRequest) -> dict[str, Any]:
    """Put a fault in force."""
    spec = read_command(request.content, FaultSpec)
    if spec.credential is not None:
        _holders(context, spec.credential)
    try:
        return _fault_row(context.controls.faults.add(spec))
    except InvalidFault as problem:
        raise AdminRefusal(400, str(problem), field=problem.field) from None


def remove_faults(context: AdminContext, request: AdminRequest) -> dict[str, Any]:
    """Lift the fault of an `id`, or all."""
    wanted = request.query.get("id")
    if wanted is not None and not (wanted.isdecimal() and len(wanted) < LONGEST_NUMBER):
        raise AdminRefusal(400, f"id is the number of a fault, not {wanted[:40]!r}", field="id")
    removed = context.controls.faults.remove(int(wanted) if wanted is not None else None)
    if wanted is not None and not removed:
        raise AdminRefusal(404, f"there is no fault {wanted}", field="id")
    return {"removed": removed}


def _fault_row(rule: Rule) -> dict[str, Any]:
    given = {name: value for name, value in msgspec.structs.asdict(rule.spec).items() if value is not None}
    return {"id": rule.number, **given, "seen": rule.seen, "struck": rule.hit}


def show_requests(context: AdminContext, request: AdminRequest) -> dict[str, Any]:
    """The newest entries that fit, oldest first; after a sequence number, the first ones."""
    log = log_of(context)
    wanted = read_filter(request.query, log.names)
    limit = _number(request.query, "limit", MOST_SHOWN)
    found = list(log.entries(wanted))
    chosen = found[:limit] if wanted.after else found[-limit:] if limit else []
    return {"total": len(found), "requests": [entry_row(entry) for entry in chosen]}


def clear_requests(context: AdminContext, request: AdminRequest) -> dict[str, Any]:
    """Forget all entries."""
    log = log_of(context)
    removed = len(log)
    log.clear()
    return {"removed": removed}


def log_of(context: AdminContext) -> RequestLog:
    """The log; AdminRefusal 409 where none is kept."""
    if context.controls.log is None:
        raise AdminRefusal(409, "requests are not logged here: start the server with --log")
    return context.controls.log


def read_filter(query: Mapping[str, str], names: Collection[str]) -> LogFilter:
    """`operation` (under one of the names), `status` (429 or 4xx) and `since` (a sequence number or an ISO instant)."""
    unknown = query.keys() - {"operation", "status", "since", "limit"}
    if unknown:
        name = min(unknown)
        raise AdminRefusal(
            400, f"there is no {name!r}{did_you_mean(name, ['operation', 'status', 'since', 'limit'])}", field=name
        )
    operation = query.get("operation", "")
    if operation:
        try:
            check_named(operation, names)
        except LookupError as problem:
            raise AdminRefusal(400, str(problem), field="operation") from None
    status = query.get("status", "")
    if status and not (len(status) == 3 and status[0] in "12345" and (status[1:] == "xx" or status.isdecimal())):
        raise AdminRefusal(400, f"status is a number such as 429, or 4xx, not {status[:40]!r}", field="status")
    since = query.get("since", "")
    is_number = since.isdecimal() and len(since) < LONGEST_NUMBER
    return LogFilter(
        operation=operation,
        status=status,
        after=int(since) if is_number else 0,
        since_ms=_right("since", parse_instant_ms, since) if since and not is_number else 0,
    )


def _number(query: Mapping[str, str], name: str, most: int) -> int:
    text = query.get(name, str(most))
    if not (text.isdecimal() and len(text) < 10 and int(text) <= most):
        raise AdminRefusal(400, f"{name} is a whole number up to {most}, not {text[:40]!r}", field=name)
    return int(text)


def show_snapshots(context: AdminContext, request: AdminRequest) -> dict[str, Any]:
    """The snapshots by name."""
    snapshots = context.controls.snapshots
    return {"snapshots": snapshots.rows() if snapshots is not None else []}


def command_snapshot(context: AdminContext, request: AdminRequest) -> dict[str, Any]:
    """Save, load, remove or branch."""
    command = read_command(request.content, SnapshotCommand)
    given = [name for name in ("save", "load", "remove", "branch") if getattr(command, name) is not None]
    if len(given) != 1 or (command.start is not None) != (given == ["branch"]):
        raise AdminRefusal(400, "give one of save, load, remove and branch, the last together with from")
    try:
        _carry_out(context.controls, command)
    except LookupError as problem:
        raise AdminRefusal(404, str(problem.args[0]), field="from" if command.branch else given[0]) from None
    except ValueError as problem:
        raise AdminRefusal(400, str(problem), field=given[0]) from None
    except FileExistsError as problem:
        raise AdminRefusal(409, str(problem.args[0]), field="branch") from None
    except (ArchiveError, OSError) as problem:
        raise AdminRefusal(500, f"cannot {given[0]} the snapshot: {problem}", field=given[0]) from None
    return show_snapshots(context, request)


def _carry_out(controls: Controls, command: SnapshotCommand) -> None:
    if command.save is not None:
        controls.save(command.save)
    elif command.load is not None:
        controls.load(command.load)
    elif controls.snapshots is None:
        raise LookupError("only archives in a file have snapshots")
    elif command.remove is not None:
        controls.snapshots.remove(command.remove)
    elif command.branch is not None:
        controls.snapshots.branch(command.branch, command.start or "")


def reset(context: AdminContext, request: AdminRequest) -> dict[str, Any]:
    """Everything back to the start. The archive only where a copy of its start is kept: `archive` says so."""
    return {"reset": True, "archive": context.controls.reset()}


#: By name and method.
ROUTES: Mapping[str, Mapping[str, Route]] = {
    "state": {"GET": show_state},
    "clock": {"GET": show_clock, "POST": move_clock},
    "quotas": {"GET": show_quotas, "POST": set_quotas},
    "faults": {"GET": show_faults, "POST": add_fault, "DELETE": remove_faults},
    "requests": {"GET": show_requests, "DELETE": clear_requests},
    "snapshots": {"GET": show_snapshots, "POST": command_snapshot},
    "reset": {"POST": reset},
}
#: Those that may take longer than a request should wait for another's.
SLOW = {show_state, move_clock, command_snapshot, reset}
