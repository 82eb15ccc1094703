"""`python -m tokgate.world.fingerprint --seed 7`: one hash of all that a world says.

It needs msgspec alone, no archive, so that bare environments of two Python versions can be compared:

    for version in 3.11 3.13; do
        PYTHONPATH=src uv run --no-project --python $version --with msgspec -m tokgate.world.fingerprint --days 90
    done
"""

from __future__ import annotations

import argparse
import hashlib
import sys

import msgspec

from tokgate.domain.instants import DAY_S
from tokgate.world.living import Life
from tokgate.world.making import World
from tokgate.world.people import END_S
from tokgate.world.sizes import DEMO, Size


def fingerprint(seed: int, size: Size = DEMO, *, days: int = 0) -> str:
    """SHA-256 in hex of a world's observations in their order, and of those of so many days of its life after."""
    world, hashed = World(seed, size), hashlib.sha256()
    encoder = msgspec.json.Encoder(order="deterministic")
    for batch in world.observations():
        for observation in batch:
            hashed.update(type(observation.subject).__name__.encode() + encoder.encode(observation))
    for observation in Life(world).between(END_S, END_S + days * DAY_S):
        hashed.update(type(observation.subject).__name__.encode() + encoder.encode(observation))
    return hashed.hexdigest()


def main() -> None:
    """Print the fingerprint of a world."""
    parser = argparse.ArgumentParser(prog="python -m tokgate.world.fingerprint", description=main.__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--creators", type=int, help="with --posts: another size than the demo's")
    parser.add_argument("--posts", type=int)
    parser.add_argument("--days", type=int, default=0, help="let the world live on for so many days")
    given = parser.parse_args()
    size = DEMO if given.creators is None else Size(creators=given.creators, posts=given.posts or 0)
    sys.stdout.write(f"{fingerprint(given.seed, size, days=given.days)}\n")


if __name__ == "__main__":
    main()
