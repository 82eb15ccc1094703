"""The page in a window that an app's page opened, and is told the result by a message to that page alone."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from typing import Self
from urllib.parse import urlsplit

import msgspec

from tokgate.contract.sign_in import Popup, PopupResult, SignedIn
from tokgate.domain.creators import Creator
from tokgate.domain.credentials import App
from tokgate.server.calls import Answer, Receive, Scope, Send, deliver
from tokgate.server.sign_in.desk import Consent, Desk
from tokgate.server.sign_in.html import Stopped

#: Which page opened the window; ours. A script that does not say it is known by the browser's Referer.
ORIGIN = "origin"


class Told(msgspec.Struct, frozen=True):
    """A message, and the origins of pages that may hear it; both as JSON."""

    message: str
    origins: str


class Window:
    """A window that somebody's page opened, at `origin` if that is known."""

    def __init__(self, desk: Desk, popup: Popup, origin: str, app: App | None) -> None:
        self._desk = desk
        self._popup = popup
        self._origin = origin
        self._app = app

    @classmethod
    def of(cls, desk: Desk, given: dict[str, str], referer: str) -> Self | None:
        """What the page's query says of one; None if the page has the browser for itself."""
        popup = desk.facts.popup
        if popup is None or given.get(popup.asked, "").lower() not in ("true", "1"):
            return None
        origin = given[ORIGIN] if ORIGIN in given else origin_of(referer)
        return cls(desk, popup, origin, desk.app(given.get(desk.facts.client_id, "")))

    def remembered(self, asked: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """What the window's next pages are asked with: who opened it is known at the first one alone."""
        return [*(pair for pair in asked if pair[0] != ORIGIN), (ORIGIN, self._origin)]

    def as_redirect(self, asked: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """The same as OAuth knows it. There is no redirect, but what may be asked is checked alike."""
        name = self._desk.facts.redirect_uri
        usual = self._app.usual_redirect if self._app is not None else ""
        return [*(pair for pair in asked if pair[0] != name), (name, usual)]

    def check(self, app: App) -> None:
        """Stopped if a page opened it that is none of the app's."""
        if not app.told_at(self._origin):
            opener = self._origin or "a page that does not say where it is"
            raise Stopped(400, f"This window was opened by {opener}, where {app.name} has no redirect URI.")

    def result(self, app: App, consent: Consent | None, state: str, now_ms: int) -> Told:
        """What the creator decided, None for no; what they allowed is granted by that."""
        if consent is None:
            return self.refused(app, self._popup.canceled)
        return self._told(
            app,
            PopupResult(
                app=app.client_key,
                state=state,
                credential=self._desk.grant(app, consent, now_ms),
                scopes=consent.scopes,
                who=_signed_in(consent.creator),
            ),
        )

    def refused(self, app: App, reason: str) -> Told:
        """Why there is nothing."""
        return self._told(app, PopupResult(app=app.client_key, reason=reason))

    def _told(self, app: App, result: PopupResult) -> Told:
        message, origins = self._popup.message(result), app.told_at(self._origin)
        return Told(msgspec.json.encode(message).decode(), msgspec.json.encode(origins).decode())


class PopupScript:
    """The script that apps include."""

    def __init__(self, popup: Popup) -> None:
        package, name = popup.script
        self._content = resources.files(package).joinpath(name).read_bytes()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # A page of any site includes it, and a proxy or a browser may keep it.
        headers = {"x-content-type-options": "nosniff", "cache-control": "max-age=300"}
        content = b"" if scope["method"] == "HEAD" else self._content
        await deliver(send, Answer(200, content, "text/javascript; charset=utf-8", headers))


def origin_of(url: str) -> str:
    """The origin of a page's URL; "" if it has none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else ""


def _signed_in(creator: Creator) -> SignedIn:
    audience = creator.audience
    return SignedIn(
        user_id=creator.served_user_id,
        username=creator.username or "",
        name=creator.name or "",
        avatar_url=creator.avatar_url or "",
        sec_uid=creator.served_sec_uid,
        followers=audience.followers if audience else None,
        following=audience.following if audience else None,
        verified=creator.verified,
    )
