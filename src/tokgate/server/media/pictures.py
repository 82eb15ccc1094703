"""Pictures of the generated world: the same for the same subject, and different from every other's."""

from __future__ import annotations

import hashlib
import io
import textwrap
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

#: How many letters are in a line, and how many lines are drawn.
_LINE, _LINES = 22, 5
#: What is behind these is in no font that Pillow brings.
_LATIN = 0x250
#: A bound for links that name a size.
LARGEST = 2048


@lru_cache(maxsize=256)
def picture(subject: str, lines: tuple[str, ...], width: int, height: int, coding: str) -> bytes:
    """A picture as a file, a "jpeg" or a "png"."""
    written = io.BytesIO()
    canvas(subject, lines, width, height).save(written, coding, quality=80)
    return written.getvalue()


def canvas(subject: str, lines: Sequence[str], width: int, height: int) -> Image:
    """A picture in colours that follow from its subject, with some words on it."""
    from PIL import Image, ImageDraw, ImageFont

    red, green, blue, *_ = hashlib.sha256(subject.encode()).digest()
    image = Image.composite(
        Image.new("RGB", (width, height), (red, green, blue)),
        Image.new("RGB", (width, height), (blue, red, green)),
        Image.linear_gradient("L").resize((width, height)),
    )
    size = max(width / 18, 6)
    place = width / 13, height - height / 12 - size * 1.2 * len(lines)
    drawn = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        drawn.text((place[0], place[1] + size * 1.2 * number), line, fill="white", font=ImageFont.load_default(size))
    return image


def lines_of(*texts: str) -> tuple[str, ...]:
    """Texts in lines that fit on a picture."""
    shown = "\n".join("".join(letter if ord(letter) < _LATIN else " " for letter in text) for text in texts)
    return tuple(line for part in shown.splitlines() for line in textwrap.wrap(part, _LINE))[:_LINES]
