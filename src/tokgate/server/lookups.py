"""What nearly every call looks up, kept for as long as nothing in the archive changes."""

from __future__ import annotations

from typing import TypeVar

from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive, CredentialRecord

K = TypeVar("K")
V = TypeVar("V")

#: Of each kind; beyond it, all are looked up anew.
MOST_KEPT = 4096


class _Kept:
    """What was found while the archive stood at one revision."""

    def __init__(self, revision: int | None) -> None:
        self.revision = revision
        self.credentials: dict[tuple[str, bytes], CredentialRecord] = {}
        self.creators: dict[tuple[str, str, str, int], Creator] = {}


class Lookups:
    """Credentials and creators by their names; safe to use from several threads.

    `refresh`, called at the beginning of each request, drops everything once the archive has changed, so that a key
    that another process revoked stops at the next request. An archive that cannot tell its revision is asked each time.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._kept = _Kept(None)

    def refresh(self) -> None:
        """See whether what is kept still holds."""
        revision = self._archive.revision()
        if revision is None or revision != self._kept.revision:
            # Whoever is in the middle of a look-up puts what they found into the old one, which nobody reads again.
            self._kept = _Kept(revision)

    def credential(self, kind: str, digest: bytes, known: CredentialRecord | None = None) -> CredentialRecord | None:
        """As `Archive.credential`; `known` if the archive has none."""
        kept = self._kept.credentials
        record = kept.get((kind, digest))
        if record is None:
            record = self._archive.credential(kind, digest) or known
            # Only what there is: whoever guesses must not fill the memory.
            if record is not None:
                _keep(kept, (kind, digest), record)
        return record

    def creator(self, *, username: str = "", sec_uid: str = "", user_id: str = "", key: int = 0) -> Creator | None:
        """As `Archive.creator`."""
        kept = self._kept.creators
        names = (username, sec_uid, user_id, key)
        creator = kept.get(names)
        if creator is None:
            creator = self._archive.creator(username=username, sec_uid=sec_uid, user_id=user_id, key=key)
            if creator is not None:
                _keep(kept, names, creator)
        return creator

    def __len__(self) -> int:
        """How many of either kind are kept, of which there are more."""
        return max(len(self._kept.credentials), len(self._kept.creators))


def _keep(kept: dict[K, V], key: K, value: V) -> None:
    if len(kept) >= MOST_KEPT:
        kept.clear()
    kept[key] = value
