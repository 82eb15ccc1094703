"""Signing a creator in to an app on their own machine: the browser goes to the page, and comes back to this process."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from tokgate.client.base import SyncClient
from tokgate.client.loopback import Loopback
from tokgate.client.secrets import good_until
from tokgate.client.timing import Timing
from tokgate.contract.credentials import Kept
from tokgate.contract.dialect import Dialect
from tokgate.contract.errors import ContractError, Forbidden, TokgateError
from tokgate.contract.sign_in import CodeGrant, SignIn

REDIRECT_URI = "http://127.0.0.1:*/callback/"


class KeptGrant(msgspec.Struct, frozen=True, kw_only=True):
    """What signing in brought. `creator`: the vendor's id of who did, "" where it tells none."""

    kept: Kept
    creator: str
    scopes: tuple[str, ...]


def takes(dialect: Dialect, sign_in: SignIn) -> list[str]:
    """The kinds of an app's secrets that signing in takes, and renewing and revoking later; its public name first."""
    steps: list[Mapping[str, str]] = [step.secrets for step in (sign_in.grant, sign_in.revocation) if step is not None]
    got = set(sign_in.grant.rotated) if sign_in.grant is not None else set()
    steps += [renewal.secrets for renewal in dialect.renewals if renewal.kind == sign_in.credential]
    return list(dict.fromkeys([sign_in.app, *(kind for step in steps for kind in step.values() if kind not in got)]))


def sign_in_here(
    client: SyncClient,
    *,
    scopes: Iterable[str],
    show: Callable[[str], None],
    redirect_uri: str = REDIRECT_URI,
    within_s: float = 300.0,
    timing: Timing | None = None,
) -> KeptGrant:
    """Have `show` bring a creator to the page, wait for what the browser comes back with, and redeem it.

    Forbidden if the creator refuses, TokgateError if nobody comes back, ValueError for what no page can be asked with.
    """
    sign_in = client.caller.setting.dialect.sign_in
    if sign_in is None:
        raise TypeError(f"nobody signs in to {client.caller.setting.dialect.name}: its keys are all that it takes")
    state = secrets.token_urlsafe(32)
    verifier = secrets.token_urlsafe(48) if sign_in.challenge_form is not None else ""

    def answers(url: str) -> bool:
        try:
            client.granted(url, state=state)
        except ContractError:
            return False
        except Forbidden:
            return True
        return True

    with Loopback(redirect_uri, answers) as loopback:
        show(client.authorize_url(scopes=scopes, redirect_uri=loopback.uri, state=state, code_verifier=verifier))
        url = loopback.wait(within_s)
        if url is None:
            others = f"; {loopback.strange} came with another state, from an older page" if loopback.strange else ""
            raise TokgateError(f"no browser came back to {loopback.uri} within {within_s:g} s{others}")
        brought = client.granted(url, state=state)
        if sign_in.grant is None:
            return KeptGrant(kept=Kept(secret=brought.credential), creator="", scopes=brought.scopes)
        asked = {sign_in.grant.code: brought.code, sign_in.grant.redirect_uri: loopback.uri}
        if verifier:
            asked[sign_in.grant.verifier] = verifier
        return _redeemed(client, sign_in, sign_in.grant, asked, timing or Timing())


def _redeemed(
    client: SyncClient, sign_in: SignIn, grant: CodeGrant, asked: Mapping[str, str], timing: Timing
) -> KeptGrant:
    app = {argument: client.caller.given.get(kind, "") for argument, kind in grant.secrets.items()}
    begin = timing.now()
    answer: Any = client.caller.call(grant.operation, {**app, **asked})
    token, life = getattr(answer, grant.token), getattr(answer, grant.lifetime)
    if not token:
        raise ContractError(
            f"{grant.operation.name}: the answer holds no {grant.token}", operation=grant.operation.name
        )
    rotated = {kind: getattr(answer, member) or "" for kind, member in grant.rotated.items()}
    return KeptGrant(
        kept=Kept(secret=token, good_until=good_until(begin, life) if life else None, rotated=rotated),
        creator=(getattr(answer, grant.creator) or "") if grant.creator else "",
        scopes=sign_in.scopes_in(getattr(answer, grant.scope) or ""),
    )


def sign_out(client: SyncClient) -> bool:
    """Have the vendor end the credential that the client has; False where it has no way to."""
    sign_in = client.caller.setting.dialect.sign_in
    if sign_in is None or sign_in.revocation is None:
        return False
    step = sign_in.revocation
    app = {argument: client.caller.given.get(kind, "") for argument, kind in step.secrets.items()}
    client.caller.call(step.operation, {**app, step.token: client.caller.credential(sign_in.credential)})
    return True
