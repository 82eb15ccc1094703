"""TikTok's limits.

Display: its limits page, 2026-08-04; that it is per app and creator is our reading, TikTok does not say.
Research: its FAQ, 2026-09-01: per organisation, here per app; failed calls count, and the day ends at 00:00 UTC.
"""

from __future__ import annotations

from tokgate.contract.errors import Cause
from tokgate.contract.quotas import Quota, QuotaWindow
from tokgate.dialects.official.credentials import CLIENT_TOKEN, USER_TOKEN

FOLLOWS = ("official.research.user.followers", "official.research.user.following")

QUOTAS = (
    Quota(
        name="official.display",
        operations=("official.user.", "official.video."),
        kind=USER_TOKEN.kind,
        calls=600,
        window=QuotaWindow.SLIDING_MINUTE,
        cause=Cause.RATE_LIMIT,
        each=True,
        per_app=True,
        per_creator=True,
    ),
    Quota(
        name="official.research",
        operations=("official.research.",),
        excluded=FOLLOWS,
        kind=CLIENT_TOKEN.kind,
        calls=1000,
        window=QuotaWindow.DAY,
        cause=Cause.QUOTA,
        per_app=True,
    ),
    Quota(
        name="official.research.follows",
        operations=FOLLOWS,
        kind=CLIENT_TOKEN.kind,
        calls=20_000,
        window=QuotaWindow.DAY,
        cause=Cause.QUOTA,
        per_app=True,
    ),
)
