"""The system's keyring, where there is one and the library `keyring` is installed: texts by the name of an entry."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tokgate.contract.errors import TokgateError
from tokgate.extras import lacking

#: What the keyring shows as the owner of all entries.
SERVICE = "tokgate"


def is_there() -> bool:
    """Whether the system has one and the library is installed."""
    try:
        import keyring
    except ImportError:
        return False
    return keyring.get_keyring().priority > 0


def held(entry: str) -> str | None:
    """The text of an entry, None if there is none. TokgateError if the keyring gives nothing out, as of all here."""
    with _errors():
        import keyring

        return keyring.get_password(SERVICE, entry)


def hold(entry: str, content: str) -> None:
    """Keep a text, instead of what is there."""
    with _errors():
        import keyring

        keyring.set_password(SERVICE, entry, content)


def drop(entry: str) -> None:
    """Keep it no more."""
    with _errors():
        import keyring

        if keyring.get_password(SERVICE, entry) is not None:
            keyring.delete_password(SERVICE, entry)


@contextmanager
def _errors() -> Iterator[None]:
    """TokgateError for what goes wrong; the library's own errors may quote what was to be kept."""
    try:
        from keyring.errors import KeyringError
    except ImportError:
        raise TokgateError(f"{lacking('keyring', 'keyring')}, and `--store file` does without") from None
    try:
        yield
    except KeyringError as problem:
        raise TokgateError(f"the system's keyring refused ({type(problem).__name__}); is it unlocked?") from None
