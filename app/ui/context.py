"""What a key acts on: taken when it is pressed, and kept for that action."""

from __future__ import annotations

from enum import Enum

from app.alarms import newest_emergency
from app.model import Floor, LinkState, Target
from protocol.frozen import frozen


class Rows(Enum):
    """What the rows of a pane stand for; the value is the word for one."""

    AGENTS = "agent"
    CALLS = "call"
    ALARMS = "alarm"


@frozen
class Pane:
    """A live pane, as keys, help and layout know it. The panes are listed in :data:`app.ui.panes.PANES`."""

    id: str
    """Of the widget, which styles name, and of the action that gives it the keys."""
    number: int
    """In its title; also its key."""
    name: str
    """In its title."""
    rows: Rows
    row_keys: str
    """The keys for the row under the cursor, as the help lists them."""
    upper: bool = False
    """Is it in the upper part of the screen? The others are below."""


@frozen
class Context:
    """The floor, the pane with the keys and the selected row at the moment of a key press."""

    floor: Floor
    pane: Pane
    """The pane that has the keys."""
    target: Target | None = None
    """Agent and call of the selected row."""
    alarm_id: int | None = None
    """The alarm under the cursor, when the alerts pane has the keys."""
    alarm_ids: tuple[int, ...] = ()
    """The alarms that the row stands for, where it stands for several; without ``alarm_id`` they are of many agents."""
    painted: Floor | None = None
    """The floor on the screen when the key was pressed; None where that is ``floor`` and no row was lost."""
    row_lost: bool = False
    """Did the cursor leave the row that was selected then by itself since?"""

    too_new: frozenset[int] = frozenset()
    """Emergencies that are on the screen for so short a time that ``a`` can't be meant for them."""
    line_too_new: bool = False
    """Has another emergency just taken the emergency line?"""
    rows_hidden: bool = False
    """Is a dialog open, so that nobody sees which row is selected?"""
    bell: bool = True
    """Does the bell ring for alarms, by the settings?"""

    @property
    def on_alarm(self) -> bool:
        """Is an alarm selected, in the alerts pane?"""
        return self.pane.rows is Rows.ALARMS and self.alarm_id is not None

    @property
    def alarm_to_acknowledge(self) -> int | None:
        """The alarm that ``a`` is for: the selected one in the alerts pane, else the newest open emergency."""
        return self.alarm_id if self.on_alarm else newest_emergency(self.floor)


def may_retry(floor: Floor) -> bool:
    """Does the link wait for its next attempt, so that ``r`` can start it now?"""
    return floor.link.state in (LinkState.RECONNECTING, LinkState.REFUSED)
