"""The server does what the published documents promise: schemathesis, with all its checks, finds nothing.

`make fuzz` makes many more calls. What is not checked as schemathesis would, `schemathesis.toml` says, with the reason.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

from tokgate.contract.credentials import Carrier
from tokgate.contract.dialect import Dialect, operations_of
from tokgate.dialects.registry import installed
from tokgate.publish.openapi import openapi
from tokgate.testing import Server

EXAMPLES = int(os.environ.get("TOKGATE_FUZZ_EXAMPLES", "5"))
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


def let_in(dialect: Dialect) -> str:
    """The part of a configuration that shows the credentials that everybody knows."""
    secrets = {kind.kind: dialect.demo[kind.demo] for kind in dialect.credentials if kind.demo}
    declared = {each.kind: each for operation in operations_of(dialect) for each in operation.credentials}
    return "".join(
        f'[auth.openapi.{kind}]\n{"bearer" if each.carrier is Carrier.BEARER else "api_key"} = "{secrets[kind]}"\n'
        for kind, each in declared.items()
    )


@pytest.mark.parametrize("dialect", installed(), ids=lambda dialect: dialect.name)
def test_nothing_is_found_in_a_document(dialect: Dialect, server: Server, tmp_path: Path) -> None:
    document, settings = tmp_path / "openapi.json", tmp_path / "schemathesis.toml"
    document.write_bytes(msgspec.json.encode(openapi(dialect)))
    settings.write_text(Path(__file__).with_name("schemathesis.toml").read_text() + let_in(dialect))
    run = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings), "run", str(document)),
        *("--url", server.url, "--max-examples", str(EXAMPLES)),
    ]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "No test cases were generated" not in done.stdout


def test_a_wrong_method_is_told_the_right_ones(server: Server) -> None:
    answer = httpx.post(f"{server.url}/public/posts")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
