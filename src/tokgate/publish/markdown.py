"""Markdown's tables."""

from __future__ import annotations


def row(*cells: object) -> str:
    """One line of a table."""
    return f"| {' | '.join(_cell(str(cell)) for cell in cells)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
