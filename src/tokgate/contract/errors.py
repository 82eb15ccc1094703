"""What can go wrong, once for server and SDK.

A `Cause` is why a request is refused, in nobody's dialect; each dialect's error table says how it sounds there. The SDK
reads the same tables backwards and raises:

    TokgateError
        ContractError        an answer that does not fit the declaration
        TransportError       no answer: connection, TLS
            TimedOut         none in time
        DeadlineExceeded     the call's total deadline passed
        PagingError          the next page cannot be trusted, such as a cursor that repeats
        ApiError             the API said no
            BadRequest, Unauthorized, Forbidden, NotFound, RateLimited, QuotaExhausted, SessionExpired, ServerFault
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Generic, TypeVar

import msgspec

Code = TypeVar("Code")


class Cause(StrEnum):
    """Why a request is refused."""

    MISSING_PARAMETER = "missing_parameter"
    INVALID_PARAMETER = "invalid_parameter"
    TOO_LARGE = "too_large"
    BAD_KEY = "bad_key"
    BAD_ACCOUNT_KEY = "bad_account_key"
    SESSION_EXPIRED = "session_expired"
    SCOPE_MISSING = "scope_missing"
    BAD_CLIENT = "bad_client"
    BAD_GRANT = "bad_grant"
    UNSUPPORTED_GRANT = "unsupported_grant"
    BAD_LINK = "bad_link"
    UNKNOWN_CREATOR = "unknown_creator"
    UNKNOWN_POST = "unknown_post"
    UNKNOWN_SOUND = "unknown_sound"
    UNKNOWN_HASHTAG = "unknown_hashtag"
    UNKNOWN_ID = "unknown_id"
    UNKNOWN_RESULT = "unknown_result"
    UNKNOWN_ROOM = "unknown_room"
    ROOM_OVER = "room_over"
    PRIVATE_CREATOR = "private_creator"
    HIDDEN_LIKES = "hidden_likes"
    PRIVATE_POST = "private_post"
    BLOCKED = "blocked"
    NAME_TAKEN = "name_taken"
    NOT_THEIRS = "not_theirs"
    WRONG_CREATOR = "wrong_creator"
    BAD_TICKET = "bad_ticket"
    UNKNOWN_REQUEST = "unknown_request"
    NOT_ACCEPTED = "not_accepted"
    RATE_LIMIT = "rate_limit"
    QUOTA = "quota"
    BALANCE = "balance"
    UPSTREAM = "upstream"
    NO_ROUTE = "no_route"
    WRONG_METHOD = "wrong_method"
    READ_ONLY = "read_only"
    INTERNAL = "internal"


class Refusal(Exception):
    """Raised by the server to refuse a request; the dialect gives it its words. `details` fill the message.

    `fields` says per parameter, by wire name, what is wrong with it.
    """

    def __init__(self, cause: Cause, *, fields: Mapping[str, str] | None = None, **details: str) -> None:
        super().__init__(cause.value)
        self.cause = cause
        self.fields: dict[str, str] = dict(fields or {})
        self.details = details


class ErrorRow(msgspec.Struct, Generic[Code], frozen=True):
    """One line of a dialect's error table: HTTP status, the code in the body, and a message with its `{details}`."""

    status: int
    code: Code
    message: str


class TokgateError(Exception):
    """The root of everything that tokgate raises on purpose."""

    #: How many requests the call had made when it gave up; 0 if none was.
    tries: int = 0


class ContractError(TokgateError):
    """An answer that is not what the declaration promises. `body` is what came, so that nothing is lost."""

    def __init__(self, message: str, *, operation: str = "", body: bytes = b"") -> None:
        super().__init__(message)
        self.operation = operation
        self.body = body


class TransportError(TokgateError):
    """No answer came: the connection, TLS or a timeout failed. `sent`: whether the request may have arrived."""

    def __init__(self, message: str, *, sent: bool = True) -> None:
        super().__init__(message)
        self.sent = sent


class TimedOut(TransportError):
    """No answer came in time: `timeout`, or what was left of the `deadline`, passed."""


class DeadlineExceeded(TokgateError):
    """The total deadline of a call passed, waits and retries included.

    `retry_after` (seconds) and `reset_at` (Unix seconds UTC) are those of the last refusal, None if it said neither.
    """

    retry_after: float | None = None
    reset_at: float | None = None


class NotSignedIn(TokgateError):
    """Nobody signed in on this machine under this name."""


