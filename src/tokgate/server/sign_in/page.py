"""The page on which a creator lets an app act for them: whom to sign in as, what to allow, and back to the app.

Nobody proves here who they are: whoever sees the page can sign in as any creator. So it is open on this machine, with
`--dev` and the demo; elsewhere it asks for the admin key.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from authlib.oauth2.rfc6749 import OAuth2Error

from tokgate.archive.errors import ReadOnlyError
from tokgate.contract.errors import Refusal
from tokgate.domain.clock import Clock
from tokgate.domain.creators import Creator
from tokgate.domain.credentials import App, CredentialRecord
from tokgate.server.access import check_site
from tokgate.server.admin_bodies import AdminRefusal
from tokgate.server.bodies import read_content
from tokgate.server.calls import Answer, Receive, Scope, Send, deliver
from tokgate.server.controls import ControlOptions
from tokgate.server.sign_in import qr
from tokgate.server.sign_in.codes import CodeProvider
from tokgate.server.sign_in.desk import CodeDesk, Consent, Desk
from tokgate.server.sign_in.html import Stopped, html, stopped
from tokgate.server.sign_in.tokens import TokenProvider
from tokgate.server.sign_in.visitor import Visitor
from tokgate.server.sign_in.windows import Told, Window

#: Members of the page's query that are ours, not the vendor's.
CREATOR, SEARCH = "creator", "search"
MOST_SHOWN = 24
MOST_MEMBERS = 50
MOST_BYTES = 65_536

Pairs = Sequence[tuple[str, str]]
log = logging.getLogger("tokgate.server")


class SignInPage:
    """One dialect's page. `key` gives the secret with which cookies and forms are signed."""

    def __init__(self, desk: Desk, key: Callable[[], bytes], clock: Clock, options: ControlOptions) -> None:
        self._desk = desk
        self._key = key
        self._clock = clock
        self._options = options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            content = await read_content(receive, MOST_BYTES) if scope["method"] == "POST" else b""
            answer = await asyncio.to_thread(self._answer, scope, content)
        except (AdminRefusal, Stopped) as refused:
            answer = stopped(refused.status, str(refused))
        except ReadOnlyError:
            answer = stopped(403, "This server's archive can only be read, so that nobody can sign in here.")
        except Refusal:
            answer = stopped(413, "The form is too large.")
        except Exception:
            log.exception("the page for signing in failed")
            answer = stopped(500, "Something went wrong here; the server's log says what.")
        await deliver(send, answer)

    def _answer(self, scope: Scope, content: bytes) -> Answer:
        if scope["method"] not in ("GET", "HEAD", "POST"):
            raise Stopped(405, "this page takes GET and POST")
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        check_site(self._options, headers)
        visit = Visit(
            self._desk,
            Visitor(headers, self._key(), self._options),
            _pairs(scope["query_string"]),
            dict(_pairs(content)),
            self._clock.now_ms(),
            headers.get("referer", ""),
        )
        if scope["method"] == "POST":
            return visit.submitted()
        skipped = visit.skipped() if scope["method"] == "GET" else None
        return visit.shown() if skipped is None else skipped


