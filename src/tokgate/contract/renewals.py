"""How a client gets a credential by itself: declared as data, run by the SDK."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tokgate.contract.errors import Cause
from tokgate.contract.operation import Operation


class Renewal:
    """How credentials of a kind are got, and got anew once their life has ended or they were refused.

    `operation` is called with `secrets`: for an argument, the kind of the secret that it takes.
    Of the answer, the member `token` is the new secret and `lifetime` the seconds that it lives, `usual_lifetime` where
    the answer does not say. `rotated` names, for a kind of secret, the member that replaces it: with the next renewal
    the old one may be worth nothing. `refused` are the causes of refusals after which a new one may help.
    """

    def __init__(
        self,
        kind: str,
        operation: Operation[Any, ...],
        *,
        secrets: Mapping[str, str],
        token: str = "access_token",  # noqa: S107 - a member's name
        lifetime: str = "expires_in",
        usual_lifetime: float = 3600,
        rotated: Mapping[str, str] | None = None,
        refused: tuple[Cause, ...] = (Cause.BAD_KEY,),
    ) -> None:
        self.kind = kind
        self.operation = operation
        self.secrets = secrets
        self.token = token
        self.lifetime = lifetime
        self.usual_lifetime = usual_lifetime
        self.rotated: Mapping[str, str] = rotated or {}
        self.refused = refused

    def takes(self) -> str:
        """The kinds of secrets that it takes, in a sentence."""
        *others, last = self.secrets.values()
        return f"{', '.join(others)} and {last}" if others else last

    def arguments(self) -> set[str]:
        """The operation's arguments that it speaks of."""
        return set(self.secrets)
