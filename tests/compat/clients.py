"""The vendor's client and the drop-in, side by side."""

from __future__ import annotations

import importlib
import json
import sys
import warnings
from functools import cache
from types import ModuleType

from tests.client.loopback import Answer, Seen

from tokgate.compat import tikapi as dropin

KEY = "ApiKeyOfTheTests"
ACCOUNT = "AccountKeyOfTheTests"
SEC_UID = "MS4wLjABAAAAsHntXC3s0AvxcecggxsoVa4eAiT8OVafVZ4OQXxy"
JSON = {"Content-Type": "application/json"}


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


class Recorder:
    """Answers with what it is told, in turn, the last of it again and again, and keeps what it was asked."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.answers: list[Answer] = [Answer(b'{"status": "success"}', headers=JSON)]

    def __call__(self, request: Seen) -> Answer:
        self.seen.append(request)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def tell(self, *bodies: object, status: int = 200) -> None:
        self.answers = [Answer(json.dumps(body).encode(), status, JSON) for body in bodies]

    def queries(self, *names: str) -> list[tuple[str | None, ...]]:
        return [tuple(seen.query.get(name) for name in names) for seen in self.seen]