class Visit:
    """One request to the page: `asked` is its query, `form` what was filled in, `referer` the page it came from."""

    def __init__(
        self, desk: Desk, visitor: Visitor, asked: Pairs, form: Mapping[str, str], now_ms: int, referer: str
    ) -> None:
        self._desk = desk
        self._visitor = visitor
        self._given = dict(asked)
        self._asked = [(name, value) for name, value in asked if name not in (CREATOR, SEARCH)]
        self._form = form
        self._now_ms = now_ms
        self._ticket: CredentialRecord | None = None
        self._window = Window.of(desk, self._given, referer)
        self._provider = CodeProvider(desk, now_ms) if isinstance(desk, CodeDesk) else TokenProvider(desk, now_ms)
        if self._window is not None:
            self._asked = self._window.remembered(self._asked)
        self._request = self._provider.request("GET", self._meant())
        self._path = desk.facts.path

    def _meant(self) -> Pairs:
        """What the page was asked with, also where a QR code or a window of its own says part of it."""
        if self._window is not None:
            return self._window.as_redirect(self._asked)
        if qr.MEMBER not in self._given or not isinstance(self._desk, CodeDesk):
            return self._asked
        self._ticket = qr.ticket_of(self._desk, self._given[qr.MEMBER], self._now_ms)
        if self._ticket is None:
            raise Stopped(400, "This QR code is over, or was used: let the app show a new one.")
        return qr.query_of(self._desk, self._ticket)

    def skipped(self) -> Answer | None:
        """Back to the app at once, if it asks for that and who is signed in here has allowed it all before."""
        skips = self._desk.facts.skips
        wanted = bool(skips) and all(self._given.get(name) == value for name, value in skips.items())
        chooses = CREATOR in self._given or SEARCH in self._given
        if not wanted or chooses or not self._visitor.trusted or self._visitor.creator is None:
            return None
        try:
            grant = self._asked_rightly()
        except OAuth2Error as error:
            return self._told(error)
        creator = self._desk.archive.creator(key=self._visitor.creator)
        scopes = self._desk.facts.scopes_in(self._request.scope or "")
        if creator is None or not self._desk.has_allowed_all(self._app(), creator, scopes, self._now_ms):
            return None
        return self._redirect(self._provider.redirect(self._request, Consent(creator, scopes), grant))

    def shown(self) -> Answer:
        """The step that the visitor is at; an app that asks wrongly is told so, on its own page if it has one."""
        try:
            grant = self._asked_rightly()
        except OAuth2Error as error:
            return self._told(error)
        if self._ticket is not None:
            qr.scan(self._desk, self._ticket, self._now_ms)
        if not self._visitor.trusted:
            return self._page("key.html", {})
        creator = self._creator()
        if creator is None:
            search = self._given.get(SEARCH, self._given.get(CREATOR, ""))
            found = self._desk.archive.creators_named(search, MOST_SHOWN + 1)
            shown = {"search": search, "asked": self._asked, "more": len(found) > MOST_SHOWN}
            links = [(self._link((CREATOR, each.username or "")), each) for each in found[:MOST_SHOWN]]
            return self._page("creators.html", {**shown, "creators": links})
        facts = self._desk.facts
        scopes = {scope: facts.scopes[scope] for scope in facts.scopes_in(self._request.scope or "")}
        allowed = self._desk.has_allowed(self._app(), creator, self._now_ms)
        shown = {"creator": creator, "scopes": scopes, "others": self._link(), "allowed": allowed}
        return self._page("consent.html", shown, sent_to="" if self._window is not None else grant.redirect_uri)

    def submitted(self) -> Answer:
        """What the visitor decided."""
        if not self._visitor.brings(self._form.get("token", ""), self._purpose()):
            raise Stopped(403, "This form is not from here, or from before: go back, load the page and try again.")
        if not self._visitor.trusted:
            if not self._visitor.show_key(self._form.get("key", "")):
                return self._page("key.html", {"wrong": True}, status=403)
            return self._redirect(
                self._link(*((name, self._given[name]) for name in (CREATOR,) if name in self._given))
            )
        try:
            grant = self._asked_rightly()
        except OAuth2Error as error:
            return self._told(error)
        if self._form.get("decision") == "take back":
            return self._taken_back()
        consent = self._consent() if self._form.get("decision") == "allow" else None
        if consent is not None:
            self._visitor.creator = consent.creator.key
        if self._ticket is not None:
            client_ticket = self._given.get(qr.CLIENT_TICKET, "")
            decided = qr.decide(self._desk, self._ticket, consent, client_ticket, self._now_ms)
            if not decided:
                raise Stopped(400, "This QR code was used: let the app show a new one.")
            return self._page("done.html", {"taken_back": False})
        if self._window is not None:
            return self._tells(self._window.result(self._app(), consent, self._state, self._now_ms))
        return self._redirect(self._provider.redirect(self._request, consent, grant))

    def _taken_back(self) -> Answer:
        creator = self._creator()
        if creator is not None:
            self._desk.take_back(self._app(), creator, self._now_ms)
        return self._page("done.html", {"taken_back": True})

    def _asked_rightly(self) -> Any:
        """Authlib's grant. OAuth2Error goes to the app; Stopped where it is not known that the URI is the app's own."""
        payload = self._request.payload
        app = self._app()
        if self._window is not None:
            self._window.check(app)
        if not app.redirects_to(payload.redirect_uri or ""):
            raise Stopped(400, f"{self._desk.facts.redirect_uri}: this is none of the redirect URIs of {app.name}.")
        if payload.response_type != self._desk.facts.response_type:
            raise OAuth2Error(
                f"response_type is always {self._desk.facts.response_type}",
                error="unsupported_response_type",
                redirect_uri=payload.redirect_uri,
                state=payload.state,
            )
        return self._provider.get_consent_grant(self._request)

    def _app(self) -> App:
        app = self._desk.app(self._request.payload.client_id or "")
        if app is None:
            raise Stopped(400, f"{self._desk.facts.client_id}: there is no app with this key.")
        return app

    @property
    def _state(self) -> str:
        return self._request.payload.state or ""

    def _creator(self) -> Creator | None:
        """Whom the visitor chose to be."""
        username = self._given.get(CREATOR)
        return self._desk.archive.creator(username=username) if username else None

    def _consent(self) -> Consent:
        creator = self._creator()
        if creator is None:
            raise Stopped(400, "The archive has no such creator any more.")
        ticked = tuple(
            scope for scope in self._desk.facts.scopes_in(self._request.scope) if self._form.get(f"scope:{scope}")
        )
        if not ticked:
            raise Stopped(400, "Nothing was ticked: go back and tick what to allow, or cancel.")
        return Consent(creator, ticked)

    def _told(self, error: OAuth2Error) -> Answer:
        """Its own redirect URI tells the app, or a message; without one, the visitor is told."""
        if self._window is not None and error.redirect_uri:
            return self._tells(self._window.refused(self._app(), error.description or error.error))
        if error.redirect_uri:
            _, _, headers = error()
            return self._redirect(dict(headers)["Location"])
        raise Stopped(400, f"{error.error}: {error.description or 'the app asks wrongly'}")

    def _page(self, template: str, shown: Mapping[str, Any], *, status: int = 200, sent_to: str = "") -> Answer:
        common = {"app": self._app(), "token": self._visitor.token(self._purpose()), "here": self._here()}
        return self._with_cookie(html(template, {**common, **shown}, status=status, sent_to=sent_to))

    def _tells(self, told: Told) -> Answer:
        return self._with_cookie(html("told.html", {"told": told}, tells=True))

    def _redirect(self, url: str) -> Answer:
        headers = {"location": url, "cache-control": "no-store", "referrer-policy": "no-referrer"}
        return self._with_cookie(Answer(303, b"", headers=headers))

    def _with_cookie(self, answer: Answer) -> Answer:
        answer.headers = {**answer.headers, "set-cookie": self._visitor.cookie(self._path)}
        return answer

    def _purpose(self) -> str:
        """A form is for one app's one request, and for one creator."""
        return urlencode([*self._asked, (CREATOR, self._given.get(CREATOR, ""))])

    def _here(self) -> str:
        return self._link(*((name, self._given[name]) for name in (CREATOR,) if name in self._given))

    def _link(self, *more: tuple[str, str]) -> str:
        return f"{self._path}?{urlencode([*self._asked, *more])}"


def _pairs(content: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(content.decode("latin-1"), keep_blank_values=True, max_num_fields=MOST_MEMBERS)
    except ValueError:
        raise Stopped(400, "The address has too many members.") from None
