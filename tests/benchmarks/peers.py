"""Peers that can serve such a page: installed into `bench-data/`, never into the project, and skipped with a reason."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from tests.benchmarks.dataset import DATA, Dataset
from tests.benchmarks.items import items_of
from tests.benchmarks.load import Request

NPM = DATA / "npm"
VENV = DATA / "venv"
FEED = "/api/tiktok/get-user-post/v1"
#: Posts that json-server and Flask hold: they keep all in memory.
HELD = 10_000


class Skipped(Exception):
    """A peer that cannot be had here; the text says why."""


class Peer(msgspec.Struct, frozen=True):
    """How a peer is started on a port, what it must be able to answer, and what it is asked."""

    name: str
    command: Callable[[int], list[str]]
    request: Request


def prepare(name: str, dataset: Dataset, page: bytes) -> Peer:
    """Install a peer and write its files. Skipped if it cannot be installed."""
    return PEERS[name](dataset, page)


def npm_tool(package: str, binary: str) -> str:
    """The path of a tool from npm."""
    path = NPM / "node_modules" / ".bin" / binary
    if not path.exists():
        if shutil.which("npm") is None:
            raise Skipped("npm is not installed")
        _install(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(NPM), package])
    return str(path)


def venv_python(*packages: str) -> str:
    """The Python of the peers' own environment, with packages in it; the first name is the module to look for."""
    python = VENV / "bin" / "python"
    if not python.exists():
        _install([sys.executable, "-m", "venv", str(VENV)])
    module = packages[0].partition("[")[0].replace("-", "_")
    if subprocess.run([python, "-c", f"import {module}"], capture_output=True, timeout=60, check=False).returncode:
        _install([str(python), "-m", "pip", "install", "--quiet", *packages])
    return str(python)


def _install(command: Sequence[str]) -> None:
    try:
        subprocess.run(command, capture_output=True, timeout=300, check=True)
    except subprocess.CalledProcessError as problem:
        last = (problem.stderr or b"").decode(errors="replace").strip().splitlines()[-1:] or ["no reason given"]
        raise Skipped(f"cannot be installed: {last[0][:200]}") from None
    except subprocess.TimeoutExpired:
        raise Skipped("cannot be installed in 5 minutes") from None


def _held_items(dataset: Dataset) -> tuple[list[bytes], list[str]]:
    """About as many posts as a peer in memory holds, of the sampled creators, and these creators' secUids."""
    items: list[bytes] = []
    sec_uids = []
    for account in sorted(dataset.sample(), key=lambda account: account.posts):
        sec_uids.append(account.sec_uid)
        items += items_of(account)
        if len(items) >= HELD:
            break
    return items, sec_uids


def _flask(dataset: Dataset, page: bytes) -> Peer:
    python = venv_python("flask", "waitress")
    items, sec_uids = _held_items(dataset)
    file = DATA / "flask.jsonl"
    file.write_bytes(b"\n".join(items))
    script = str(Path(__file__).with_name("flask_app.py"))
    paths = [f"/public/posts?secUid={sec_uid}" for sec_uid in sec_uids]
    return Peer("Flask over dicts, waitress", lambda port: [python, script, str(file), str(port)], Request(paths))


def _json_server(dataset: Dataset, page: bytes) -> Peer:
    tool = npm_tool("json-server@0.17.4", "json-server")
    items, _ = _held_items(dataset)
    posts = [_flat(item) for item in items]
    file = DATA / "json-server.json"
    file.write_text(json.dumps({"posts": posts}))
    owners = sorted({str(post["owner"]) for post in posts})
    paths = [f"/posts?owner={owner}&_sort=createTime&_order=desc&_limit=30" for owner in owners]
    return Peer(
        "json-server, 10 k posts", lambda port: [tool, "--port", str(port), "--quiet", str(file)], Request(paths)
    )


def _flat(item: bytes) -> dict[str, object]:
    post: dict[str, object] = json.loads(item)
    author = post["author"]
    assert isinstance(author, dict)
    return post | {"owner": author["uniqueId"]}


def _prism(dataset: Dataset, page: bytes) -> Peer:
    tool = npm_tool("@stoplight/prism-cli", "prism")
    answer = {"description": "a page", "content": {"application/json": {"example": json.loads(page)}}}
    document = {
        "openapi": "3.0.0",
        "info": {"title": "posts", "version": "1"},
        "paths": {FEED: {"get": {"responses": {"200": answer}}}},
    }
    file = DATA / "prism.json"
    file.write_text(json.dumps(document))
    command = [tool, "mock", "--verboseLevel", "silent", str(file), "--port"]
    return Peer("Prism, example of 30 items", lambda port: [*command, str(port)], Request([FEED]))


def _mockoon(dataset: Dataset, page: bytes) -> Peer:
    tool = npm_tool("@mockoon/cli", "mockoon-cli")
    answer = {"uuid": "2", "body": page.decode(), "statusCode": 200, "headers": [], "default": True, "rules": []}
    header = {"key": "content-type", "value": "application/json"}
    route = {"uuid": "1", "type": "http", "method": "get", "endpoint": FEED[1:], "enabled": True}
    routes = [route | {"responses": [answer | {"bodyType": "INLINE", "disableTemplating": True, "headers": [header]}]}]
    file = DATA / "mockoon.json"
    file.write_text(json.dumps({"uuid": "0", "name": "posts", "port": 3000, "routes": routes, "lastMigration": 33}))
    command = [tool, "start", "--disable-log-to-file", "--data", str(file), "--repair", "--port"]
    return Peer("Mockoon, static page", lambda port: [*command, str(port)], Request([FEED]))


def _wiremock(dataset: Dataset, page: bytes) -> Peer:
    java = shutil.which("java")
    if java is None:
        raise Skipped("java is not installed")
    npm_tool("wiremock", "wiremock")
    jars = sorted((NPM / "node_modules" / "wiremock" / "build").glob("*.jar"))
    if not jars:
        raise Skipped("its npm package holds no jar")
    for folder in ("mappings", "__files"):
        (DATA / "wiremock" / folder).mkdir(parents=True, exist_ok=True)
    (DATA / "wiremock" / "__files" / "page.json").write_bytes(page)
    response = {"status": 200, "bodyFileName": "page.json", "headers": {"Content-Type": "application/json"}}
    mapping = {"request": {"method": "GET", "urlPath": FEED}, "response": response}
    (DATA / "wiremock" / "mappings" / "page.json").write_text(json.dumps(mapping))
    command = [java, "-jar", str(jars[-1]), "--root-dir", str(DATA / "wiremock"), "--no-request-journal"]
    command += ["--disable-gzip", "--disable-banner", "--port"]
    return Peer("WireMock, static page", lambda port: [*command, str(port)], Request([FEED]))


PEERS: dict[str, Callable[[Dataset, bytes], Peer]] = {
    "Flask": _flask,
    "json-server": _json_server,
    "Prism": _prism,
    "Mockoon": _mockoon,
    "WireMock": _wiremock,
}
