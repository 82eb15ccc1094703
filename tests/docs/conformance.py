"""docs/conformance.md: each declared operation, field and refusal of TikTok's own APIs, with the tests that show it.

python -m tests.docs.conformance > docs/conformance.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_type_hints

from tests.evidence import SHOWN, Shown

from tokgate.contract.answers import AnswerKind
from tokgate.contract.dialect import operations_of
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.operation import Operation
from tokgate.contract.wire import Wire
from tokgate.dialects.official.dialect import DIALECT

ROOT = Path(__file__).resolve().parents[2]
INTRODUCTION = """\
# What is shown of TikTok's own APIs

Made from the declarations, and from what tests say they show (`tests/evidence.py`): `make docs` writes it. Each
operation has the members of its answers and the refusals that tests ask it for. What no test shows yet has a dash.
"""


def conformance_page() -> str:
    """The page, from the declarations and all tests."""
    shown = evidence()
    lines = [INTRODUCTION, *_numbered(shown)]
    for operation in operations_of(DIALECT):
        lines += _section(operation, [each for each in shown if operation.name in each.operations])
    return "\n".join(lines)


def evidence() -> list[Shown]:
    """What all tests show, by their names."""
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        if "tests.evidence import" in file.read_text(encoding="utf-8"):
            import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
    shown = {(each.test, each.operations): each for each in SHOWN}
    return [shown[key] for key in sorted(shown)]


def _numbered(shown: Iterable[Shown]) -> Iterator[str]:
    """The tests under short names, as a table cell has no room for theirs."""
    yield "| | test |"
    yield "|---|---|"
    yield from dict.fromkeys(f"| {_short(each)} | `{each.test}` |" for each in shown)
    yield ""


def _short(shown: Shown) -> str:
    return shown.test.rpartition("::")[2].removeprefix("test_").replace("_", " ")


def _section(operation: Operation[Any, ...], shown: list[Shown]) -> Iterator[str]:
    yield f"## {operation.name}\n"
    when = f" with `{operation.when.member}={operation.when.value}`" if operation.when else ""
    yield f"`{operation.method} {operation.path}`{when}: {operation.help.partition(chr(10))[0]}\n"
    yield f"Shown by: {_tests(shown)}\n"
    yield "| field | type | shown by |"
    yield "|---|---|---|"
    of_fields = _tests(each for each in shown if each.fields)
    yield from (f"| `{path}` | {kind} | {of_fields} |" for path, kind in _fields(operation))
    yield ""
    causes = [cause for cause in Cause if any(cause in each.causes for each in shown)]
    if causes:
        yield "| refused because | HTTP | code | words | shown by |"
        yield "|---|---|---|---|---|"
    for cause in causes:
        yield _refusal(operation, cause, _tests(each for each in shown if cause in each.causes))
    yield ""


def _refusal(operation: Operation[Any, ...], cause: Cause, tests: str) -> str:
    refusal = Refusal(cause, fields={"{parameter}": "{problem}"}, name="{name}")
    refused = DIALECT.refuse(refusal, operation=operation, log_id="", now_ms=0)
    error = DIALECT.error_in(operation, refused.status, refused.headers, refused.body)
    is_json = "json" in refused.content_type
    code = f"`{error.code}`" if error is not None and is_json else ""
    words = error.message if error is not None and is_json else refused.body.decode()
    return f"| {cause.value.replace('_', ' ')} | {refused.status} | {code} | {words} | {tests} |"


def _fields(operation: Operation[Any, ...]) -> Iterator[tuple[str, str]]:
    """The members of an answer by their paths, those of lists' entries too; of an answer that is no JSON, its type."""
    if operation.answer.kind is not AnswerKind.JSON:
        yield "(body)", ", ".join(operation.answer.media_types) or "nothing"
        return
    yield from _members(operation.answer.type, "")


def _members(kind: type[Wire], above: str) -> Iterator[tuple[str, str]]:
    hints = get_type_hints(kind)
    for field, name in zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True):
        wires = [each for each in _kinds(hints[field]) if isinstance(each, type) and issubclass(each, Wire)]
        mark = "[]" if any(str(each).startswith("list") for each in (hints[field], *get_args(hints[field]))) else ""
        if wires:
            yield from _members(wires[0], f"{above}{name}{mark}.")
        else:
            yield f"{above}{name}", _shown_type(hints[field])


def _kinds(hint: Any) -> Iterator[Any]:
    yield hint
    for part in get_args(hint):
        yield from _kinds(part)


def _shown_type(hint: Any) -> str:
    text = hint.__name__ if isinstance(hint, type) and not get_args(hint) else str(hint)
    return text.replace("typing.", "").replace(" | None", "").replace("|", "or")


def _tests(shown: Iterable[Shown]) -> str:
    return "; ".join(dict.fromkeys(map(_short, shown))) or "-"


if __name__ == "__main__":
    sys.stdout.write(conformance_page())
