"""Where columns are, and where the cursor goes: pure functions."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from app.ui.panes.alerts import AlertsPane
from app.ui.panes.calls import CallsPane
from app.ui.panes.roster import RosterPane
from app.ui.widgets.columns import GAP, fit_cell, place
from app.ui.widgets.line_parts import Part, choose
from app.ui.widgets.row_cursor import in_place, successor


class Item(NamedTuple):
    key: int
    subject: str = ""


def items(*keys: int) -> list[Item]:
    return [Item(key, str(key)) for key in keys]


PANES = [RosterPane, CallsPane, AlertsPane]


@settings(deadline=None)
@given(st.sampled_from(PANES), st.integers(1, 300))
def test_columns_never_overlap_and_never_leave_the_table(pane: type[RosterPane], width: int) -> None:
    columns = pane().table.columns
    end = 1
    for number, (_, x, wide) in enumerate(place(columns, width, 1)):
        assert x == end + (GAP if number else 0)
        assert wide > 0
        end = x + wide
    assert end <= max(width, 1)


def titles(pane: type[RosterPane] | type[CallsPane], width: int) -> list[str]:
    columns = pane().table.columns
    return [columns[placed.number].title for placed in place(columns, width, 1)]


def test_columns_go_by_importance() -> None:
    assert titles(RosterPane, 118) == ["Agent", "Name", "Ext", "State", "Time", "Team", "Call"]
    assert titles(RosterPane, 57) == ["Agent", "Name", "State", "Time", "Call"]
    assert titles(RosterPane, 40) == ["Agent", "Name", "State", "Time"]
    assert titles(CallsPane, 118) == ["Agent", "Name", "Call", "State", "ANI", "DNIS", "Type", "Time ", "Parties"]
    assert titles(CallsPane, 57) == ["Agent", "Call", "State", "ANI", "DNIS", "Time "]
    assert titles(CallsPane, 47) == ["Agent", "Call", "State", "ANI", "Time "]
    assert titles(CallsPane, 34) == ["Agent", "Call", "State", "Time "]


def widths(pane: type[RosterPane] | type[CallsPane], width: int, needs: dict[str, int] | None = None) -> dict[str, int]:
    columns = pane().table.columns
    numbers = {column.title: number for number, column in enumerate(columns)}
    placed = place(columns, width, 1, {numbers[title]: need for title, need in (needs or {}).items()})
    return {columns[number].title: wide for number, _, wide in placed}


def test_at_120_cells_a_call_id_a_dnis_and_a_reason_have_room() -> None:
    assert widths(CallsPane, 57) == {"Agent": 5, "Call": 8, "State": 9, "ANI": 12, "DNIS": 10, "Time ": 7}
    assert widths(RosterPane, 57) == {"Agent": 5, "Name": 15, "State": 17, "Time": 7, "Call": 8}


def test_what_is_never_cut_takes_room_from_names_notes_and_dnis() -> None:
    assert widths(CallsPane, 57, {"Call": 10, "Time ": 8}) == {
        "Agent": 5, "Call": 10, "State": 9, "ANI": 18, "Time ": 8,
    }  # fmt: skip
    assert widths(CallsPane, 57, {"Time ": 8})["DNIS"] == 10
    assert widths(RosterPane, 57, {"Call": 10, "Agent": 7}) == {
        "Agent": 7, "Name": 11, "State": 17, "Time": 7, "Call": 10,
    }  # fmt: skip
    assert "Call" not in widths(RosterPane, 47, {"Call": 10})
    assert widths(CallsPane, 57, {"Call": 99})["Call"] == 10


def test_a_wider_table_never_loses_a_column_and_uses_its_room() -> None:
    for pane in PANES:
        columns = pane().table.columns
        shown = 0
        for width in range(40, 201):
            placed = place(columns, width, 1)
            assert len(placed) >= shown
            shown = len(placed)
            for number, _, wide in placed:
                assert wide >= columns[number].narrowed()


spans = st.lists(st.tuples(st.text("ab佐é", max_size=9), st.sampled_from(["", "dim"])), max_size=4)


@settings(deadline=None)
@given(spans, st.integers(0, 20), st.booleans())
def test_cells_are_exactly_as_wide_as_their_column(cell: list[tuple[str, str]], width: int, right: bool) -> None:
    assert sum(cell_len(text) for text, _ in fit_cell(tuple(cell), width, right)) == width


def test_a_cell_that_is_cut_says_so() -> None:
    assert "".join(t for t, _ in fit_cell((("Not ready", ""), (" Lunch", "dim")), 9, False)) == "Not ready"
    assert "".join(t for t, _ in fit_cell((("Not ready", ""), (" Lunch", "dim")), 8, False)) == "Not rea…"
    assert "".join(t for t, _ in fit_cell((("Not ready", ""), (" Lunch", "dim")), 12, False)) == "Not ready L…"
    assert "".join(t for t, _ in fit_cell((("Not ready", ""), (" Lunch", "dim")), 15, False)) == "Not ready Lunch"
    assert "".join(t for t, _ in fit_cell((("1", ""),), 4, True)) == "   1"


def test_parts_leave_least_important_first() -> None:
    parts = [Part((("aaaa", ""),)), Part((("bbbb", ""),), 1), Part((("cccc", ""),), 2), Part((("", ""),), 3)]
    assert [p.spans[0][0] for p in choose(parts, 14, 1)] == ["aaaa", "bbbb", "cccc"]
    assert [p.spans[0][0] for p in choose(parts, 13, 1)] == ["aaaa", "bbbb"]
    assert [p.spans[0][0] for p in choose(parts, 3, 1)] == ["aaaa"]


def test_a_part_that_may_be_cut_is_cut_before_it_goes() -> None:
    parts = [Part((("aaaa", ""),)), Part((("bbbbbbbb", ""),), 2, least=4), Part((("cc", ""),), 1)]
    assert ["".join(t for t, _ in p.spans) for p in choose(parts, 14, 1)] == ["aaaa", "bbbbb…", "cc"]
    assert ["".join(t for t, _ in p.spans) for p in choose(parts, 12, 1)] == ["aaaa", "bbb…", "cc"]
    assert ["".join(t for t, _ in p.spans) for p in choose(parts, 11, 1)] == ["aaaa", "cc"]


def test_the_cursor_goes_to_the_row_below_else_above() -> None:
    assert successor(items(1, 2, 3), 1, items(1, 3)) == 1
    assert successor(items(1, 2, 3), 2, items(1, 2)) == 1
    assert successor(items(1, 2, 3), 0, items(9, 3)) == 1
    assert successor(items(1), 0, items(7, 8)) == 0
    assert successor(items(1), 0, []) is None


def test_the_cursor_prefers_the_new_row_of_the_same_agent() -> None:
    old = [Item(1, "ann"), Item(2, "bob"), Item(3, "cid")]
    assert successor(old, 1, [Item(1, "ann"), Item(3, "cid"), Item(9, "bob")]) == 2
    assert successor(old, 1, [Item(1, "ann"), Item(3, "cid"), Item(9, "bob"), Item(8, "bob")]) == 1


@given(st.lists(st.integers(0, 20), unique=True), st.lists(st.integers(0, 20), unique=True))
def test_held_rows_keep_their_order_and_new_ones_come_below(before: list[int], now: list[int]) -> None:
    arranged = [row.key for row in in_place(items(*before), items(*now))]
    assert arranged == [key for key in before if key in now] + [key for key in now if key not in before]
