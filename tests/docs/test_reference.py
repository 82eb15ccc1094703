"""docs/reference/ is what the declarations say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tokgate.contract.dialect import Dialect, operations_of
from tokgate.dialects.registry import installed
from tokgate.publish.reference import reference

PAGES = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("dialect", installed(), ids=lambda dialect: dialect.name)
def test_the_page_is_current(dialect: Dialect) -> None:
    assert (PAGES / f"{dialect.name}.md").read_text(encoding="utf-8") == reference(dialect), "run `make docs`"


@pytest.mark.parametrize("dialect", installed(), ids=lambda dialect: dialect.name)
def test_every_call_and_every_object_that_is_named_has_its_section(dialect: Dialect) -> None:
    page = reference(dialect)
    headings = {line.removeprefix("### ").lower() for line in page.splitlines() if line.startswith("### ")}

    assert {each.name.lower() for each in operations_of(dialect)} <= headings
    assert {link.partition(")")[0] for link in page.split("](#")[1:]} <= headings


def test_a_call_tells_where_it_goes_what_it_needs_and_how_it_refuses() -> None:
    (official,) = (each for each in installed() if each.name == "official")
    section = reference(official).partition("### official.video.list\n")[2].partition("###")[0]

    assert "- request: `POST /v2/video/list/`" in section
    assert "- effect: reads" in section
    assert "`user_token` (`Authorization: Bearer …`, scope `video.list`)" in section
    assert "429 `rate_limit_exceeded` RateLimited" in section
    assert "| `max_count` | body | integer | 10 if left out. Posts per page. 1 to 20. Example: 20. |" in section
