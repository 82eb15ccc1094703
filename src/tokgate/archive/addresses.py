"""Addresses of archives: a file's path, `sqlite:///path`, `:memory:`, or `postgresql://…`."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from tokgate.archive.errors import UnsupportedArchiveError

_MEMORY = (":memory:", "sqlite://", "sqlite:///:memory:")
_POSTGRES = ("postgresql", "postgres")


def is_postgres(url: str) -> bool:
    """Whether it names an archive on PostgreSQL."""
    return url.partition("://")[0] in _POSTGRES and "://" in url


def file_of(url: str) -> Path | None:
    """The file that an address names; None for one that is gone when closed.

    `sqlite:///name` is relative to the working folder and `sqlite:////name` is absolute. Raises
    UnsupportedArchiveError for an address that names no file.
    """
    if url in _MEMORY:
        return None
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///"))
    scheme, separator, _ = url.partition("://")
    if separator or not url:
        raise UnsupportedArchiveError(
            f"{scheme or 'an empty address'} is not supported: an archive is a file path, sqlite:///path, "
            "postgresql://user@host/database or :memory:"
        )
    return Path(url)


def shown_address(url: str) -> str:
    """The address without its password, as it may be printed and logged."""
    if not is_postgres(url):
        return url
    parts = urlsplit(url)
    place = re.sub(r"^([^:@]*):.*@", r"\1@", parts.netloc)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name not in ("password", "sslpassword")]
    return urlunsplit(parts._replace(netloc=place, query=urlencode(query, safe="/", quote_via=quote)))
