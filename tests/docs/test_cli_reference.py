"""docs/cli.md is what the command says of itself."""

from __future__ import annotations

from pathlib import Path

from tokgate.cli.main import VERBS
from tokgate.cli.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "run `make docs`"


def test_every_command_has_its_section() -> None:
    headings = {line for line in reference().splitlines() if line.startswith("#")}

    assert {f"## tokgate {verb}" for verb in VERBS} <= headings
    assert "### tokgate clock advance" in headings
