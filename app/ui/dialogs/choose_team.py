"""The choice of the team that roster and calls show."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from app.model import Floor, Team
from app.text import clean
from app.ui.dialogs.dialog import FloorDialog

ALL_TEAMS = -1
"""The answer for all teams."""


class TeamDialog(FloorDialog[int]):
    """A list of all teams; answers with the TeamID of the one chosen, or with ``ALL_TEAMS``."""

    BINDINGS = [Binding("j", "move(1)", show=False), Binding("k", "move(-1)", show=False)]  # noqa: RUF012

    def __init__(self, floor: Floor, now: float, chosen: int | None) -> None:
        super().__init__(floor, now, title="Team")
        self._team_ids = [ALL_TEAMS, *sorted(floor.teams)]
        self._chosen = ALL_TEAMS if chosen is None else chosen

    def body(self) -> ComposeResult:
        """The list, with the team that is shown now selected."""
        options = [Option(Content(self._words(team_id))) for team_id in self._team_ids]
        choices = OptionList(*options, id="choices", markup=False)
        choices.highlighted = self._team_ids.index(self._chosen) if self._chosen in self._team_ids else 0
        yield choices

    def keys(self) -> str:
        """The keys that choose, take and close."""
        return "↑ ↓ choose    enter take    esc back"

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the team chosen."""
        self.dismiss(self._team_ids[event.option_index])

    def action_move(self, by: int) -> None:
        """Move the selection down (1) or up (-1)."""
        choices = self.query_one(OptionList)
        if by > 0:
            choices.action_cursor_down()
        else:
            choices.action_cursor_up()

    def _words(self, team_id: int) -> str:
        if team_id == ALL_TEAMS:
            return f"All teams   {sum(not agent.gone for agent in self.floor.agents.values())} agents"
        team: Team = self.floor.teams[team_id]
        problem = f"   not monitored: {team.problem}" if team.problem else ""
        return clean(f"{team_id}  {team.name or 'unnamed'}   {len(team.agent_ids)} agents{problem}")
