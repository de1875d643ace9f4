"""Putting an alarm aside: why, and for how long."""

from __future__ import annotations

from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from app.alarms import SHELF_TIME, SHIFT, why_not_shelve
from app.model import Alarm, Floor
from app.text import clean, time_of_day
from app.ui.dialogs.dialog import FloorDialog

REASONS = (
    "known, somebody sees to it",
    "known cause, it comes again and again",
    "planned work",
    "training",
    "a reason of your own: type it",
)
"""The last one opens the text field."""
TIMES = (300.0, SHELF_TIME, 1800.0, 3600.0, 7200.0, 14400.0, SHIFT)
"""Seconds to choose from; none is longer than a shift."""
LONGEST_REASON = 120


class Shelving(NamedTuple):
    """The answer."""

    reason: str
    seconds: float


class ReasonInput(Input):
    """The text field: letters are letters here, escape gives the keys back to the list."""

    BINDINGS = [Binding("escape", "screen.to_the_list", "Back", show=False)]  # noqa: RUF012


class ShelveDialog(FloorDialog[Shelving]):
    """A reason from the list or in own words, and a time; escape leaves the alarm where it is."""

    BINDINGS = [  # noqa: RUF012
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
        Binding("left,minus", "longer(-1)", show=False),
        Binding("right,plus", "longer(1)", show=False),
    ]

    def __init__(self, alarm: Alarm, named: str, floor: Floor, now: float) -> None:
        """``named`` is the alarm in words."""
        super().__init__(floor, now, title="Shelve")
        self._alarm, self._named = alarm, named
        self._time = TIMES.index(SHELF_TIME)

    @property
    def seconds(self) -> float:
        """The time chosen."""
        return TIMES[self._time]

    def body(self) -> ComposeResult:
        """Which alarm, for how long, why."""
        yield Static(Content(clean(f"{self._named}: {self._alarm.text}")), id="shelve-what", markup=False)
        yield Static(id="shelve-time", markup=False)
        choices = OptionList(*(Option(Content(reason)) for reason in REASONS), id="choices", markup=False)
        choices.highlighted = 0
        yield choices
        own = ReasonInput(
            placeholder="why", id="shelve-reason", compact=True, max_length=LONGEST_REASON, select_on_focus=False
        )
        own.display = False
        yield own

    def keys(self) -> str:
        """How to choose."""
        return "↑ ↓ reason    ← → time    enter shelve    esc back"

    def on_mount(self) -> None:
        """The list has the keys, so that those of alarms work."""
        super().on_mount()
        self.query_one(OptionList).focus()

    def draw(self) -> None:
        """The time, and when it is up; away with the dialog when there is nothing to shelve any more."""
        gone = why_not_shelve(self.floor, self._alarm.alarm_id)
        if gone is not None and self.is_active:
            self.dismiss(None)
            return
        minutes = int(self.seconds // 60)
        span = f"{minutes} min" if minutes < 60 else f"{minutes // 60} h"
        words = f"‹ {span} ›  until {time_of_day(self.now + self.seconds)}, then it comes back"  # noqa: RUF001
        self.query_one("#shelve-time", Static).update(Content(words))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A reason was taken; the last one is to be typed."""
        if event.option_index < len(REASONS) - 1:
            self.dismiss(Shelving(REASONS[event.option_index], self.seconds))
            return
        own = self.query_one(Input)
        own.display = True
        self.set_focus(own)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The own words, if there are some."""
        reason = clean(event.value, LONGEST_REASON).strip()
        if reason:
            self.dismiss(Shelving(reason, self.seconds))
        else:
            self.say("shelving needs a reason")

    def action_to_the_list(self) -> None:
        """No own words after all."""
        self.query_one(Input).display = False
        self.set_focus(self.query_one(OptionList))

    def action_longer(self, by: int) -> None:
        """Another time."""
        self._time = max(0, min(len(TIMES) - 1, self._time + by))
        self.redraw()

    def action_move(self, by: int) -> None:
        """``j`` and ``k`` as in the tables."""
        choices = self.query_one(OptionList)
        if by > 0:
            choices.action_cursor_down()
        else:
            choices.action_cursor_up()
