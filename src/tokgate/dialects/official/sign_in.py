"""Login Kit: the page that asks a creator, and the code that it sends back. Facts: TikTok's documentation, OAuth v2."""

from __future__ import annotations

from tokgate.contract.sign_in import ChallengeForm, CodeGrant, Revocation, SignIn, loopback_redirects
from tokgate.dialects.official.credentials import (
    CLIENT_TOKEN,
    REFRESH_TOKEN,
    USER_BASIC,
    USER_PROFILE,
    USER_STATS,
    USER_TOKEN,
    VIDEO_LIST,
)
from tokgate.dialects.official.oauth import OAuth

APP_SECRETS = {"client_key": "client_key", "client_secret": "client_secret"}

SCOPES = {
    USER_BASIC: "Read your profile: display name and avatar",
    USER_PROFILE: "Read your profile's bio, link, user name and verification",
    USER_STATS: "Read your numbers: followers, following, likes and videos",
    VIDEO_LIST: "Read your public videos",
}

#: TikTok's pages of November 2026 say two hours and 180 days; those before them, and a recording of that October, the
#: longer ones. The pages name no day from which the shorter ones hold.
LIFETIMES = {
    "24h": {CLIENT_TOKEN.kind: 7_200, USER_TOKEN.kind: 86_400, REFRESH_TOKEN: 365 * 86_400},
    "2h": {CLIENT_TOKEN.kind: 7_200, USER_TOKEN.kind: 7_200, REFRESH_TOKEN: 180 * 86_400},
}

#: The paths that the usual libraries have, on any port of this machine.
DEMO_REDIRECTS = loopback_redirects(
    (
        "/callback",
        "/callback/",
        "/auth/callback/tiktok",
        "/api/auth/callback/tiktok",
        "/accounts/tiktok/login/callback/",
        "/auth/tiktok-loginkit/callback",
    )
)

#: Where the first version had its page (python-tiktok 0.1.12), asked as today.
EARLIER_PAGE = "/auth/authorize/"

#: The challenge is in hex, and scopes are joined by commas, both against the RFCs. The redirect says `scopes`, plural.
SIGN_IN = SignIn(
    page="https://www.tiktok.com/v2/auth/authorize/",
    credential=USER_TOKEN.kind,
    app="client_key",
    app_prefix="aw",
    also_at=(EARLIER_PAGE,),
    client_id="client_key",
    fixed={"response_type": "code"},
    skips={"disable_auto_auth": "0"},
    challenge_form=ChallengeForm.HEX,
    scope_separators=",",
    code="code",
    granted_scope="scopes",
    error="error",
    error_description="error_description",
    scopes=SCOPES,
    lifetimes=LIFETIMES,
    demo_redirects=DEMO_REDIRECTS,
    grant=CodeGrant(OAuth.redeem, secrets=APP_SECRETS, creator="open_id", rotated={REFRESH_TOKEN: "refresh_token"}),
    revocation=Revocation(OAuth.revoke, secrets=APP_SECRETS),
)
