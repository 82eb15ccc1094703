"""The client's log, and `$TOKGATE_LOG`, which shows it."""

from __future__ import annotations

import logging
import os
from functools import cache

log: logging.Logger = logging.getLogger("tokgate")


@cache
def follow_environment() -> None:
    """Write the log to standard error if `$TOKGATE_LOG` names a level; ValueError if it names another word. Once."""
    wish = os.environ.get("TOKGATE_LOG", "").strip().upper()
    if not wish:
        return
    levels = logging.getLevelNamesMapping()
    if wish not in levels:
        raise ValueError(f"TOKGATE_LOG must be one of {', '.join(level.lower() for level in levels)}")
    shown = logging.StreamHandler()
    shown.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(shown)
    log.setLevel(wish)
