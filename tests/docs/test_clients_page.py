"""docs/clients.md is what `tokgate env` prints."""

from __future__ import annotations

from pathlib import Path

from tokgate.cli.clients_page import clients_page
from tokgate.cli.environment import CLIENTS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "clients.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == clients_page(), "run `make docs`"


def test_every_client_has_its_section() -> None:
    headings = "\n".join(line for line in clients_page().splitlines() if line.startswith("## "))

    assert [name for name in CLIENTS if name not in headings] == []
