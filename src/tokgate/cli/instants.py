"""Instants on the command line: as options take them, and as rows show them."""

from __future__ import annotations

from typing import Any

import click

from tokgate.domain.clock import SystemClock
from tokgate.domain.instants import iso_second, parse_instant_ms


class Instant(click.ParamType[int]):
    """2026-11-01, 2026-11-01T12:00:00Z or 3d ago, in Unix milliseconds."""

    name = "instant"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            return parse_instant_ms(str(value), now_ms=SystemClock().now_ms())
        except ValueError as problem:
            self.fail(str(problem), param, ctx)


def instant_text(milliseconds: int | None) -> str | None:
    """Unix milliseconds as ISO 8601 in UTC, to the second."""
    return None if milliseconds is None else iso_second(milliseconds)


def second_text(second: int | None) -> str | None:
    """As `instant_text`, of a Unix second."""
    return None if second is None else iso_second(second * 1000)
