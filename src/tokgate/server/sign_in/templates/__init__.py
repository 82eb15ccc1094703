"""The pages' templates, and what all of them share."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    """By which a policy allows a style or a script that stands in the page."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


STYLE = _text("style.css")
STYLE_HASH = _hash(STYLE)
#: Posts what came of a page to the window that opened it.
TELL = _text("tell.js")
TELL_HASH = _hash(TELL)


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(__package__, "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


def render(name: str, shown: Mapping[str, Any]) -> str:
    """A page by its template's name."""
    return _templates().get_template(name).render(style=STYLE, tell=TELL, **shown)
