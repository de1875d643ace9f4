"""What the handlers of keys may ask of the console and of its main screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar

from textual.screen import Screen

from app.model import Command, Floor, Note, Severity
from app.ui.context import Context, Pane
from app.ui.guards import Acknowledgements, RequestGuard

Answer = TypeVar("Answer")


class Panes(Protocol):
    """The main screen: the live panes and the lines around them."""

    @property
    def team_id(self) -> int | None:
        """The team that roster and calls show; None is all."""

    def go_to(self, pane: Pane) -> None:
        """Give the keys to a pane."""

    def go_to_alarm(self, alarm_id: int) -> None:
        """Give the keys to the alerts and select this alarm; a filter that hides it is cleared."""

    def unfold_alarms(self) -> None:
        """Give each alarm that the selected row stands for a row of its own."""

    @property
    def one_pane(self) -> bool:
        """Does a small window show one pane at a time?"""

    def zoom(self) -> bool:
        """Show the pane with the keys alone, or all panes again; True when it is alone now."""

    def set_team(self, team_id: int | None) -> None:
        """Show this team in roster and calls; None shows all."""

    def next_order(self, pane: Pane) -> str:
        """Sort a pane by its next order and return its words; empty where the pane has one order."""

    def open_filter(self) -> None:
        """Open the text field that filters the pane with the keys."""

    def clear_filter(self, pane: Pane) -> None:
        """Show all rows of a pane again."""

    def dismiss_message(self) -> bool:
        """Remove the message; False when there was none."""

    def retract_message(self, text: str = "") -> None:
        """Remove the message, which is no longer true; with ``text`` only if that is the message."""

    def just_lost(self, now: float) -> bool:
        """Did the cursor leave its row so shortly before ``now`` that the key may have been meant for that one?"""


class Console(Protocol):
    """The console, as the handlers know it."""

    lapse: float
    """Seconds for which a question stands."""

    @property
    def floor(self) -> Floor:
        """The newest floor."""

    @property
    def main(self) -> Panes:
        """The main screen."""

    @property
    def painted(self) -> Mapping[int, float]:
        """When each listed alarm was first on the screen, in steady seconds, by its id."""

    @property
    def answers(self) -> Iterable[Note]:
        """The latest answers to keys, for the event log."""

    @property
    def request_guard(self) -> RequestGuard:
        """The latest request on its way."""

    @property
    def acknowledgements(self) -> Acknowledgements:
        """Acknowledgements that no floor has shown yet."""

    def clock(self) -> float:
        """Steady seconds (:func:`app.clock.steady`)."""

    def perform(self, action_id: str, context: Context | None = None) -> None:
        """Do an action of the table or say why not, as if its key had been pressed in this context (now: None)."""

    def submit(self, command: Command) -> None:
        """Hand a command to the worker."""

    def say(self, text: str, severity: Severity = Severity.INFO) -> None:
        """Answer a key in words."""

    def open(self, dialog: Screen[Answer], answered: Callable[[Answer | None], None] | None = None) -> None:
        """Open a dialog. ``answered`` gets its answer, None where it was closed without one."""

    def close_dialogs(self) -> None:
        """Close every dialog without an answer."""

    @property
    def may_flash(self) -> bool:
        """Do alarms flash by the settings?"""

    def toggle_flashing(self) -> bool:
        """Stop all flashing, or let it go on; True when alarms flash now."""

    def leave(self, reason: str, *, clear_first: bool = False) -> None:
        """Close the session and end the console; with ``clear_first`` the own device is cleared before."""
