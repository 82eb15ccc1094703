"""Attributes replaced for a while, and what a patch asks before it connects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from tokgate.testing.hosts import Address


class Router(Protocol):
    """Says where a connection goes."""

    def __call__(self, host: str, port: int | None = None, path: str | None = None) -> Address | None:
        """The gateway to connect to; None to connect as asked. Raises Blocked for what may not be reached."""
        ...


class Patches:
    """Replaced attributes; `undo` puts every one back as it was, the last first."""

    def __init__(self) -> None:
        self._undone: list[Callable[[], None]] = []

    def put(self, owner: Any, name: str, value: Any) -> None:
        """Replace an attribute of a class or module, whether it is the owner's own or inherited."""
        inherited = name not in vars(owner)
        before = None if inherited else vars(owner)[name]
        setattr(owner, name, value)
        self._undone.append(lambda: delattr(owner, name) if inherited else setattr(owner, name, before))

    def at_end(self, action: Callable[[], None]) -> None:
        """Do something else when the patches are undone."""
        self._undone.append(action)

    def undo(self) -> None:
        """Put everything back."""
        while self._undone:
            self._undone.pop()()
