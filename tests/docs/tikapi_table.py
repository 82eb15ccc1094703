"""The table in docs/tikapi.md: each declared operation of TikAPI, with the tests that show it.

python -m tests.docs.tikapi_table
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.docs.conformance import evidence
from tests.evidence import Shown

from tokgate.contract.dialect import operations_of
from tokgate.contract.operation import Operation
from tokgate.dialects.tikapi.dialect import DIALECT
from tokgate.publish.markdown import row

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tikapi.md"
BEGIN = "<!-- what follows is made by `make docs` -->\n"
END = "<!-- what was made ends here -->\n"
#: What lists go on by, in the order in which the vendor's SDKs look for it.
PLACES = ("offset", "cursor", "nextCursor", "max_time", "min_time", "page")


def with_table(page: str) -> str:
    """The page with the table as it is now. ValueError if it has no place for it."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{PAGE.name} has no lines {BEGIN!r} and {END!r} for the table")
    return f"{before}{begin}{table()}{end}{after}"


def table() -> str:
    """Every operation of the dialect, in the order of the SDK's tree."""
    shown = evidence()
    lines = ["| SDK call | request | since, until | scopes | goes on by | shown by |", "|---|---|---|---|---|---|"]
    lines += [_row(operation, shown) for operation in operations_of(DIALECT)]
    return "\n".join([*lines, "", *_tests(shown), ""])


def _row(operation: Operation[Any, ...], shown: list[Shown]) -> str:
    when = f" `{operation.when.member}={operation.when.value}`" if operation.when else ""
    return row(
        f"`{operation.name.removeprefix('tikapi.')}`",
        f"`{operation.method} {operation.path}`{when}",
        f"{operation.since or '2.0.11'} to {operation.until or '3.2.2'}",
        ", ".join(scope for credential in operation.credentials for scope in credential.scopes) or "none",
        ", ".join(_places(operation)) or "one answer",
        "; ".join(f"[{number}]" for number, each in enumerate(_own(shown), 1) if operation.name in each.operations)
        or "**no test**",
    )


def _places(operation: Operation[Any, ...]) -> list[str]:
    """The parameters by which a list goes on."""
    names = {field.wire for field in operation.fields}
    return [f"`{name}`" for name in PLACES if name in names]


def _own(shown: list[Shown]) -> list[Shown]:
    """The tests that call operations of this dialect, without those that ask every operation of every dialect."""
    return [each for each in shown if all(name.startswith("tikapi.") for name in each.operations)]


def _tests(shown: list[Shown]) -> Iterator[str]:
    yield from (f"{number}. `{each.test}`" for number, each in enumerate(_own(shown), 1))


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
