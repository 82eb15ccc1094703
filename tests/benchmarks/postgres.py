"""Pages and commits of an archive in PostgreSQL, against the same in a SQLite file; and how it is across a network."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from itertools import count

from tests.benchmarks.dataset import SOURCE, Dataset, observation_of
from tests.benchmarks.figures import Measured, Results, Verdict, interleave
from tests.benchmarks.gateway import keys_of, new_keys, serving, tikapi_pages
from tests.benchmarks.items import Account, items_of
from tests.benchmarks.load import Request, measure
from tests.benchmarks.processes import Server, python
from tests.benchmarks.relay import delayed
from tests.postgres import PostgresServer, find_programs

from tokgate.archive import open_archive
from tokgate.domain.observations import Provenance
from tokgate.domain.ports import Archive

POSTS, CREATORS = 30_000, 300
#: How far away a database in the same building is, each way.
NETWORK_MS = 0.5
#: How many commits a measurement takes.
COMMITS = 20
SQLITE, POSTGRES = "SQLite", "PostgreSQL"
THREADS, LOOP = "PostgreSQL, 0.5 ms away", "PostgreSQL, 0.5 ms away, in the loop"


def run(results: Results, *, seconds: float, say: Callable[[str], None]) -> None:
    """Pages of 30 through TikAPI from both, and commits of 30 new posts."""
    programs = find_programs()
    if programs is None:
        results.notes.append("postgres: skipped, as there is no PostgreSQL here")
        return
    dataset = Dataset(POSTS, CREATORS)
    dataset.build()
    with ExitStack() as stack:
        database = PostgresServer(programs)
        stack.callback(database.stop)
        say("filling PostgreSQL")
        with closing(open_archive(database.address)) as archive, archive.bulk():
            dataset.fill(archive)
        _pages(dataset, database, results, seconds=seconds, say=say)
        copied = shutil.copy(dataset.archive, dataset.folder / "commits.db")
        addresses = {SQLITE: str(copied), POSTGRES: database.address}
        archives = {name: stack.enter_context(closing(open_archive(each))) for name, each in addresses.items()}
        commits = {name: partial(_commits, archive, _batches()) for name, archive in archives.items()}
        results.figures += interleave("postgres commits", "ms", commits, say=say)
    _judge(results)


def _pages(
    dataset: Dataset, database: PostgresServer, results: Results, *, seconds: float, say: Callable[[str], None]
) -> None:
    accounts = dataset.sample()
    blocking = python("-m", "tests.benchmarks.blocking")
    keys = new_keys(database.address)
    with ExitStack() as stack:
        port = stack.enter_context(delayed(database.socket, NETWORK_MS))
        away = f"postgresql://tokgate@127.0.0.1:{port}/postgres"
        servers = {
            SQLITE: (stack.enter_context(serving(dataset.archive)), keys_of(dataset)),
            POSTGRES: (stack.enter_context(serving(database.address)), keys),
            THREADS: (stack.enter_context(serving(away)), keys),
            LOOP: (stack.enter_context(serving(away, program=blocking)), keys),
        }
        contestants = {}
        for zstd in (False, True):
            for name, (server, its_keys) in servers.items():
                request = tikapi_pages(accounts, its_keys, zstd=zstd)
                measure(server, request, 1)
                contestants[_named(name, zstd=zstd)] = partial(_rate, server, request, seconds)
        results.figures += interleave("postgres", "requests/s", contestants, say=say)


def _named(name: str, *, zstd: bool) -> str:
    return f"{name}, zstd" if zstd else name


def _rate(server: Server, request: Request, seconds: float) -> Measured:
    rate = measure(server, request, seconds)
    more = {"p50 ms": rate.p50_ms, "p99 ms": rate.p99_ms, "CPU us": rate.cpu_us, "errors": float(rate.errors)}
    return rate.per_s, more


def _batches() -> Iterator[list[bytes]]:
    """Thirty new posts at a time, of accounts that no archive has; every other batch is of an account that it knows."""
    for index in count(CREATORS):
        items = list(items_of(Account(index, 60)))
        yield items[:30]
        yield items[30:]


def _commits(archive: Archive, batches: Iterator[list[bytes]]) -> Measured:
    prepared = [[observation_of(item) for item in next(batches)] for _ in range(COMMITS)]
    began = time.perf_counter()
    for batch in prepared:
        archive.commit(batch, Provenance(source=SOURCE))
    return (time.perf_counter() - began) / COMMITS * 1000, {}


def _judge(results: Results) -> None:
    for zstd in (False, True):
        own, other = _named(POSTGRES, zstd=zstd), _named(SQLITE, zstd=zstd)
        _compare(results, own, other, 1 / 3)
        slowest = results.figure("postgres", own).more["p99 ms"] / results.figure("postgres", other).more["p99 ms"]
        results.verdicts.append(
            Verdict(job="postgres", what=f"p99: {own} / {other}", value=slowest, bar=3, at_most=True)
        )
        _compare(results, _named(THREADS, zstd=zstd), _named(LOOP, zstd=zstd), 4)
    cost = results.ratio("postgres commits", POSTGRES, SQLITE)
    results.verdicts.append(Verdict(job="postgres", what="commit of 30 posts: PostgreSQL / SQLite", value=cost))


def _compare(results: Results, name: str, to: str, bar: float) -> None:
    value = results.ratio("postgres", name, to)
    results.verdicts.append(Verdict(job="postgres", what=f"{name} / {to}", value=value, bar=bar))
