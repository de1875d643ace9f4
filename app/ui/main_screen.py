"""The main screen: status, emergency and YOU lines, the panes, the message line and the footer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.content import Content
from textual.errors import NoWidget
from textual.geometry import Size
from textual.widgets import Input, Static

from app.model import Floor, Severity
from app.ui.bindings import main_bindings
from app.ui.console_screen import ConsoleScreen
from app.ui.context import Context, Pane
from app.ui.handlers import ACTIONS
from app.ui.hints import hint
from app.ui.painted import Frame
from app.ui.panes import (
    PANES,
    SHARED_BELOW,
    AlertsPane,
    CallsPane,
    EmergencyLine,
    LivePane,
    RosterPane,
    StatusLine,
    YouLine,
)
from app.ui.widgets import Footer, LiveTable, MessageLine

P = TypeVar("P", bound=LivePane[Any])

MIN_WIDTH, MIN_HEIGHT = 40, 10
"""Cells below which the screen is one sentence that says what size is needed."""
LOSS_GUARD = 2.0
"""Seconds after the cursor left its row by itself in which a key for a row is refused."""


def _current_class(pane: Pane) -> str:
    """The style sheet's class for the screen while this pane has the keys."""
    return f"-on-{pane.id}"


class FilterInput(Input):
    """The text field of ``/``."""

    BINDINGS = [  # noqa: RUF012
        Binding("enter", "screen.filter_keep", "Keep", show=False),
        Binding("escape", "screen.filter_clear", "Clear", show=False),
    ]


