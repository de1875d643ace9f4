"""What the main screen shows of the floor: the lines on top and the live panes.

Each has ``show(floor)`` (draw this floor) and ``tick(now)`` (time moved on, same floor). A live pane also has
``target()``, what an action pressed now is for, a cursor that follows its row by key, a filter and orders.
"""

from typing import Any

from app.ui.panes.alerts import AlertsPane
from app.ui.panes.calls import CallsPane
from app.ui.panes.pane import LivePane, retry_does
from app.ui.panes.roster import RosterPane
from app.ui.panes.status import SHARED_BELOW, EmergencyLine, StatusLine, YouLine

PANES: tuple[type[LivePane[Any]], ...] = (RosterPane, CallsPane, AlertsPane)
"""The live panes, in the order of their numbers."""

__all__ = [
    "PANES",
    "SHARED_BELOW",
    "AlertsPane",
    "CallsPane",
    "EmergencyLine",
    "LivePane",
    "RosterPane",
    "StatusLine",
    "YouLine",
    "retry_does",
]
