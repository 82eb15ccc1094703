"""Secrets found by the names they travel under, and replaced wherever they stand, whatever they are written in.

A secret's stand-in is the same all over a tape, so that a token that was issued is still the token that is used, and
says nothing of the secret itself.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, unquote

import msgspec

from tokgate.contract.dialect import operations_of
from tokgate.dialects.registry import installed

#: Names of members and headers that hold a secret, lower case, without "-" and "_".
_NAMES = re.compile(
    r"(?:.*(?:token|secret|password|apikey|accountkey|authorization|cookie|session)|auth|code|codeverifier)s?"
)
#: Names that look so and hold none.
_HARMLESS = {"pagetoken", "nextpagetoken", "continuationtoken", "statuscode", "errorcode"}
#: A shorter value is replaced where it stands under its name in a query, but not looked for: it would be in any word.
_SHORTEST = 6
#: An error's code is a word or a number; an authorization code is longer.
_SHORTEST_CODE = 16
#: A cookie's value may be a plain word, such as the name of a theme.
_SHORTEST_COOKIE = 12
_COOKIE_ATTRIBUTES = {"domain", "path", "expires", "max-age", "samesite"}
_IN_URL = re.compile(rb"[?&]([A-Za-z_-]{2,40})=([^&#\s\"'\\\\<>]{6,2000})")
_WORD = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_=-%")


def is_secret_name(name: str) -> bool:
    """Whether what travels under this name is a secret: a declared credential, or what is called like one."""
    bare = _bare(name)
    return bare in _declared() or (bare not in _HARMLESS and _NAMES.fullmatch(bare) is not None)


def _bare(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


@cache
def _declared() -> frozenset[str]:
    """The names that the credentials of all installed dialects travel under."""
    operations = (operation for dialect in installed() for operation in operations_of(dialect))
    return frozenset(_bare(shown.wire) for operation in operations for shown in operation.credentials)


class SecretMask:
    """The secrets met so far. `learn…` before `mask`: what is unknown is not replaced."""

    def __init__(self) -> None:
        self._stand_ins: dict[str, str] = {}
        self._patterns: dict[str, tuple[re.Pattern[bytes], re.Pattern[bytes]]] = {}

    def stand_in(self, secret: str) -> str:
        """What stands for a secret on the tape."""
        if secret not in self._stand_ins:
            self._stand_ins[secret] = f"secret-{len(self._stand_ins) + 1}"
        return self._stand_ins[secret]

    def learn(self, value: str) -> None:
        """A value is a secret."""
        if value:
            self.stand_in(value)

    def learn_header(self, value: str) -> None:
        """A header's value holds secrets: a scheme's token, user and password, cookies' values, or all of it."""
        for part in _parts(value):
            self.learn(part)

    def learn_headers(self, headers: Mapping[str, str]) -> None:
        """Learn the values of headers that hold secrets."""
        for name, value in headers.items():
            if is_secret_name(name):
                self.learn_header(value)

    def learn_query(self, query: str) -> None:
        """Learn from a query string or a form."""
        for name, value in parse_qsl(query, keep_blank_values=True):
            if is_secret_name(name) and value:
                self.learn(value)

    def learn_body(self, content: bytes) -> None:
        """Learn from a body, JSON or form, and from URLs in it."""
        for name, value in _IN_URL.findall(content):
            if is_secret_name(name.decode()):
                self.learn(unquote(value.decode("utf-8", "replace")))
        try:
            tree = msgspec.json.decode(content)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            if b"=" in content and b"\n" not in content.strip():
                self.learn_query(content.decode("utf-8", "replace"))
            return
        for value in _secret_members(tree):
            self.learn(value)

    def mask(self, content: bytes) -> bytes:
        """The content with every known secret replaced: plain, URL-encoded, in JSON's escapes, and in base64."""
        for secret in sorted(self._stand_ins, key=len, reverse=True):
            if len(secret) >= _SHORTEST:
                plain, coded = self._patterns_of(secret)
                stand_in = self._stand_ins[secret].encode()
                content = _replace_words(coded, stand_in, plain.sub(stand_in, content))
        return content

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
            parts.append(f"{name}={self.stand_in(unquote(value.replace('+', ' ')))}" if known else part)
        return self.mask_text("&".join(parts))

    def _patterns_of(self, secret: str) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
        """How it may stand in text, and in base64."""
        if secret not in self._patterns:
            self._patterns[secret] = (_any_of(_spellings(secret)), _any_of(_in_base64(secret)))
        return self._patterns[secret]


def _any_of(forms: list[bytes]) -> re.Pattern[bytes]:
    return re.compile(b"|".join(map(re.escape, forms)), re.IGNORECASE)


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


def _secret_members(tree: Any) -> Iterator[str]:
    pending = [tree]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending += value
        elif isinstance(value, dict):
            for name, member in value.items():
                shortest = _SHORTEST_CODE if name == "code" else 1
                if isinstance(member, str) and is_secret_name(name) and len(member) >= shortest:
                    yield member
                pending.append(member)


def _parts(value: str) -> Iterator[str]:
    """The secrets in a header's value."""
    scheme, space, rest = value.partition(" ")
    if space and scheme.isalpha():
        yield rest.strip()
        if scheme.lower() == "basic":
            yield from _decoded(rest.strip()).split(":", 1)
        return
    yield value
    for cookie in value.split(";"):
        name, equals, content = cookie.strip().partition("=")
        if equals and len(content) >= _SHORTEST_COOKIE and name.lower() not in _COOKIE_ATTRIBUTES:
            yield content


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _spellings(secret: str) -> list[bytes]:
    """How a secret may stand in text, the longest first."""
    once = quote(secret, safe="")
    forms = {secret, once, quote(secret), quote_plus(secret), quote(once, safe="")}
    escaped = json.dumps(secret)[1:-1]
    forms |= {escaped, escaped.replace("/", "\\/"), json.dumps(secret, ensure_ascii=False)[1:-1]}
    return sorted((form.encode("utf-8", "surrogatepass") for form in forms), key=len, reverse=True)


def _in_base64(secret: str) -> list[bytes]:
    """The letters that a secret becomes in base64, at each of the three places it can begin at, both alphabets.

    Letters that hold bits of what stands beside the secret are left out.
    """
    raw = secret.encode("utf-8", "surrogatepass")
    forms = []
    for offset in range(3):
        coded = base64.b64encode(b"\0" * offset + raw)
        first = (offset * 8 + 5) // 6
        last = (offset + len(raw)) * 8 // 6
        core = coded[first:last]
        forms += [core, core.replace(b"+", b"-").replace(b"/", b"_"), quote(core, safe="").encode()]
    return [form for form in dict.fromkeys(forms) if len(form) >= _SHORTEST]
