"""The verbs that read and move a running server's controls, and the options of `serve` that set them."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
from tests.cli.conftest import Run
from tests.cli.test_serving import started

from tokgate.domain.instants import parse_instant_ms

KEY = "the-key-of-the-admin"


def test_status_and_clock_of_a_demo(run: Run, tmp_path: Path) -> None:
    with started(tmp_path, "demo", "--port", "0", "--quotas") as line:
        url = line["url"]
        httpx.get(f"{url}/key/info", headers={"X-API-KEY": line["tikapi"]["api_key"]})
        status = json.loads(run("status", "--url", url, "--json").stdout)
        shown = run("status", TOKGATE_URL=url).stdout
        moved = json.loads(run("clock", "--url", url, "--json", "set", "2031-02-03").stdout)
        run("clock", "--url", url, "freeze")
        text = run("clock", "--url", url, "advance", "1d12h").stdout
        wrong = run("clock", "--url", url, "advance", "soon", code=1).stderr

    assert status["requests"] == 1
    assert status["quotas"]["on"] is True
    assert [(row["bucket"], row["used"]) for row in status["quotas"]["quotas"]] == [("tikapi.day", 1)]
    assert "tikapi.day" in shown
    assert moved["now"].startswith("2031-02-03T00:0")
    assert text.startswith("2031-02-04T12:00:")
    assert text.endswith("frozen\n")
    assert "write 90s, 15m" in wrong


def test_faults_quotas_and_requests_of_a_demo(run: Run, tmp_path: Path) -> None:
    with started(tmp_path, "demo", "--port", "0") as line:
        url, key = line["url"], {"X-API-KEY": line["tikapi"]["api_key"]}

        def asked() -> int:
            return httpx.get(f"{url}/key/info", headers=key).status_code

        added = run("faults", "--url", url, "--json", "add", "tikapi.key", "server_error", "--first", "1")
        assert [asked(), asked()] == [500, 200]
        struck = [json.loads(each) for each in run("faults", "--url", url, "--json", "list").stdout.splitlines()]
        assert "did you mean" in run("faults", "--url", url, "add", "tikapi.kye", "latency", code=1).stderr
        assert "server_error" in run("faults", "--url", url).stdout
        run("faults", "--url", url, "clear", "1")
        assert run("faults", "--url", url, "--json").stdout == ""

        limited = run("quotas", "--url", url, "--json", "limit", "1", "--bucket", "tikapi.day").stdout
        assert [asked(), asked()] == [200, 429]
        assert "limits are on" in run("quotas", "--url", url).stderr
        run("quotas", "--url", url, "off")
        assert asked() == 200
        assert "vendor" in run("quotas", "--url", url, "limit", "few", code=2).stderr

        refused = run("requests", "--url", url, "--status", "4xx", "--json").stdout.splitlines()
        table = run("requests", "--url", url, "--operation", "tikapi").stdout
        assert "did you mean" in run("requests", "--url", url, "--operation", "tikapi.kye", code=1).stderr
        run("reset", "--url", url)
        assert run("requests", "--url", url, "--json").stdout == ""

    assert json.loads(added.stdout)["struck"] == 0
    assert [(row["fault"], row["seen"], row["struck"]) for row in struck] == [("server_error", 2, 1)]
    assert limited == ""
    assert [json.loads(each)["status"] for each in refused] == [429]
    assert "tikapi.key" in table


def test_the_admin_key_comes_by_option_environment_or_file(run: Run, tmp_path: Path, archive_file: str) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n")
    with started(tmp_path, "serve", "--port", "0", "--archive", archive_file, "--admin-key", KEY, "--log") as line:
        url = line["url"]
        assert "admin key" in run("status", "--url", url, code=4).stderr
        assert "admin key" in run("status", "--url", url, "--admin-key", "wrong", code=4).stderr
        for given in ({"TOKGATE_ADMIN_KEY": KEY}, {"TOKGATE_ADMIN_KEY_FILE": str(tmp_path / "key")}):
            assert json.loads(run("status", "--url", url, "--json", **given).stdout)["requests"] == 0
        assert "cannot read" in run("status", "--url", url, code=1, TOKGATE_ADMIN_KEY_FILE="nowhere").stderr
    assert "no server answers" in run("status", "--url", url, code=1).stderr
    assert run("status", "--url", "ftp://here", code=2).stderr


def test_snapshots_of_a_stopped_archive(run: Run, tmp_path: Path, archive_file: str, items_file: Path) -> None:
    check_snapshots(run, archive_file, items_file, "--archive", archive_file)
    assert (tmp_path / "tokgate.db.snapshots" / "second.db").exists()
    assert not list((tmp_path / "tokgate.db.snapshots").glob(".*"))
    assert "no archive" in run("snapshot", "list", "--archive", "nowhere.db", code=1).stderr


def test_snapshots_of_a_running_archive(run: Run, tmp_path: Path, archive_file: str, items_file: Path) -> None:
    with started(tmp_path, "serve", "--dev", "--port", "0", "--archive", archive_file) as line:
        check_snapshots(run, archive_file, items_file, "--url", line["url"])


def check_snapshots(run: Run, archive_file: str, items_file: Path, *place: str) -> None:
    """Save, branch, load and remove, and see in the archive that they did."""

    def names() -> set[str]:
        return {json.loads(row)["username"] for row in run("creators", "--json").stdout.splitlines()}

    run("snapshot", "save", "first", *place)
    run("snapshot", "branch", "second", "first", *place)
    run("import", str(items_file), "--archive", archive_file, code=3)
    assert names() == {"ana", "ben"}
    run("snapshot", "load", "second", *place)
    assert names() == {"ana"}
    run("snapshot", "rm", "first", *place)
    rows = [json.loads(row) for row in run("snapshot", "list", "--json", *place).stdout.splitlines()]
    assert [row["name"] for row in rows] == ["second"]
    assert parse_instant_ms(rows[0]["saved_at"]) > 0
    assert "did you mean 'second'?" in run("snapshot", "load", "secnd", *place, code=1).stderr


def test_controls_that_count_do_not_go_with_several_workers(run: Run, tmp_path: Path, archive_file: str) -> None:
    assert "--workers 1" in run("serve", "--workers", "2", "--quotas", "--archive", archive_file, code=2).stderr
    assert "--workers 1" in run("serve", "--workers", "2", "--log", "--archive", archive_file, code=2).stderr
    with started(tmp_path, "serve", "--dev", "--workers", "2", "--port", "0", "--archive", archive_file) as line:
        assert json.loads(run("status", "--url", line["url"], "--json").stdout)["workers"] == 2
        assert "--workers 1" in run("clock", "--url", line["url"], "freeze", code=1).stderr


def test_the_dashboard_is_where_the_ready_line_says(tmp_path: Path) -> None:
    with started(tmp_path, "demo", "--port", "0") as line:
        assert line["dashboard"] == f"{line['url']}/dashboard"
        page = httpx.get(line["dashboard"])
    assert page.status_code == 200
    assert "text/html" in page.headers["content-type"]
