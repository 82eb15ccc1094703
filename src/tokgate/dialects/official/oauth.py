"""Login Kit's token endpoint, and what it answers. Facts: TikTok's documentation, OAuth v2."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.effects import Effect
from tokgate.contract.methods import post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.contract.parameters import Choice, form
from tokgate.contract.wire import Wire


class TokenAnswer(Wire):
    """The token endpoint's answer, flat. `expires_in` is in seconds; the rest comes with user tokens only."""

    access_token: str | None = None
    expires_in: int | None = None
    token_type: str | None = None
    open_id: str | None = None
    scope: str | None = None
    refresh_token: str | None = None
    refresh_expires_in: int | None = None

    def __repr__(self) -> str:
        """Without the tokens: answers get printed."""
        return f"TokenAnswer(token_type={self.token_type!r}, expires_in={self.expires_in!r}, scope={self.scope!r})"


class OAuth(Resource[M], name="official.oauth"):
    """Login Kit's token endpoint."""

    # Another token is harmless: an earlier one stays valid.
    @post("/v2/oauth/token/", effect=Effect.REPEATABLE, source="developers.tiktok.com, OAuth v2")
    def token(
        self,
        *,
        client_key: Annotated[str, form(help="The app's key.", example="awexample", max_length=200)],
        client_secret: Annotated[str, form(help="Client secret is missed in request.", max_length=200)],
        grant_type: Annotated[str, form(choices=(Choice("client_credentials"),), example="client_credentials")],
    ) -> TokenAnswer:
        """A client token for the app, valid for two hours; an earlier one stays valid."""
        raise Declared
