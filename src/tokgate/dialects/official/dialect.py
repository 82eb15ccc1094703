"""TikTok's own APIs, as the server and the SDK are given them."""

from __future__ import annotations

from tokgate.contract.dialect import CredentialKind, Dialect, SampleCall
from tokgate.dialects.official.clients import CLIENTS
from tokgate.dialects.official.credentials import (
    APP,
    APP_SCOPES,
    CLIENT_TOKEN,
    CLIENT_TOKEN_RENEWAL,
    DEMO_CLIENT_KEY,
    DEMO_CLIENT_SECRET,
    DEMO_CLIENT_TOKEN,
    DEMO_REDIRECT_URI,
    DEMO_REFRESH_TOKEN,
    DEMO_USER_TOKEN,
    DISPLAY_SCOPES,
    REFRESH_TOKEN,
    RESEARCH,
    USER_TOKEN,
    USER_TOKEN_RENEWAL,
)
from tokgate.dialects.official.earlier import PATHS as EARLIER_PATHS
from tokgate.dialects.official.errors import LOG_ID, error_in, is_refusal, refuse, request_id
from tokgate.dialects.official.quotas import QUOTAS
from tokgate.dialects.official.research_resources import ResearchUser
from tokgate.dialects.official.resources import RESOURCES, VideoResource
from tokgate.dialects.official.sign_in import EARLIER_PAGE, SIGN_IN

CREDENTIALS = (
    CredentialKind(
        name="official-app", kind=APP, scopes=APP_SCOPES, granted=APP_SCOPES, is_app=True, demo="client_secret"
    ),
    CredentialKind(
        name="official-client",
        kind=CLIENT_TOKEN.kind,
        prefix="clt.",
        scopes=(RESEARCH,),
        granted=(RESEARCH,),
        of_app=True,
        demo="client_token",
    ),
    CredentialKind(
        name="official-user",
        kind=USER_TOKEN.kind,
        prefix="act.",
        scopes=APP_SCOPES,
        granted=DISPLAY_SCOPES,
        of_app=True,
        for_creator=True,
        demo="user_token",
    ),
    CredentialKind(
        name="official-refresh",
        kind=REFRESH_TOKEN,
        prefix="rft.",
        granted=DISPLAY_SCOPES,
        of_app=True,
        for_creator=True,
        by_sign_in=True,
        demo="refresh_token",
    ),
)

SAMPLES = (
    SampleCall(VideoResource.list, {"fields": ["id", "title", "create_time", "view_count"], "max_count": 2}),
    SampleCall(
        ResearchUser.reposted_videos,
        {"fields": ["id", "create_time", "username", "view_count"], "username": "$username", "max_count": 2},
    ),
)

DIALECT = Dialect(
    name="official",
    base_url="https://open.tiktokapis.com",
    hosts={"open.tiktokapis.com": "", "open-api.tiktok.com": "", "www.tiktok.com": "/v2/auth"},
    paths=("/v2/", EARLIER_PAGE, *EARLIER_PATHS),
    resources=RESOURCES,
    handlers=(
        "tokgate.server.handlers.oauth",
        "tokgate.server.handlers.display",
        "tokgate.server.handlers.research",
        "tokgate.server.handlers.research_accounts",
        "tokgate.server.handlers.research_comments",
        "tokgate.server.handlers.research_playlists",
        "tokgate.server.handlers.research_shops",
        "tokgate.server.handlers.research_validations",
        "tokgate.server.handlers.research_query",
        "tokgate.server.handlers.official_earlier",
    ),
    reading="tokgate.dialects.official.reading",
    refuse=refuse,
    error_in=error_in,
    request_id=request_id,
    is_refusal=is_refusal,
    credentials=CREDENTIALS,
    renewals=(CLIENT_TOKEN_RENEWAL, USER_TOKEN_RENEWAL),
    sign_in=SIGN_IN,
    quotas=QUOTAS,
    log_id_header=LOG_ID,
    demo={
        "client_key": DEMO_CLIENT_KEY,
        "client_secret": DEMO_CLIENT_SECRET,
        "client_token": DEMO_CLIENT_TOKEN,
        "user_token": DEMO_USER_TOKEN,
        "refresh_token": DEMO_REFRESH_TOKEN,
        "redirect_uri": DEMO_REDIRECT_URI,
    },
    samples=SAMPLES,
    clients=CLIENTS,
)
