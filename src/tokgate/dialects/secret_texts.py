"""Secrets in what is written: JSON, also as text in a member, forms of both kinds, XML, URLs, headers, sentences.

What is well-formed is read; whatever is not is searched for names of secrets, so that a comma too many hides none.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

import msgspec

from tokgate.dialects.registry import installed
from tokgate.dialects.secret_names import LONGEST_NAME, is_ambiguous, is_secret, is_secret_name

MASK = "***"
#: Of a text that is only shown, the rest is left out.
LONGEST_SHOWN = 4096

#: A name, and what stands between it and its value: `name=`, `name: `, `"name": `, also as text in JSON or in a URL.
_NAME = re.compile(
    rf"""(?:(?<![\w.-])|(?<=%[0-9A-Fa-f]{{2}}))([A-Za-z_][\w.-]{{1,{LONGEST_NAME}}})"""
    r"""\\*["']?\s{0,9}(?:[=:]|%(?:25)*3[AaDd])\s{0,9}"""
)
#: A value behind it; of a list or an object, its first bracket.
_VALUE = re.compile(
    r"""(?P<slashes>\\+)"(?P<escaped>.{0,4096}?)(?:(?P=slashes)"|\Z)"""
    r"""|"(?P<quoted>(?:[^"\\]++|\\.)*+)|'(?P<single>[^']*+)|(?P<open>[\[{])"""
    r"""|(?P<bare>(?:(?:bearer|basic)\s+)?[^\s&;,"'<>{}\[\]()\\]++)""",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE = ("escaped", "quoted", "single", "bare")
_LEAF = re.compile(r"""(?P<bracket>[\[\]{}])|(?P<leaf>[^\s"\\\[\]{}:,][^"\\\[\]{}:,]*+)""")
#: An element of XML, and a part of a multipart form, with their values.
_ELEMENT = re.compile(rf"<([A-Za-z_][\w:.-]{{1,{LONGEST_NAME}}})(?:\s[^<>]{{0,999}})?>\s*+([^<]++)")
_PART = re.compile(
    rf"""\bname="?([\w.-]{{1,{LONGEST_NAME}}})"?[^\r\n]{{0,999}}(?:\r?\n[^\r\n]{{1,999}}){{0,8}}\r?\n\r?\n"""
    r"(.{1,4096}?)(?=\r?\n--|\Z)",
    re.DOTALL,
)
#: A cookie's value may be a plain word, such as the name of a theme.
_SHORTEST_COOKIE = 12
_COOKIE_ATTRIBUTES = {"domain", "path", "expires", "max-age", "samesite"}
_MARK = re.compile(r"%(?:25)*3[AaDd]")
#: In a path of no operation: as long as a key, and mixed as one.
_LIKE_A_KEY = re.compile(r"(?=[^/]*[0-9])(?=[^/]*[A-Za-z])[A-Za-z0-9_.~+=-]{24,}")


def redact(value: Any, shown: Collection[str] = ()) -> Any:
    """JSON with what is secret in it replaced by `MASK`: what travels under such a name, and any of `shown`."""
    if isinstance(value, str):
        return redact_text(value, shown)
    if isinstance(value, dict):
        return {
            redact_text(str(name), shown): MASK if is_secret_name(str(name)) else redact(each, shown)
            for name, each in value.items()
        }
    return [redact(each, shown) for each in value] if isinstance(value, list) else value


def redact_text(text: str, shown: Collection[str] = ()) -> str:
    """A text with what is secret in it replaced by `MASK`; a long one is cut."""
    for secret in shown:
        if secret in text:
            text = text.replace(secret, MASK)
    if len(text) > LONGEST_SHOWN:
        text = text[:LONGEST_SHOWN] + "…"
    if not _is_marked(text):
        return text
    if text.lstrip()[:1] in ("{", "["):
        try:
            return msgspec.json.encode(redact(msgspec.json.decode(text), shown)).decode()
        except (msgspec.DecodeError, UnicodeError, RecursionError, OverflowError):
            pass
    pieces = []
    end = 0
    for start, stop in sorted(spans(text)):
        if stop > end:
            pieces += [text[end : max(start, end)], MASK if start >= end else ""]
            end = stop
    return "".join([*pieces, text[end:]])


def _is_marked(text: str) -> bool:
    """Whether a name with its value may stand in a text. Looking for letters costs a tenth of a pattern."""
    return "=" in text or ":" in text or "<" in text or ("%" in text and _MARK.search(text) is not None)


def redact_path(path: str, shown: Collection[str] = ()) -> str:
    """A path with what is secret in it replaced by `MASK`."""
    kept = path.split("/")
    for index, segment in enumerate(kept):
        before = kept[index - 1] if index else ""
        kept[index] = MASK if is_secret_segment(segment, before) else redact_text(segment, shown)
    return "/".join(kept)


def is_secret_segment(segment: str, before: str) -> bool:
    """Whether a segment of a path is a secret: by the one before it, or because it looks like a key."""
    if not segment:
        return False
    is_named = is_secret_name(before) and not is_ambiguous(before)
    return is_named or segment.startswith(_prefixes()) or _LIKE_A_KEY.fullmatch(segment) is not None


@cache
def _prefixes() -> tuple[str, ...]:
    """What credentials begin with, where their kind says so."""
    return tuple(kind.prefix for dialect in installed() for kind in dialect.credentials if kind.prefix)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where secrets stand in a text: the first place of each and the one behind the last."""
    for named in _NAME.finditer(text):
        name = named[1]
        if not is_secret_name(name):
            continue
        value = _VALUE.match(text, named.end())
        if value is None:
            continue
        if value["open"]:
            if not is_ambiguous(name):
                yield from _leaves(text, value.start())
            continue
        start, stop = value.span(next(kind for kind in _WHOLE if value[kind] is not None))
        if is_secret(name, text[start:stop], asked=False):
            yield start, stop
    for form in (_ELEMENT, _PART):
        for found in form.finditer(text):
            if is_secret(found[1], found[2], asked=False):
                yield found.span(2)


def _leaves(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The texts and numbers of the list or object that begins here; of one that never ends, all there are."""
    depth = 0
    for found in _LEAF.finditer(text, start):
        if found["bracket"]:
            depth += 1 if found["bracket"] in "[{" else -1
            if depth == 0:
                return
        elif text[found.end() : found.end() + 9].strip('\\" \n')[:1] != ":":
            yield found.span("leaf")


def secrets_in(tree: Any, *, asked: bool) -> Iterator[str]:
    """The secrets in JSON or a form: texts and numbers under such a name, at any depth, and what is in other texts.

    `asked`: a caller sent it.
    """
    pending: list[tuple[str, Any]] = [("", tree)]
    while pending:
        name, value = pending.pop()
        if isinstance(value, dict):
            for each, below in value.items():
                pending.append((name or (each if is_secret_name(each) else ""), below))
        elif isinstance(value, list):
            pending += [(name, each) for each in value]
        elif isinstance(value, str):
            if is_secret(name, value, asked=asked):
                yield value
            yield from secrets_in_text(value)
        elif type(value) in (int, float) and is_secret(name, str(value), asked=asked):
            yield str(value)


def secrets_in_text(text: str) -> Iterator[str]:
    """The secrets in a text, as they stand there."""
    if _is_marked(text):
        yield from (text[start:stop].strip() for start, stop in spans(text))


def secrets_in_header(value: str) -> Iterator[str]:
    """What is secret in the value of such a header: a scheme's token, user and password, cookies, or all of it."""
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