class MainScreen(ConsoleScreen[None]):
    """Lays out the panes for the size of the window, and decides which of them has the keys.

    Layouts are in ``main_screen.tcss``, by the classes of the two lists of breakpoints.
    """

    AUTO_FOCUS = ""
    BINDINGS = [*main_bindings(ACTIONS), *LiveTable.BINDINGS]  # noqa: RUF012
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny-wide"), (MIN_WIDTH, "-narrow"), (80, "-normal"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-tiny-high"), (MIN_HEIGHT, "-short"), (24, "-regular"), (SHARED_BELOW, "-tall")]  # noqa: RUF012

    def __init__(self, *, ascii_glyphs: bool = False, bell: bool = True, step: int = 1) -> None:
        """The screen before its first floor; ``bell``: may it ring; ``step``: times change every so many seconds."""
        super().__init__()
        self._bell = bell
        self.floor = Floor()
        self.now = 0.0
        self._step = step
        self._mounted = False
        self._too_new: tuple[frozenset[int], bool] = frozenset(), False
        self.current = PANES[0].PANE
        """The pane that has the keys. Keys and clicks change it, at once and in their order; the focus follows it."""
        self.status_line = StatusLine(id="status", ascii_glyphs=ascii_glyphs)
        self.emergency_line = EmergencyLine(id="emergency", ascii_glyphs=ascii_glyphs)
        self.you_line = YouLine(id="you", ascii_glyphs=ascii_glyphs)
        self.lines: tuple[StatusLine | EmergencyLine | YouLine, ...] = (
            self.status_line,
            self.emergency_line,
            self.you_line,
        )
        self.panes: dict[Pane, LivePane[Any]] = {
            pane.PANE: pane(id=pane.PANE.id, ascii_glyphs=ascii_glyphs) for pane in PANES
        }
        self.roster, self.calls, self.alerts = self._pane(RosterPane), self._pane(CallsPane), self._pane(AlertsPane)
        for line in self.lines:
            line.step = step
        for pane in self.panes.values():
            pane.set_step(step)
        self.message_line = MessageLine(id="message", ascii_glyphs=ascii_glyphs)
        self.filter_input = FilterInput(
            id="filter", compact=True, placeholder="show rows with this text", select_on_focus=False
        )
        self.footer = Footer(ACTIONS, id="keys")
        self.too_small = Static(id="too-small", markup=False)
        self.add_class(_current_class(self.current))

    def compose(self) -> ComposeResult:
        """The lines on top, the panes, and the message line or filter above the footer."""
        with Vertical(id="console"):
            yield self.status_line
            yield self.emergency_line
            yield self.you_line
            with Container(id="panes"):
                with Container(id="upper"):
                    yield from (widget for pane, widget in self.panes.items() if pane.upper)
                yield from (widget for pane, widget in self.panes.items() if not pane.upper)
            yield self.message_line
            yield self.filter_input
            yield self.footer
        yield self.too_small

    def fit(self, size: Size) -> None:
        """Take the layout for a window of this size before the first frame; Textual does it after each resize.

        The screen has no styles yet: it gets them once, instead of once more with the first resize.
        """
        for breakpoints, cells in ((self.HORIZONTAL_BREAKPOINTS, size.width), (self.VERTICAL_BREAKPOINTS, size.height)):
            fitting = max((least, name) for least, name in breakpoints if least <= cells)[1]
            self.update_classes({name: name == fitting for _, name in breakpoints}, update=False)
        self._say_what_is_needed(size)

    def on_mount(self) -> None:
        """Give the keys to the first pane, and draw the floor and time that came before the widgets."""
        self._mounted = True
        self.filter_input.display = False
        # A watcher is called at once; Input's message would be handled after keys that were typed since.
        self.watch(self.filter_input, "value", self._filter, init=False)
        self.go_to(self.current)
        if self.now:
            self.show(self.floor, self.now)
            self.tick(self.now)

    @property
    def composed(self) -> bool:
        """Are all its widgets there? Floors, beats and flashes draw nothing before and after."""
        return self._mounted and self.is_running

    def _pane(self, kind: type[P]) -> P:
        pane = self.panes[kind.PANE]
        assert isinstance(pane, kind)
        return pane

    # Floors and times

    def show(self, floor: Floor, now: float) -> None:
        """Draw this floor everywhere at ``now`` (steady seconds)."""
        self.floor, self.now = floor, now
        if not self.composed:
            return
        for line in self.lines:
            line.show(floor)
        for pane in self.panes.values():
            pane.show(floor)
        self.refresh_keys()

    def tick(self, now: float) -> None:
        """Time moved on to ``now``; the floor is the same."""
        self.now = now
        if not self.composed:
            return
        for line in self.lines:
            line.tick(now)
        for pane in self.panes.values():
            pane.tick(now)
        self.message_line.tick(now)
        self.refresh_keys()

    def set_flash(self, on: bool) -> None:
        """Take the phase of the flash clock."""
        if self.composed:
            self.emergency_line.set_flash(on)
            self.alerts.set_flash(on)

    # The pane that has the keys

    def context(self) -> Context:
        """What a key pressed now acts on."""
        pane = self.panes[self.current]
        too_new, line_too_new = self._too_new
        target = pane.target()
        context = Context(self.floor, self.current, target, too_new=too_new, line_too_new=line_too_new, bell=self._bell)
        if pane is not self.alerts:
            return context
        alarm = self.alerts.selected_alarm()
        alarm_id = alarm.alarm_id if alarm is not None else None
        return replace(context, alarm_id=alarm_id, alarm_ids=self.alerts.stands_for())

    def set_too_new(self, emergencies: frozenset[int], line: bool) -> None:
        """What ``a`` isn't taken for yet. Drawn with :meth:`refresh_keys`."""
        self._too_new = emergencies, line
        self.alerts.set_too_new(emergencies)

    def refresh_keys(self) -> None:
        """Draw what offers keys: they depend on the row under the cursor."""
        context = self.context()
        self.alerts.refresh_keys()
        self.emergency_line.keys_for(context)
        self.you_line.keys_for(context)
        self.footer.show(context)
        self.message_line.hint(hint(context))

    def go_to(self, pane: Pane) -> None:
        """Give the keys to a pane."""
        self._become_current(pane)
        self.call_after_refresh(self._focus)  # again: a small layout hides the pane that had the focus

    def press(self, x: int, y: int) -> None:
        """The mouse was pressed there: give the keys to the pane, and move the cursor to the row."""
        try:
            widget, region = self.get_widget_at(x, y)
        except NoWidget:
            return
        for key, pane in self.panes.items():
            if pane in widget.ancestors_with_self:
                self.close_filter()
                self.go_to(key)
                if widget is pane.table:
                    pane.table.select_line(y - region.y)

    def on_descendant_focus(self) -> None:
        """Textual moved the focus by itself: move it back to what has the keys."""
        self._focus()

    def _become_current(self, pane: Pane) -> None:
        if pane is not self.current:
            self.close_filter()
        self.current = pane
        # One update of the styles for both changes, and none where all panes are shown anyway: Textual looks at every
        # widget for each. When the layout changes it looks at every widget too.
        matters = self.one_pane or self.has_class("-zoomed")
        self.update_classes({_current_class(key): key is pane for key in self.panes}, update=matters)
        self._focus()
        self.refresh_keys()

    def _focus(self) -> None:
        """Focus the text field while it is open, else the table of the pane that has the keys."""
        self.set_focus(self.filter_input if self.filter_input.display else self.panes[self.current].table)

    # Rows and cursors

    def losses(self) -> dict[Pane, float | None]:
        """``lost_at`` of each pane's table."""
        return {key: pane.table.lost_at for key, pane in self.panes.items()}

    def just_lost(self, now: float) -> bool:
        """Did the cursor leave its row by itself less than LOSS_GUARD seconds before ``now``?"""
        lost_at = self.panes[self.current].table.lost_at
        return lost_at is not None and now - lost_at < LOSS_GUARD

    def row_lost_since(self, frame: Frame) -> bool:
        """Did the cursor leave its row by itself after this frame was written?"""
        lost_at = self.panes[self.current].table.lost_at
        return lost_at is not None and lost_at != frame.lost.get(self.current)

    def hand(self, now: float) -> None:
        """A key or the mouse was pressed at ``now``: the rows of the pane that has the keys keep their places."""
        self.panes[self.current].table.hand(now)

    def change(self, pane: Pane, how: Callable[[LivePane[Any]], object]) -> None:
        """Change what a pane lists, on request: a selected row that this hides counts as left, not as lost."""
        widget = self.panes[pane]
        before = widget.table.cursor_key
        how(widget)
        if before is not None and widget.table.cursor_key != before:
            widget.table.row_chosen()
        self.refresh_keys()

    def on_live_table_cursor_lost(self) -> None:
        """Another row is under the cursor."""
        self.refresh_keys()

    def on_live_table_cursor_moved(self) -> None:
        """Another row is under the cursor."""
        self.refresh_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the text field is open, the keys that move a table's cursor are the text field's."""
        return not (action in ("move", "page", "edge") and self.filter_input.display)

    def action_move(self, rows: int) -> None:
        """Move the cursor of the pane that has the keys by so many rows."""
        self.panes[self.current].table.action_move(rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor of the pane that has the keys by so many screens."""
        self.panes[self.current].table.action_page(pages)

    def action_edge(self, end: int) -> None:
        """Move the cursor of the pane that has the keys to the first (0) or last (-1) row."""
        self.panes[self.current].table.action_edge(end)

    # What handlers ask for: see app.ui.console.Panes

    @property
    def team_id(self) -> int | None:
        """The team that roster and calls show; None is all."""
        return self.roster.team_id

    @property
    def one_pane(self) -> bool:
        """Does a small window show one pane at a time?"""
        return self.has_class("-narrow") or self.has_class("-short")

    def zoom(self) -> bool:
        """Show the pane with the keys alone, or all panes again; True when it is alone now."""
        zoomed = not self.has_class("-zoomed")
        self.set_class(zoomed, "-zoomed")
        for pane in self.panes.values():
            pane.set_alone(zoomed)
        return zoomed

    def set_team(self, team_id: int | None) -> None:
        """Show this team in roster and calls; None shows all."""
        for pane in self.panes:
            self.change(pane, lambda widget: widget.set_team(team_id))

    def go_to_alarm(self, alarm_id: int) -> None:
        """Give the keys to the alerts and select this alarm; a filter that hides it is cleared."""
        self.go_to(AlertsPane.PANE)
        if not self.alerts.select_alarm(alarm_id):
            self.clear_filter(AlertsPane.PANE)
            self.alerts.select_alarm(alarm_id)
        self.refresh_keys()

    def unfold_alarms(self) -> None:
        """Give each alarm that the selected row stands for a row of its own."""
        self.alerts.unfold()

    def next_order(self, pane: Pane) -> str:
        """Sort a pane by its next order and return its words; empty where the pane has one order."""
        return self.panes[pane].cycle_sort()

    def clear_filter(self, pane: Pane) -> None:
        """Show all rows of a pane again."""
        if self.panes[pane].filter_text:
            self.panes[pane].keep_filter()
            self.change(pane, lambda widget: widget.set_filter(""))

    def say(self, text: str, now: float, severity: Severity = Severity.INFO) -> None:
        """Answer a key in the message line at ``now``."""
        self.message_line.say(text, now, severity)

    def dismiss_message(self) -> bool:
        """Remove the message and those that wait; False when there was none."""
        return self.message_line.dismiss_message()

    def retract_message(self, text: str = "") -> None:
        """Remove the message, which is no longer true; with ``text`` only if that is the message."""
        if text in ("", self.message_line.message):
            self.message_line.retract()

    # The filter's text field

    def open_filter(self) -> None:
        """Open the text field for the pane that has the keys."""
        self.filter_input.value = self.panes[self.current].filter_text
        self.filter_input.select_all()
        self._show_filter(True)

    def close_filter(self) -> None:
        """Close the text field, keep the filter, and give the keys back to the pane."""
        if self.filter_input.display:
            self._show_filter(False)
            self.refresh_keys()

    def action_filter_keep(self) -> None:
        """Enter: keep the filter."""
        self.close_filter()

    def action_filter_clear(self) -> None:
        """Escape: clear the filter."""
        self.filter_input.value = ""
        self.close_filter()

    def _filter(self, text: str) -> None:
        """Filter the pane by the text typed so far."""
        if self.filter_input.display:
            self.change(self.current, lambda pane: pane.set_filter(text))

    def _show_filter(self, shown: bool) -> None:
        self.panes[self.current].keep_filter()
        self.filter_input.display = shown
        self.emergency_line.set_typing(shown)
        self.message_line.display = not shown
        self.footer.typing("type to filter   enter keeps it   esc clears it" if shown else "")
        self._focus()

    def on_resize(self, event: events.Resize) -> None:
        """The layouts follow the breakpoints by themselves."""
        self.emergency_line.update()  # in a low window it has the engagement too
        self._say_what_is_needed(event.size)

    def _say_what_is_needed(self, size: Size) -> None:
        """Write the sentence for a window that is too small."""
        if size.width < MIN_WIDTH or size.height < MIN_HEIGHT:
            needed = f"{MIN_WIDTH} x {MIN_HEIGHT} cells or more are needed"
            self.too_small.update(Content(f"{needed}; this window has {size.width} x {size.height}."))
