"""The live table: the cursor is a key, only changes are painted, and the selected row is never out of sight."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import pytest
from pane_samples import Stage, lines
from textual.geometry import Region

from app.ui.widgets.columns import Cell, Column
from app.ui.widgets.live_table import LiveTable


class Item(NamedTuple):
    key: int
    word: str = "word"
    since: float = 0.0
    flashing: bool = False

    @property
    def subject(self) -> int:
        return self.key


def word(row: Item, _now: float) -> Cell:
    return ((row.word, ""),)


def table(*, top_until_moved: bool = False) -> LiveTable[Item]:
    return LiveTable(
        [
            Column("Key", lambda row, _: ((str(row.key), ""),), 5),
            Column("Word", word, 10, flex=1),
            Column("Time", lambda row, now: ((f"{now - row.since:.0f}", "dim"),), 6, right=True, live=True),
        ],
        overlay=lambda row: "flash" if row.flashing else "",
        top_until_moved=top_until_moved,
        ascii_glyphs=True,
    )


def items(*keys: int) -> list[Item]:
    return [Item(key) for key in keys]


def shown(app: Stage) -> list[int]:
    """Keys of the rows on screen, in order."""
    return [int(line[1:].split()[0]) for line in lines(app)[1:] if line[1:].split()]


def marked(app: Stage) -> list[str]:
    """Lines with the cursor's mark."""
    return [line.rstrip() for line in lines(app)[1:] if line[:1] in {">", "^", "v"}]


class Watch:
    """Counts what a table asks to be painted."""

    def __init__(self, widget: LiveTable[Item], monkeypatch: pytest.MonkeyPatch) -> None:
        self.regions: list[Region] = []
        self.whole = 0
        original = widget.refresh

        def refresh(*regions: Region, **how: bool) -> object:
            self.regions += regions
            self.whole += not regions and not how.get("layout", False)
            return original(*regions, **how)

        monkeypatch.setattr(widget, "refresh", refresh)


async def test_heading_and_rows_are_drawn() -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.set_rows([Item(7, "[b]not markup[/b]"), Item(8)], 12.0)
        await pilot.pause()
        assert lines(app)[0].split() == ["Key", "Word", "Time"]
        assert lines(app)[1].split() == [">7", "[b]not", "markup[/b]", "12"]
        assert all(len(line) == 40 for line in lines(app))


async def test_the_cursor_follows_its_row() -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.set_rows(items(1, 2, 3, 4), 0.0)
        await pilot.press("down", "j")
        assert widget.cursor_key == 3
        widget.set_rows(items(3, 4, 2, 1), 1.0)
        await pilot.pause()
        assert widget.cursor_key == 3
        assert marked(app)[0].split()[0] == ">3"
        assert app.heard == []


async def test_the_cursor_goes_to_a_neighbour_and_says_so() -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.set_rows(items(1, 2, 3), 0.0)
        await pilot.press("down")
        widget.set_rows(items(1, 3), 5.0)
        assert widget.cursor_key == 3
        assert widget.lost_at == 5.0
        await pilot.pause()
        (lost,) = app.heard
        assert isinstance(lost, LiveTable.CursorLost)
        assert (lost.lost, lost.key) == (2, 3)
        await pilot.press("up")
        assert widget.lost_at is None
        widget.set_rows([], 6.0, "nobody here")
        assert widget.cursor_key is None
        widget.set_rows(items(5), 7.0)
        assert widget.cursor_key == 5


@pytest.mark.parametrize(
    ("keys", "at"),
    [
        (["end"], 29), (["end", "home"], 0), (["pagedown"], 8), (["pagedown", "pageup"], 0), (["k"], 0),
        (["j", "j", "k"], 1), (["end", "j"], 29),
    ],
)  # fmt: skip
async def test_keys(keys: list[str], at: int) -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.set_rows(items(*range(30)), 0.0)
        await pilot.press(*keys)
        assert widget.cursor_key == at
        assert marked(app)[0].split()[0] == f">{at}"


async def test_a_press_of_the_mouse_selects() -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.set_rows(items(*range(30)), 0.0)
        await pilot.press("end")
        widget.select_line(1)
        assert widget.cursor_key == 21
        widget.select_line(0)
        assert widget.cursor_key == 21


async def test_new_rows_on_top_stay_in_sight_and_so_does_the_selected_one() -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 6)) as pilot:
        widget.set_rows(items(1, 2, 3), 0.0)
        await pilot.press("home")
        widget.set_rows(items(9, 8, 7, 6, 5, 4, 1, 2, 3), 1.0)
        await pilot.pause()
        assert shown(app) == [9, 8, 7, 6, 1]
        assert marked(app)[0].split()[0] == "v1"
        assert widget.cursor_key == 1


async def test_a_scrolled_table_keeps_the_selected_row_on_its_line() -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 6)) as pilot:
        widget.set_rows(items(*range(20)), 0.0)
        await pilot.press("end", "k", "k")
        line = [n for n, text in enumerate(lines(app)) if text.startswith(">")]
        widget.set_rows(items(101, 102, *range(20)), 1.0)
        await pilot.pause()
        assert [n for n, text in enumerate(lines(app)) if text.startswith(">17")] == line


