"""Signing in by a QR code: an app shows it, a phone opens the page that it leads to, and the app asks how it went.

A code is two secrets: the app asks with its `token`, and the page is opened with the `ticket`, so that nobody who sees
the code on a screen can ask in the app's place. How far it got, the archive keeps under the token's hash.
"""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import urlencode

from msgspec.structs import replace

from tokgate.domain.credentials import CredentialRecord
from tokgate.domain.secrets import hash_secret
from tokgate.server.keyring import new_secret
from tokgate.server.sign_in.desk import CODE_LIFE_MS, Consent, Desk

#: The kinds under which its steps are kept.
TOKEN, TICKET, SCANNED, CONFIRMED = "qr_token", "qr_ticket", "qr_scanned", "qr_confirmed"
#: Members of the address in the code.
MEMBER, CLIENT_TICKET = "qr", "client_ticket"
#: What TikTok leaves in the address for the app to put its own word there, which it gets back with the status.
UNFILLED = "tobefilled"


class Status(StrEnum):
    """How far it got, in TikTok's words."""

    NEW = "new"
    SCANNED = "scanned"
    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    UTILISED = "utilised"


def start(desk: Desk, client_key: str, scope: str, state: str, now_ms: int) -> tuple[str, str]:
    """A new one's token, and the query of the page that its picture leads to. The app and its scopes were checked."""
    app = desk.app(client_key)
    assert app is not None
    token, ticket = new_secret(), new_secret()
    bound = {"scope": scope, "state": state, "redirect_uri": app.usual_redirect}
    asked = CredentialRecord(
        kind=TOKEN,
        name=f"QR code of {app.name}",
        hash=hash_secret(token),
        client_key=client_key,
        created_ms=now_ms,
        expires_ms=now_ms + CODE_LIFE_MS,
        bound=bound,
    )
    desk.archive.add_credential(asked)
    shown = replace(asked, kind=TICKET, hash=hash_secret(ticket), bound={**bound, "token": asked.hash.hex()})
    desk.archive.add_credential(shown)
    return token, urlencode({MEMBER: ticket, CLIENT_TICKET: UNFILLED})


def ticket_of(desk: Desk, ticket: str, now_ms: int) -> CredentialRecord | None:
    """What the page was opened with, if it is still to be decided on."""
    record = desk.archive.credential(TICKET, hash_secret(ticket))
    over = record is None or record.revoked_ms is not None or (record.expires_ms or 0) <= now_ms
    return None if over else record


def query_of(desk: Desk, record: CredentialRecord) -> list[tuple[str, str]]:
    """What the page would be asked with, had the app led the creator there itself."""
    facts = desk.facts
    members = {facts.client_id: record.client_key or "", **facts.fixed, **record.bound}
    return [(name, members[name]) for name in (facts.client_id, *facts.fixed, "redirect_uri", "scope", "state")]


def scan(desk: Desk, ticket: CredentialRecord, now_ms: int) -> None:
    """The page was opened."""
    record = replace(ticket, kind=SCANNED, hash=_step(SCANNED, ticket.bound["token"]))
    if desk.archive.credential(record.kind, record.hash) is None:
        # Opened twice at once, it is kept once: the other one is refused, and nothing is lost by that.
        desk.archive.exchange(record, now_ms)


def decide(desk: Desk, ticket: CredentialRecord, consent: Consent | None, client_ticket: str, now_ms: int) -> bool:
    """The creator allowed it, or with None did not; False if that was decided before."""
    if consent is None:
        return desk.archive.exchange(ticket, now_ms)
    confirmed = replace(
        ticket,
        kind=CONFIRMED,
        hash=_step(CONFIRMED, ticket.bound["token"]),
        creator=consent.creator.key,
        scopes=consent.scopes,
        bound={**ticket.bound, CLIENT_TICKET: client_ticket},
    )
    return desk.archive.exchange(ticket, now_ms, [confirmed])


def check(desk: Desk, client_key: str, token: str, now_ms: int) -> tuple[Status, CredentialRecord | None] | None:
    """How far it got, and what was confirmed, which is then spent; None for a token that is not this app's."""
    record = desk.archive.credential(TOKEN, hash_secret(token))
    if record is None or record.client_key != client_key:
        return None
    held = record.hash.hex()
    confirmed = desk.archive.credential(CONFIRMED, _step(CONFIRMED, held))
    if confirmed is not None and confirmed.revoked_ms is not None:
        return Status.UTILISED, None
    if (record.expires_ms or 0) <= now_ms:
        return Status.EXPIRED, None
    if confirmed is not None:
        return (Status.CONFIRMED, confirmed) if desk.archive.exchange(confirmed, now_ms) else (Status.UTILISED, None)
    scanned = desk.archive.credential(SCANNED, _step(SCANNED, held))
    return (Status.SCANNED if scanned is not None else Status.NEW), None


def _step(kind: str, token_hash: str) -> bytes:
    return hash_secret(f"{kind} {token_hash}")
