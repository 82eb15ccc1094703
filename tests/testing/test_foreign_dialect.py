"""A dialect in a package of its own has all that ours have: `examples/dialect`, installed and used as its users do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tokgate.archive import open_archive
from tokgate.testing.recording.tape import read_tape

PACKAGE = Path(__file__).resolve().parents[2] / "examples" / "dialect"
MOST_LINES = 150

#: What its users write: the SDK, against a server in front of which the vendor's host is led.
SCRIPT = """
import urllib.error, urllib.request
import tokgate, tokgate.testing
from tokgate_example.client import Example

def refused(error, ask, handle):
    try:
        ask(handle=handle)
    except error as problem:
        assert problem.operation == "example.people.show", problem
    else:
        raise AssertionError(f"no {error}")

with tokgate.testing.Server() as server:
    key, handle = server.credentials["example"]["key"], server.sample["username"]
    client = Example(key, base_url=server.url, retries=0)
    show = client.people.show
    assert show(handle=handle).handle == handle
    assert tokgate.Creator.of(show(handle=handle)).username == handle
    assert client.people.rename(handle=handle, name="Another").name == "Another"
    assert show(handle=handle).name == "Another"
    refused(tokgate.NotFound, show, "nobody.at.all")
    refused(tokgate.Unauthorized, Example("ex_none", base_url=server.url).people.show, handle)
    server.faults.add("example.people.show", "rate_limit", first=1)
    refused(tokgate.RateLimited, show, handle)
    with tokgate.testing.intercept(server.url):
        asked = urllib.request.Request("https://api.example.com/example/people/nobody", headers={"X-Example-Key": key})
        try:
            urllib.request.urlopen(asked)
        except urllib.error.HTTPError as problem:
            print(problem.code)
    server.quotas.limit(1, bucket="example.day")
    show(handle=handle)
    refused(tokgate.QuotaExhausted, show, handle)
"""

#: Its answers on a tape and in an archive. The key is shown in its header, and once more where nobody looks for one.
RECORD = """
import subprocess, sys
import tokgate.testing
from tokgate_example.client import Example

ASK = '''
import sys, urllib.request
key, handle = sys.argv[1:]
url = "https://api.example.com/example/people/" + handle + "?seen=" + key
urllib.request.urlopen(urllib.request.Request(url, headers={"X-Example-Key": key}))
'''
with tokgate.testing.Server() as server:
    key, handle = server.credentials["example"]["key"], server.sample["username"]
    Example(key, base_url=server.url).people.rename(handle=handle, name="Of the example")
    verb = ["record", "calls.jsonl", "--upstream", server.url, "--archive", "kept.db", "--"]
    program = [sys.executable, "-c", ASK, key, handle]
    subprocess.run([sys.executable, "-m", "tokgate.cli.main", *verb, *program], check=True)
    print(handle)
"""

SEED = """
creators:
  - username: seeded
    name: Seeded
keys:
  - {kind: example, name: of the file, secret: ex_of_the_file}
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package in it."""
    folder: Path = tmp_path_factory.mktemp("installed")
    uv = Path(sys.executable).with_name("uv")
    arguments = ["pip", "install", "--offline", "--no-deps", "--target", str(folder), str(PACKAGE)]
    done = subprocess.run([str(uv), *arguments], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return folder


Run = Callable[..., str]


@pytest.fixture
def run(installed: Path, tmp_path: Path) -> Run:
    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(installed)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@contextmanager
def serving(installed: Path, folder: Path) -> Iterator[dict[str, Any]]:
    """The ready line of `tokgate serve` over the folder's archive."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tokgate.cli.main", "serve", "--port", "0"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(installed)},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_it_is_short() -> None:
    sources = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]

    assert sum(bool(line.strip()) for text in sources for line in text.splitlines()) < MOST_LINES


def test_sdk_server_faults_quotas_and_interception_know_it(run: Run) -> None:
    assert run("-c", SCRIPT) == "404\n"


def test_its_answers_are_recorded_without_its_key_and_read_as_it_says(run: Run, tmp_path: Path) -> None:
    handle = run("-c", RECORD).strip()
    (exchange,) = read_tape(tmp_path / "calls.jsonl")

    assert exchange.operation == "example.people.show"
    assert exchange.request.url == f"https://api.example.com/example/people/{handle}?seen=secret-1"
    assert "ex_demo" not in (tmp_path / "calls.jsonl").read_text()
    with closing(open_archive(str(tmp_path / "kept.db"))) as archive:
        creator = archive.creator(username=handle)
    assert creator is not None
    assert creator.name == "Of the example"


def test_the_command_line_knows_it(run: Run, installed: Path, tmp_path: Path) -> None:
    (tmp_path / "seed.yaml").write_text(SEED)
    tokgate = ("-m", "tokgate.cli.main")
    run(*tokgate, "seed", "apply", "seed.yaml", "--archive", "tokgate.db")
    made = json.loads(run(*tokgate, "keys", "create", "example", "mine", "--json"))
    document = json.loads(run(*tokgate, "publish", "openapi", "example"))

    assert made["key"].startswith("ex_")
    assert list(document["paths"]) == ["/example/people/{handle}"]
    assert 'Example("ex_demo", base_url="http://127.0.0.1:8700")' in run(*tokgate, "env", "example")
    with serving(installed, tmp_path) as line:
        for key in (made["key"], "ex_of_the_file"):
            answer = httpx.get(f"{line['url']}/example/people/seeded", headers={"X-Example-Key": key})
            assert answer.json() == {"handle": "seeded", "name": "Seeded"}
        refused = httpx.get(f"{line['url']}/example/people/seeded")
        assert (refused.status_code, refused.json()) == (401, {"problem": "show a key"})
        nowhere = httpx.get(f"{line['url']}/example/no/such/path")
        assert (nowhere.status_code, nowhere.json()) == (404, {"problem": "no such person"})
