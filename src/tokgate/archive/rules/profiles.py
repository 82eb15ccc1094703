"""What two rows of one creator make of each other, and how that is taken back."""

from __future__ import annotations

from typing import Final

from tokgate.archive.rows.creators import CreatorRow

#: What a source says of the account itself, dated by `profile_ms`.
PROFILE: Final = (
    "name", "bio", "bio_url", "avatar_url", "verified", "private", "likes_public", "region", "language",
)  # fmt: skip
#: Numbers that belong together, dated by `audience_ms`.
AUDIENCE: Final = ("followers", "following", "likes", "posts", "liked", "friends")
#: Handles are not here: who holds one is told by `handles.py`.
_STRONG: Final = ("user_id", "sec_uid")
_SEEN: Final = ("first_seen_ms", "last_seen_ms")


def merge_into(kept: CreatorRow, gone: CreatorRow) -> None:
    """Take in what the other row knows: the newer word holds, and each fills what the other does not know."""
    for name in _STRONG:
        setattr(kept, name, getattr(kept, name) or getattr(gone, name))
    kept.first_seen_ms = min(kept.first_seen_ms, gone.first_seen_ms)
    kept.last_seen_ms = max(kept.last_seen_ms, gone.last_seen_ms)
    for names, instant in ((PROFILE, "profile_ms"), ((*AUDIENCE, "precision"), "audience_ms")):
        newer = (getattr(gone, instant) or 0) > (getattr(kept, instant) or 0)
        for name in names:
            value = getattr(gone, name)
            if value is not None and (newer or getattr(kept, name) is None):
                setattr(kept, name, value)
        if newer:
            setattr(kept, instant, getattr(gone, instant))


def take_back(now: CreatorRow, joined: CreatorRow, before: CreatorRow) -> None:
    """Undo `merge_into`: what still is as the join left it becomes as it was before; what was said since stays."""
    for name in (*_STRONG, *PROFILE, "profile_ms", *AUDIENCE, "precision", "audience_ms", *_SEEN):
        if getattr(now, name) == getattr(joined, name):
            setattr(now, name, getattr(before, name))
