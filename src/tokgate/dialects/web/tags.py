"""Hashtags, mentions and where they stand in a caption: `challenges` and `textExtra`, and back.

Offsets count UTF-16 code units, as everywhere at TikTok.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from tokgate.dialects.web.item import Challenge, Content, Item, TextExtra
from tokgate.domain.posts import Hashtag, Mention, Post, Span


def extras_of(item: Item) -> list[TextExtra] | None:
    """The item's `textExtra`, else those of its parts, moved to where the parts stand in `desc`; None for neither."""
    if item.textExtra is not None or item.contents is None:
        return item.textExtra
    return list(_extras_of_parts(item.contents))


def _extras_of_parts(parts: Iterable[Content]) -> Iterator[TextExtra]:
    moved = 0
    for part in parts:
        for extra in part.textExtra or ():
            if moved and extra.start is not None and extra.end is not None:
                yield msgspec.structs.replace(extra, start=extra.start + moved, end=extra.end + moved)
            else:
                yield extra
        moved += units(part.desc or "")


def hashtags_of(challenges: list[Challenge] | None, extras: list[TextExtra] | None) -> list[Hashtag] | None:
    """Each hashtag once, those of `challenges` first; None if neither list came.

    A challenge has one title for everybody: the post's spelling is that of its caption, where it stands there.
    """
    if challenges is None and extras is None:
        return None
    in_caption: dict[str, Hashtag] = {}
    for extra in extras or ():
        if extra.hashtagName:
            tag = Hashtag(name=extra.hashtagName, id=extra.hashtagId or None)
            in_caption.setdefault(extra.hashtagName.lower(), tag)
    found: dict[str, Hashtag] = {}
    for challenge in challenges or ():
        if challenge.title:
            written = in_caption.get(challenge.title.lower())
            name = written.name if written else challenge.title
            tag = Hashtag(name=name, id=challenge.id or None, description=challenge.desc or None)
            found.setdefault(challenge.title.lower(), tag)
    return list((found | {name: tag for name, tag in in_caption.items() if name not in found}).values())


def mentions_of(extras: list[TextExtra] | None, text: str | None) -> list[Mention] | None:
    """The accounts named in the caption, each once."""
    if extras is None:
        return None
    found: dict[str, Mention] = {}
    for extra in extras:
        name = extra.userUniqueId or extra.userId
        if name and not extra.hashtagName:
            label = _shown(text or "", extra).removeprefix("@").strip()
            found.setdefault(
                name,
                Mention(
                    text=label or name,
                    username=extra.userUniqueId or None,
                    user_id=extra.userId or None,
                    sec_uid=extra.secUid or None,
                ),
            )
    return list(found.values())


def spans_of(extras: list[TextExtra] | None) -> list[Span] | None:
    """Where hashtags and mentions stand, in order; extras without a place are left out."""
    if extras is None:
        return None
    spans = []
    for extra in extras:
        if extra.start is None or extra.end is None or not 0 <= extra.start <= extra.end < 2**31:
            continue
        hashtag = extra.hashtagName or None
        spans.append(
            Span(
                start=extra.start,
                end=extra.end,
                hashtag=hashtag,
                hashtag_id=extra.hashtagId or None,
                username=extra.userUniqueId or None,
                user_id=extra.userId or None,
                sec_uid=extra.secUid or None,
            )
        )
    return spans


def challenges_of(hashtags: list[Hashtag] | None) -> list[dict[str, Any]]:
    """`challenges` with the members that the web sends."""
    return [
        {
            "id": tag.id or "",
            "title": tag.name,
            "desc": tag.description or "",
            "profileLarger": "",
            "profileMedium": "",
            "profileThumb": "",
            "coverLarger": "",
            "coverMedium": "",
            "coverThumb": "",
            "isCommerce": False,
        }
        for tag in hashtags or ()
    ]


def text_extra_of(post: Post) -> list[dict[str, Any]]:
    """`textExtra` of a post; where its source gave no places, those at which its tags and mentions are found."""
    spans = post.spans if post.spans is not None else sorted(_found_spans(post), key=lambda span: span.start)
    return [
        {
            "awemeId": "",
            "start": span.start,
            "end": span.end,
            "hashtagId": span.hashtag_id or "",
            "hashtagName": span.hashtag or "",
            "isCommerce": False,
            "secUid": span.sec_uid or "",
            "subType": 0,
            "type": 1 if span.hashtag else 0,
            "userId": span.user_id or "",
            "userUniqueId": span.username or "",
        }
        for span in spans
    ]


def units(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _found_spans(post: Post) -> Iterator[Span]:
    text = post.text or ""
    for tag in post.hashtags or ():
        place = _find(text, "#" + tag.name)
        if place:
            yield Span(start=place[0], end=place[1], hashtag=tag.name, hashtag_id=tag.id)
    for mention in post.mentions or ():
        place = _find(text, "@" + mention.text)
        if place and (mention.username or mention.user_id):
            yield Span(
                start=place[0],
                end=place[1],
                username=mention.username,
                user_id=mention.user_id,
                sec_uid=mention.sec_uid,
            )


def _find(text: str, word: str) -> tuple[int, int] | None:
    found = re.search(re.escape(word) + r"(?![\w.]*\w)", text, re.IGNORECASE)
    if found is None:
        return None
    start = units(text[: found.start()])
    return start, start + units(found[0])


def _shown(text: str, extra: TextExtra) -> str:
    start, end = extra.start or 0, extra.end or 0
    if text.isascii():
        return text[start:end] if 0 <= start < end else ""
    coded = text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end] if 0 <= start < end else b""
    return coded.decode("utf-16-le", "replace")
