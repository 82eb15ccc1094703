"""Bodies of `multipart/form-data` (RFC 7578), read within bounds and written."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

import msgspec

from tokgate.contract.answers import ANY_BYTES
from tokgate.contract.errors import Cause, Refusal

MULTIPART_TYPE = "multipart/form-data"
#: More members than any declared body has by far; a form beyond it is an attack.
MOST_PARTS = 1000
#: What a part says of itself: its disposition and its type, and the little that old clients add.
MOST_PART_HEADERS = 8
LONGEST_PART_HEADER = 4096
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


class Upload(msgspec.Struct, frozen=True):
    """A file in a multipart body, with the name and the type that its sender gave it: believe neither."""

    name: str
    content: bytes
    content_type: str = ANY_BYTES

    def __repr__(self) -> str:
        return f"Upload({self.name!r}, {len(self.content)} bytes of {self.content_type})"


def is_multipart(content_type: str) -> bool:
    """Whether a Content-Type announces a multipart form."""
    return content_type[: len(MULTIPART_TYPE)].lower() == MULTIPART_TYPE


def read_multipart(content: bytes, content_type: str) -> dict[str, Any]:
    """The members of a body: text, or an Upload for what has a file name; the last of a repeated name holds.

    Refusal for what is malformed, cut short, has too many parts, or too many or too long headers in one.
    """
    from python_multipart.exceptions import FormParserError
    from python_multipart.multipart import MultipartParser, parse_options_header

    boundary = parse_options_header(content_type)[1].get(b"boundary", b"")
    parts = _Parts()
    try:
        parser = MultipartParser(
            boundary,
            parts.callbacks(),
            max_header_count=MOST_PART_HEADERS,
            max_header_size=LONGEST_PART_HEADER,
        )
        parser.write(content)
        parser.finalize()
    except FormParserError:
        raise _malformed() from None
    if not boundary or not parts.is_ended:
        raise _malformed()
    return dict(_member(headers, data) for headers, data in parts.found)


def _malformed() -> Refusal:
    return Refusal(Cause.INVALID_PARAMETER, fields={"body": "is not valid multipart/form-data"})


class _Parts:
    """Collects what the parser tells: each part's headers, by name in lower case, and its bytes."""

    def __init__(self) -> None:
        self.found: list[tuple[dict[str, str], bytes]] = []
        self.is_ended = False
        self._headers: dict[str, str] = {}
        self._name = b""
        self._value = b""
        self._data: list[bytes] = []

    def callbacks(self) -> Any:
        """The parser's own names for what it tells."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._add_name,
            "on_header_value": self._add_value,
            "on_header_end": self._end_header,
            "on_part_data": self._add_data,
            "on_part_end": self._end,
            "on_end": self._end_all,
        }

    def _begin(self) -> None:
        if len(self.found) >= MOST_PARTS:
            raise Refusal(Cause.INVALID_PARAMETER, fields={"body": "has too many members"})
        self._headers, self._data = {}, []

    def _add_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _add_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        self._headers[self._name.decode("latin-1").lower()] = self._value.decode("latin-1")
        self._name = self._value = b""

    def _add_data(self, data: bytes, start: int, end: int) -> None:
        self._data.append(data[start:end])

    def _end(self) -> None:
        self.found.append((self._headers, b"".join(self._data)))

    def _end_all(self) -> None:
        self.is_ended = True


def _member(headers: Mapping[str, str], data: bytes) -> tuple[str, Any]:
    from python_multipart.multipart import parse_options_header

    said = parse_options_header(headers.get("content-disposition", ""))[1]
    try:
        name = said[b"name"].decode()
        if b"filename" not in said:
            return name, data.decode()
        return name, Upload(said[b"filename"].decode(), data, headers.get("content-type", ANY_BYTES))
    except (KeyError, UnicodeDecodeError):
        raise _malformed() from None


def write_multipart(members: Mapping[str, str | Upload]) -> tuple[bytes, str]:
    """A body, and its Content-Type. ValueError for a name with control characters, which would end its header."""
    boundary = secrets.token_hex(16)
    parts = []
    for name, value in members.items():
        lines = [f"--{boundary}", f'content-disposition: form-data; name="{_quoted(name)}"']
        if isinstance(value, Upload):
            lines[-1] += f'; filename="{_quoted(value.name)}"'
            lines.append(f"content-type: {_plain(value.content_type)}")
        data = value.content if isinstance(value, Upload) else value.encode()
        parts += ["\r\n".join(lines).encode(), b"\r\n\r\n", data, b"\r\n"]
    return b"".join([*parts, f"--{boundary}--\r\n".encode()]), f"{MULTIPART_TYPE}; boundary={boundary}"


def _quoted(name: str) -> str:
    """A name between quotes, as browsers write it (WHATWG HTML, multipart form data)."""
    return _plain(name).replace('"', "%22")


def _plain(text: str) -> str:
    if _CONTROLS.search(text):
        raise ValueError(f"{text!r} cannot stand in a header")
    return text
