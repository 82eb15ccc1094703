"""`tokgate demo`, `serve` and `keys` as processes of their own."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.cli.conftest import Run

from tokgate.cli.panel import sample_commands
from tokgate.dialects.registry import installed


@contextmanager
def started(folder: Path, *arguments: str) -> Iterator[dict[str, Any]]:
    """The ready line of a server, which is stopped as Ctrl-C does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tokgate.cli.main", *arguments], cwd=folder, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)
        rest = process.stdout.read()
        process.stdout.close()
    assert rest == ""


def test_the_demo_prints_one_ready_line_and_its_commands_work(tmp_path: Path) -> None:
    with started(tmp_path, "demo", "--port", "0") as line:
        assert line.keys() == {"url", "dashboard", "archive", "official", "tikapi", "justone", "sample"}
        assert line["official"].keys() == {
        "client_key", "client_secret", "client_token", "user_token", "refresh_token", "redirect_uri"
    }  # fmt: skip
        assert line["tikapi"].keys() == {"api_key", "account_key", "client_id"}
        assert line["sample"].keys() == {"username", "sec_uid", "user_id", "open_id", "video_id"}
        commands = [command for dialect in installed() for command in sample_commands(line, dialect)]
        answers = [subprocess.run(shlex.split(command), capture_output=True) for command in commands]
    justone, display, research, tikapi = [json.loads(answer.stdout) for answer in answers]

    assert len(justone["data"]["itemList"]) == 30
    assert len(display["data"]["videos"]) == 2
    assert len(research["data"]["reposted_videos"]) == 2
    assert len(tikapi["itemList"]) == 2
    assert not Path(line["archive"]).exists()


def test_a_demo_removes_what_a_killed_one_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    killed, other = tmp_path / "tokgate-demo-killed", tmp_path / "other"
    killed.mkdir()
    other.mkdir()
    (killed / "demo.db").write_bytes(b"left")
    with started(tmp_path, "demo", "--port", "0") as line:
        running = Path(line["archive"])
        for folder in (killed, other, running.parent):
            os.utime(folder, (0, 0))
        with started(tmp_path, "demo", "--port", "0"):
            assert not killed.exists()
            assert other.exists()
            assert running.exists()


def test_where_people_and_probes_look_first_leads_on(tmp_path: Path) -> None:
    with started(tmp_path, "demo", "--port", "0") as line, httpx.Client(base_url=line["url"]) as client:
        found = {path: client.get(path, follow_redirects=True) for path in ("/", "/docs", "/healthz", "/readyz")}

    assert {answer.status_code for answer in found.values()} == {200}
    assert found["/"].url.path == found["/docs"].url.path == "/dashboard"
    assert found["/healthz"].json()["status"] == "ok"


def test_serve_without_dev_has_no_credentials_but_takes_keys(run: Run, tmp_path: Path, archive_file: str) -> None:
    key = json.loads(run("keys", "create", "tikapi", "mine", "--json").stdout)["key"]
    token = json.loads(run("keys", "create", "official-user", "user", "--for", "ana", "--json").stdout)["key"]
    app = json.loads(run("keys", "create", "official-app", "app", "--json").stdout)
    sec_uid = json.loads(run("creators", "--json").stdout)["sec_uid"]
    with started(tmp_path, "serve", "--port", "0", "--archive", archive_file) as line:
        assert line.keys() == {"url", "dashboard", "archive"}
        with httpx.Client(base_url=line["url"]) as http:
            posts = f"/public/posts?secUid={sec_uid}"
            assert http.get(posts, headers={"X-API-KEY": key}).json()["status"] == "success"
            videos = http.post("/v2/video/list/?fields=id", headers={"Authorization": f"Bearer {token}"})
            assert len(videos.json()["data"]["videos"]) == 10
            form = {"client_key": app["client_key"], "client_secret": app["client_secret"]}
            issued = http.post("/v2/oauth/token/", data={**form, "grant_type": "client_credentials"})
            assert issued.json()["expires_in"] == 7200
            reposted = "/v2/research/user/reposted_videos/?fields=id"
            bearer = {"Authorization": f"Bearer {issued.json()['access_token']}"}
            assert http.post(reposted, json={"username": "ana"}, headers=bearer).status_code == 200
            assert run("keys", "revoke", "app").stdout == "revoked 2\n"
            assert http.post(reposted, json={"username": "ana"}, headers=bearer).status_code == 401
            run("keys", "revoke", "mine")
            assert http.get(posts, headers={"X-API-KEY": key}).status_code == 401
            assert (
                http.get(posts, headers={"X-API-KEY": "DemoAPIKeyTokenSeHYGXDfd4SFD320Sc39Asd0Sc39Asd4s"}).status_code
                == 401
            )
    secrets = [key, token, app["client_secret"]]
    assert not any(secret.encode() in Path(archive_file).read_bytes() for secret in secrets)
    assert not any(secret in run("keys", "list").stdout for secret in secrets)


def test_several_workers_serve_one_archive(tmp_path: Path, archive_file: str) -> None:
    with started(tmp_path, "serve", "--dev", "--workers", "2", "--port", "0", "--archive", archive_file) as line:
        headers = {"X-API-KEY": line["tikapi"]["api_key"]}
        url = f"{line['url']}/public/posts?secUid={line['sample']['sec_uid']}"
        assert all(httpx.get(url, headers=headers).status_code == 200 for _ in range(20))


@pytest.mark.usefixtures("archive_file")
def test_dev_credentials_never_leave_loopback(run: Run) -> None:
    assert "loopback" in run("serve", "--dev", "--host", "0.0.0.0", code=1).stderr
    assert "loopback" in run("demo", "--host", "0.0.0.0", code=1).stderr
    assert run("serve", "--as", "ana", code=2).stderr
    assert "no creator 'nobody'" in run("serve", "--dev", "--as", "nobody", code=1).stderr


@pytest.mark.usefixtures("archive_file")
def test_a_taken_port_is_said_plainly(run: Run, tmp_path: Path) -> None:
    with started(tmp_path, "serve", "--port", "0") as line:
        port = line["url"].rpartition(":")[2]
        assert "cannot listen" in run("serve", "--port", port, code=1).stderr


def test_help_lists_every_verb_and_each_verb_has_help(run: Run) -> None:
    from tokgate.cli.main import VERBS

    overview = run("--help").stdout
    for verb in VERBS:
        assert verb in overview
        assert "Usage" in run(verb, "--help").stdout
    assert os.linesep.join(["0.1.0", ""]) == run("version").stdout
