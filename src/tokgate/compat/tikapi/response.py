"""An answer, with those members of `requests.Response` that are read, and the vendor's two beside them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from email.message import Message
from http.client import responses
from typing import Any
from urllib.parse import urlsplit

from tokgate.client.exchange import Reply, Transport
from tokgate.compat.tikapi.exceptions import ResponseException
from tokgate.compat.tikapi.films import download
from tokgate.compat.tikapi.paging import next_arguments
from tokgate.contract.errors import ApiError, TokgateError


class Headers(dict[str, str]):
    """Headers, found by name in any case."""

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and super().__contains__(name.lower())

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a header, else the default."""
        return super().get(name.lower(), default)


class APIResponse:
    """An answer. It is true if it is a success, as in `while response:`."""

    def __init__(
        self,
        reply: Reply,
        url: str,
        transport: Transport,
        follow: Callable[[Mapping[str, Any], APIResponse], APIResponse | None],
    ) -> None:
        self.status_code: int = reply.status
        self.headers: Headers = Headers(reply.headers)
        self.content: bytes = reply.body
        self.url: str = url
        self._transport = transport
        self._follow = follow

    def __repr__(self) -> str:
        return f"<Response [{self.status_code}]>"

    def __bool__(self) -> bool:
        return self.ok

    @property
    def ok(self) -> bool:
        """Whether it is no error."""
        return self.status_code < 400

    @property
    def reason(self) -> str:
        """The usual words for its status."""
        return responses.get(self.status_code, "")

    @property
    def encoding(self) -> str:
        """What the header says of the text's encoding, else UTF-8."""
        message = Message()
        message["content-type"] = self.headers.get("content-type", "")
        return message.get_content_charset("utf-8")

    @property
    def text(self) -> str:
        """The body as text; what is no text in its encoding is replaced."""
        try:
            return self.content.decode(self.encoding, errors="replace")
        except LookupError:
            return self.content.decode(errors="replace")

    def json(self, **kwargs: Any) -> Any:
        """The body as JSON, of which the keywords are those of `json.loads`; a ValueError if it is none."""
        return json.loads(self.content, **kwargs)

    def raise_for_status(self) -> None:
        """ResponseException if this is an error."""
        if not self.ok:
            raise ResponseException(self.problem, self)

    @property
    def problem(self) -> str:
        """What went wrong, by the body's `message` if it has one."""
        body = self._body()
        told = body.get("message") if isinstance(body, Mapping) else None
        kind = "Client" if self.status_code < 500 else "Server"
        return str(told or f"{self.status_code} {kind} Error: {self.reason} for url: {self.url}")

    def next_items(self) -> APIResponse | None:
        """The next page of a list, None at its end.

        Raises as a call does; a ValidationException where the answer's cursor has another type than the call takes, and
        a ResponseException where it is one that this walk has been at, so that the list would never end.
        """
        following = next_arguments(self._body())
        return None if following is None else self._follow(following, self)

    def save_video(self, link: str, path: str, *, timeout: float | None = 30.0) -> bool:
        """Download a film from a link in this answer to a file, with the headers that the answer names; True.

        The file appears when it is whole. ResponseException if the link does not give it.
        """
        body = self._body()
        other = body.get("$other") if isinstance(body, Mapping) else None
        named = other.get("videoLinkHeaders") if isinstance(other, Mapping) else None
        headers = named if isinstance(named, Mapping) else {}
        base = "{}://{}".format(*urlsplit(self.url)[:2])
        try:
            download(self._transport, base, link, path, headers, timeout)
        except ApiError as problem:
            reply = Reply(status=problem.status, headers=dict(problem.headers), body=problem.body)
            told = f"Failed downloading video, received invalid status code: {problem.status}"
            raise ResponseException(told, APIResponse(reply, link, self._transport, _nothing_follows)) from problem
        except (TokgateError, ValueError) as problem:
            raise ResponseException(f"Failed downloading video: {problem}") from problem
        return True

    def _body(self) -> object:
        """The body as JSON, None if it is none."""
        try:
            body: object = self.json()
        except (ValueError, RecursionError):
            return None
        return body


def _nothing_follows(arguments: Mapping[str, Any], response: APIResponse) -> None:
    """What follows an answer that is no page."""
