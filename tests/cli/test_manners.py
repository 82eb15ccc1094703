"""How the command behaves among others: pipes, full disks, terminals, colours, completion."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.cli.conftest import START_S, Run

from tokgate.cli.main import VERBS, cli
from tokgate.cli.screen import fitted

COMMAND = f"{sys.executable} -m tokgate.cli.main"
OLDEST = str((START_S << 32) + 7)


def shell(line: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "PYTHONUTF8": "1", **environment}
    return subprocess.run(
        ["bash", "-c", line], cwd=folder, capture_output=True, text=True, timeout=60, env=env, check=False
    )


@pytest.mark.usefixtures("archive_file")
def test_a_reader_that_stops_ends_the_command_quietly_as_it_does_others(tmp_path: Path) -> None:
    done = shell(f"{COMMAND} export | head -n 1; echo ${{PIPESTATUS[0]}}", tmp_path)
    closed = shell(f"{COMMAND} export --limit 1 | true; echo ${{PIPESTATUS[0]}}", tmp_path)

    assert len(done.stdout.splitlines()) == 2
    assert closed.stdout.strip() in ("0", "141")
    assert done.stdout.splitlines()[1] in ("0", "141")
    assert done.stderr == closed.stderr == ""


@pytest.mark.usefixtures("archive_file")
def test_a_pipe_that_was_closed_is_141(run: Run, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as output:
        done = subprocess.run(
            [*COMMAND.split(), "export"], cwd=tmp_path, stdout=output, stderr=subprocess.PIPE, check=False
        )

    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.usefixtures("archive_file")
@pytest.mark.parametrize("form", ["csv", "jsonl", "table"])
def test_a_full_disk_is_one_line(tmp_path: Path, form: str) -> None:
    done = shell(f"{COMMAND} export --format {form} > /dev/full", tmp_path)

    assert done.returncode == 1
    assert done.stderr == "Error: standard output: no space left on device\n"


def on_terminal(arguments: str, folder: Path, columns: int, **environment: str) -> str:
    """What a terminal of a width shows."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    env = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "PYTHONUTF8": "1", "TERM": "xterm", **environment}
    done = subprocess.run(
        [*COMMAND.split(), *arguments.split()],
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=env,
        check=True,
    )
    assert done.returncode == 0
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 65536):
            shown += chunk
    except OSError:  # the other side is closed, and all is read
        pass
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.usefixtures("archive_file")
def test_a_table_fits_the_terminal_and_is_whole_elsewhere(run: Run, tmp_path: Path) -> None:
    narrow = on_terminal("posts ana", tmp_path, 100).splitlines()
    whole = run("posts", "ana").stdout.splitlines()

    assert max(map(len, narrow)) <= 100
    assert narrow[-1].startswith(OLDEST)
    assert narrow[0].split() == whole[0].split()


def test_columns_of_text_give_way_and_no_others() -> None:
    assert fitted([19, 60, 60], [False, True, True], 99) == [19, 38, 38]
    assert fitted([19, 60, 10], [False, True, False], 40) == [19, 12, 10]
    assert fitted([19, 20], [False, True], 80) == [19, 20]


def test_nothing_but_text_is_printed_without_colour(run: Run, tmp_path: Path) -> None:
    made = on_terminal("--no-color world --creators 3 --posts 9 --archive w.db", tmp_path, 80)
    by_variable = on_terminal("world --creators 3 --posts 9 --archive v.db", tmp_path, 80, NO_COLOR="1")

    for shown in (made, by_variable):
        assert "3 creators" in shown
        assert not re.search(r"\x1b\[[0-9;]*m", shown)


def test_quiet_says_only_what_went_wrong(run: Run, tmp_path: Path) -> None:
    run("world", "--creators", "3", "--posts", "9")
    loud = run("keys", "create", "tikapi", "one")
    quiet = run("-q", "keys", "create", "tikapi", "two")

    assert "not shown again" in loud.stderr
    assert quiet.stderr == ""
    assert quiet.stdout.startswith("kind: tikapi")
    assert "no creator" in run("-q", "posts", "zoe", code=1).stderr
    assert "\x1b" not in on_terminal("-q world --creators 3 --posts 9 --archive q.db", tmp_path, 80)


def test_keys_are_listed_under_headings_by_the_kinds_they_were_made_with(run: Run) -> None:
    run("world", "--creators", "3", "--posts", "9")
    run("keys", "create", "tikapi", "one")

    heading, row = run("keys", "list").stdout.splitlines()

    assert heading.split()[:2] == ["name", "kind"]
    assert row.split()[:2] == ["one", "tikapi"]


def test_verbose_tells_whence_an_error_came(tmp_path: Path) -> None:
    (tmp_path / "tokgate.db").write_text("no database " * 99)
    plain = shell(f"{COMMAND} creators", tmp_path).stderr
    verbose = shell(f"{COMMAND} -v creators", tmp_path).stderr

    assert len(plain.splitlines()) == 1
    assert "apsw.NotADBError" in verbose


@pytest.mark.usefixtures("archive_file")
def test_a_shell_completes_commands_and_creators(tmp_path: Path) -> None:
    def offered(line: str) -> list[str]:
        words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1), "_TOKGATE_COMPLETE": "bash_complete"}
        return shell(COMMAND, tmp_path, **words).stdout.splitlines()

    assert offered("tokgate comm") == ["plain,comments"]
    assert offered("tokgate posts a") == ["plain,ana"]
    assert offered("tokgate posts --archive none.db a") == [""]


def every_command() -> list[list[str]]:
    found: list[list[str]] = [[]]
    for verb in VERBS:
        found.append([verb])
        command = cli.get_command(click.Context(cli), verb)
        if isinstance(command, click.Group):
            found += [[verb, name] for name in command.commands]
    return found


@pytest.mark.parametrize("path", every_command(), ids=" ".join)
def test_help_fits_80_columns_and_breaks_no_word(path: list[str]) -> None:
    shown = CliRunner().invoke(cli, [*path, "--help"], terminal_width=80)

    assert shown.exit_code == 0, shown.output
    assert max(map(len, shown.output.splitlines())) <= 80


def test_time_does_not_go_back_and_a_port_is_a_port(run: Run) -> None:
    assert "clock set" in run("clock", "advance", "-1h", code=2).stderr
    assert "99999" in run("demo", "--port", "99999", code=2).stderr
    assert "`tokgate demo` starts one" in run("status", "--url", "http://127.0.0.1:9", code=1).stderr
