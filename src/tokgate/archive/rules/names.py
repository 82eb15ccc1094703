"""What an observation calls a creator.

User id and secUid are strong: they are one account's for good. A handle (username) is held for a time; who held it
when is the matter of `handles.py`.
"""

from __future__ import annotations

import msgspec

from tokgate.domain.creators import Creator


class Names(msgspec.Struct, frozen=True):
    """The names of a creator; "" is None."""

    user_id: str | None
    sec_uid: str | None
    username: str | None

    @classmethod
    def of(cls, creator: Creator) -> Names:
        """The names that are not empty."""
        return cls(creator.user_id or None, creator.sec_uid or None, creator.username or None)

    @property
    def strong(self) -> bool:
        """Whether one of them is an account's for good."""
        return self.user_id is not None or self.sec_uid is not None

    @property
    def handle(self) -> str | None:
        """The username as handles are compared."""
        return None if self.username is None else handle_of(self.username)


def handle_of(username: str) -> str:
    """The username as handles are compared: ASCII letters in lower case, all else as it is."""
    return username.lower() if username.isascii() else username.encode().lower().decode()


def contradict(one: Names, other: Names) -> bool:
    """Whether a strong name differs: then they are two accounts."""
    return _differ(one.user_id, other.user_id) or _differ(one.sec_uid, other.sec_uid)


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other
