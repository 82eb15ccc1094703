"""What stands under a post, and where in it hashtags and mentions stand."""

from __future__ import annotations

from typing import NamedTuple

from tokgate.domain.instants import DAY_S
from tokgate.domain.posts import Hashtag, Mention, Span
from tokgate.world.people import Author
from tokgate.world.trends import tag_named, trend_on, trend_tag
from tokgate.world.words import LONG_TAIL


class Caption(NamedTuple):
    """A text with what is marked in it."""

    text: str
    hashtags: list[Hashtag]
    mentions: list[Mention]
    spans: list[Span]


def caption_of(author: Author, created_s: int, draw: int, mentioned: Author | None, *, ad: bool) -> Caption:
    """The caption of a post; one in thirty has no words, one in sixty has very many."""
    if draw % 30 == 7:
        return Caption("", [], [], [])
    niche, rest = author.niche, draw >> 5
    number = 1 + (created_s - author.joined_s) // DAY_S * author.rate // 1000 % 365
    text = niche.phrases[rest % len(niche.phrases)].replace("{n}", str(number)).replace("{tag}", niche.tags[0])
    if draw % 60 == 11:
        text += LONG_TAIL
    tags = _tags(author, created_s // DAY_S, rest, ad=ad)
    mentions, spans = [], []
    end = utf16_length(text)
    if mentioned is not None:
        mention = _mention_of(mentioned)
        text, start, end = f"{text} @{mention.text}", end + 1, end + 2 + len(mention.text)
        mentions.append(mention)
        spans.append(
            Span(start=start, end=end, username=mention.text, user_id=mention.user_id, sec_uid=mention.sec_uid)
        )
    for tag in tags:
        text, start, end = f"{text} #{tag.name}", end + 1, end + 2 + utf16_length(tag.name)
        spans.append(Span(start=start, end=end, hashtag=tag.name, hashtag_id=tag.id))
    return Caption(text, tags, mentions, spans)


def _mention_of(author: Author) -> Mention:
    named = author.creator
    return Mention(text=named.username or "", username=named.username, user_id=named.user_id, sec_uid=named.sec_uid)


def _tags(author: Author, day: int, draw: int, *, ad: bool) -> list[Hashtag]:
    own = author.niche.tags
    tags = [tag_named(own[(draw + place) % len(own)]) for place in range(draw >> 3 & 3)]
    if draw >> 5 & 3 == 0:
        tags.append(trend_tag(author.seed, trend_on(day, draw * 37 & 0xFFFFFFFF)))
    if ad:
        tags.append(tag_named("ad"))
    return tags


def utf16_length(text: str) -> int:
    """How many UTF-16 code units a text has: what spans are counted in."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
