"""docs/errors.md is what the error tables say."""

from __future__ import annotations

from pathlib import Path

from tokgate.contract.errors import Cause
from tokgate.publish.errors_page import MEANINGS, errors_page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "errors.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == errors_page(), "run `make docs`"


def test_every_cause_is_explained() -> None:
    assert MEANINGS.keys() == set(Cause)


def test_what_clients_show_is_found() -> None:
    page = errors_page()

    for words in (
        "Unsupported path(Janus)",
        "API Key Rate-Limit reached.",
        "access_token_invalid",
        "Invalid or inactive token",
    ):
        assert words in page
