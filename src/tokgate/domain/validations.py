"""Ids that an app asked about: which of them everybody can still see."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

import msgspec


class ValidationSubject(StrEnum):
    """What the ids are those of."""

    POST = "post"
    COMMENT = "comment"


class Validation(msgspec.Struct, frozen=True, kw_only=True):
    """One such task; `app` is the client_key of whoever asked."""

    id: int
    app: str
    subject: ValidationSubject


class ValidationQueries(Protocol):
    """Tasks are kept for 30 days."""

    def start_validation(self, app: str, subject: ValidationSubject, ids: Sequence[int], *, at_ms: int) -> Validation:
        """Keep the ids that an app asks about."""
        ...

    def validation(self, validation_id: int, *, at_ms: int) -> Validation | None:
        """One task; None if it is unknown or expired."""
        ...

    def valid_ids(self, validation: Validation) -> list[int]:
        """Those of a task's ids that everybody can see by now, in the order in which they were asked about.

        An id of which the archive has no content is not among them: nobody said that it is public.
        """
        ...
