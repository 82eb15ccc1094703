"""How the clients that people use for TikTok's own APIs are pointed at a gateway."""

from __future__ import annotations

from tokgate.contract.dialect import ClientLines

_HOST_IS_BUILT_IN = "Its host is built in, so that it is led in its process."

CLIENTS = (
    ClientLines(
        name="tokgate",
        language="python",
        lines="""
import tokgate
official = tokgate.Official(client_key="$client_key", client_secret="$client_secret", base_url="$url")
""",
        note="Or set TOKGATE_OFFICIAL_BASE_URL.",
    ),
    ClientLines(
        name="tiktokresearchapi",
        language="python",
        lines="""
import tokgate.testing
from tiktok_research_api import TikTokResearchAPI
with tokgate.testing.intercept("$url"):
    api = TikTokResearchAPI("$client_key", "$client_secret")
""",
        note=_HOST_IS_BUILT_IN,
    ),
    ClientLines(
        name="researchtikpy",
        language="python",
        lines="""
import tokgate.testing
import researchtikpy as rtk
with tokgate.testing.intercept("$url"):
    token = rtk.get_access_token("$client_key", "$client_secret")["access_token"]
""",
        note=f"{_HOST_IS_BUILT_IN} It needs cachetools, which it does not ask for.",
    ),
    ClientLines(
        name="tiktok_research_api_helper",
        language="python",
        lines="""
import tokgate.testing
from tiktok_research_api_helper.api_client import TikTokApiRequestClient, TikTokCredentials
with tokgate.testing.intercept("$url"):
    keys = TikTokCredentials(client_key="$client_key", client_secret="$client_secret")
    client = TikTokApiRequestClient(credentials=keys)
""",
        note=_HOST_IS_BUILT_IN,
    ),
    ClientLines(
        name="traktok",
        language="shell",
        lines="""
tokgate proxy --url $url -- Rscript YOUR_SCRIPT.R
""",
        note='Its host is built in. In the script: traktok::auth_research("$client_key", "$client_secret").',
    ),
    ClientLines(
        name="python-tiktok",
        also=("pytiktok",),
        language="python",
        lines="""
from pytiktok import KitApi
api = KitApi(client_id="$client_key", client_secret="$client_secret", base_url="$url")
api.AUTHORIZE_URL = "$url/auth/authorize/"
""",
        note="Of KitApi, QR codes and share_video are not served, nor is the Business API.",
    ),
)
