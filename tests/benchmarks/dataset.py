"""The generated archive: built once through the archive's own `commit` and kept in `bench-data/`."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import msgspec
from tests.benchmarks.items import END_S, Account, items_of

from tokgate.archive import open_archive
from tokgate.dialects.web.item import Item
from tokgate.dialects.web.reading import post_of
from tokgate.domain.observations import Observation, Provenance
from tokgate.domain.ports import Archive

DATA = Path(__file__).resolve().parents[2] / "bench-data"
SOURCE = "benchmark"
CHECKPOINT = "benchmark creators"
BATCH = 1500
#: Creators that pages are asked of, and that the prototype holds. Each has more posts than a page of 30.
MOST_SAMPLED = 2000
_ITEM = msgspec.json.Decoder(Item)


class Dataset:
    """An archive of so many posts by so many creators, whose sizes follow a power law."""

    def __init__(self, posts: int, creators: int) -> None:
        self.posts = posts
        self.creators = creators
        self.folder = DATA / f"posts-{posts}-{creators}"
        self.archive = self.folder / "archive.db"
        self.prototype = self.folder / "prototype.db"
        self._sizes = sizes_of(posts, creators)

    def accounts(self, start: int = 0) -> Iterator[Account]:
        """The creators from the one of this number on, most posts first."""
        for index in range(start, self.creators):
            yield Account(index, self._sizes[index])

    def sample(self) -> list[Account]:
        """Creators with more than a page of posts, drawn at random, the same at each call."""
        able = sum(size > 30 for size in self._sizes)
        drawn = random.Random(self.posts).sample(range(able), min(able, MOST_SAMPLED))
        return [Account(index, self._sizes[index]) for index in drawn]

    def build(self) -> None:
        """Make what is not there yet, going on where an earlier run was stopped."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._build_archive()
        if not self.prototype.exists():
            self._build_prototype()

    def _build_archive(self) -> None:
        with closing(open_archive(str(self.archive))) as archive:
            self.fill(archive)

    def fill(self, archive: Archive) -> None:
        """Commit the posts that an archive does not have yet."""
        done = int(archive.checkpoint(CHECKPOINT) or b"0")
        progress = Progress("archive", self.creators, done)
        batch: list[Observation] = []
        for account in self.accounts(done):
            batch += [observation_of(item) for item in items_of(account)]
            if len(batch) < BATCH and account.index + 1 < self.creators:
                continue
            following = account.index + 1
            archive.commit(batch, Provenance(source=SOURCE), checkpoint=(CHECKPOINT, b"%d" % following))
            progress.add(following - done, len(batch))
            done, batch = following, []

    def _build_prototype(self) -> None:
        """The same items of the sampled creators, as a person in a hurry would keep them: plain, clustered."""
        unfinished = self.prototype.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        connection = apsw.Connection(str(unfinished))
        connection.pragma("synchronous", "off")
        connection.execute("CREATE TABLE creator (sec_uid TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID")
        connection.execute(
            "CREATE TABLE post (creator INTEGER, ms INTEGER, id INTEGER, body BLOB, PRIMARY KEY (creator, ms, id))"
            " WITHOUT ROWID"
        )
        accounts = sorted(self.sample(), key=lambda account: account.index)
        progress = Progress("prototype", len(accounts))
        for account in accounts:
            rows = [prototype_row(account, item) for item in items_of(account)]
            with connection:
                connection.execute("INSERT INTO creator VALUES (?, ?)", (account.sec_uid, account.index))
                connection.executemany("INSERT INTO post VALUES (?, ?, ?, ?)", rows)
            progress.add(1, len(rows))
        connection.close()
        unfinished.rename(self.prototype)


def sizes_of(posts: int, creators: int) -> list[int]:
    """How many posts each creator has, in falling order: at least 1, `posts` in all."""
    weights = [(rank + 3) ** -0.8 for rank in range(creators)]
    share = max(posts - creators, 0) / sum(weights)
    sizes = [1 + int(weight * share) for weight in weights]
    sizes[0] += posts - sum(sizes)
    return sizes


def observation_of(item: bytes) -> Observation:
    """An item as its importer would observe it."""
    post = post_of(_ITEM.decode(item))
    return Observation(subject=post, source="web_item", observed_ms=END_S * 1000, body=item, web_item=item)


def prototype_row(account: Account, item: bytes) -> tuple[int, int, int, bytes]:
    """Creator, milliseconds, id, body."""
    read = _ITEM.decode(item)
    return account.index, (read.createTime or 0) * 1000, int(read.id or 0), item


def write_jsonl(path: Path, posts: int) -> None:
    """A file of items, one a line, by creators of 50 posts each; left as it is if it is there."""
    if path.exists():
        return
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("wb") as file:
        for index in range(0, posts, 50):
            for item in items_of(Account(index // 50, min(50, posts - index))):
                file.write(item + b"\n")
    unfinished.rename(path)


class Progress:
    """Lines on stderr, one every few seconds and one at the end."""

    def __init__(self, what: str, creators: int, first: int = 0) -> None:
        self._what = what
        self._creators = creators
        self._began = self._said = time.monotonic()
        self._posts = 0
        self._done = first

    def add(self, creators: int, posts: int) -> None:
        """So much more is done."""
        now = time.monotonic()
        self._posts += posts
        self._done += creators
        if now - self._said < 5 and self._done < self._creators:
            return
        self._said = now
        rate = self._posts / max(now - self._began, 1e-9)
        done = f"{self._done:,} of {self._creators:,} creators"
        print(f"building {self._what}: {done}, {rate:,.0f} posts/s", file=sys.stderr, flush=True)
