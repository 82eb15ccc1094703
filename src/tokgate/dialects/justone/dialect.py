"""JustOneAPI, as the server and the SDK are given it."""

from __future__ import annotations

from tokgate.contract.dialect import ClientLines, CredentialKind, Dialect, SampleCall
from tokgate.contract.errors import Cause
from tokgate.contract.quotas import Quota, QuotaWindow
from tokgate.dialects.justone.credentials import DEMO_TOKEN, TOKEN
from tokgate.dialects.justone.errors import error_in, is_refusal, refuse, request_id
from tokgate.dialects.justone.resources import RESOURCES, TikTok

#: The vendor names a daily quota and a balance, but no numbers; these are ours, and so is 00:00 UTC. It takes nothing
#: from the balance for calls that fail.
QUOTAS = (
    Quota(
        name="justone.day",
        operations=("justone.",),
        kind=TOKEN.kind,
        calls=10_000,
        window=QuotaWindow.DAY,
        cause=Cause.QUOTA,
    ),
    Quota(
        name="justone.balance",
        operations=("justone.",),
        kind=TOKEN.kind,
        calls=100_000,
        window=QuotaWindow.BALANCE,
        cause=Cause.BALANCE,
        answered_only=True,
    ),
)

CLIENTS = (
    ClientLines(
        name="tokgate",
        language="python",
        lines="""
import tokgate
justone = tokgate.JustOne("$token", base_url="$url")
""",
        note="Or set TOKGATE_JUSTONE_BASE_URL.",
    ),
    ClientLines(
        name="justoneapi",
        language="python",
        lines="""
from justoneapi import JustOneAPIClient
client = JustOneAPIClient("$token", base_url="$url")
""",
        note="The same for 3.0.30 and 3.0.98.",
    ),
)

DIALECT = Dialect(
    name="justone",
    base_url="https://api.justoneapi.com",
    hosts={"api.justoneapi.com": ""},
    paths=("/api/", "/ping"),
    resources=RESOURCES,
    handlers=("tokgate.server.handlers.justone",),
    reading="tokgate.dialects.justone.reading",
    refuse=refuse,
    error_in=error_in,
    request_id=request_id,
    is_refusal=is_refusal,
    credentials=(CredentialKind(name="justone", kind=TOKEN.kind, demo="token"),),
    quotas=QUOTAS,
    demo={"token": DEMO_TOKEN},
    samples=(SampleCall(TikTok.user_posts, {"secUid": "$sec_uid"}),),
    clients=CLIENTS,
)
