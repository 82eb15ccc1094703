"""What PostgreSQL alone has: addresses, schemas beside others, and a server that can go away."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from tests.archive.engines import rows_of
from tests.archive.makers import DUPLICATE, NEW, ORIGIN, keep, key_of, post, post_id, seen
from tests.postgres import PostgresServer, new_address, new_server, with_schema

from tokgate.archive import archive_exists, open_archive
from tokgate.archive.addresses import shown_address
from tokgate.archive.errors import (
    ArchiveError,
    NewerArchiveError,
    NotAnArchiveError,
    OlderArchiveError,
    ReadOnlyError,
    UnsupportedArchiveError,
)
from tokgate.archive.postgres.connections import Place
from tokgate.archive.postgres.engine import PostgresEngine
from tokgate.archive.postgres.migrations import MIGRATIONS, migrate, schema_version
from tokgate.archive.postgres.sessions import SQL


@pytest.fixture
def address() -> str:
    return new_address()


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """A server that a test may end."""
    server = new_server()
    yield server
    server.stop()


def test_the_schema_is_all_migrations_and_each_is_applied_once(address: str) -> None:
    place = Place(address)
    with place.connect() as connection:
        migrate(connection, place)
        migrate(connection, place)
        assert schema_version(connection, place) == MIGRATIONS[-1][0]
        applied = connection.execute("SELECT number FROM migration ORDER BY number").fetchall()
        assert applied == [(number,) for number, _ in MIGRATIONS]
        for name, text in SQL.items():  # every query fits this schema
            connection.execute(f'PREPARE "{name}" AS '.encode() + text)


def test_a_failing_migration_leaves_nothing_behind(address: str) -> None:
    place = Place(address)
    bad = (MIGRATIONS[-1][0] + 1, "CREATE TABLE half (a bigint); SELECT * FROM nowhere;")
    with place.connect() as connection:
        with pytest.raises(ArchiveError, match="nowhere"):
            migrate(connection, place, [*MIGRATIONS, bad])
        assert schema_version(connection, place) == MIGRATIONS[-1][0]
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE tablename = 'half'").fetchone() == (0,)


def test_processes_that_make_the_archive_at_once_make_one(address: str) -> None:
    made: list[int] = []

    def make() -> None:
        archive = open_archive(address)
        made.append(len(keep(archive, seen(post()))))
        archive.close()

    makers = [threading.Thread(target=make) for _ in range(4)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert made == [1] * 4
    assert rows_of(address, "SELECT count(*) FROM post") == [(1,)]


@pytest.mark.parametrize("read_only", [False, True])
def test_other_versions_are_refused(address: str, *, read_only: bool) -> None:
    open_archive(address).close()
    for number, error in ((999, NewerArchiveError), (1, OlderArchiveError)):
        with Place(address).connect() as connection:
            connection.execute(f"DELETE FROM migration; INSERT INTO migration VALUES ({number}, now())".encode())
        with pytest.raises(error):
            open_archive(address, read_only=read_only)


def test_another_programs_tables_are_refused_and_left_alone(address: str) -> None:
    place = Place(address)
    with place.connect() as connection:
        connection.execute(f"CREATE SCHEMA {place.schema} CREATE TABLE mine (a bigint)".encode())
    with pytest.raises(NotAnArchiveError, match="another program's tables"):
        open_archive(address)
    assert rows_of(address, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()") == [("mine",)]


def test_archives_in_schemas_of_one_database_know_nothing_of_each_other(address: str) -> None:
    one, other = open_archive(address), open_archive(new_address())
    assert keep(one, seen(post())) == [NEW]
    assert list(other.all_posts()) == []
    one.close()
    other.close()


def test_nothing_is_made_by_looking(address: str) -> None:
    assert not archive_exists(address)
    with pytest.raises(ReadOnlyError, match="no archive"):
        open_archive(address, read_only=True)
    assert rows_of(address, "SELECT count(*) FROM pg_namespace WHERE nspname = current_schema()") == [(0,)]
    open_archive(address).close()
    assert archive_exists(address)


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg_pool", None)
    with pytest.raises(UnsupportedArchiveError, match="extra 'postgres'"):
        open_archive("postgresql:///anything")


SECRET = "postgresql://ana:s3cret%40@127.0.0.1:1/db?password=s3cret&sslmode=disable&schema=mine"


def test_the_password_is_never_shown() -> None:
    assert shown_address(SECRET) == "postgresql://ana@127.0.0.1:1/db?sslmode=disable&schema=mine"
    for problem in (SECRET, SECRET + "&nonsense=1", SECRET.replace("schema=mine", "schema=Bad-Name")):
        with pytest.raises(ArchiveError) as raised:
            open_archive(problem)
        assert "s3cret" not in str(raised.value)
        assert "127.0.0.1" in str(raised.value)


@pytest.mark.parametrize("schema", ["", "pg_mine", "a b", 'a"b', "x" * 64])
def test_names_that_are_no_schemas_are_refused(schema: str) -> None:
    with pytest.raises(UnsupportedArchiveError, match="schema"):
        open_archive(f"postgresql://127.0.0.1:1/db?schema={schema}")


def test_a_server_that_goes_away_in_the_middle_of_a_commit_keeps_nothing_of_it(server: PostgresServer) -> None:
    archive = open_archive(with_schema(server.address))
    assert keep(archive, seen(post(1))) == [NEW]
    with pytest.raises(ArchiveError, match="PostgreSQL"), archive.bulk():  # noqa: PT012 - amid is what it is about
        assert keep(archive, seen(post(2))) == [NEW]
        server.crash()
        keep(archive, seen(post(3)))
    server.start()
    assert [each.id for each in archive.all_posts()] == [post_id(1)]
    assert keep(archive, seen(post(1)), seen(post(2)), seen(post(3))) == [DUPLICATE, NEW, NEW]
    archive.close()


def test_a_server_that_goes_away_in_the_middle_of_a_page_is_said_in_words(server: PostgresServer) -> None:
    place = Place(with_schema(server.address))
    open_archive(f"{server.address}&schema={place.schema}").close()
    engine = PostgresEngine(place, wait_s=0.5)
    with pytest.raises(ArchiveError, match="PostgreSQL"), engine.reading() as session:  # noqa: PT012
        assert session.rows("checkpoint", ("run",)) == []
        server.crash()
        session.rows("checkpoint", ("run",))
    with pytest.raises(ArchiveError, match="no connection"):  # it is still away
        engine.reader().rows("checkpoint", ("run",))
    server.start()
    assert engine.reader().rows("checkpoint", ("run",)) == []
    engine.close()


def test_connections_that_died_while_they_waited_are_replaced(server: PostgresServer) -> None:
    archive = open_archive(with_schema(server.address))
    keep(archive, seen(post(1)))
    key = key_of(archive)
    server.crash()
    server.start()
    assert [each.id for each in archive.items(key, after=None, limit=5).rows] == [post_id(1)]
    assert [each.id for each in archive.posts(key, after=None, limit=5).rows] == [post_id(1)]
    server.crash()
    server.start()
    assert keep(archive, seen(post(2))) == [NEW]
    assert len(archive.posts(key, after=None, limit=5).rows) == 2
    archive.close()


def test_a_pool_that_is_used_up_is_said_after_a_while(address: str) -> None:
    open_archive(address).close()
    engine = PostgresEngine(Place(address), pool=2, wait_s=0.2)
    with engine.reading(), engine.reading(), pytest.raises(ArchiveError, match="all are in use"):
        engine.reader().rows("checkpoint", ("run",))
    assert engine.reader().rows("checkpoint", ("run",)) == []
    engine.close()


def test_readers_wait_for_no_writer_and_writers_not_for_ever(address: str) -> None:
    archive = open_archive(address)
    hasty = open_archive(f"{address}&options=-c%20lock_timeout%3D200")
    with archive.bulk():
        keep(archive, seen(post(1)))
        assert hasty.posts_by_id([post_id(1)]) == []
        with pytest.raises(ArchiveError, match="still writing"):
            keep(hasty, seen(post(2)))
    assert keep(hasty, seen(post(1)), seen(post(2))) == [DUPLICATE, NEW]
    archive.close()
    hasty.close()


def test_a_query_that_failed_is_never_kept_silently(address: str) -> None:
    open_archive(address).close()
    engine = PostgresEngine(Place(address))
    with pytest.raises(ArchiveError, match="nothing was kept"), engine.writing() as session:  # noqa: PT012
        session.write("checkpoint_put", ("run", b"1"))
        with pytest.raises(ArchiveError):
            session.write("checkpoint_put", (None, b"2"))
    assert engine.reader().rows("checkpoint", ("run",)) == []
    engine.close()


def test_the_revision_tells_every_change(address: str) -> None:
    archive, other = open_archive(address), open_archive(address)
    before = archive.revision()
    assert archive.revision() == before
    other.commit([], ORIGIN, checkpoint=("run", b"1"))
    assert archive.revision() != before
    archive.close()
    other.close()
