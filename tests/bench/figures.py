"""A figure: what was measured, on what, the numbers, and the goals that they are held against."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any, Literal, NamedTuple


class Effort(NamedTuple):
    """How long to measure."""

    quick: bool = False

    def of(self, full: int, quick: int) -> int:
        """So many rounds, samples or seconds."""
        return quick if self.quick else full


class Goal(NamedTuple):
    """A bound for one number of a figure, in the figure's unit; a ratio has none."""

    number: Literal["median", "p99", "ratio"]
    relation: Literal["<=", ">="]
    bound: float

    def met(self, figure: Figure) -> bool | None:
        """None where the number was not measured."""
        value: float | None = getattr(figure, self.number)
        if value is None:
            return None
        return value <= self.bound if self.relation == "<=" else value >= self.bound

    def words(self, figure: Figure) -> str:
        """The goal and whether it is met."""
        verdict = {True: "yes", False: "NO", None: "not measured"}[self.met(figure)]
        return f"{self.number} {self.relation} {self.bound:g}: {verdict}"


@dataclass(frozen=True)
class Figure:
    """One row of the table."""

    what: str
    on: str
    """What it was measured on: size of the floor, events a second, number of samples."""
    unit: str = "ms"
    median: float | None = None
    p99: float | None = None
    ratio: float | None = None
    reference: str = ""
    """What the ratio is to."""
    goals: tuple[Goal, ...] = ()
    note: str = ""
    """Why it was not measured, or what else was seen."""

    def as_json(self) -> dict[str, Any]:
        """The row as a JSON object; ``met`` of a goal is null where it was not measured."""
        row = {name: value for name, value in vars(self).items() if name != "goals"}
        return row | {"goals": [goal._asdict() | {"met": goal.met(self)} for goal in self.goals]}


class Subject(NamedTuple):
    """A part of the table, chosen with ``--only``."""

    name: str
    measure: Callable[[Effort], Iterator[Figure]]


def p99(samples: Sequence[float]) -> float | None:
    """The 99th percentile, interpolated; None of fewer than two samples."""
    return quantiles(samples, n=100, method="inclusive")[98] if len(samples) > 1 else None


def of_samples(
    what: str, on: str, samples: Sequence[float], *, goals: tuple[Goal, ...] = (), wanted: int = 0, **more: Any
) -> Figure:
    """A figure of samples, whose number is added to what it was measured on. ``wanted``: how many were tried."""
    lost = wanted - len(samples)
    if lost > 0:
        more["note"] = f"{lost} of {wanted} were not seen"
    if not samples:
        return Figure(what, on, goals=goals, **more)
    return Figure(what, f"{on}; n={len(samples)}", median=median(samples), p99=p99(samples), goals=goals, **more)


def number(value: float | None) -> str:
    """Three significant digits; a dash for nothing."""
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


HEAD = ("what", "measured on", "unit", "median", "p99", "ratio", "to", "goals")
WIDTHS = (46, 58, 8, 8, 8, 7, 26, 0)


def _line(cells: Sequence[str]) -> str:
    padded = []
    for index, (cell, width) in enumerate(zip(cells, WIDTHS, strict=True)):
        padded.append(cell.rjust(width) if 3 <= index <= 5 else cell.ljust(width))
    return "  ".join(padded).rstrip()


def head() -> str:
    """The first two lines of the table."""
    return f"{_line(HEAD)}\n{'-' * 200}"


def line(figure: Figure) -> str:
    """A line of the table; a note stands below it."""
    goals = ", ".join(goal.words(figure) for goal in figure.goals)
    numbers = (number(figure.median), number(figure.p99), number(figure.ratio))
    cells = (figure.what, figure.on, figure.unit, *numbers, figure.reference, goals)
    return _line(cells) + (f"\n    {figure.note}" if figure.note else "")
