"""What to tell of a table whose columns say nothing, and what to type so that it can be read."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping

from tokgate.domain.links import id_in_link
from tokgate.domain.posts import is_plausible_second, second_of
from tokgate.importers.cells import whole
from tokgate.importers.column_names import normal
from tokgate.importers.columns import meaning_of
from tokgate.importers.fields import COUNTS
from tokgate.importers.known_tables import is_report

_MOST_COLUMNS = 40
_ADVISED = 8
#: Names of the visits to a profile, which only an account's own report has.
_PROFILE_VISITS = frozenset(
    map(normal, ["profile views", "profile visits", "profilaufrufe", "visualizaciones del perfil", "vistas del perfil"])
)


def unknown_table(row: Mapping[str, str]) -> str:
    """Why a row is not read: its columns, and a line to copy with what they could mean."""
    columns = list(row)[:_MOST_COLUMNS]
    shown = ", ".join(columns)[:500]
    if is_daily_report(columns):
        return f"is the daily report of TikTok Studio (columns {shown}): an account's days, which hold no posts"
    if is_report(columns):
        return f"is a report of TikTok Studio about an account (columns {shown}), which holds no posts"
    guesses = _guesses(row, columns)
    if guesses:
        return f"no known format has the columns {shown}; if these are posts: {' '.join(guesses)}"
    return f"no known format has the columns {shown}; right would be --map COLUMN=FIELD for what names the post"


def is_daily_report(columns: Iterable[str]) -> bool:
    """Whether these are the columns of an account's report by days: a day and counters, and visits to the profile."""
    fields = {meaning.field for column in columns if (meaning := meaning_of(column))}
    return (
        "created_at" in fields
        and not fields & {"id", "url", "username"}
        and (len(fields.intersection(COUNTS)) > 2 or not _PROFILE_VISITS.isdisjoint(map(normal, columns)))
    )


def _guesses(row: Mapping[str, str], columns: list[str]) -> list[str]:
    """`--map COLUMN=FIELD` for each column that looks like a field, that of the post first; none without a post's."""
    found: dict[str, str] = {}
    for column in columns:
        field = _looks_like(column, row[column])
        if field and field not in found.values():
            found[column] = field
    if not {"id", "url"} & set(found.values()):
        return []
    in_order = sorted(found.items(), key=lambda pair: pair[1] not in ("id", "url"))
    return [f"--map {shlex.quote(f'{column}={field}')}" for column, field in in_order[:_ADVISED]]


def _looks_like(column: str, cell: str) -> str | None:
    if id_in_link(cell):
        return "url"
    if is_plausible_second(second_of(whole(cell) or 0)):
        return "id"
    meaning = meaning_of(column) or next(
        (m for word in column.replace("-", "_").split("_") if (m := meaning_of(word))), None
    )
    return meaning.field if meaning and meaning.field not in ("id", "url") else None
