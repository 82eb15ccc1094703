"""The page's answers as a browser gets them, with what they may do and where they may lead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from tokgate.domain.credentials import LOOPBACK
from tokgate.server.calls import Answer
from tokgate.server.sign_in.templates import STYLE_HASH, TELL_HASH, render


class Stopped(Exception):
    """What the visitor is told instead of a page; nobody is sent back to an app."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def stopped(status: int, text: str) -> Answer:
    """A page that says why it goes no further."""
    return html("stopped.html", {"text": text}, status=status)


def html(
    template: str, shown: Mapping[str, Any], *, status: int = 200, sent_to: str = "", tells: bool = False
) -> Answer:
    """A page. `sent_to`: where its form's answer may redirect to; `tells`: it runs the script that posts a result."""
    # A browser holds the redirect that follows a form against form-action, too.
    targets = ["'self'", *(_origins(sent_to) if sent_to else ())]
    script = f"script-src '{TELL_HASH}'; " if tells else ""
    policy = (
        f"default-src 'none'; style-src '{STYLE_HASH}'; {script}img-src data:; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action {' '.join(targets)}"
    )
    headers = {
        "content-security-policy": policy,
        "x-frame-options": "DENY",
        "x-content-type-options": "nosniff",
        # Not no-referrer: forms would then come from the origin `null`.
        "referrer-policy": "same-origin",
        "cache-control": "no-store",
    }
    return Answer(status, render(template, shown).encode(), "text/html; charset=utf-8", headers)


def _origins(url: str) -> list[str]:
    """Where a redirect leads; apps on this machine go on from one of its names to another."""
    parts = urlsplit(url)
    if parts.hostname in LOOPBACK:
        return [f"{scheme}://{host}:*" for scheme in ("http", "https") for host in LOOPBACK]
    return [f"{parts.scheme}://{parts.netloc}"]