async def test_the_selected_row_stays_in_sight_while_one_scrolls_by_mouse() -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 6)) as pilot:
        widget.set_rows(items(*range(20)), 0.0)
        await pilot.press("home")
        widget.scroll_to(y=10, animate=False)
        await pilot.pause()
        assert marked(app)[0].split()[0] == "^0"
        assert shown(app) == [0, 11, 12, 13, 14]


async def test_rows_keep_their_places_until_no_hand_has_moved_for_three_seconds() -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.set_rows(items(1, 2, 3), 0.0)
        widget.focus()
        await pilot.press("down")
        widget.hand(0.5)
        widget.set_rows(items(9, 8, 3, 2, 1), 1.0)
        await pilot.pause()
        assert shown(app) == [1, 2, 3, 9, 8]
        await pilot.press("down")
        widget.hand(2.0)
        assert widget.cursor_key == 3
        widget.set_rows(items(9, 8, 3, 1), 4.9)
        assert [row.key for row in widget.rows] == [1, 3, 9, 8]
        widget.tick(5.0)
        await pilot.pause()
        assert shown(app) == [9, 8, 3, 1]
        assert widget.cursor_key == 3
        assert marked(app)[0].split()[0] == ">3"
        assert app.heard == []


@pytest.mark.parametrize("release", ["the focus goes", "another order is asked for"])
async def test_rows_are_put_in_order_at_once_when_the_hand_goes_elsewhere(release: str) -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.set_rows(items(1, 2), 0.0)
        widget.focus()
        await pilot.pause()
        widget.hand(0.0)
        widget.set_rows(items(2, 1), 1.0)
        assert [row.key for row in widget.rows] == [1, 2]
        if release == "the focus goes":
            widget.blur()
        else:
            widget.let_go()
            widget.set_rows(items(2, 1), 1.0)
        await pilot.pause()
        assert shown(app) == [2, 1]


async def test_a_cursor_that_nobody_has_moved_stays_on_the_first_row() -> None:
    widget = table(top_until_moved=True)
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.set_rows(items(1, 2), 0.0)
        widget.set_rows(items(3, 1, 2), 5.0)
        await pilot.pause()
        assert widget.cursor_key == 3
        assert widget.lost_at == 5.0  # a key pressed for the row before is refused
        (left,) = app.heard
        assert isinstance(left, LiveTable.CursorLost)
        assert (left.lost, left.key) == (1, 3)
        widget.set_rows(items(3, 4, 1, 2), 6.0)
        assert widget.lost_at == 5.0
        await pilot.press("home")
        widget.set_rows(items(5, 3, 4), 7.0)
        assert widget.cursor_key == 3
        assert widget.lost_at is None


async def test_nothing_is_painted_when_nothing_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.set_rows(items(1, 2, 3), 5.0)
        await pilot.pause()
        watch = Watch(widget, monkeypatch)
        widget.set_rows(items(1, 2, 3), 5.0)
        widget.tick(5.0)
        assert (watch.regions, watch.whole) == ([], 0)


async def test_a_changed_cell_repaints_itself_only(monkeypatch: pytest.MonkeyPatch) -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.set_rows(items(1, 2, 3), 5.0)
        await pilot.pause()
        watch = Watch(widget, monkeypatch)
        widget.set_rows([Item(1), Item(2, "other"), Item(3)], 5.0)
        ((region,), whole) = watch.regions, watch.whole
        assert whole == 0
        assert (region.y, region.height) == (2, 1)
        assert region.width < 40
        await pilot.pause()
        assert lines(app)[2].split() == ["2", "other", "5"]


async def test_a_tick_repaints_the_time_column_only(monkeypatch: pytest.MonkeyPatch) -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 30)) as pilot:
        widget.set_rows(items(*range(100)), 5.0)
        await pilot.pause()
        watch = Watch(widget, monkeypatch)
        widget.tick(6.0)
        ((region,), whole) = watch.regions, watch.whole
        assert whole == 0
        assert (region.width, region.height) == (6, 29)
        await pilot.pause()
        assert lines(app)[1].split()[-1] == "6"


async def test_flash_repaints_the_flashing_rows_only(monkeypatch: pytest.MonkeyPatch) -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.set_rows([Item(1), Item(2, flashing=True), Item(3)], 5.0)
        await pilot.pause()
        steady = widget.render_line(2)
        watch = Watch(widget, monkeypatch)
        widget.set_flash(True)
        assert [(r.y, r.height) for r in watch.regions] == [(2, 1)]
        assert widget.render_line(2).text == steady.text
        assert [s.style for s in widget.render_line(2)] != [s.style for s in steady]
        widget.set_flash(False)
        assert [s.style for s in widget.render_line(2)] == [s.style for s in steady]


