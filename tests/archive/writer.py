"""A process that commits batch after batch, going on from its checkpoint: what `test_writers` runs several of.

    python -m tests.archive.writer ADDRESS NAME LAST

It prints a batch's number when its commit has returned.
"""

from __future__ import annotations

import sys

from tests.archive.makers import SECOND, post, seen

from tokgate.archive import open_archive
from tokgate.domain.counts import Counts
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation, Provenance, Subject
from tokgate.domain.relations import follow

#: Posts of which every writer tells counts, and new ones of its own, in each batch.
SHARED, OWN = 5, 10
STAR = Creator(user_id="1", username="star")


def batch_of(name: str, number: int) -> list[Observation]:
    """What a writer says in a batch; the instant is the batch's."""
    offset = int.from_bytes(name.encode()) * 100_000 + number * OWN
    told = [post(each, counts=Counts(plays=number), creator=STAR) for each in range(SHARED)]
    own = [post(offset + each, SECOND + 1, creator=STAR) for each in range(OWN)]
    fan = Creator(user_id=f"{offset + 2}", username=f"fan{offset}")
    subjects: list[Subject] = [*told, *own, follow(fan, STAR, at_s=SECOND + number)]
    return [seen(each, number + 1, source=name) for each in subjects]


def main(address: str, name: str, last: int) -> None:
    archive = open_archive(address)
    done = archive.checkpoint(name)
    # From the batch that was kept last: doing it again does no harm.
    for number in range(int(done) if done else 0, last):
        origin = Provenance(source=name, request_id=str(number))
        archive.commit(batch_of(name, number), origin, checkpoint=(name, str(number).encode()))
        print(number, flush=True)
    archive.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
