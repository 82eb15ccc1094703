"""An archive that may only be read: without the right to write to it, in such a folder, on such a file system."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.cli.conftest import START_S
from tests.evidence import shows
from tests.made import creator_named, keep, post_of
from tests.mounts import on_read_only_mount, without_rights
from tests.server.sign_in.browser import asked, decide

from tokgate.archive import open_archive
from tokgate.contract.errors import Cause
from tokgate.dialects.official.oauth import OAuth
from tokgate.dialects.official.research_video import ResearchVideos

Only = Callable[..., "subprocess.CompletedProcess[str]"]
PLACES = ("file", "folder", "mount")


def command_in(place: str, folder: Path, *arguments: str) -> list[str]:
    """The command as it runs where a file, or a folder too, or the file system can only be read."""
    command = [sys.executable, "-m", "tokgate.cli.main", *arguments]
    return on_read_only_mount(folder, command) if place == "mount" else without_rights(command)


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, archive_file: str, tmp_path: Path) -> Iterator[str]:
    chosen: str = request.param
    if chosen != "mount":
        Path(archive_file).chmod(0o444)
    if chosen == "folder":
        tmp_path.chmod(0o555)
    yield chosen
    tmp_path.chmod(0o755)


@pytest.fixture
def run_in(place: str, tmp_path: Path) -> Only:
    def run(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        command = command_in(place, tmp_path, *arguments)
        env = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/nowhere", "PYTHONUTF8": "1"}
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, env=env, check=False)
        assert done.returncode == code, done.stderr
        return done

    return run


def test_it_is_read_and_exported_elsewhere(run_in: Only, tmp_path_factory: pytest.TempPathFactory) -> None:
    output = tmp_path_factory.mktemp("out") / "posts.csv"

    assert json.loads(run_in("creators", "--json").stdout)["posts_held"] == 40
    assert len(run_in("posts", "ana", "--json").stdout.splitlines()) == 40
    assert run_in("history", str((START_S << 32) + 7), "--json").stdout
    run_in("export", "-o", str(output))
    assert len(output.read_text().splitlines()) > 40
    assert run_in("keys", "list").stdout.startswith("name")


@pytest.mark.parametrize(
    "arguments",
    [("keys", "create", "tikapi", "one"), ("import", __file__), ("purge", "post", "7", "--because", "x", "--yes")],
)
def test_what_would_write_is_refused_in_one_sentence(run_in: Only, arguments: tuple[str, ...]) -> None:
    said = run_in(*arguments, code=1).stderr

    assert said == "Error: tokgate.db can only be read: there is no right to write to it, or to its folder\n"


@pytest.fixture
def served(place: str, tmp_path: Path) -> Iterator[tuple[dict[str, Any], httpx.Client]]:
    """The ready line of a server of the archive, and a client of it."""
    command = command_in(place, tmp_path, "serve", "--dev", "--port", "0", "--json")
    env = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/nowhere", "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env
    ) as server:
        try:
            assert server.stdout is not None
            ready = json.loads(server.stdout.readline())
            with httpx.Client(base_url=ready["url"]) as http:
                yield ready, http
        finally:
            server.terminate()
            _, said = server.communicate(timeout=20)
    assert "can only be read" in said
    assert "calls that write will fail" in said
    assert "Traceback" not in said


def test_it_is_served(served: tuple[dict[str, Any], httpx.Client]) -> None:
    ready, http = served
    asked = {"secUid": ready["sample"]["sec_uid"], "count": 30}

    page = http.get("/public/posts", params=asked, headers={"X-API-KEY": ready["tikapi"]["api_key"]}).json()

    assert len(page["itemList"]) == 30
    assert http.get("/_tokgate/ready").status_code == 200


@shows(ResearchVideos.query, OAuth.token, causes=(Cause.READ_ONLY,))
def test_a_call_that_keeps_something_is_refused_and_so_is_signing_in(
    served: tuple[dict[str, Any], httpx.Client],
) -> None:
    ready, http = served
    official = ready["official"]
    search = {
        "query": {"and": [{"operation": "EQ", "field_name": "username", "field_values": ["ana"]}]},
        "start_date": "20240101",
        "end_date": "20240110",
    }
    app = {name: official[name] for name in ("client_key", "client_secret")}

    queried = http.post(
        "/v2/research/video/query/?fields=id",
        json=search,
        headers={"Authorization": f"Bearer {official['client_token']}"},
    )
    token = http.post("/v2/oauth/token/", data={**app, "grant_type": "client_credentials"})
    keys = {"X-API-KEY": ready["tikapi"]["api_key"], "X-ACCOUNT-KEY": ready["tikapi"]["account_key"]}
    edited = http.post("/user/edit/bio", json={"value": "new"}, headers=keys)
    page = http.get("/v2/auth/authorize/", params={**asked(), "creator": ready["sample"]["username"]})

    said = "This archive can only be read."
    assert (queried.status_code, queried.json()["error"]["message"]) == (403, said)
    assert (token.status_code, token.json()["error_description"]) == (403, said)
    assert (edited.status_code, edited.json()["message"]) == (403, said)
    assert page.status_code == 200
    decided = decide(http, page)
    assert decided.status_code == 403
    assert "archive can only be read" in decided.text


def test_one_that_others_may_write_to_is_not_read_blindly(archive_file: str, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        done = subprocess.run(
            command_in("folder", tmp_path, "creators"), cwd=tmp_path, capture_output=True, text=True, check=False
        )
    finally:
        tmp_path.chmod(0o755)
    assert done.returncode == 1
    assert "cannot be read safely" in done.stderr


def test_what_is_written_past_a_reader_without_locks_is_noticed(archive_file: str, tmp_path: Path) -> None:
    script = (
        "import sys; from tokgate.archive import open_archive\n"
        "archive = open_archive('tokgate.db', read_only=True)\n"
        "posts = archive.all_posts(); print(next(posts).id, flush=True); sys.stdin.readline(); archive.totals()"
    )
    command = on_read_only_mount(tmp_path, [sys.executable, "-c", script])
    with subprocess.Popen(
        command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline()
        with closing(open_archive(archive_file)) as archive:
            keep(archive, creator_named("ben"), [post_of(post_id=(START_S + 99 << 32) + 7, created_s=START_S + 99)])
        _, said = reader.communicate("go\n", timeout=60)
    assert "was written to while it was read" in said.splitlines()[-1]
