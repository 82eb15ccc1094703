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

STYLE = resources.files(__package__).joinpath("style.css").read_text("utf-8")
#: By which a policy allows the style that stands in each page.
STYLE_HASH = "sha256-" + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(__package__, "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


def render(name: str, shown: Mapping[str, Any]) -> str:
    """A page by its template's name."""
    return _templates().get_template(name).render(style=STYLE, **shown)
