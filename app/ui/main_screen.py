"""The main screen: status, emergency and YOU lines, the three panes, the message line and the keys."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from app.model import Floor, Severity
from app.ui.actions import Context, Pane
from app.ui.bindings import main_bindings
from app.ui.hints import hint
from app.ui.panes.alerts import AlertsPane
from app.ui.panes.calls import CallsPane
from app.ui.panes.pane import Pane as PaneWidget
from app.ui.panes.roster import RosterPane
from app.ui.panes.status import EmergencyLine, StatusLine, YouLine
from app.ui.widgets.footer import KeysLine
from app.ui.widgets.live_table import LiveTable
from app.ui.widgets.message_line import MessageLine

MIN_WIDTH, MIN_HEIGHT = 40, 10
"""Below this one sentence says what size is needed."""


class FilterInput(Input):
    """The text field of ``/``: letters are letters here."""

    BINDINGS = [Binding("escape", "screen.filter_clear", "Clear", show=False)]  # noqa: RUF012


class MainScreen(Screen[None]):
    """Lays out the panes for the size at hand and knows which of them has the keys."""

    AUTO_FOCUS = None
    BINDINGS = main_bindings()
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny-wide"), (MIN_WIDTH, "-narrow"), (80, "-normal"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-tiny-high"), (MIN_HEIGHT, "-short"), (24, "-regular"), (30, "-tall")]  # noqa: RUF012

    def __init__(self, *, ascii_glyphs: bool = False) -> None:
        super().__init__()
        self.floor = Floor()
        self.now = 0.0
        self._mounted = False
        self.current = Pane.ROSTER
        """The pane that has the keys; changes at the key press, the focus follows."""
        self.status_line = StatusLine(id="status", ascii_glyphs=ascii_glyphs)
        self.emergency_line = EmergencyLine(id="emergency", ascii_glyphs=ascii_glyphs)
        self.you_line = YouLine(id="you", ascii_glyphs=ascii_glyphs)
        self.lines: tuple[StatusLine | EmergencyLine | YouLine, ...] = (
            self.status_line,
            self.emergency_line,
            self.you_line,
        )
        self.roster = RosterPane(id="roster", ascii_glyphs=ascii_glyphs)
        self.calls = CallsPane(id="calls", ascii_glyphs=ascii_glyphs)
        self.alerts = AlertsPane(id="alerts", ascii_glyphs=ascii_glyphs)
        self.panes: dict[Pane, PaneWidget[Any]] = {
            Pane.ROSTER: self.roster,
            Pane.CALLS: self.calls,
            Pane.ALERTS: self.alerts,
        }
        self.message_line = MessageLine(id="message")
        self.filter_input = FilterInput(id="filter", compact=True, placeholder="show rows with this text")
        self.keys_line = KeysLine(id="keys")
        self.too_small = Static(id="too-small", markup=False)
        self._lost: dict[Pane, float] = {}
        self._hidden: set[tuple[Pane, Hashable]] = set()

    def compose(self) -> ComposeResult:
        """What is urgent on top, what the next key does at the foot."""
        with Vertical(id="console"):
            yield self.status_line
            yield self.emergency_line
            yield self.you_line
            with Container(id="panes"):
                with Container(id="upper"):
                    yield self.roster
                    yield self.calls
                yield self.alerts
            yield self.message_line
            yield self.filter_input
            yield self.keys_line
        yield self.too_small

    def on_mount(self) -> None:
        """The roster has the keys first."""
        self._mounted = True
        self.filter_input.display = False
        self.go_to(Pane.ROSTER)
        if self.now:  # floors or beats came before the widgets
            self.show(self.floor)
            self.tick(self.now)

    @property
    def composed(self) -> bool:
        """Are all its widgets there? Floors, beats and flashes draw nothing before and after."""
        return self._mounted and self.is_running

    def show(self, floor: Floor) -> None:
        """Draw this floor everywhere."""
        self.floor = floor
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
        """The phase of the shared flash clock."""
        if self.composed:
            self.emergency_line.set_flash(on)
            self.alerts.set_flash(on)

    def context(self) -> Context:
        """What a key pressed now would act on."""
        pane = self.panes[self.current]
        if self.current is not Pane.ALERTS:
            return Context(self.floor, self.current, pane.target())
        alarm = self.alerts.selected_alarm()
        alarm_id = alarm.alarm_id if alarm is not None else None
        return Context(self.floor, self.current, pane.target(), alarm_id, self.alerts.stands_for())

    def refresh_keys(self) -> None:
        """Redraw the keys and the hint, which depend on the row under the cursor."""
        context = self.context()
        self.keys_line.show(context)
        self.message_line.hint(hint(context, self.now))

    def say(self, text: str, severity: Severity = Severity.INFO) -> None:
        """Answer a key in the message line."""
        self.message_line.say(text, self.now, severity)

    def go_to(self, pane: Pane) -> None:
        """Give the keys to a pane."""
        self._become_current(pane)
        # In the small layouts the pane is shown by this very change: it can take the focus after the next layout.
        self.call_after_refresh(self.panes[pane].focus_table)

    def just_lost(self, now: float, within: float = 2.0) -> bool:
        """True when the selected row vanished a moment ago: the key pressed now may have been meant for it."""
        return now - self._lost.get(self.current, float("-inf")) < within

    def change(self, pane: Pane, how: Callable[[PaneWidget[Any]], object]) -> None:
        """Change what a pane lists. The person does it: a selected row that is hidden by it is no surprise."""
        widget = self.panes[pane]
        before = widget.table.cursor_key
        how(widget)
        if before is not None and widget.table.cursor_key != before:
            self._hidden.add((pane, before))
        self.refresh_keys()

    def on_live_table_cursor_lost(self, event: LiveTable.CursorLost) -> None:
        """The selected row went away: remember it, so that a key already on its way doesn't hit the neighbour."""
        pane = self._pane_of(event.table)
        if (pane, event.lost) in self._hidden:
            self._hidden.discard((pane, event.lost))
        else:
            self._lost[pane] = self.now
        self.refresh_keys()

    def on_live_table_cursor_moved(self, event: LiveTable.CursorMoved) -> None:
        """The person chose another row: it is meant."""
        self._lost.pop(self._pane_of(event.table), None)
        self.refresh_keys()

    def _pane_of(self, table: LiveTable[Any]) -> Pane:
        return next(key for key, widget in self.panes.items() if widget.table is table)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The pane with the focus has the keys (a click gives them too)."""
        for key, widget in self.panes.items():
            if widget in event.widget.ancestors_with_self:
                self._become_current(key)

    def on_resize(self, event: events.Resize) -> None:
        """The sentence for a window that is too small; the layouts themselves follow the breakpoints."""
        self.too_small.update(
            Content(
                f"{MIN_WIDTH} x {MIN_HEIGHT} cells or more are needed; this window has "
                f"{event.size.width} x {event.size.height}."
            )
        )

    def open_filter(self) -> None:
        """Open the text field for the pane that has the keys."""
        self.filter_input.value = self.panes[self.current].filter_text
        self._show_filter(True)
        # At once, not by focus(), which waits behind keys that were typed already: they are for the field.
        self.set_focus(self.filter_input)

    def takes_letter(self, event: events.Key) -> bool:
        """Letters typed in one burst with ``/`` were sent to the table before the field was open: they belong to it."""
        if not (self.filter_input.display and event.is_printable and event.character is not None):
            return False
        self.filter_input.insert_text_at_cursor(event.character)
        return True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the pane as one types."""
        if self.filter_input.display:
            self.change(self.current, lambda pane: pane.set_filter(event.value))

    def on_input_submitted(self) -> None:
        """Enter keeps the filter."""
        self.close_filter()

    def action_filter_clear(self) -> None:
        """Escape clears it."""
        self.change(self.current, lambda pane: pane.set_filter(""))
        self.close_filter()

    def close_filter(self) -> None:
        """Put the text field away and give the keys back."""
        if self.filter_input.display:
            self._show_filter(False)
            self.panes[self.current].focus_table()
            self.refresh_keys()

    def _show_filter(self, shown: bool) -> None:
        self.filter_input.display = shown
        self.message_line.display = not shown
        self.keys_line.typing("type to filter   enter keeps it   esc clears it" if shown else "")

    def _become_current(self, pane: Pane) -> None:
        if self.filter_input.display and pane is not self.current:
            self._show_filter(False)
        self.current = pane
        for key in Pane:
            self.set_class(key is pane, f"-on-{key.name.lower()}")
        self.refresh_keys()
