"""Which ids that an app asked about everybody can still see."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from tokgate.archive.session import Reader
from tokgate.domain.instants import DAY_MS
from tokgate.domain.validations import Validation, ValidationSubject

LIFETIME_MS = 30 * DAY_MS
_VALID = {ValidationSubject.POST: "valid_posts", ValidationSubject.COMMENT: "valid_comments"}


class ValidationReader(Reader):
    """See `tokgate.domain.validations`."""

    def start_validation(self, app: str, subject: ValidationSubject, ids: Sequence[int], *, at_ms: int) -> Validation:
        """Keep the ids for 30 days; those of tasks that are over go."""
        number = (at_ms // 1000 << 32) + secrets.randbits(31)
        with self._engine.writing() as session:
            session.write("validation_items_expire", (at_ms,))
            session.write("validations_expire", (at_ms,))
            session.write("validation_insert", (number, app, subject, at_ms + LIFETIME_MS))
            session.write_each("validation_item_insert", [(number, place, each) for place, each in enumerate(ids)])
        return Validation(id=number, app=app, subject=subject)

    def validation(self, validation_id: int, *, at_ms: int) -> Validation | None:
        """One task."""
        rows = self._engine.reader().rows("validation", (validation_id, at_ms))
        return Validation(id=rows[0][0], app=rows[0][1], subject=ValidationSubject(rows[0][2])) if rows else None

    def valid_ids(self, validation: Validation) -> list[int]:
        """The ids of what can be seen."""
        rows = self._engine.reader().rows(_VALID[validation.subject], (validation.id,))
        return [row[0] for row in rows]
