"""The keys that work now, as the footer shows them: as many as fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.ui.actions import ACTIONS, Context, UiAction


@dataclass(frozen=True, slots=True)
class FooterKey:
    """A key as the footer shows it."""

    id: str
    key: str
    label: str
    works: bool
    """False draws it dim; pressing it says why."""


def footer_keys(context: Context, width: int) -> tuple[list[FooterKey], int]:
    """The keys that fit a footer of ``width`` cells, in table order, and the cells between two of them.

    Where not all fit, labels and gaps shrink first, then the least important go.
    """
    rows = [row for row in ACTIONS if row.footer and row.shown(context.floor)]
    chosen, short, gap = rows, False, 2
    if _needed(rows, short, gap) > width:
        short, gap, chosen = True, 1, []
        for row in sorted(rows, key=lambda row: row.footer):
            if _needed([*chosen, row], short, gap) > width:
                break
            chosen.append(row)
    return [
        FooterKey(row.id, row.key, (row.short if short else "") or row.label, row.why_not(context) is None)
        for row in ACTIONS
        if row in chosen
    ], gap


def _needed(rows: Sequence[UiAction], short: bool, gap: int) -> int:
    """Cells of these keys in a footer, with one before and none after."""
    labels = [(row.short if short else "") or row.label for row in rows]
    return 1 + sum(len(row.key) + 1 + len(label) + gap for row, label in zip(rows, labels, strict=True)) - gap
