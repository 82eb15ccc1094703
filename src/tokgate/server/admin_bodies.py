"""What the admin routes are told, and what they say to what they do not understand."""

from __future__ import annotations

import re
from typing import TypeVar

import msgspec

from tokgate.domain.spelling import did_you_mean

T = TypeVar("T", bound=msgspec.Struct)


class AdminRefusal(Exception):
    """A refusal of an admin route: `field` names the member or parameter that is wrong, "" where none is."""

    def __init__(self, status: int, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.field = field


class ClockCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`set` to an ISO instant, `advance` by a duration such as 25h, `speed` against real time, `freeze` or go on."""

    set: str | None = None
    advance: str | None = None
    speed: float | None = None
    freeze: bool | None = None


class QuotaCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`on`: enforce quotas at all. `limit`: another one than the vendor's, null for the vendor's again.

    `credential`: a key's name or an app's client_key, left out for all; `bucket`: one quota, left out for all.
    """

    on: bool | None = None
    credential: str | None = None
    bucket: str | None = None
    limit: int | msgspec.UnsetType | None = msgspec.UNSET


class SnapshotCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"start": "from"}):
    """One of the four, with a snapshot's name; `branch` goes with `from`."""

    save: str | None = None
    load: str | None = None
    remove: str | None = None
    branch: str | None = None
    start: str | None = None


_UNKNOWN = re.compile(r"unknown field `(.*?)`")
_WHERE = re.compile(r" - at `\$\.?(.*?)`$")


def read_command(content: bytes, kind: type[T]) -> T:
    """A body as a command. AdminRefusal 400 names the member that is unknown or of another type."""
    try:
        return msgspec.json.decode(content.strip() or b"{}", type=kind)
    except msgspec.ValidationError as problem:
        raise _refused(str(problem), kind) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise AdminRefusal(400, "the body must be a JSON object") from None


def _refused(problem: str, kind: type[msgspec.Struct]) -> AdminRefusal:
    unknown = _UNKNOWN.search(problem)
    if unknown:
        name = unknown.group(1)
        return AdminRefusal(
            400, f"there is no member {name!r}{did_you_mean(name, kind.__struct_encode_fields__)}", field=name
        )
    where = _WHERE.search(problem)
    field = where.group(1) if where else ""
    said = _WHERE.sub("", problem).replace("Object missing required field", "the body lacks")
    return AdminRefusal(400, f"{field}: {said}" if field else said, field=field or _quoted(said))


def _quoted(text: str) -> str:
    found = re.search(r"`(\w+)`$", text)
    return found.group(1) if found else ""
