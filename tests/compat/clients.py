"""The vendor's client and the drop-in, side by side."""

from __future__ import annotations

import importlib
import sys
import warnings
from functools import cache
from types import ModuleType

from tokgate.compat import tikapi as dropin

KEY = "ApiKeyOfTheTests"
ACCOUNT = "AccountKeyOfTheTests"


@cache
def vendors() -> ModuleType:
    """The vendor's `tikapi`, without what it does to warnings and the hook for exceptions of the whole process."""
    hook = sys.excepthook
    with warnings.catch_warnings():
        module = importlib.import_module("tikapi")
    sys.excepthook = hook
    return module


def both() -> tuple[ModuleType, ModuleType]:
    """The vendor's module and the one that takes its place."""
    return vendors(), dropin
