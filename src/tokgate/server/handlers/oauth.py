"""Login Kit's token endpoint."""

from __future__ import annotations

from tokgate.dialects.official.oauth import OAuth, TokenAnswer
from tokgate.server.oauth import issue_token
from tokgate.server.request import Request, implements


@implements(OAuth.token)
def token(request: Request, /, *, client_key: str, client_secret: str, grant_type: str, **_: object) -> TokenAnswer:
    return issue_token(request, client_key=client_key, client_secret=client_secret, grant_type=grant_type)
