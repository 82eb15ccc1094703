"""The secrets of a tape, learnt from what passes, and replaced wherever they stand, whatever they are written in.

A secret's stand-in is the same all over a tape, so that a token that was issued is still the token that is used, and
says nothing of the secret itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

import msgspec

from tokgate.contract.errors import Refusal
from tokgate.contract.multipart import is_multipart, read_multipart
from tokgate.contract.requests import read_body, read_query
from tokgate.dialects.secret_names import is_secret_name
from tokgate.dialects.secret_texts import is_secret_segment, secrets_in, secrets_in_header, secrets_in_text, spans
from tokgate.testing.recording.spellings import Haystack, Needle, in_base64, in_text

#: A shorter value is replaced where it stands under its name, but not looked for: it would be in any word.
_SHORTEST = 6
#: Stand-ins of numbers are numbers, so that what was JSON still is.
_FIRST_NUMBER = 9_000_000_000_001
#: What stands under the name of a secret where there is none.
_NONE = {"null", "none", "true", "false", "undefined", ""}
_WORD = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_=-%")


class SecretMask:
    """The secrets met so far. `learn…` before `mask`: what is unknown is not replaced, unless by its name."""

    def __init__(self) -> None:
        self._stand_ins: dict[str, str] = {}
        #: Of those that are looked for.
        self._needles: dict[str, Needle] = {}
        self._patterns: dict[str, tuple[re.Pattern[bytes], re.Pattern[bytes] | None]] = {}

    def stand_in(self, secret: str) -> str:
        """What stands for a secret on the tape."""
        if secret not in self._stand_ins:
            number = len(self._stand_ins)
            is_number = secret.isascii() and secret.isdecimal()
            self._stand_ins[secret] = str(_FIRST_NUMBER + number) if is_number else f"secret-{number + 1}"
            if len(secret) >= _SHORTEST:
                self._needles[secret] = Needle(secret)
        return self._stand_ins[secret]

    def learn(self, value: str) -> None:
        """A value is a secret, with or without the blanks around it."""
        bare = value.strip()
        if value and not self._is_stand_in(value):
            self.stand_in(bare if len(bare) >= _SHORTEST else value)

    def learn_header(self, value: str) -> None:
        """A header's value holds secrets: a scheme's token, user and password, cookies' values, or all of it."""
        for part in secrets_in_header(value):
            self.learn(part)

    def learn_headers(self, headers: Mapping[str, str]) -> None:
        """Learn the values of headers that hold secrets."""
        for name, value in headers.items():
            if is_secret_name(name):
                self.learn_header(value)

    def learn_url(self, path: str, query: str) -> None:
        """Learn from what is asked for: members of the query, and segments of the path that are secrets."""
        before = ""
        for segment in path.split("/"):
            if is_secret_segment(unquote(segment), before):
                self.learn(unquote(segment))
            before = segment
        self._learn_text(unquote(path))
        try:
            self._learn_tree(read_query(query), asked=True)
        except Refusal:
            self._learn_text(query)

    def learn_body(self, content: bytes, content_type: str = "", *, asked: bool = False) -> None:
        """Learn from a body, read as the gateway itself reads one, and from all that looks like a secret in it.

        `asked`: it was sent by a caller.
        """
        self._learn_tree(_read(content, content_type), asked=asked)
        self._learn_text(content.decode("utf-8", "replace"))

    def _learn_tree(self, tree: Any, *, asked: bool) -> None:
        for value in secrets_in(tree, asked=asked):
            self.learn_header(value)

    def _learn_text(self, text: str) -> None:
        for value in secrets_in_text(text):
            self.learn_header(_plain(value))

    def mask(self, content: bytes) -> bytes:
        """The content with every known secret replaced, however it is spelled, and whatever has a secret's name."""
        hay = Haystack(content)
        found = [secret for secret, needle in self._needles.items() if needle.may_be_in(hay)]
        for secret in sorted(found, key=len, reverse=True):
            text, coded = self._patterns_of(secret)
            stand_in = self._stand_ins[secret].encode()
            content = text.sub(stand_in, content)
            content = content if coded is None else _replace_words(coded, stand_in, content)
        return self._mask_named(content)

    def _mask_named(self, content: bytes) -> bytes:
        text = content.decode("latin-1")
        pieces = []
        end = 0
        for start, stop in sorted(spans(text)):
            value = text[start:stop].strip()
            if start >= end and value.lower() not in _NONE and not self._is_stand_in(value.rpartition(" ")[2]):
                pieces += [text[end:start], self.stand_in(value)]
                end = stop
        return "".join([*pieces, text[end:]]).encode("latin-1") if pieces else content

    def _is_stand_in(self, value: str) -> bool:
        return re.fullmatch(r"secret-[0-9]+", value) is not None or (
            value.isdecimal() and _FIRST_NUMBER <= int(value[:20]) < _FIRST_NUMBER + len(self._stand_ins)
        )

    def mask_header(self, value: str) -> str:
        """The value of a header that holds secrets; its scheme stays."""
        scheme, space, rest = value.partition(" ")
        if space and scheme.isalpha():
            return f"{scheme} {self.stand_in(rest.strip())}"
        return self.stand_in(value)

    def mask_text(self, text: str) -> str:
        """As `mask`, of text."""
        return self.mask(text.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")

    def mask_query(self, query: str) -> str:
        """A query string; members that hold secrets are replaced whatever their length."""
        parts = []
        for part in query.split("&"):
            name, equals, value = part.partition("=")
            known = equals and value and is_secret_name(unquote(name))
            parts.append(f"{name}={self.stand_in(unquote(value.replace('+', ' ')).strip())}" if known else part)
        return self.mask_text("&".join(parts))

    def _patterns_of(self, secret: str) -> tuple[re.Pattern[bytes], re.Pattern[bytes] | None]:
        """How it may stand in text, and in base64."""
        if secret not in self._patterns:
            self._patterns[secret] = (in_text(secret), in_base64(secret))
        return self._patterns[secret]


def _read(content: bytes, content_type: str) -> Any:
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    try:
        return read_multipart(content, content_type) if is_multipart(content_type) else read_body(content, content_type)
    except Refusal:
        return None


def _plain(value: str) -> str:
    """A value that was found in a text, without the escapes of JSON, URLs and HTML."""
    with suppress(msgspec.DecodeError, UnicodeError):
        value = msgspec.json.decode(f'"{value}"'.encode(), type=str)
    return html.unescape(unquote(value))


def _replace_words(pattern: re.Pattern[bytes], stand_in: bytes, content: bytes) -> bytes:
    """Replace the words of base64 letters that a match lies in, whole: what is beside it in a word belongs to it."""
    pieces = []
    end = 0
    for match in pattern.finditer(content):
        if match.end() <= end:
            continue
        start, stop = match.span()
        while start > end and content[start - 1] in _WORD:
            start -= 1
        while stop < len(content) and content[stop] in _WORD:
            stop += 1
        pieces += [content[end:start], stand_in]
        end = stop
    return b"".join([*pieces, content[end:]])
