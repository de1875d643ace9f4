"""Pane 3: the alerts."""

from __future__ import annotations

from app.model import Alarm
from app.panes.pane import Pane


class AlertsPane(Pane):
    """Alarms, in the order the Floor gives them."""

    def selected_alarm(self) -> Alarm | None:
        """The alarm under the cursor."""
        return None

    def select_alarm(self, alarm_id: int) -> bool:
        """Move the cursor to this alarm; False when it isn't listed."""
        return False

    def set_flash(self, on: bool) -> None:
        """The phase of the shared flash clock: True draws the flashing rows in reverse."""
