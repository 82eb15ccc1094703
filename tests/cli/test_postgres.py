"""Every command that takes an archive, on PostgreSQL; the address has a password, which nothing shows."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest
from tests.cli.conftest import Run
from tests.cli.test_serving import started
from tests.postgres import new_address

from tokgate.archive import open_archive
from tokgate.domain.observations import Provenance

PASSWORD = "s3cret"


@pytest.fixture
def address() -> str:
    return new_address().replace("tokgate@", f"tokgate:{PASSWORD}@")


def test_files_go_in_and_come_out(run: Run, items_file: Path, tmp_path: Path, address: str) -> None:
    done = run("import", "items.jsonl", "--json", code=3, TOKGATE_ARCHIVE=address)
    assert json.loads(done.stdout)["new"] == 5
    again = json.loads(run("import", "items.jsonl", "--json", code=3, TOKGATE_ARCHIVE=address).stdout)
    assert (again["new"], again["duplicate"]) == (0, 5)

    creator = json.loads(run("creators", "--json", "--archive", address).stdout)
    assert (creator["username"], creator["posts_held"]) == ("ben", 5)
    assert len(run("posts", "ben", "--json", "--archive", address).stdout.splitlines()) == 5
    run("export", "-o", "out.csv", "--archive", address)
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 6
    assert not list(tmp_path.glob("*.db"))


def test_keys_open_a_server_on_it(run: Run, tmp_path: Path, address: str) -> None:
    made = run("world", "--creators", "5", "--posts", "60", "--archive", address)
    key = json.loads(run("keys", "create", "tikapi", "mine", "--json", "--archive", address).stdout)["key"]
    sec_uid = json.loads(run("creators", "--json", "--archive", address).stdout.splitlines()[0])["sec_uid"]
    with started(tmp_path, "serve", "--port", "0", "--archive", address) as line:
        assert PASSWORD not in made.stdout + made.stderr + json.dumps(line)
        assert line["archive"].startswith("postgresql://tokgate@/postgres?host=")
        with httpx.Client(base_url=line["url"], headers={"X-API-KEY": key}) as http:
            page = http.get("/public/posts", params={"secUid": sec_uid}).json()
            assert page["status"] == "success"
            assert page["itemList"]
            run("keys", "revoke", "mine", "--archive", address)
            assert http.get("/public/posts", params={"secUid": sec_uid}).status_code == 401
    assert key not in run("keys", "list", "--archive", address).stdout


def test_a_dev_server_tells_its_state_without_the_password(run: Run, tmp_path: Path, address: str) -> None:
    run("world", "--creators", "5", "--posts", "60", "--archive", address)
    with started(tmp_path, "serve", "--dev", "--port", "0", "--archive", address) as line:
        state = httpx.get(line["url"] + "/_tokgate/state").text
        assert PASSWORD not in state
        assert "postgresql://tokgate@" in state
        saved = httpx.post(line["url"] + "/_tokgate/snapshots", json={"save": "a"})
        assert saved.status_code == 404
        assert "only archives in a file have snapshots" in saved.text


def test_several_workers_serve_it(run: Run, tmp_path: Path, address: str) -> None:
    run("world", "--creators", "5", "--posts", "60", "--archive", address)
    with started(tmp_path, "serve", "--dev", "--workers", "2", "--port", "0", "--archive", address) as line:
        query = {"secUid": line["sample"]["sec_uid"]}
        headers = {"X-API-KEY": line["tikapi"]["api_key"]}
        for _ in range(10):  # each on a connection of its own, so that both workers take some
            assert httpx.get(line["url"] + "/public/posts", params=query, headers=headers).json()["itemList"]


def test_seeds_are_applied_once(run: Run, tmp_path: Path, address: str) -> None:
    (tmp_path / "seed.yaml").write_text(
        "creators:\n  - username: ana\n    posts:\n      - id: 7614295022346784030\n        text: hello\n"
    )
    first = json.loads(run("seed", "apply", "seed.yaml", "--json", "--archive", address).stdout)
    assert first["new"] >= 2
    run("seed", "apply", "seed.yaml", "--json", "--archive", address)
    assert len(run("posts", "ana", "--json", "--archive", address).stdout.splitlines()) == 1


def test_what_needs_a_file_or_an_archive_says_so(run: Run, address: str) -> None:
    failed = run("creators", "--archive", address, code=1)
    assert "there is no archive at postgresql://tokgate@/postgres" in failed.stderr
    run("world", "--creators", "1", "--posts", "1", "--archive", address)
    refused = run("snapshot", "save", "a", "--archive", address, code=1)
    assert "is no file: only archives in a file have snapshots" in refused.stderr
    away = run("creators", "--archive", f"postgresql://ana:{PASSWORD}@127.0.0.1:1/db", code=1)
    assert "postgresql://ana@127.0.0.1:1/db cannot be opened" in away.stderr
    for done in (failed, refused, away):
        assert PASSWORD not in done.stdout + done.stderr


def test_what_fails_amid_a_command_is_one_line(run: Run, items_file: Path, address: str) -> None:
    archive = open_archive(address)
    hasty = f"{address}&options=-c%20lock_timeout%3D100"
    with archive.bulk():
        archive.commit([], Provenance(source="test"), checkpoint=("run", b"1"))
        for command in (("import", "items.jsonl"), ("keys", "create", "tikapi", "mine")):
            assert run(*command, "--archive", hasty, code=1).stderr.splitlines()[-1] == (
                "Error: another process is still writing to the archive; try again later"
            )
    archive.close()


def test_records_with_nul_go_to_the_rejects(run: Run, items_file: Path, tmp_path: Path, address: str) -> None:
    bad = items_file.read_text().splitlines()[1].replace("no 1", "no \\u0000 1")
    items_file.write_text(f"{items_file.read_text()}{bad}\n")
    for place in (address, "file.db"):
        done = run("import", "items.jsonl", "--rejects", "bad.jsonl", "--json", "--archive", place, code=3)
        summary = json.loads(done.stdout)
        assert (summary["new"], summary["rejected"]) == (5, 2)
        assert "text holds NUL" in (tmp_path / "bad.jsonl").read_text()
