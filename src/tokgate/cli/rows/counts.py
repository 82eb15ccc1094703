"""What was seen of a post's counts over time, as rows."""

from __future__ import annotations

from tokgate.cli.columns import Column, Row
from tokgate.cli.instants import instant_text
from tokgate.domain.counts import Counts, CountsObservation

#: The counters of a post, as they are named in every row.
COUNTERS = ("plays", "likes", "comments", "shares", "saves", "reposts", "downloads")

#: `id` is the post's. `text` is told where it differs from the one before.
COUNTS_COLUMNS = (
    Column("id", is_id=True),
    Column("observed_at", in_table=True),
    Column("source", in_table=True),
    *(Column(name, kind=int, in_table=True) for name in COUNTERS),
    Column("counts_precision", in_table=True),
    Column("text"),
)


def counts_row(post_id: int, observation: CountsObservation) -> Row:
    """A post's counts at one instant as a row."""
    return {
        "id": str(post_id),
        "observed_at": instant_text(observation.observed_ms),
        "source": observation.source,
        **counts_cells(observation.counts),
        "text": observation.text,
    }


def counts_cells(counts: Counts) -> dict[str, int | str | None]:
    """Counters and their precision by column."""
    return {**{name: getattr(counts, name) for name in COUNTERS}, "counts_precision": counts.precision.value}
