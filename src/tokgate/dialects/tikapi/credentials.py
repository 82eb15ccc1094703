"""TikAPI's two keys. The API key is the developer's; the account key stands for a creator who authorised them."""

from tokgate.contract.credentials import Carrier, Credential
from tokgate.dialects.tikapi.scopes import SPELLINGS

API_KEY = Credential("tikapi_key", Carrier.HEADER, "X-API-KEY")
ACCOUNT_KEY = Credential("tikapi_account_key", Carrier.HEADER, "X-ACCOUNT-KEY")


def account(*scopes: str) -> tuple[Credential, Credential]:
    """What a call for a creator shows who allowed all of these scopes, by either name."""
    return API_KEY, ACCOUNT_KEY.needing(*(SPELLINGS.get(scope, scope) for scope in scopes))


EXPLORER = account("explore")
ACTOR = account("media_actions")
COLLECTOR = account("view_collections")

#: Published by the vendor in its documentation and sent by its SDKs' sandbox mode; they open the demo only.
DEMO_API_KEY = "DemoAPIKeyTokenSeHYGXDfd4SFD320Sc39Asd0Sc39Asd4s"
DEMO_ACCOUNT_KEY = "DemoAccountKeyTokenSeHYGXDfd4SFD320Sc39Asd0Sc39A"
#: Ours: the vendor has published none.
DEMO_CLIENT_ID = "c_tokgatedemo"
