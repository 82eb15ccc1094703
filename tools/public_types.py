"""Whether every type that the client shows is declared, by `pyright --verifytypes`; exit 1 names those that are not.

The client is what a plain install is for; the other packages belong to the server and the command.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

CLIENT = ("client", "contract", "dialects", "domain")


def main() -> int:
    """The exit status; what is not declared goes to stderr."""
    symbols = [each for each in exported() if of_the_client(each["name"])]
    unknown = [each for each in symbols if not each["isTypeKnown"]]
    for each in unknown:
        print(f"{each['name']}: {' '.join(told['message'] for told in each['diagnostics'])}", file=sys.stderr)
    if unknown or not symbols:
        return 1
    print(f"{len(symbols)} names of the client, each of a declared type")
    return 0


def of_the_client(name: str) -> bool:
    """Whether a name is exported by tokgate itself or lives in one of the client's packages."""
    package, *rest = name.split(".")[1:]
    return not rest or package in CLIENT


def exported() -> list[dict[str, Any]]:
    """What pyright says of each name; run elsewhere, so that it finds the package where it is installed."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "pyright", "--verifytypes", "tokgate", "--ignoreexternal", "--outputjson"]
    with tempfile.TemporaryDirectory() as elsewhere:
        output = subprocess.run(
            command, cwd=elsewhere, env=environment, capture_output=True, text=True, check=False
        ).stdout
    return [each for each in json.loads(output)["typeCompleteness"]["symbols"] if each["isExported"]]


if __name__ == "__main__":
    sys.exit(main())
