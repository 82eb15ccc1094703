"""What a caption's own words say: its hashtags and mentions, and where they stand."""

from __future__ import annotations

import hashlib
import re

from tokgate.domain.posts import Hashtag, Mention, Span

_TAG = re.compile(r"#(\w{1,100})")
_MENTION = re.compile(r"(?<![\w.])@([a-zA-Z0-9_.]{1,64})")


def number_of(words: str) -> int:
    """A 63-bit number that follows from words, the same everywhere."""
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def hashtags_in(text: str) -> list[Hashtag]:
    """The hashtags of a caption, each once, in order."""
    names = dict.fromkeys(match[1] for match in _TAG.finditer(text))
    return [Hashtag(name=name, id=_tag_id(name)) for name in names]


def mentions_in(text: str) -> list[Mention]:
    """The accounts that a caption names, each once, in order."""
    names = dict.fromkeys(match[1].rstrip(".") for match in _MENTION.finditer(text))
    return [Mention(text=name, username=name) for name in names if name]


def spans_in(text: str) -> list[Span]:
    """Where hashtags and mentions stand, in UTF-16 units, in order."""
    tags = [
        Span(
            start=_units(text, match.start()),
            end=_units(text, match.end()),
            hashtag=match[1],
            hashtag_id=_tag_id(match[1]),
        )
        for match in _TAG.finditer(text)
    ]
    mentions = []
    for match in _MENTION.finditer(text):
        name = match[1].rstrip(".")
        if name:
            start = _units(text, match.start())
            mentions.append(Span(start=start, end=start + 1 + len(name), username=name))
    return sorted(tags + mentions, key=lambda span: span.start)


def _tag_id(name: str) -> str:
    return str(number_of(f"hashtag {name.lower()}"))


def _units(text: str, index: int) -> int:
    return len(text[:index].encode("utf-16-le", "surrogatepass")) // 2
