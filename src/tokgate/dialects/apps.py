"""The dialects to whose apps creators sign in, and what those apps show."""

from __future__ import annotations

from functools import cache

from tokgate.contract.dialect import CredentialKind
from tokgate.contract.sign_in import SignIn
from tokgate.dialects.registry import installed


@cache
def sign_ins() -> dict[str, SignIn]:
    """How creators sign in to an app, by dialect."""
    return {
        dialect.name: dialect.sign_in
        for dialect in installed()
        if dialect.sign_in is not None and (dialect.sign_in.grant is not None or dialect.sign_in.token)
    }


@cache
def app_secrets() -> dict[str, CredentialKind]:
    """What an app shows, by dialect, where apps have a secret."""
    return {dialect.name: kind for dialect in installed() for kind in dialect.credentials if kind.is_app}
