"""The pictures behind signed links: drawn when asked for, the same for the same path."""

from __future__ import annotations

import asyncio
import hashlib
import io
import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import unquote

from tokgate.contract.answers import Binary
from tokgate.contract.errors import Refusal
from tokgate.contract.requests import read_query
from tokgate.domain.clock import Clock
from tokgate.server.calls import Answer, IncomingCall, Receive, Scope, Send, deliver
from tokgate.server.encoding import tagged, without_content
from tokgate.server.links import PREFIX, SignedLinks

#: The size of a picture whose link does not name one, and how it names one.
SIZE = 270, 480
_SIZED = re.compile(r"~(\d{1,4})x(\d{1,4})\.\w+$", re.ASCII)
METHODS = ("GET", "HEAD")


class Media:
    """Answers under `/media`: a JPEG for a link that opens, 403 for one that is over or was not signed here."""

    def __init__(self, links: SignedLinks, clock: Clock) -> None:
        self._links = links
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in METHODS:
            await deliver(send, _text(405, "only GET is allowed", {"allow": ", ".join(METHODS)}))
            return
        try:
            answer = await asyncio.to_thread(self._picture, IncomingCall(scope, self._clock.now_ms(), ""))
        except Refusal:
            answer = _text(400, "the query has too many members")
        await deliver(send, without_content(answer) if scope["method"] == "HEAD" else answer)

    def _picture(self, call: IncomingCall) -> Answer:
        path = call.scope["path"].removeprefix(PREFIX)
        query = read_query(call.scope["query_string"].decode("latin-1"))
        if not self._links.opens(path, query, call.now_ms):
            return _text(403, "the link is over, or was not signed here")
        return tagged(Binary(draw(path), "image/jpeg"), call)


def _text(status: int, text: str, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status, text.encode(), "text/plain; charset=utf-8", headers)


@lru_cache(maxsize=256)
def draw(path: str) -> bytes:
    """A JPEG in colours that follow from the path, with the last part of the path on it."""
    from PIL import Image, ImageDraw

    red, green, blue, *_ = hashlib.sha256(path.encode()).digest()
    sized = _SIZED.search(path)
    width, height = (int(sized[1]), int(sized[2])) if sized else SIZE
    image = Image.linear_gradient("L").resize((width, height))
    picture = Image.composite(
        Image.new("RGB", image.size, (red, green, blue)), Image.new("RGB", image.size, (blue, red, green)), image
    )
    name = unquote(_SIZED.sub(".", path)).rpartition("/")[2].rpartition(".")[0]
    place = (width // 13, height - height // 12)
    ImageDraw.Draw(picture).text(place, name.encode("ascii", "replace").decode()[:40], fill="white")
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=80)
    return written.getvalue()
