"""Connections to the schema that an address names."""

from __future__ import annotations

import re
from functools import cached_property
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tokgate.archive.addresses import shown_address
from tokgate.archive.errors import ArchiveError, UnsupportedArchiveError
from tokgate.archive.postgres.problems import in_words
from tokgate.archive.postgres.values import register_values
from tokgate.archive.session import Row

#: Where an archive lives in its database unless the address says otherwise: apart from other programs' tables.
SCHEMA = "tokgate"
OLDEST_SERVER = 150_000
#: How long a writer waits for another process's.
BUSY_MS = 60_000
#: What the address may say otherwise.
DEFAULTS = {"connect_timeout": "10", "application_name": "tokgate"}
#: More than there are queries: each stays prepared.
PREPARED = 500

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


class ArchiveConnection(psycopg.Connection[Row]):
    """A connection with one cursor for all its queries: making a cursor costs more than a small query does."""

    @cached_property
    def asking(self) -> psycopg.Cursor[Row]:
        """The cursor. Who asks takes all rows before anybody asks again."""
        return self.cursor(binary=True)


class Place:
    """A server's database and a schema in it."""

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        """UnsupportedArchiveError for an address that PostgreSQL's library does not know."""
        parts = urlsplit(url)
        options = parse_qsl(parts.query, keep_blank_values=True)
        self.schema = dict(options).get("schema", SCHEMA)
        self.shown = shown_address(url)
        if not _NAME.fullmatch(self.schema) or self.schema.startswith("pg_"):
            raise UnsupportedArchiveError(
                f"{self.shown}: a schema's name is of letters a to z, digits and '_', and does not begin with pg_"
            )
        own = urlencode([(name, value) for name, value in options if name != "schema"], quote_via=quote)
        self.read_only = read_only
        try:
            asked = conninfo_to_dict(urlunsplit(parts._replace(query=own)))
        except psycopg.ProgrammingError:
            # What the library says may hold the address, and with it a password.
            raise UnsupportedArchiveError(f"{self.shown} is no address of a PostgreSQL database") from None
        asked["options"] = f"-c lock_timeout={BUSY_MS} {asked.get('options', '')}"
        self.conninfo = make_conninfo("", **{**DEFAULTS, **asked})

    def configure(self, connection: psycopg.Connection[Row]) -> None:
        """What every connection is told first."""
        connection.autocommit = True
        connection.cursor_factory = psycopg.RawCursor
        register_values(connection)
        connection.prepared_max = PREPARED
        connection.execute(
            sql.SQL("SET search_path TO {}; SET default_transaction_read_only TO {}").format(
                sql.Identifier(self.schema), sql.Literal(self.read_only)
            )
        )

    def connect(self) -> ArchiveConnection:
        """A connection of one's own; ArchiveError, in words, where there is no such server or database."""
        try:
            connection = ArchiveConnection.connect(self.conninfo)
            self.configure(connection)
        except psycopg.OperationalError as problem:
            raise ArchiveError(f"{self.shown} cannot be opened: {str(problem).strip().splitlines()[0]}") from problem
        except psycopg.Error as problem:
            raise in_words(problem) from problem
        return connection
