"""What every test shares."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from tests import postgres

# Machines that run several things at once are slow at odd moments; that is no failure.
settings.register_profile("tokgate", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tokgate")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In every worker."""
    postgres.stop_shared()
