"""Login Kit's token endpoint, and what it answers. Facts: TikTok's documentation, OAuth v2."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.effects import Effect
from tokgate.contract.methods import post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.contract.parameters import form
from tokgate.contract.wire import Wire

PATH = "/v2/oauth/token/"
DOCS = "developers.tiktok.com, OAuth v2"

ClientKey = Annotated[str, form(help="The app's key.", example="awexample", max_length=200)]
ClientSecret = Annotated[str, form(help="The app's secret.", max_length=200)]
Code = Annotated[str, form(help="The code of the redirect, URL-decoded.", max_length=2000)]
RedirectUri = Annotated[str, form(help="The one that the code was asked for with.", max_length=512)]
Verifier = Annotated[str, form(help="What the code challenge was made of.", max_length=128)]
RefreshToken = Annotated[str, form(help="The newest one.", max_length=2000)]


class TokenAnswer(Wire):
    """The token endpoint's answer, flat."""

    access_token: str | None = None
    """The token to call with."""
    expires_in: int | None = None
    """How long it is valid, in seconds."""
    token_type: str | None = None
    """How to show it: "Bearer"."""

    def __repr__(self) -> str:
        """Without the tokens: answers get printed."""
        return f"{type(self).__name__}(token_type={self.token_type!r}, expires_in={self.expires_in!r})"


class UserTokenAnswer(TokenAnswer):
    """Tokens that act for a creator."""

    open_id: str | None = None
    """The creator's id for this app."""
    scope: str | None = None
    """What was granted, comma separated; it can be less than was asked for."""
    refresh_token: str | None = None
    """What the next access token is got with; it replaces the one before, which is worth nothing from then on."""
    refresh_expires_in: int | None = None
    """How long that is valid, in seconds."""

    def __repr__(self) -> str:
        """Without the tokens: answers get printed."""
        return f"UserTokenAnswer(scope={self.scope!r}, expires_in={self.expires_in!r})"


class QrCode(Wire):
    """What an app draws as a QR code, and the token with which it asks how that went."""

    scan_qrcode_url: str | None = None
    """The address to draw."""
    token: str | None = None
    """What to ask with how signing in went."""

    def __repr__(self) -> str:
        """Without the token: answers get printed."""
        return "QrCode()"


class QrStatus(Wire):
    """How far signing in got."""

    status: str | None = None
    """new, scanned, confirmed, expired or utilised."""
    client_ticket: str | None = None
    """What the app put into the address that it drew."""
    redirect_uri: str | None = None
    """There once, when it was confirmed: its query holds the code."""

    def __repr__(self) -> str:
        """Without the address, which holds a code."""
        return f"QrStatus(status={self.status!r})"


class Revoked(Wire):
    """Nothing: that it came is the answer."""


class OAuth(Resource[M], name="official.oauth"):
    """Login Kit's tokens. One path gives them, on which the grant type says what is asked for."""

    # Another token is harmless: an earlier one stays valid.
    @post(PATH, effect=Effect.REPEATABLE, when=("grant_type", "client_credentials"), source=DOCS)
    def token(self, *, client_key: ClientKey, client_secret: ClientSecret) -> TokenAnswer:
        """A client token for the app, valid for two hours; an earlier one stays valid."""
        raise Declared

    # A code is good once.
    @post(PATH, effect=Effect.WRITES, when=("grant_type", "authorization_code"), source=DOCS)
    def redeem(
        self,
        *,
        client_key: ClientKey,
        client_secret: ClientSecret,
        code: Code,
        redirect_uri: RedirectUri,
        code_verifier: Verifier | None = None,
    ) -> UserTokenAnswer:
        """A user token and its refresh token, for the code that signing in brought."""
        raise Declared

    # The refresh token that was sent stops working at once.
    @post(PATH, effect=Effect.WRITES, when=("grant_type", "refresh_token"), source=DOCS)
    def refresh(
        self, *, client_key: ClientKey, client_secret: ClientSecret, refresh_token: RefreshToken
    ) -> UserTokenAnswer:
        """A new user token and a new refresh token; the old one is worth nothing from then on."""
        raise Declared

    @post("/v2/oauth/get_qrcode/", effect=Effect.REPEATABLE, source=DOCS)
    def get_qrcode(
        self,
        *,
        client_key: ClientKey,
        scope: Annotated[str, form(help="Comma separated.", example="user.info.basic", max_length=500)],
        state: Annotated[str | None, form(help="Comes back with the code.", max_length=2000)] = None,
    ) -> QrCode:
        """A QR code by which a creator signs in with their phone."""
        raise Declared

    # The code comes once.
    @post("/v2/oauth/check_qrcode/", effect=Effect.WRITES, source=DOCS)
    def check_qrcode(
        self,
        *,
        client_key: ClientKey,
        client_secret: ClientSecret,
        token: Annotated[str, form(help="The QR code's.", max_length=2000)],
    ) -> QrStatus:
        """Whether the QR code was scanned and confirmed; then the code, once."""
        raise Declared

    @post("/v2/oauth/revoke/", effect=Effect.REPEATABLE, source=DOCS)
    def revoke(
        self,
        *,
        client_key: ClientKey,
        client_secret: ClientSecret,
        token: Annotated[str, form(help="The user token.", max_length=2000)],
    ) -> Revoked:
        """End what a creator granted the app."""
        raise Declared