async def test_the_sentence_of_an_empty_table_is_shown_and_goes() -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.set_rows([], 0.0, "waiting for team 501")
        await pilot.pause()
        assert any(line.strip() == "waiting for team 501" for line in lines(app))
        widget.set_rows([], 0.0, "no live calls")
        await pilot.pause()
        assert any(line.strip() == "no live calls" for line in lines(app))
        widget.set_rows(items(1), 0.0)
        await pilot.pause()
        assert not any("no live calls" in line for line in lines(app))
        assert lines(app)[1].split() == [">1", "word", "0"]


async def test_columns_stay_where_they_are_when_a_scroll_bar_comes() -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 6)) as pilot:
        widget.set_rows(items(1), 0.0)
        await pilot.pause()
        before = lines(app)[0].rstrip()
        widget.set_rows(items(*range(100)), 0.0)
        await pilot.pause()
        assert lines(app)[0].rstrip()[: len(before)] == before
        assert widget.vertical_scrollbar.window_virtual_size > widget.size.height


async def test_a_low_table_spends_no_line_on_a_heading() -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 3)) as pilot:
        widget.set_rows(items(1, 2, 3), 0.0)
        await pilot.pause()
        assert [line.split()[0] for line in lines(app)] == [">1", "2", "3"]


async def test_neighbours_of_one_style_are_one_segment() -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(60, 10)) as pilot:
        widget.set_rows(items(1, 2), 0.0)
        await pilot.pause()
        styles = [segment.style for segment in widget.render_line(2)]
        assert all(one != other for one, other in pairwise(styles))


async def test_rows_are_painted_after_a_resize_that_drew_nothing() -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.set_rows(items(1, 2), 0.0)
        await pilot.pause()
        widget.on_resize()
        widget.set_rows([Item(1, "other"), Item(3)], 1.0)
        await pilot.pause()
        assert [line.split() for line in lines(app)[1:3]] == [[">1", "other", "1"], ["3", "word", "1"]]


async def test_a_table_that_was_hidden_shows_what_is_new() -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.set_rows(items(1, 2), 0.0)
        await pilot.pause()
        widget.display = False
        await pilot.pause()
        widget.set_rows([Item(1, "other"), Item(3)], 1.0)
        widget.tick(2.0)
        widget.display = True
        await pilot.pause()
        assert [line.split() for line in lines(app)[1:3]] == [[">1", "other", "2"], ["3", "word", "2"]]


async def test_rows_that_come_and_go_lay_nothing_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.set_rows(items(*range(50)), 0.0)
        await pilot.press("end")
        await pilot.pause()
        laid: list[bool] = []
        original = app.screen._refresh_layout
        monkeypatch.setattr(app.screen, "_refresh_layout", lambda *a, **k: (laid.append(True), original(*a, **k)))
        widget.set_rows(items(*range(60)), 1.0)
        await pilot.pause()
        widget.set_rows(items(*range(20)), 2.0)
        await pilot.pause()
        assert laid == []
        assert widget.scroll_offset.y <= 20 - 9
        assert len(shown(app)) == 9
        await pilot.press("end")
        assert marked(app)[0].split()[0] == ">19"


async def test_another_theme_draws_every_line_in_its_colours() -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.set_rows(items(1, 2), 0.0)
        await pilot.pause()
        dark = [segment.style for segment in widget.render_line(2)]
        app.theme = "light"
        await pilot.pause()
        assert all(one != other for one, other in zip(dark, [s.style for s in widget.render_line(2)], strict=True))


async def test_rows_that_are_the_same_objects_are_not_made_again_but_for_time_and_what_they_depend_on() -> None:
    made: list[int] = []
    names = {1: ["one"], 2: ["two"]}

    def name(row: Item, _now: float) -> Cell:
        made.append(row.key)
        return ((names[row.key][0], ""),)

    widget = LiveTable[Item](
        [
            Column("Name", name, 10),
            Column("Time", lambda row, now: ((f"{now - row.since:.0f}", ""),), 6, live=True),
        ],
        depends=lambda row: (names[row.key],),
    )
    app = Stage(widget)
    rows = items(1, 2)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.set_rows(rows, 5.0)
        await pilot.pause()
        made.clear()
        widget.set_rows(list(rows), 5.9)
        widget.tick(6.0)
        assert made == []
        await pilot.pause()
        assert [line.split()[-2:] for line in lines(app)[1:3]] == [["▸one", "6"], ["two", "6"]]
        names[2] = ["other"]
        widget.set_rows([Item(1, since=2.0), rows[1]], 6.0)
        assert made == [1, 2]
        await pilot.pause()
        assert [line.split()[-2:] for line in lines(app)[1:3]] == [["▸one", "4"], ["other", "6"]]
        made.clear()
        widget.set_rows(widget.rows, 6.0, context="other settings")
        assert made == [1, 2]


async def test_all_times_tick_together_whenever_rows_come() -> None:
    widget = table()
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        for now, shown_times in ((10.0, ["10", "9"]), (10.7, ["10", "9"]), (11.0, ["11", "10"])):
            widget.set_rows([Item(1), Item(2, since=0.6)], now)
            await pilot.pause()
            assert [line.split()[-1] for line in lines(app)[1:3]] == shown_times
