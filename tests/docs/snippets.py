"""The code blocks of a page, and a reader who pastes one after the other.

A comment in the line before a block, which no reader sees, may say more of it:

    <!-- run: tokgate demo -->           what a test runs in its place
    <!-- before: tokgate import a.csv -->  what a test runs first
    <!-- not run: it needs Docker -->    why a test cannot
    <!-- file: demo.yaml -->             the page calls it by this name
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
GIVEN = Path(__file__).parent / "given"
#: The port that pages name; each test takes a free one in its place, as several run at once.
PORT = "8700"
TIMEOUT_S = 120

_NOTE = re.compile(r"<!-- (run|before|not run|file): (.+?) -->\s*\Z")
_SERVES = re.compile(r"^tokgate (demo|serve|replay)\b(?!.*-- )")


@dataclass(frozen=True)
class Snippet:
    """A block of code: its page, the line it begins at, its language, and what the comment before it says."""

    page: Path
    line: int
    language: str
    code: str
    note: str = ""
    said: str = ""

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def is_test(self) -> bool:
        """Whether pytest runs it."""
        return self.language == "python" and re.search(r"^(async )?def test_", self.code, re.MULTILINE) is not None


def snippets_of(page: Path) -> list[Snippet]:
    """Every block of a page, in order; an indented one has no language."""
    found, note = [], None
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if token.type in ("fence", "code_block"):
            kind, said = note.groups() if note else ("", "")
            line = (token.map or [0])[0] + (2 if token.type == "fence" else 1)
            found.append(Snippet(page, line, token.info.strip(), token.content, kind, said))
        note = _NOTE.match(token.content) if token.type == "html_block" else None
    return found


class Reader:
    """Somebody with tokgate on the path and an empty folder, but for the files that pages take as given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self._server: subprocess.Popen[str] | None = None
        shutil.copytree(GIVEN, folder, dirs_exist_ok=True)

    def paste(self, snippets: Sequence[Snippet]) -> None:
        """Run one after the other, Python blocks that follow each other as one program. AssertionError if one fails."""
        for (language, is_test), several in groupby(snippets, key=lambda each: (each.language, each.is_test)):
            run = [each for each in several if each.note != "not run"]
            for snippet in run:
                if snippet.note == "file":
                    (self.folder / snippet.said).write_text(snippet.code, encoding="utf-8")
                elif is_test:
                    self._pytest(snippet)
                elif language == "sh":
                    self._shell(snippet)
            if language == "python" and not is_test and run:
                self._python(run)

    def stop(self) -> None:
        """End the server that a block left running."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait(TIMEOUT_S)
            self._server = None

    def _shell(self, snippet: Snippet) -> None:
        code = snippet.said if snippet.note == "run" else snippet.code
        if snippet.note == "before":
            self._run(snippet, ["bash", "-euc", snippet.said])
        for is_server, commands in groupby(_commands(code), key=lambda each: _SERVES.match(each) is not None):
            if is_server:
                self._serve(snippet, *commands)
            else:
                self._run(snippet, ["bash", "-euo", "pipefail", "-c", "\n".join(commands)])

    def _serve(self, snippet: Snippet, command: str) -> None:
        self.stop()
        words = ["bash", "-c", f"exec {self._here(command)}"]
        log = (self.folder / ".server.log").open("w+")
        self._server = subprocess.Popen(
            words, cwd=self.folder, env=self._environment(), stdout=log, stderr=log, text=True
        )
        until = time.monotonic() + TIMEOUT_S
        while not _answers(self.port):
            assert self._server.poll() is None, f"{snippet}: {Path(log.name).read_text()}"
            assert time.monotonic() < until, f"{snippet}: {command} does not answer"

    def _python(self, snippets: Sequence[Snippet]) -> None:
        """One program whose lines are where they are on the page, so that a traceback tells the place."""
        lines: list[str] = []
        for snippet in snippets:
            lines += [""] * (snippet.line - 1 - len(lines)) + snippet.code.splitlines()
        program = self.folder / f"{snippets[0].page.stem}.py"
        program.write_text(self._here("\n".join(lines)), encoding="utf-8")
        self._run(snippets[0], [sys.executable, program.name])

    def _pytest(self, snippet: Snippet) -> None:
        test = self.folder / f"test_{snippet.page.stem.lower()}_{snippet.line}.py"
        test.write_text(self._here(snippet.code), encoding="utf-8")
        self._run(snippet, [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test.name])

    def _run(self, snippet: Snippet, words: list[str]) -> None:
        words = [self._here(word) for word in words]
        done = subprocess.run(
            words,
            cwd=self.folder,
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )
        assert done.returncode == 0, f"{snippet}: exit code {done.returncode}\n{done.stdout}\n{done.stderr}"

    def _here(self, code: str) -> str:
        return re.sub(rf"\b{PORT}\b", str(self.port), code)

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TOKGATE_", "PYTEST_"))}
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        url = f"http://127.0.0.1:{self.port}"
        moved = {"PORT": str(self.port), "TOKGATE_URL": url}
        return kept | moved | {"PATH": path, "HOME": str(self.folder), "NO_COLOR": "1"}


def _commands(code: str) -> Iterator[str]:
    """The commands of a shell block: lines, with those that go on after a backslash or in a loop."""
    pending: list[str] = []
    for line in code.splitlines():
        pending.append(line)
        if not line.endswith("\\") and not _is_open("\n".join(pending)):
            yield "\n".join(pending)
            pending = []
    if pending:
        yield "\n".join(pending)


def _is_open(command: str) -> bool:
    return subprocess.run(["bash", "-n", "-c", command], capture_output=True, check=False).returncode != 0


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        time.sleep(0.05)
        return False
