"""What is on the console's main screen: one class per file, each drawing the Floor it was last given.

Every pane has ``show(floor)`` (draw this floor) and ``tick(now)`` (time moved, same floor); the live panes add
``target()`` (what an action pressed now is pinned to), a cursor that follows its row by key, a filter and an order."""

from app.ui.panes.alerts import AlertsPane
from app.ui.panes.calls import CallsPane
from app.ui.panes.pane import Pane
from app.ui.panes.roster import RosterPane
from app.ui.panes.status import EmergencyLine, StatusLine, YouLine

__all__ = [
    "AlertsPane",
    "CallsPane",
    "EmergencyLine",
    "Pane",
    "RosterPane",
    "StatusLine",
    "YouLine",
]
