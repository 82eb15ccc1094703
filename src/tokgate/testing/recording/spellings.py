"""How a secret may be spelled where it is told again, whatever a server or a client writes it in."""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from html.entities import codepoint2name

#: Shorter pieces of base64 are in any word.
SHORTEST = 6
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


def in_base64(secret: str) -> re.Pattern[bytes] | None:
    """The letters that a secret becomes in base64, at each of the three places it can begin at, in both alphabets.

    Letters that hold bits of what stands beside the secret are left out. None where too few are left to be told.
    """
    raw = secret.encode("utf-8", "surrogatepass")
    cores = []
    for offset in range(3):
        coded = base64.b64encode(b"\0" * offset + raw)
        first = (offset * 8 + 5) // 6
        last = (offset + len(raw)) * 8 // 6
        cores.append(coded[first:last].decode())
    forms = [_letters(core) for core in cores if len(core) >= SHORTEST]
    return re.compile(b"|".join(forms), re.IGNORECASE) if forms else None


def _letters(core: str) -> bytes:
    """The letters of base64; those that are none may be of the other alphabet, or escaped."""
    other = {"+": "-", "/": "_"}
    return b"".join(
        b"(?:%s|%s)" % (_spelled(letter), other[letter].encode()) if letter in other else letter.encode()
        for letter in core
    )
