"""docs/reference/<dialect>.md: every call of a dialect, what it takes, what it answers, how it refuses.

python -m tokgate.publish.reference docs/reference
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from tokgate.contract.answers import AnswerKind
from tokgate.contract.credentials import Carrier, Credential
from tokgate.contract.dialect import Dialect, operations_of
from tokgate.contract.errors import Cause
from tokgate.contract.introspection import told_of
from tokgate.contract.operation import Listing, Operation
from tokgate.dialects.registry import installed
from tokgate.publish.markdown import row
from tokgate.publish.refusals import refused
from tokgate.publish.structs import fields_in, structs_in

INTRODUCTION = """\
Made from the declarations by `make docs`. Calls have these names everywhere: in the client, the server's log, faults
and quotas. A member of an answer that did not come is None in the client. The words of refusals, and what helps, are in
[errors.md](../errors.md).
"""

#: What JSON calls the values that Python calls otherwise.
_JSON_NAMES = {str: "string", int: "integer", float: "number", bool: "boolean", dict: "object", Any: "any"}
#: Of paths and methods that are no operation's.
_OF_NO_OPERATION = {Cause.NO_ROUTE, Cause.WRONG_METHOD}


def reference(dialect: Dialect) -> str:
    """The page of a dialect, in Markdown."""
    operations = operations_of(dialect)
    answers = [each.result for each in operations if each.answer.kind is AnswerKind.JSON]
    taken = [field.kind for operation in operations for field in operation.fields]
    lines = [f"# {dialect.name}: every call", "", INTRODUCTION, "## Calls", ""]
    for operation in operations:
        lines += _operation(dialect, operation)
    lines += ["## Objects", ""]
    for struct in structs_in([*answers, *taken]):
        lines += _struct(struct)
    return "\n".join(lines).rstrip() + "\n"


def _operation(dialect: Dialect, operation: Operation[Any, ...]) -> Iterator[str]:
    told_apart = f" with `{operation.when.member}={operation.when.value}`" if operation.when else ""
    facts = {
        "request": f"`{operation.method} {operation.path or 'a link'}`{told_apart}",
        "effect": operation.effect.value,
        "credentials": "; ".join(_credential(each) for each in operation.credentials) or "none",
        "answer": _answer(operation),
        "list": "walked with `.all(…)` and `.pages(…)`" if isinstance(operation, Listing) else "",
        "refusals": ", ".join(_refusals(dialect, operation)) or "none of its own",
        "since": operation.since,
        "until": operation.until,
        "source": operation.source,
    }
    yield from (f"### {operation.name}", "", operation.help, "")
    yield from (f"- {name}: {fact}" for name, fact in facts.items() if fact)
    yield from (f"- one of these is needed: {_listed(group)}" for group in operation.one_of)
    yield ""
    if operation.fields:
        yield from (row("parameter", "in", "type", "meaning"), "|---|---|---|---|")
        for field in operation.fields:
            yield row(f"`{field.wire}`", field.location.value, _type(field.kind), told_of(field))
        yield ""


def _credential(credential: Credential) -> str:
    place = "`Authorization: Bearer …`"
    if credential.carrier is not Carrier.BEARER:
        place = f"{credential.carrier.value} `{credential.wire}`"
    scopes = f", scope {_listed(credential.scopes)}" if credential.scopes else ""
    return f"`{credential.kind}` ({place}{scopes})"


def _answer(operation: Operation[Any, ...]) -> str:
    kind = operation.answer.kind
    if kind is AnswerKind.NOTHING:
        return "nothing"
    return _type(operation.result) if kind is AnswerKind.JSON else _listed(operation.answer.media_types)


def _refusals(dialect: Dialect, operation: Operation[Any, ...]) -> list[str]:
    """Status, code and error of each, once."""
    raised = [refused(dialect, cause, operation) for cause in Cause if cause not in _OF_NO_OPERATION]
    told = [f"{each.status} `{each.error.code}` {type(each.error).__name__}" for each in raised if each is not None]
    return list(dict.fromkeys(each.replace(" ``", "") for each in told))


def _struct(struct: type[msgspec.Struct]) -> Iterator[str]:
    yield from (f"### {struct.__name__}", "", inspect.getdoc(struct) or "", "")
    fields = list(fields_in(struct))
    if fields:
        yield from (row("field", "type", "meaning"), "|---|---|---|")
        yield from (row(f"`{field.wire}`", _type(field.kind), field.text) for field in fields)
        yield ""


def _type(kind: Any) -> str:
    """A type in JSON's words; a struct is a link to what is said of it."""
    origin, within = get_origin(kind), [each for each in get_args(kind) if each not in (NoneType, msgspec.UnsetType)]
    if origin in (Union, UnionType):
        return " or ".join(_type(each) for each in within)
    if origin is list:
        return f"list of {_type(within[0])}"
    if origin is Literal or (isinstance(kind, type) and issubclass(kind, str)):
        return _JSON_NAMES[str]
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    return _JSON_NAMES.get(origin or kind, "bytes")


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    for each in installed():
        (Path(sys.argv[1]) / f"{each.name}.md").write_text(reference(each), encoding="utf-8")
