"""The pictures behind signed links: drawn when asked for, the same for the same path."""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import unquote

from tokgate.contract.errors import Refusal
from tokgate.contract.requests import read_query
from tokgate.domain.clock import Clock
from tokgate.server.calls import Answer, Receive, Scope, Send, deliver
from tokgate.server.links import PREFIX, SignedLinks

WIDTH, HEIGHT = 270, 480


class Media:
    """Answers under `/media`: a JPEG for a link that opens, 403 for one that is over or was not signed here."""

    def __init__(self, links: SignedLinks, clock: Clock) -> None:
        self._links = links
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            await deliver(send, _text(405, "only GET is allowed"))
            return
        path = scope["path"].removeprefix(PREFIX)
        try:
            query = read_query(scope["query_string"].decode("latin-1"))
        except Refusal:
            await deliver(send, _text(400, "the query has too many members"))
            return
        await deliver(send, await asyncio.to_thread(self._picture, path, query))

    def _picture(self, path: str, query: Mapping[str, str]) -> Answer:
        if not self._links.opens(path, query, self._clock.now_ms()):
            return _text(403, "the link is over, or was not signed here")
        return Answer(200, draw(path), "image/jpeg")


def _text(status: int, text: str) -> Answer:
    return Answer(status, text.encode(), "text/plain; charset=utf-8")


@lru_cache(maxsize=256)
def draw(path: str) -> bytes:
    """A JPEG in colours that follow from the path, with the last part of the path on it."""
    from PIL import Image, ImageDraw

    red, green, blue, *_ = hashlib.sha256(path.encode()).digest()
    image = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    picture = Image.composite(
        Image.new("RGB", image.size, (red, green, blue)), Image.new("RGB", image.size, (blue, red, green)), image
    )
    name = unquote(path).rpartition("/")[2].rpartition(".")[0]
    ImageDraw.Draw(picture).text((20, HEIGHT - 40), name.encode("ascii", "replace").decode()[:40], fill="white")
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=80)
    return written.getvalue()
