"""What every test shares."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Machines that run several things at once are slow at odd moments; that is no failure.
settings.register_profile("tokgate", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tokgate")
