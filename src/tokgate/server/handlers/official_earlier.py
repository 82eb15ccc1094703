"""The first version of Login Kit and of the Display API, over the same provider and archive as the second."""

from __future__ import annotations

from typing import Any

import msgspec

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.official.credentials import VIDEO_LIST
from tokgate.dialects.official.display_parameters import DisplayCount, Filters, MillisecondCursor
from tokgate.dialects.official.earlier import (
    Earlier,
    EarlierOutcome,
    EarlierRevoked,
    EarlierTokenAnswer,
    EarlierTokens,
    EarlierUserAnswer,
    EarlierVideoPage,
    UserFields,
    VideoFields,
)
from tokgate.domain.creators import open_id_of
from tokgate.domain.credentials import CredentialRecord
from tokgate.server.handlers.display import Holder, found_videos, page_of_videos, profile
from tokgate.server.handlers.oauth import granted
from tokgate.server.request import Request, implements
from tokgate.server.sign_in.earlier import EarlierProvider
from tokgate.server.sign_in.webhooks import Removal


@implements(Earlier.access_token)
def access_token(
    request: Request, /, *, client_key: str, client_secret: str, code: str, **_: object
) -> EarlierTokenAnswer:
    held = request.desk.find_code(code)
    form = {
        "client_key": client_key,
        "client_secret": client_secret,
        "code": code,
        # It is not asked for again in this version.
        "redirect_uri": held.bound["redirect_uri"] if held is not None else "",
    }
    return _tokens(request, granted(EarlierProvider(request.desk, request.now_ms), "authorization_code", form))


@implements(Earlier.refresh_token)
def refresh_token(request: Request, /, *, client_key: str, refresh_token: str, **_: object) -> EarlierTokenAnswer:
    form = {"client_key": client_key, "refresh_token": refresh_token}
    return _tokens(request, granted(EarlierProvider(request.desk, request.now_ms), "refresh_token", form))


@implements(Earlier.revoke)
def revoke(request: Request, /, *, open_id: str, access_token: str, **_: object) -> EarlierRevoked:
    record, _holder = _shown(request, access_token, open_id)
    request.desk.end(record, request.now_ms, Removal.BY_APP)
    return EarlierRevoked(data=msgspec.convert(_went_well(request), EarlierOutcome), message="success")


@implements(Earlier.user_info)
def user_info(
    request: Request, /, *, access_token: str, open_id: str, fields: UserFields, **_: object
) -> Encoded[EarlierUserAnswer]:
    _record, holder = _shown(request, access_token, open_id)
    return _answer(request, profile(holder, fields), rows=1)


@implements(Earlier.video_list)
def video_list(
    request: Request,
    /,
    *,
    access_token: str,
    open_id: str,
    fields: VideoFields,
    cursor: MillisecondCursor | None = None,
    max_count: DisplayCount = 10,
    **_: object,
) -> Encoded[EarlierVideoPage]:
    _record, holder = _shown(request, access_token, open_id, VIDEO_LIST)
    data = page_of_videos(request, holder, fields, cursor, max_count)
    return _answer(request, data, rows=len(data["videos"]))


@implements(Earlier.video_query)
def video_query(
    request: Request, /, *, access_token: str, open_id: str, fields: VideoFields, filters: Filters, **_: object
) -> Encoded[EarlierVideoPage]:
    _record, holder = _shown(request, access_token, open_id, VIDEO_LIST)
    data = found_videos(request, holder, fields, filters)
    return _answer(request, data, rows=len(data["videos"]))


def _shown(request: Request, token: str, open_id: str, *scopes: str) -> tuple[CredentialRecord, Holder]:
    """The token of the body, and whom it acts for. Refusal if it is not in force, lacks a scope, or is another's."""
    record = request.desk.find_token(token, request.now_ms)
    creator = request.desk.creator_of(record) if record is not None else None
    if record is None or creator is None:
        raise Refusal(Cause.BAD_KEY)
    holder = Holder(creator, record.client_key or "", record.scopes)
    if open_id != open_id_of(creator, holder.client_key):
        raise Refusal(Cause.INVALID_PARAMETER, fields={"open_id": "is not the one that the token acts for"})
    lacking = next((scope for scope in scopes if scope not in holder.scopes), None)
    if lacking is not None:
        raise Refusal(Cause.SCOPE_MISSING, scope=lacking)
    return record, holder


def _tokens(request: Request, token: dict[str, Any]) -> EarlierTokenAnswer:
    return EarlierTokenAnswer(data=msgspec.convert({**token, **_went_well(request)}, EarlierTokens), message="success")


def _went_well(request: Request) -> dict[str, str | int]:
    return {"captcha": "", "desc_url": "", "description": "", "error_code": 0, "log_id": request.log_id}


def _answer(request: Request, data: dict[str, Any], *, rows: int) -> Encoded[Any]:
    body = {"data": data, "error": {"code": 0, "message": "", "log_id": request.log_id}}
    return Encoded(msgspec.json.encode(body), rows=rows)
