"""TikAPI, as the server and the SDK are given it."""

from __future__ import annotations

from tokgate.contract.dialect import ClientLines, CredentialKind, Dialect, SampleCall
from tokgate.contract.errors import Cause
from tokgate.contract.quotas import Quota, QuotaWindow
from tokgate.dialects.tikapi.credentials import (
    ACCOUNT_KEY,
    API_KEY,
    DEMO_ACCOUNT_KEY,
    DEMO_API_KEY,
    DEMO_CLIENT_ID,
)
from tokgate.dialects.tikapi.errors import error_in, is_refusal, refuse, request_id
from tokgate.dialects.tikapi.examples import EXAMPLES
from tokgate.dialects.tikapi.resources.api import RESOURCES
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.dialects.tikapi.scopes import SCOPES, SPELLINGS
from tokgate.dialects.tikapi.sign_in import SIGN_IN

#: An account key that is unknown or over is a creator's session that died.
CREDENTIALS = (
    CredentialKind(name="tikapi", kind=API_KEY.kind, demo="api_key"),
    CredentialKind(
        name="tikapi-account",
        kind=ACCOUNT_KEY.kind,
        scopes=tuple(SCOPES),
        granted=tuple(SCOPES),
        spellings=SPELLINGS,
        for_creator=True,
        missing=Cause.BAD_ACCOUNT_KEY,
        unknown=Cause.SESSION_EXPIRED,
        expired=Cause.SESSION_EXPIRED,
        demo="account_key",
    ),
)

#: The vendor names a daily limit, but no number; this one is ours, and so is 00:00 UTC.
QUOTAS = (
    Quota(
        name="tikapi.day",
        operations=("tikapi.",),
        kind=API_KEY.kind,
        calls=5000,
        window=QuotaWindow.DAY,
        cause=Cause.QUOTA,
    ),
)

#: The modules of `tokgate.server.handlers.tikapi`.
HANDLERS = tuple(
    f"tokgate.server.handlers.tikapi.{module}"
    for module in (
        "analytics",
        "conversation_requests",
        "discover",
        "films",
        "keys",
        "live",
        "live_lists",
        "messages",
        "notifications",
        "post_likes",
        "profile",
        "public",
        "sessions",
        "tags",
        "user_comments",
        "user_follows",
        "user_posts",
    )
)

CLIENTS = (
    ClientLines(
        name="tokgate",
        language="python",
        lines="""
import tokgate
client = tokgate.TikAPI("$api_key", base_url="$url")
""",
        note="Or set TOKGATE_TIKAPI_BASE_URL.",
    ),
    ClientLines(
        name="tikapi",
        also=("tikapi-py",),
        language="python",
        lines="""
from tikapi import TikAPI
api = TikAPI("$api_key")
api.set(__options__={"base": "$url"})
user = api.user(accountKey="$account_key")
""",
        note="A category or user made before `set` keeps the vendor's host.",
    ),
    ClientLines(
        name="tikapi-js",
        language="javascript",
        lines="""
import TikAPI from "tikapi";
const api = TikAPI("$api_key");
api.set({ $$options: { base: "$url" } });
const user = new api.user({ accountKey: "$account_key" });
""",
        note="A user made before `set` keeps the vendor's host.",
    ),
)

DIALECT = Dialect(
    name="tikapi",
    base_url="https://api.tikapi.io",
    hosts={"api.tikapi.io": "", "sandbox.tikapi.io": "", "tikapi.io": "/account/authorize"},
    paths=("/",),
    resources=RESOURCES,
    handlers=HANDLERS,
    reading="tokgate.dialects.tikapi.reading",
    refuse=refuse,
    error_in=error_in,
    request_id=request_id,
    is_refusal=is_refusal,
    credentials=CREDENTIALS,
    sign_in=SIGN_IN,
    quotas=QUOTAS,
    demo={"api_key": DEMO_API_KEY, "account_key": DEMO_ACCOUNT_KEY, "client_id": DEMO_CLIENT_ID},
    examples=EXAMPLES,
    samples=(SampleCall(Public.posts, {"secUid": "$sec_uid", "count": 2}),),
    clients=CLIENTS,
)
