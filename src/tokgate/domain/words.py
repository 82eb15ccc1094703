"""The words of a text, as a search finds them.

A word is a run of letters, digits and the marks that belong to them, whatever its case and its Unicode form; all else
stands between words. Scripts that put no spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) have none
that could be told apart without a dictionary: there each letter counts as a word, so that a search for several finds
them wherever they follow each other. Accents are kept: `cafe` does not find `café`.
"""

from __future__ import annotations

import re
import unicodedata

#: A longer word counts by its beginning: databases index none of any length.
LONGEST = 500

_UNSPACED = (
    range(0x0E00, 0x0F00),  # Thai, Lao
    range(0x1000, 0x10A0),  # Burmese
    range(0x1780, 0x1800),  # Khmer
    range(0x3005, 0x3008),  # marks of Chinese and Japanese
    range(0x3040, 0x3100),  # Hiragana, Katakana
    range(0x31F0, 0x3200),
    range(0x3400, 0xA000),  # Chinese
    range(0xF900, 0xFB00),
    range(0x1B000, 0x1B170),
    range(0x20000, 0x323B0),
)
#: Marks that only choose how an emoji or letter is drawn.
_VARIATIONS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


class _Spelling(dict[int, str]):
    """What `str.translate` makes of each character; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = spelled = _spelled(code)
        return spelled


def _spelled(code: int) -> str:
    kind = unicodedata.category(chr(code))
    if kind == "Me" or any(code in each for each in _VARIATIONS):
        return ""
    if kind[0] not in "LMN":
        return " "
    return f" {chr(code)} " if any(code in each for each in _UNSPACED) else chr(code)


_SPELLING = _Spelling()


_ASCII = re.compile("[a-z0-9]+")


def words(text: str) -> list[str]:
    """The words of a text, in their order."""
    if text.isascii():
        found = _ASCII.findall(text.lower())
    else:
        # Folding the case can undo the form, and the form can bring letters that have a case.
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
        found = folded.casefold().translate(_SPELLING).split()
    return [word[:LONGEST] for word in found]
