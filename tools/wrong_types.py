"""Run mypy and pyright over tests/types/wrong_*.py; exit 1 if one of them finds no fault, or another than is expected.

Each file marks one line with `# expect: mypy[code] pyright[rule]`: there, and nowhere else, both must complain so.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MARK = re.compile(r"# expect: mypy\[([\w-]+)\] pyright\[(\w+)\]")
#: Checker, file, line, code.
Fault = tuple[str, str, int, str]


def main() -> int:
    """The exit status; what differs goes to stderr."""
    files = sorted((ROOT / "tests" / "types").glob("wrong_*.py"))
    with ThreadPoolExecutor() as pool:
        runs = [pool.submit(mypy_faults, files), pool.submit(pyright_faults)]
        found = {fault for run in runs for fault in run.result()}
    expected = {fault for file in files for fault in marked(file)}
    for checker, name, line, code in sorted(expected - found):
        print(f"{name}:{line}: {checker} does not complain of {code}", file=sys.stderr)
    for checker, name, line, code in sorted(found - expected):
        print(f"{name}:{line}: {checker} complains of {code}, which is not expected", file=sys.stderr)
    unmarked = [file.name for file in files if not marked(file)]
    for name in unmarked:
        print(f"{name}: no line is marked with '# expect: mypy[code] pyright[rule]'", file=sys.stderr)
    if not files or unmarked or found != expected:
        return 1
    print(f"{len(files)} wrong files, each refused by mypy and pyright")
    return 0


def marked(file: Path) -> list[Fault]:
    """What the file says that the checkers must find."""
    faults: list[Fault] = []
    for line, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        mark = MARK.search(text)
        if mark:
            faults += [("mypy", file.name, line, mark[1]), ("pyright", file.name, line, mark[2])]
    return faults


def mypy_faults(files: list[Path]) -> set[Fault]:
    """What mypy finds, with the project's own settings."""
    # Files that are named on the command line are checked although the settings exclude them.
    output = _run([sys.executable, "-m", "mypy", "--explicit-package-bases", "--output", "json", *map(str, files)])
    records = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    return {
        ("mypy", Path(record["file"]).name, record["line"], record["code"])
        for record in records
        if record["severity"] == "error"
    }


def pyright_faults() -> set[Fault]:
    """What pyright finds. It has settings of its own for this: the project's leave these files out."""
    output = _run([sys.executable, "-m", "pyright", "--outputjson", "--project", "tests/types/pyright_wrong.json"])
    return {
        (
            "pyright",
            Path(record["file"]).name,
            record["range"]["start"]["line"] + 1,
            record.get("rule", ""),
        )
        for record in json.loads(output)["generalDiagnostics"]
        # A type that is unknown follows from the fault before it.
        if record["severity"] == "error" and not record.get("rule", "").startswith("reportUnknown")
    }


def _run(command: list[str]) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    sys.exit(main())
