"""Shelving an alarm: for what reason, and for how long."""

from __future__ import annotations

from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from app.alarms import SHELF_TIME, SHIFT, why_not_shelve
from app.model import Alarm, Floor
from app.text import clean, span, time_of_day
from app.ui.dialogs.dialog import FloorDialog

REASONS = (
    "known, somebody sees to it",
    "known cause, it comes again and again",
    "planned work",
    "training",
    "a reason of your own: type it",
)
"""Reasons to choose from; the last one opens a text field."""
TIMES = (300.0, SHELF_TIME, 1800.0, 3600.0, 7200.0, 14400.0, SHIFT)
"""Seconds to choose from; none is longer than a shift."""
LONGEST_REASON = 120
"""Characters of a reason."""


class Shelving(NamedTuple):
    """The answer: for what reason and for how many seconds."""

    reason: str
    seconds: float


class ReasonInput(Input):
    """The text field. Escape closes it and focuses the list."""

    BINDINGS = [Binding("escape", "screen.to_the_list", "Back", show=False)]  # noqa: RUF012


class ShelveDialog(FloorDialog[Shelving]):
    """A reason from the list or in own words, and a time. Escape shelves nothing."""

    BINDINGS = [  # noqa: RUF012
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
        Binding("left,minus", "longer(-1)", show=False),
        Binding("right,plus", "longer(1)", show=False),
    ]

    def __init__(self, alarm: Alarm, named: str, floor: Floor, now: float) -> None:
        """``named`` is the alarm's kind and agent in words."""
        super().__init__(floor, now, title="Shelve")
        self._alarm, self._named = alarm, named
        self._time = TIMES.index(SHELF_TIME)

    @property
    def seconds(self) -> float:
        """The time chosen, in seconds."""
        return TIMES[self._time]

    def body(self) -> ComposeResult:
        """The alarm, the time, the reasons and the text field."""
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
        """The keys that choose, shelve and close."""
        return "↑ ↓ reason    ← → time    enter shelve    esc back"

    def on_mount(self) -> None:
        """Focus the list: in the text field the keys of alarms are letters."""
        super().on_mount()
        self.query_one(OptionList).focus()

    def draw(self) -> None:
        """Draw the time and when it is over. Close when the alarm can't be shelved any more."""
        gone = why_not_shelve(self.floor, self._alarm.alarm_id)
        if gone is not None and self.is_active:
            self.dismiss(None)
            return
        until = time_of_day(self.now + self.seconds, self.floor.clock_steps)
        words = f"‹ {span(self.seconds)} ›  until {until}{'' if self.narrow else ', then it comes back'}"  # noqa: RUF001
        self.query_one("#shelve-time", Static).update(Content(self.signs(words)))

    def on_resize(self) -> None:
        """The words for the time depend on the width."""
        super().on_resize()
        self.redraw()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the reason chosen, or open the text field for the last one."""
        if event.option_index < len(REASONS) - 1:
            self.dismiss(Shelving(REASONS[event.option_index], self.seconds))
            return
        own = self.query_one(Input)
        own.display = True
        self.set_focus(own)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with the reason typed; an empty one is refused."""
        reason = clean(event.value, LONGEST_REASON).strip()
        if reason:
            self.dismiss(Shelving(reason, self.seconds))
        else:
            self.say("shelving needs a reason")

    def action_to_the_list(self) -> None:
        """Close the text field and focus the list."""
        self.query_one(Input).display = False
        self.set_focus(self.query_one(OptionList))

    def action_longer(self, by: int) -> None:
        """Take the next longer (1) or shorter (-1) time."""
        self._time = max(0, min(len(TIMES) - 1, self._time + by))
        self.redraw()

    def action_move(self, by: int) -> None:
        """Move the selection down (1) or up (-1)."""
        choices = self.query_one(OptionList)
        if by > 0:
            choices.action_cursor_down()
        else:
            choices.action_cursor_up()
