"""Whom an account key stands for."""

from __future__ import annotations

from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY
from tokgate.dialects.tikapi.resources.user import User
from tokgate.dialects.tikapi.wire.sessions import SessionAccount, SessionAnswer
from tokgate.server.handlers.tikapi.answers import answer
from tokgate.server.request import Request, implements


@implements(User.verify)
def verify(request: Request, /, **_: object) -> Encoded[SessionAnswer]:
    creator = request.creator_of(ACCOUNT_KEY)
    account = SessionAccount(
        username=creator.username,
        id=creator.served_user_id,
        secUid=creator.served_sec_uid,
        nickname=creator.name,
    )
    return answer({"data": account})
