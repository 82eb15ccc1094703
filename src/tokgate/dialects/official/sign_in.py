"""Login Kit: the page that asks a creator, and the code that it sends back. Facts: TikTok's documentation, OAuth v2."""

from __future__ import annotations

from tokgate.contract.renewals import Renewal
from tokgate.contract.sign_in import ChallengeForm, CodeGrant, Revocation, SignIn
from tokgate.dialects.official.credentials import USER_TOKEN
from tokgate.dialects.official.oauth import OAuth

APP_SECRETS = {"client_key": "client_key", "client_secret": "client_secret"}

#: The challenge is in hex, and scopes are joined by commas, both against the RFCs. The redirect says `scopes`, plural.
SIGN_IN = SignIn(
    page="https://www.tiktok.com/v2/auth/authorize/",
    credential=USER_TOKEN.kind,
    app="client_key",
    client_id="client_key",
    fixed={"response_type": "code"},
    also=("disable_auto_auth",),
    challenge_form=ChallengeForm.HEX,
    scope_separators=",",
    code="code",
    granted_scope="scopes",
    error="error",
    error_description="error_description",
    grant=CodeGrant(OAuth.redeem, secrets=APP_SECRETS, rotated={"refresh_token": "refresh_token"}),
    # Not among what clients renew by themselves: one that was given a user token alone is told by TikTok why it failed.
    renewal=Renewal(
        USER_TOKEN.kind,
        OAuth.refresh,
        secrets={**APP_SECRETS, "refresh_token": "refresh_token"},
        usual_lifetime=7200,
        rotated={"refresh_token": "refresh_token"},
    ),
    revocation=Revocation(OAuth.revoke, secrets=APP_SECRETS),
)
