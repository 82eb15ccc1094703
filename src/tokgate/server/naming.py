"""How operations are asked for by name: `official.video.list`, all under `official.video`, or `*`."""

from __future__ import annotations

from collections.abc import Collection

from tokgate.domain.spelling import did_you_mean


def is_named(asked: str, name: str) -> bool:
    """Whether a full name is what was asked for, or under it."""
    return asked in ("*", name) or name.startswith(asked.removesuffix("*").removesuffix(".") + ".")


def check_named(asked: str, names: Collection[str]) -> None:
    """LookupError, with what may have been meant, unless one of the full names is asked for."""
    if not any(is_named(asked, name) for name in names):
        prefixes = {name[:end] for name in names for end, letter in enumerate(name) if letter == "."}
        raise LookupError(f"there is no operation {asked!r}{did_you_mean(asked, [*names, *sorted(prefixes)])}")
