"""The vendor's `tikapi` in sandbox mode, where it calls with its own examples and demo keys."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tokgate.contract.dialect import operations_of
from tokgate.dialects.tikapi.credentials import DEMO_ACCOUNT_KEY, DEMO_API_KEY
from tokgate.dialects.tikapi.dialect import DIALECT
from tokgate.dialects.tikapi.examples import EXAMPLES
from tokgate.testing.server import Server

SCRIPT = Path(__file__).parent / "run_tikapi_sandbox.py"
#: What the SDK cannot call with nothing: its schema demands a username here and has no example.
WITHOUT_EXAMPLE = {"public.videoV3"}
#: Examples of what is no data of anybody's.
TEXTS = {
    "general", "bio", "overview", "us", "1", "My new bio", "A mí me gusta", "Hey! How you doing?",
    "Italian food is the best", "Check out my live!", DEMO_API_KEY, DEMO_ACCOUNT_KEY,
}  # fmt: skip

pytestmark = pytest.mark.clients


def test_every_call_in_sandbox_mode_is_answered() -> None:
    names = [
        operation.name.removeprefix("tikapi.")
        for operation in operations_of(DIALECT)
        if not operation.name.startswith("tikapi.earlier.")
    ]
    with Server() as server:
        done = subprocess.run(
            [sys.executable, str(SCRIPT), server.url, DEMO_API_KEY, *names], capture_output=True, text=True, timeout=120
        )
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)

    assert {name for name, answer in answers.items() if answer is None} == set()
    assert {name for name, (status, _) in answers.items() if status is None} == WITHOUT_EXAMPLE
    assert {name: answer for name, answer in answers.items() if answer[0] not in (200, None)} == {}


def test_every_example_of_the_vendors_schema_is_known() -> None:
    spec = find_spec("tikapi")
    assert spec is not None
    assert spec.origin is not None
    schema = ast.parse(Path(spec.origin).with_name("api.py").read_text())
    examples = {
        value.value
        for node in ast.walk(schema)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and key.value == "example"
        if isinstance(value, ast.Constant) and isinstance(value.value, str)
    }
    known = {value for each in EXAMPLES for value in each.values}

    assert len(examples) > 20
    assert examples - TEXTS == known
