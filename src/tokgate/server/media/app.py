"""The files behind signed links: made when they are asked for, the same for the same path."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping

from tokgate.contract.answers import Binary
from tokgate.contract.errors import Refusal
from tokgate.contract.requests import read_query
from tokgate.domain.clock import Clock
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Post
from tokgate.server.calls import Answer, IncomingCall, Receive, Scope, Send, deliver
from tokgate.server.encoding import tag_of, tagged, without_content
from tokgate.server.links import PREFIX, SignedLinks
from tokgate.server.media.films import Films, scene_of
from tokgate.server.media.pictures import LARGEST, lines_of, picture
from tokgate.server.media.sounds import TYPE, sound
from tokgate.server.streams import deliver_parts

#: The size of a picture whose link does not name one, and how it names one.
SIZE = 270, 480
_PICTURE = re.compile(r"/picture/\w+/([\w.-]+?)(?:~(\d{1,4})x(\d{1,4}))?\.(jpeg|png)", re.ASCII)
_FILM = re.compile(r"/film/(\d{1,19})\.mp4", re.ASCII)
_SOUND = re.compile(r"/sound/(\d{1,19})\.mp3", re.ASCII)
#: Pictures of posts have their captions on them.
_OF_POST = re.compile(r"/picture/(?:cover|photo)/(\d{1,19})\b", re.ASCII)
METHODS = ("GET", "HEAD")
LARGEST_ID = 2**63


class Media:
    """Answers under `/media`: the file of a link that opens, 403 for one that is over or was not signed here.

    A film or a sound that the archive no longer has is 404.
    """

    def __init__(self, archive: Archive, links: SignedLinks, films: Films, clock: Clock) -> None:
        self._archive = archive
        self._links = links
        self._films = films
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in METHODS:
            await deliver(send, _text(405, "only GET is allowed", {"allow": ", ".join(METHODS)}))
            return
        try:
            answer = await asyncio.to_thread(self._file, IncomingCall(scope, self._clock.now_ms(), ""))
        except Refusal:
            answer = _text(400, "the query has too many members")
        if scope["method"] == "HEAD":
            answer = without_content(answer)
        if answer.parts is not None:
            await deliver_parts(send, receive, answer)
        else:
            await deliver(send, answer)

    def _file(self, call: IncomingCall) -> Answer:
        path = call.scope["path"].removeprefix(PREFIX)
        query = read_query(call.scope["query_string"].decode("latin-1"))
        if not self._links.opens(path, query, call.now_ms):
            return _text(403, "the link is over, or was not signed here")
        kinds: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], IncomingCall], Answer | None]], ...] = (
            (_FILM, self._film),
            (_SOUND, self._sound),
            (_PICTURE, self._picture),
        )
        for pattern, answer in kinds:
            if found := pattern.fullmatch(path):
                return answer(found, call) or _text(404, "the archive no longer has it")
        return _text(404, "there is no such file")

    def _film(self, found: re.Match[str], call: IncomingCall) -> Answer | None:
        post = self._post(found)
        scene = scene_of(post) if post is not None else None
        return tagged(self._films.of(scene), call, scene.tag) if scene is not None else None

    def _sound(self, found: re.Match[str], call: IncomingCall) -> Answer | None:
        known = self._archive.sound(int(found[1])) if int(found[1]) < LARGEST_ID else None
        if known is None or known.id is None:
            return None
        content = sound(known.id, known.duration_ms or 0)
        return tagged(Binary(content, TYPE), call, tag_of(content))

    def _picture(self, found: re.Match[str], call: IncomingCall) -> Answer:
        name, *sizes, coding = found.groups()
        width, height = (min(max(int(size or usual), 1), LARGEST) for size, usual in zip(sizes, SIZE, strict=True))
        of_post = _OF_POST.match(found[0])
        post = self._post(of_post) if of_post else None
        lines = lines_of((post.text if post else "") or name)
        content = picture(name, lines, width, height, coding)
        return tagged(Binary(content, f"image/{coding}"), call, tag_of(content))

    def _post(self, found: re.Match[str]) -> Post | None:
        number = int(found[1])
        return next(iter(self._archive.posts_by_id([number])), None) if number < LARGEST_ID else None


def _text(status: int, text: str, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status, text.encode(), "text/plain; charset=utf-8", headers)
