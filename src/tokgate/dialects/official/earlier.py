"""The first version of Login Kit and of the Display API, which TikTok has retired, as python-tiktok 0.1.12 calls it.

Secrets travel in the query there. They are declared as members of a form, and taken from either: so our own client puts
none into a URL.
"""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.effects import Effect
from tokgate.contract.methods import post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.contract.paging import Paging
from tokgate.contract.parameters import body, form
from tokgate.contract.wire import Wire
from tokgate.dialects.official.display import (
    ASKED_FOR_IN_VAIN,
    User,
    UserData,
    UserField,
    Video,
    VideoField,
    VideoList,
    items_of,
    key_of,
    verdict_of,
)
from tokgate.dialects.official.display_parameters import DisplayCount, Filters, MillisecondCursor
from tokgate.dialects.official.fields import fields_of
from tokgate.dialects.official.oauth import ClientKey, ClientSecret, Code, RefreshToken

CLIENT = "python-tiktok 0.1.12 (TikTok has retired these)"
#: The revision that has these, and the last one that does.
V1 = "v1"
#: What all of its paths begin with, and no other's.
PATHS = ("/oauth/", "/user/info/", "/video/list/", "/video/query/")

OPEN_ID = "The creator's id for this app."
TOKEN = "The user token."  # noqa: S105 - a help text
UserToken = Annotated[str, body(help=TOKEN, max_length=2000)]
OpenId = Annotated[str, body(help=OPEN_ID, max_length=200)]
UserFields = Annotated[
    list[UserField],
    fields_of(User, place=body, example=["open_id", "display_name"], in_vain=ASKED_FOR_IN_VAIN),
]
VideoFields = Annotated[list[VideoField], fields_of(Video, place=body, example=["id", "title", "view_count"])]


class EarlierOutcome(Wire):
    """How a call of Login Kit went."""

    captcha: str | None = None
    """Empty."""
    desc_url: str | None = None
    """Empty."""
    description: str | None = None
    """The refusal in words; "" for success."""
    error_code: int | None = None
    """Of the refusal; 0 for success."""
    log_id: str | None = None
    """What to name when asking TikTok about the call."""


class EarlierTokens(EarlierOutcome):
    """Tokens that act for a creator."""

    open_id: str | None = None
    """The creator's id for this app."""
    scope: str | None = None
    """What was granted, comma separated."""
    access_token: str | None = None
    """The token to call with."""
    expires_in: int | None = None
    """How long it is valid, in seconds."""
    refresh_token: str | None = None
    """What the next access token is got with; it replaces the one before."""
    refresh_expires_in: int | None = None
    """How long that is valid, in seconds."""

    def __repr__(self) -> str:
        """Without the tokens: answers get printed."""
        return f"EarlierTokens(scope={self.scope!r}, expires_in={self.expires_in!r})"


class EarlierTokenAnswer(Wire):
    """The answer with tokens."""

    data: EarlierTokens | None = None
    """The tokens, and how the call went."""
    message: str | None = None
    """"success" or "error"."""


class EarlierRevoked(Wire):
    """The answer of revoking."""

    data: EarlierOutcome | None = None
    """How the call went."""
    message: str | None = None
    """"success" or "error"."""


class EarlierError(Wire, omit_defaults=False):
    """What every answer of the Display API ends with."""

    code: int = 0
    """Of the refusal; 0 for success."""
    message: str = ""
    """The refusal in words; "" for success."""
    log_id: str = ""
    """What to name when asking TikTok about the call."""


class EarlierUserAnswer(Wire):
    """The answer of user/info."""

    data: UserData | None = None
    """What was asked for; empty where the call was refused."""
    error: EarlierError | None = None
    """How the call went."""


class EarlierVideoPage(VideoList):
    """The answer of video/list and video/query."""

    error: EarlierError | None = None
    """How the call went."""


EARLIER_VIDEOS: Paging[EarlierVideoPage, Video] = Paging(items_of, verdict_of, key_of)


class Earlier(Resource[M], name="official.earlier"):
    """The first version of Login Kit and of the Display API. The token is a member of the body."""

    # A code is good once.
    @post(
        "/oauth/access_token/", effect=Effect.WRITES, when=("grant_type", "authorization_code"), until=V1, source=CLIENT
    )
    def access_token(self, *, client_key: ClientKey, client_secret: ClientSecret, code: Code) -> EarlierTokenAnswer:
        """A user token and its refresh token, for the code that signing in brought; the redirect URI is not asked."""
        raise Declared

    # The refresh token that was sent stops working at once.
    @post("/oauth/refresh_token/", effect=Effect.WRITES, when=("grant_type", "refresh_token"), until=V1, source=CLIENT)
    def refresh_token(self, *, client_key: ClientKey, refresh_token: RefreshToken) -> EarlierTokenAnswer:
        """New tokens without the app's secret, for a refresh token that this version gave out; that one is over."""
        raise Declared

    @post("/oauth/revoke/", effect=Effect.REPEATABLE, until=V1, source=CLIENT)
    def revoke(
        self,
        *,
        open_id: Annotated[str, form(help=OPEN_ID, max_length=200)],
        access_token: Annotated[str, form(help=TOKEN, max_length=2000)],
    ) -> EarlierRevoked:
        """End what a creator granted the app."""
        raise Declared

    @post("/user/info/", effect=Effect.READS, until=V1, source=CLIENT)
    def user_info(self, *, access_token: UserToken, open_id: OpenId, fields: UserFields) -> EarlierUserAnswer:
        """Profile and counters of the creator; each member needs its scope, and one without fails the call."""
        raise Declared

    @post("/video/list/", effect=Effect.READS, pages=EARLIER_VIDEOS, until=V1, source=CLIENT)
    def video_list(
        self,
        *,
        access_token: UserToken,
        open_id: OpenId,
        fields: VideoFields,
        cursor: MillisecondCursor | None = None,
        max_count: DisplayCount = 10,
    ) -> EarlierVideoPage:
        """The creator's public posts, newest first."""
        raise Declared

    @post("/video/query/", effect=Effect.READS, until=V1, source=CLIENT)
    def video_query(
        self, *, access_token: UserToken, open_id: OpenId, fields: VideoFields, filters: Filters
    ) -> EarlierVideoPage:
        """The creator's posts with these ids; ids of others' posts are left out."""
        raise Declared
