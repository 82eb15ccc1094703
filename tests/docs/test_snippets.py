"""What README and docs show is pasted here, block by block, into an empty folder, and has to run."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.docs.snippets import ROOT, Reader, snippets_of

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
#: `text` is what is no code: a table of files, something printed.
LANGUAGES = ("sh", "python", "text")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_block_runs_or_says_why_not(page: Path) -> None:
    for snippet in snippets_of(page):
        assert snippet.language in LANGUAGES or snippet.note in ("file", "not run"), (
            f"{snippet}: is it code, and what kind?"
        )


@pytest.mark.parametrize("page", [page for page in PAGES if snippets_of(page)], ids=lambda page: page.stem)
def test_snippets_run_as_pasted(page: Path, tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    try:
        reader.paste(snippets_of(page))
    finally:
        reader.stop()
