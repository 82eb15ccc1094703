"""What every test shares."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from tests import postgres

# Machines that run several things at once are slow at odd moments; that is no failure.
settings.register_profile("tokgate", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tokgate")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Why tests were skipped, a line for each reason: not a word would look as if nothing was missing."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped)
    for reason, tests in reasons.items():
        terminalreporter.write_line(f"skipped {tests}: {reason}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In every worker."""
    postgres.stop_shared()
