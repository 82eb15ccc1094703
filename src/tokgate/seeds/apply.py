"""A seed file read, checked, and put into an archive."""

from __future__ import annotations

from pathlib import Path as File

import msgspec

from tokgate.domain.observations import Observation, Outcome, Provenance
from tokgate.domain.ports import Archive
from tokgate.seeds.building import SOURCE, Builder, observations_of
from tokgate.seeds.checking import issues_of
from tokgate.seeds.credentials import CredentialBuilder, DeclaredCredential
from tokgate.seeds.declaration import Seed, WorldSeed
from tokgate.seeds.issues import Issue, Path, SeedError
from tokgate.seeds.located import MOST_BYTES, Located, read_located
from tokgate.seeds.references import Outside, References, Report, anything, in_archive
from tokgate.seeds.words import second_of_time

#: For a file that tells no time at all, so that the same file is always the same archive: 2026-11-01 UTC.
TIMELESS_S = 1_793_491_200


class Plan(msgspec.Struct, frozen=True):
    """What a file comes to. `world` is the generated world that it asks to be put on top of."""

    located: Located
    world: WorldSeed | None
    observations: list[Observation]
    credentials: list[DeclaredCredential]


class Applied(msgspec.Struct, frozen=True):
    """What applying a file did. Applied again, nothing is new."""

    new: int = 0
    updated: int = 0
    duplicate: int = 0
    purged: int = 0
    credentials: int = 0


def read_seed(path: str | File) -> tuple[Seed, Located]:
    """A file as its declaration. Raises SeedError with everything that is wrong, and OSError."""
    with File(path).open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    return parse_seed(content, str(path))


def parse_seed(content: bytes, file: str) -> tuple[Seed, Located]:
    """As `read_seed`, of bytes; `file` is what it is called, and `.json` in it says that it is JSON."""
    located = read_located(content, file)
    if located.value is None:
        located.value = {}
    issues = [*located.issues, *issues_of(located, Seed)]
    if issues:
        raise SeedError(issues)
    return msgspec.convert(located.value, Seed), located


def plan_seed(seed: Seed, located: Located, outside: Outside | None = None) -> Plan:
    """What the file comes to. Raises SeedError for what it speaks of and nobody declares.

    `outside` is what it may speak of besides; without it, that is nothing, and for a file with a world anything.
    """
    issues: list[Issue] = []

    def report(path: Path, problem: str) -> None:
        issue = located.issue(path, problem)
        if issue not in issues:
            issues.append(issue)

    if outside is None:
        outside = anything() if seed.world is not None else Outside()
    references = References(seed, _now_of(seed, report), outside, report)
    builder = Builder(references, report)
    subjects = builder.subjects(seed)
    observed_ms = (builder.latest_s or TIMELESS_S) * 1000
    credentials = list(CredentialBuilder(references, report, observed_ms).declared(seed))
    if issues:
        raise SeedError(issues)
    return Plan(located, seed.world, observations_of(subjects, observed_ms), credentials)


def _now_of(seed: Seed, report: Report) -> int | None:
    if seed.now is None:
        return None
    try:
        return second_of_time(seed.now, None)
    except (ValueError, OverflowError):
        report(("now",), f"{seed.now!r} has to be an ISO time such as 2026-11-01T00:00:00Z: other times count from it")
        return None


def apply_seed(archive: Archive, path: str | File) -> Applied:
    """Put a file into an archive: all of it, or, with SeedError, nothing. The world it may name has to be there."""
    seed, located = read_seed(path)
    return apply_plan(archive, plan_seed(seed, located, in_archive(archive)))


def apply_plan(archive: Archive, plan: Plan) -> Applied:
    """Put a plan into an archive; credentials that it has already are left as they are.

    SeedError, and nothing is put there, where the archive knows a secret as another kind of credential's.
    """
    _check_secrets(archive, plan)
    provenance = Provenance(source=SOURCE, file=File(plan.located.file).name)
    outcomes = archive.commit(plan.observations, provenance) if plan.observations else []
    added = sum(_add(archive, declared) for declared in plan.credentials)
    return Applied(
        new=outcomes.count(Outcome.NEW),
        updated=outcomes.count(Outcome.UPDATED),
        duplicate=outcomes.count(Outcome.DUPLICATE),
        purged=outcomes.count(Outcome.PURGED),
        credentials=added,
    )


def _check_secrets(archive: Archive, plan: Plan) -> None:
    kinds = {record.hash: record.kind for record in archive.credentials()} if plan.credentials else {}
    issues = []
    for declared in plan.credentials:
        record = declared.record
        kind = kinds.get(record.hash) if record is not None else None
        if record is not None and kind not in (None, record.kind):
            issues.append(plan.located.issue(declared.path, f"the archive knows this secret as that of a {kind}"))
    if issues:
        raise SeedError(issues)


def _add(archive: Archive, declared: DeclaredCredential) -> bool:
    app, record = declared.app, declared.record
    if record is not None and archive.credential(record.kind, record.hash) is not None:
        record = None
    if app is not None and archive.app(app.client_key) is None:
        archive.add_app(app, record)
        return True
    if record is None:
        return False
    if declared.acts_for is not None:
        creator = archive.creator(username=declared.acts_for)
        record = msgspec.structs.replace(record, creator=creator.key if creator else None)
    archive.add_credential(record)
    return True