class PagingError(TokgateError):
    """The walk cannot go on safely, such as when a cursor repeats; what was handed out so far stands."""


class ApiError(TokgateError):
    """The API refused. `retry_after` is in seconds, `reset_at` in Unix seconds UTC; both None when unknown.

    `settled_at` (Unix seconds UTC): until then, the refusal may be of something that the API gave out and does not know
    everywhere yet, so that the same request may succeed.

    `headers` are those of the answer, their names in lower case.
    """

    #: Whether the same request may well succeed later.
    transient = False

    def __init__(
        self,
        message: str,
        *,
        dialect: str = "",
        operation: str = "",
        cause: Cause = Cause.INTERNAL,
        status: int = 0,
        code: str = "",
        request_id: str = "",
        body: bytes = b"",
        retry_after: float | None = None,
        reset_at: float | None = None,
        settled_at: float | None = None,
        fields: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.dialect = dialect
        self.operation = operation
        self.cause = cause
        self.status = status
        self.code = code
        self.request_id = request_id
        self.body = body
        self.retry_after = retry_after
        self.settled_at = settled_at
        self.reset_at = reset_at
        self.fields: dict[str, Any] = dict(fields or {})
        self.headers: Mapping[str, str] = {}

    def __str__(self) -> str:
        where = f"{self.operation}: " if self.operation else ""
        code = f" [{self.status} {self.code}]".replace(" ]", "]") if self.status else ""
        trace = f" (request {self.request_id})" if self.request_id else ""
        return f"{where}{self.message}{code}{trace}"


class BadRequest(ApiError):
    """A parameter is missing or wrong; `fields` says which, where the dialect does."""


class Unauthorized(ApiError):
    """The key or token is wrong, revoked or expired."""


class Forbidden(ApiError):
    """The credential is good, but does not allow this: a scope, a private account. Or a signed link is over."""


class NotFound(ApiError):
    """There is no such creator, post or route."""


class SessionExpired(Unauthorized):
    """The creator's own session died; they have to log in again."""


class RateLimited(ApiError):
    """Too many requests just now; waiting helps."""

    transient = True


class QuotaExhausted(ApiError):
    """The day's quota or the balance is used up; only the reset or a payment helps."""


class ServerFault(ApiError):
    """The API failed on its side."""

    transient = True


ERROR_OF: Mapping[Cause, type[ApiError]] = {
    Cause.MISSING_PARAMETER: BadRequest,
    Cause.INVALID_PARAMETER: BadRequest,
    Cause.TOO_LARGE: BadRequest,
    Cause.BAD_KEY: Unauthorized,
    Cause.BAD_ACCOUNT_KEY: Unauthorized,
    Cause.SESSION_EXPIRED: SessionExpired,
    Cause.SCOPE_MISSING: Forbidden,
    Cause.BAD_CLIENT: Unauthorized,
    Cause.BAD_GRANT: Unauthorized,
    Cause.UNSUPPORTED_GRANT: BadRequest,
    Cause.BAD_LINK: Forbidden,
    Cause.UNKNOWN_CREATOR: NotFound,
    Cause.UNKNOWN_POST: NotFound,
    Cause.UNKNOWN_SOUND: NotFound,
    Cause.UNKNOWN_HASHTAG: NotFound,
    Cause.UNKNOWN_ID: NotFound,
    Cause.UNKNOWN_RESULT: BadRequest,
    Cause.UNKNOWN_ROOM: NotFound,
    Cause.ROOM_OVER: Forbidden,
    Cause.PRIVATE_CREATOR: Forbidden,
    Cause.HIDDEN_LIKES: Forbidden,
    Cause.PRIVATE_POST: Forbidden,
    Cause.BLOCKED: Forbidden,
    Cause.NAME_TAKEN: Forbidden,
    Cause.NOT_THEIRS: Forbidden,
    Cause.WRONG_CREATOR: Forbidden,
    Cause.BAD_TICKET: Forbidden,
    Cause.UNKNOWN_REQUEST: NotFound,
    Cause.NOT_ACCEPTED: Forbidden,
    Cause.RATE_LIMIT: RateLimited,
    Cause.QUOTA: QuotaExhausted,
    Cause.BALANCE: QuotaExhausted,
    Cause.UPSTREAM: ServerFault,
    Cause.NO_ROUTE: NotFound,
    Cause.WRONG_METHOD: BadRequest,
    Cause.READ_ONLY: Forbidden,
    Cause.INTERNAL: ServerFault,
}
