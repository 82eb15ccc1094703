"""A small world in which an account may do what it likes: every test has one of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path

import httpx
import msgspec
import pytest
from tests.made import OBSERVED_MS, creator_named, keep, post_of
from tests.postgres import lent_address
from tests.serving import serving

import tokgate
from tokgate.archive import open_archive
from tokgate.dialects.official.credentials import DEMO_CLIENT_TOKEN, DEMO_USER_TOKEN
from tokgate.dialects.tikapi.credentials import DEMO_ACCOUNT_KEY, DEMO_API_KEY
from tokgate.domain.counts import Audience, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation, Provenance, Subject
from tokgate.domain.ports import Archive
from tokgate.domain.relations import Relation, RelationKind
from tokgate.server.demo import demo_credentials

SECOND = 1_780_000_000
KNOWN = Audience(followers=10, following=20, likes=30, posts=3, liked=50, friends=0, precision=Precision.EXACT)
#: Ana is the account. Shy shows its posts to followers only; Foe has blocked Ana.
ANA, TOM, SHY, FOE = (
    msgspec.structs.replace(creator_named(name), audience=KNOWN, private=name == "shy")
    for name in ("ana", "tom", "shy", "foe")
)
PEOPLE = (ANA, TOM, SHY, FOE)
BOTH = {"X-API-KEY": DEMO_API_KEY, "X-ACCOUNT-KEY": DEMO_ACCOUNT_KEY}


def post_id_of(creator: Creator, number: int) -> int:
    """The id of a creator's post of that number."""
    second = SECOND + 60 * number
    return (second << 32) + 10 * number + PEOPLE.index(creator)


def now(subject: Subject) -> Observation:
    """Something as it is at the beginning."""
    return Observation(subject=subject, source="made", observed_ms=OBSERVED_MS)


@pytest.fixture
def lively(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    """The people, with three posts each, the last of Tom's private; in the engine that a test names."""
    engine = getattr(request, "param", "sqlite")
    lent = lent_address() if engine == "postgres" else nullcontext(str(tmp_path / "lively.db"))
    with lent as address, closing(open_archive(address)) as archive:
        _fill(archive)
        yield archive


def _fill(archive: Archive) -> None:
    for creator in PEOPLE:
        posts = [
            post_of(
                post_id=post_id_of(creator, number),
                created_s=SECOND + 60 * number,
                text=f"{creator.username} {number}",
                private=creator is TOM and number == 2,
            )
            for number in range(3)
        ]
        keep(archive, creator, posts)
    archive.commit([now(Relation(kind=RelationKind.BLOCK, creator=FOE, other=ANA))], Provenance(source="made"))


@pytest.fixture
def served(lively: Archive) -> Iterator[str]:
    """The URL of a server in front of it."""
    with serving(lively, demo_credentials(lively.creator(username="ana"))) as url:
        yield url


@pytest.fixture
def tikapi(served: str) -> Iterator[tokgate.TikAPI]:
    """TikAPI as Ana."""
    with tokgate.TikAPI(DEMO_API_KEY, account_key=DEMO_ACCOUNT_KEY, base_url=served) as client:
        yield client


@pytest.fixture
def official(served: str) -> Iterator[tokgate.Official]:
    """Display as Ana, Research as an app."""
    with tokgate.Official(user_token=DEMO_USER_TOKEN, client_token=DEMO_CLIENT_TOKEN, base_url=served) as client:
        yield client


@pytest.fixture
def raw(served: str) -> Iterator[httpx.Client]:
    """Requests by hand, with both keys."""
    with httpx.Client(base_url=served, headers=BOTH, timeout=30) as client:
        yield client
