"""Every answer of docs/emulator.md names tests that exist, or says why there is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "emulator.md"
TEST = re.compile(r"`(tests/[\w/.]+\.py)::(\w+)`")


def rows() -> list[list[str]]:
    """The table's rows: number, row, answer, evidence."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if re.match(r"\| S\d+ \|", line)]


def test_every_row_is_there_once_and_in_order() -> None:
    assert [row[0] for row in rows()] == [f"S{number}" for number in range(1, 28)]


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row[0]))
def test_an_answer_is_shown_by_tests_that_exist(row: list[str]) -> None:
    _, _, answer, evidence = row
    named = TEST.findall(evidence)

    assert answer in ("yes", "partly", "no")
    assert evidence
    assert named or answer == "no"
    for file, test in named:
        source = ROOT / file
        assert source.exists(), f"{file} is not there"
        assert re.search(rf"^(async )?def {test}\(", source.read_text(encoding="utf-8"), re.MULTILINE), test
