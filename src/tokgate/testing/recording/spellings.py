"""How a secret may be spelled where it is told again, whatever a server or a client writes it in."""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from html.entities import codepoint2name

#: Shorter pieces of base64 are in any word.
SHORTEST = 6
#: What stands before a secret may be half an escape, which takes up to so many of its characters for its own.
_HALF_ESCAPE = 8
#: A secret of fewer characters is looked for in all its spellings at once.
_SHORTEST_NEEDLE = 2 * _HALF_ESCAPE
#: A character of ASCII, escaped in any of the ways below.
_ESCAPED = re.compile(
    rb"\\+(?:u00([0-7][0-9a-f])|([!-$'-/:-@\[\]^-`{-~]))|%(?:25)*([0-7][0-9a-f])"
    rb"|&(?:amp;)*(?:#0*([0-9]{2,3})|#x0*([0-7][0-9a-f])|(quot|lt|gt|apos));",
    re.IGNORECASE,
)
_NAMED = {b"quot": b'"', b"lt": b"<", b"gt": b">", b"apos": b"'"}
#: One that has no end, and may go on in what follows.
_ENDLESS = re.compile(rb"&(?:amp;)*(?:#[0-9]++(?!;)|#x[0-9a-f]++(?!;)|(?:quot|lt|gt|apos)(?!;))", re.IGNORECASE)
#: What a secret is made of that has but one meaning, escaped or not.
_UNAMBIGUOUS = re.compile(r"[!-$'-*,-:<-\[\]-~]+")
_JSON_ESCAPES = {"\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t"}


def in_text(secret: str) -> re.Pattern[bytes]:
    """A secret in text, each of its characters plain or escaped as in JSON, URLs, forms or HTML, once or more often."""
    pattern = b"".join(_spelled(character) for character in secret)
    # Digits beside it would make it another number.
    return re.compile(
        rb"(?<![0-9])%s(?![0-9])" % pattern if secret.isascii() and secret.isdecimal() else pattern, re.IGNORECASE
    )


@lru_cache(maxsize=1024)
def _spelled(character: str) -> bytes:
    """Any spelling of one character: ü, \\u00fc, %C3%BC, %25C3%25BC, &uuml;, &#252;, &#xfc;."""
    raw = character.encode("utf-8", "surrogatepass")
    utf16 = character.encode("utf-16-be", "surrogatepass")
    code = ord(character)
    units = [utf16[place : place + 2].hex().encode() for place in range(0, len(utf16), 2)]
    named = codepoint2name.get(code)
    entities = [rb"#0*%d" % code, rb"#x0*%x" % code, *([named.encode()] if named else [])]
    if character == "'":
        entities.append(b"apos")
    forms = [
        b"".join(rb"\\+u%s" % unit for unit in units),
        b"".join(rb"%%(?:25)*%02x" % byte for byte in raw),
        rb"&(?:amp;)*(?:%s);?" % b"|".join(entities),
    ]
    if character in _JSON_ESCAPES:
        forms.append(rb"\\+%s" % _JSON_ESCAPES[character].encode())
    elif character == " ":
        forms.append(rb"\+")
    elif character == "\\":
        forms.append(rb"\\+")
    elif not character.isalnum():
        forms.append(rb"\\+%s" % re.escape(raw))
    # Plain last: it is how "&amp;" and "%25" begin.
    return b"(?:%s)" % b"|".join([*forms, re.escape(raw)])


class Haystack:
    """A content to look for needles in: as it is, and without its escapes of ASCII, both in lower case."""

    def __init__(self, content: bytes) -> None:
        self.is_ambiguous = _ENDLESS.search(content) is not None
        self.content = content.lower()
        self.plain = _ESCAPED.sub(_character, content).lower()
        #: As letters of base64, in one of its alphabets.
        self.letters = self.plain.translate(_ONE_ALPHABET)


_ONE_ALPHABET = bytes.maketrans(b"-_", b"+/")


def _character(escaped: re.Match[bytes]) -> bytes:
    unit, plain, percent, decimal, hexadecimal, name = escaped.groups()
    if plain is not None:
        return bytes(plain)
    if name is not None:
        return _NAMED[name.lower()]
    code = int(decimal) if decimal is not None else int(unit or percent or hexadecimal, 16)
    return bytes((code,)) if code < 0x80 else escaped[0]


class Needle:
    """A secret as it is looked for first, which takes a hundredth of the time of looking for each of its spellings."""

    def __init__(self, secret: str) -> None:
        self._plain = secret.encode("utf-8", "surrogatepass").lower()
        self._is_sure = len(secret) >= _SHORTEST_NEEDLE and _UNAMBIGUOUS.fullmatch(secret) is not None
        self._core = self._plain[_HALF_ESCAPE:]
        self._base64 = [core[_HALF_ESCAPE:].encode().lower() for core in _cores(secret)]

    def may_be_in(self, hay: Haystack) -> bool:
        """Whether the secret may stand there, in whatever spelling; it often does not."""
        if hay.is_ambiguous or not self._is_sure or self._core in hay.plain or self._plain in hay.content:
            return True
        return any(core in hay.letters for core in self._base64)


def in_base64(secret: str) -> re.Pattern[bytes] | None:
    """The letters that a secret becomes in base64, at each of the three places it can begin at, in both alphabets.

    Letters that hold bits of what stands beside the secret are left out. None where too few are left to be told.
    """
    forms = [_letters(core) for core in _cores(secret)]
    return re.compile(b"|".join(forms), re.IGNORECASE) if forms else None


def _cores(secret: str) -> list[str]:
    raw = secret.encode("utf-8", "surrogatepass")
    cores = []
    for offset in range(3):
        coded = base64.b64encode(b"\0" * offset + raw)
        first = (offset * 8 + 5) // 6
        last = (offset + len(raw)) * 8 // 6
        cores.append(coded[first:last].decode())
    return [core for core in cores if len(core) >= SHORTEST]


def _letters(core: str) -> bytes:
    """The letters of base64; those that are none may be of the other alphabet, or escaped."""
    other = {"+": "-", "/": "_"}
    return b"".join(
        b"(?:%s|%s)" % (_spelled(letter), other[letter].encode()) if letter in other else letter.encode()
        for letter in core
    )
