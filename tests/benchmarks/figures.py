"""Figures side by side: rounds over all contestants, medians, ratios within a round, and the bars they are held to."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

ROUNDS = 5


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a job: the median of `values` in `unit`; `more` holds what else was measured, as medians."""

    job: str
    name: str
    unit: str
    value: float
    values: list[float]
    more: dict[str, float] = {}


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """A ratio or figure, the bar that the design sets for it, and whether it is met. `bar` None: there is none."""

    job: str
    what: str
    value: float
    bar: float | None = None
    at_most: bool = False
    unit: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the bar is met."""
        if self.bar is None:
            return None
        return self.value <= self.bar if self.at_most else self.value >= self.bar


class Results(msgspec.Struct, kw_only=True):
    """All that a run found, and how it was run."""

    setting: dict[str, Any]
    figures: list[Figure] = []
    verdicts: list[Verdict] = []
    notes: list[str] = []

    def figure(self, job: str, name: str) -> Figure:
        """A figure by its name. KeyError if it was not taken."""
        for figure in self.figures:
            if (figure.job, figure.name) == (job, name):
                return figure
        raise KeyError(name)

    def has(self, job: str, name: str) -> bool:
        """Whether a figure was taken."""
        return any((figure.job, figure.name) == (job, name) for figure in self.figures)

    def ratio(self, job: str, name: str, to: str) -> float:
        """The median of the ratios of two figures, each taken within one round."""
        own, other = self.figure(job, name), self.figure(job, to)
        return statistics.median(one / two for one, two in zip(own.values, other.values, strict=True) if two)


Measured = tuple[float, Mapping[str, float]]


def interleave(
    job: str,
    unit: str,
    contestants: Mapping[str, Callable[[], Measured]],
    *,
    rounds: int = ROUNDS,
    say: Callable[[str], None] = lambda text: None,
) -> list[Figure]:
    """Measure each in turn, five times over: what disturbs the machine then disturbs them alike."""
    taken: dict[str, list[Measured]] = {name: [] for name in contestants}
    for number in range(rounds):
        for name, measure in contestants.items():
            say(f"{job}, round {number + 1} of {rounds}: {name}")
            taken[name].append(measure())
    return [_figure(job, name, unit, measured) for name, measured in taken.items()]


def _figure(job: str, name: str, unit: str, measured: Sequence[Measured]) -> Figure:
    values = [value for value, _ in measured]
    more = {key: statistics.median(each[key] for _, each in measured) for key in measured[0][1]}
    return Figure(job=job, name=name, unit=unit, value=statistics.median(values), values=values, more=more)
