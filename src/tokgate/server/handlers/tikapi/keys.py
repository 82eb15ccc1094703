"""What is told of the key that a call is made with."""

from __future__ import annotations

from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.credentials import API_KEY
from tokgate.dialects.tikapi.resources.api import Api
from tokgate.dialects.tikapi.wire.keys import KeyAnswer, KeyInfo
from tokgate.server.handlers.tikapi.answers import answer
from tokgate.server.request import Request, implements


@implements(Api.key)
def key(request: Request, /, **_: object) -> Encoded[KeyAnswer]:
    record = request.credentials[API_KEY.kind]
    expires = record.expires_ms // 1000 if record.expires_ms is not None else None
    info = KeyInfo(name=record.name, created=record.created_ms // 1000, expires=expires)
    return answer({"key": info})
