"""TikTok's tokens and scopes. A user token acts for a creator who granted scopes, a client token for an app."""

from tokgate.contract.credentials import Carrier, Credential
from tokgate.contract.renewals import Renewal
from tokgate.dialects.official.oauth import OAuth

USER_TOKEN = Credential("user_token", Carrier.BEARER, "authorization")
CLIENT_TOKEN = Credential("client_token", Carrier.BEARER, "authorization")
CLIENT_TOKEN_RENEWAL = Renewal(
    CLIENT_TOKEN.kind,
    OAuth.token,
    secrets={"client_key": "client_key", "client_secret": "client_secret"},
    usual_lifetime=7200,
)
#: What a user token is renewed with, once; it is shown in the token request's form.
REFRESH_TOKEN = "refresh_token"  # noqa: S105 - a kind
USER_TOKEN_RENEWAL = Renewal(
    USER_TOKEN.kind,
    OAuth.refresh,
    secrets={"client_key": "client_key", "client_secret": "client_secret", REFRESH_TOKEN: "refresh_token"},
    usual_lifetime=7200,
    rotated={REFRESH_TOKEN: "refresh_token"},
)
#: An app's client_key and client_secret; shown in the token request's form, not in a header.
APP = "app"

RESEARCH = "research.data.basic"
VIDEO_LIST = "video.list"
USER_BASIC = "user.info.basic"
USER_PROFILE = "user.info.profile"
USER_STATS = "user.info.stats"
DISPLAY_SCOPES = (USER_BASIC, USER_PROFILE, USER_STATS, VIDEO_LIST)
APP_SCOPES = (*DISPLAY_SCOPES, RESEARCH)

#: What the Research API asks for.
APPROVED = (CLIENT_TOKEN.needing(RESEARCH),)

DEMO_CLIENT_KEY = "awtokgatedemo"
DEMO_CLIENT_SECRET = "tokgate-demo-client-secret"  # noqa: S105 - known on purpose
DEMO_CLIENT_TOKEN = "clt.tokgate.demo"  # noqa: S105
DEMO_USER_TOKEN = "act.tokgate.demo"  # noqa: S105
DEMO_REFRESH_TOKEN = "rft.tokgate.demo"  # noqa: S105
DEMO_REDIRECT_URI = "http://localhost:3000/callback"
