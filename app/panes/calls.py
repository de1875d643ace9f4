"""Pane 2: the live calls."""

from __future__ import annotations

from app.model import ConnectionID
from app.panes.pane import Pane


class CallsPane(Pane):
    """Live calls of the agents, newest and alerting first."""

    team_id: int | None = None

    def set_team(self, team_id: int | None) -> None:
        """Show this team only; None shows all."""
        self.team_id = team_id

    def select_call(self, connection: ConnectionID) -> bool:
        """Move the cursor to this call; False when it isn't listed."""
        return False
