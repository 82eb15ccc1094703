"""A keyring for tests, in the file that $TEST_KEYRING names; locked where $TEST_KEYRING_LOCKED is set."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked


class InFile(KeyringBackend):
    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        return self._entries().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write({**self._entries(), f"{service} {username}": password})

    def delete_password(self, service: str, username: str) -> None:
        self._write({name: text for name, text in self._entries().items() if name != f"{service} {username}"})

    def _entries(self) -> dict[str, str]:
        if os.environ.get("TEST_KEYRING_LOCKED"):
            raise KeyringLocked("SECRET")
        path = Path(os.environ["TEST_KEYRING"])
        return msgspec.json.decode(path.read_bytes(), type=dict[str, str]) if path.exists() else {}

    def _write(self, entries: dict[str, str]) -> None:
        Path(os.environ["TEST_KEYRING"]).write_bytes(msgspec.json.encode(entries))
