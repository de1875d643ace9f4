"""Pane 1: the team roster."""

from __future__ import annotations

from app.panes.pane import Pane


class RosterPane(Pane):
    """Agents of the teams: state, time in state, current call."""

    team_id: int | None = None

    def set_team(self, team_id: int | None) -> None:
        """Show this team only; None shows all."""
        self.team_id = team_id
