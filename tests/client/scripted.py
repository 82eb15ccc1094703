"""Transports that are plain functions over a script, a time that passes only when it is told to, and small answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from tokgate.client.exchange import Attempt, Reply
from tokgate.client.timing import Timing
from tokgate.contract.errors import TransportError

SEC_UID = "MS4wLjABAAAA" + "x" * 60
NOON = 1_790_000_000.0

Outcome = Reply | TransportError | Callable[[Attempt], Reply]


class ManualTiming(Timing):
    """Time that moves by the sleeps, which take no time."""

    def __init__(self, chance: float = 1.0) -> None:
        self.at = NOON
        self.slept: list[float] = []
        self._chance = chance

    def now(self) -> float:
        return self.at

    def elapsed(self) -> float:
        return self.at

    def chance(self) -> float:
        return self._chance

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds

    async def asleep(self, seconds: float) -> None:
        self.sleep(seconds)


class Script:
    """Answers one attempt after the other as written down; the last line holds for all that follow."""

    def __init__(self, lines: Iterable[Outcome]) -> None:
        self.lines = list(lines)
        self.attempts: list[Attempt] = []

    def __call__(self, attempt: Attempt) -> Reply:
        self.attempts.append(attempt)
        line = self.lines.pop(0) if len(self.lines) > 1 else self.lines[0]
        if isinstance(line, TransportError):
            raise line
        return line if isinstance(line, Reply) else line(attempt)

    async def later(self, attempt: Attempt) -> Reply:
        """The same for an asynchronous client."""
        return self(attempt)


def reply(tree: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """An answer; bytes are sent as they are, everything else as JSON."""
    body = tree if isinstance(tree, bytes) else msgspec.json.encode(tree)
    return Reply(status=status, headers=dict(headers or {}), body=body)


def tikapi_page(ids: Iterable[int], cursor: int | None = None) -> Reply:
    """A page of TikAPI's posts; the last one without `cursor`."""
    items = [{"id": str(number), "desc": f"post {number}", "novelty": {"of": number}} for number in ids]
    return reply({"status": "success", "itemList": items, "cursor": str(cursor or 0), "hasMore": cursor is not None})


def tikapi_refusal(status: int, message: str = "no", **headers: str) -> Reply:
    """TikAPI's refusal; header names with _ for -."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return reply({"status": "error", "message": message}, status, named)


def official_refusal(status: int, code: str, **headers: str) -> Reply:
    """The refusal of TikTok's own APIs."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return reply({"data": {}, "error": {"code": code, "message": code, "log_id": "LOG1"}}, status, named)


def token_answer(token: str, life: int = 7200) -> Reply:
    """The token endpoint's answer."""
    return reply({"access_token": token, "expires_in": life, "token_type": "Bearer"})


def reposted_page(ids: Iterable[int], cursor: int | None = None) -> Reply:
    """A page of the Research API's reposted videos, their ids as JSON integers."""
    videos = [{"id": number} for number in ids]
    data = {"reposted_videos": videos, "cursor": cursor or 0, "has_more": cursor is not None}
    return reply({"data": data, "error": {"code": "ok", "message": "", "log_id": "LOG"}})
