"""Plays a scenario on the sides of a mock server, each step at its time. The same seed gives the same bytes."""

from __future__ import annotations

from protocol.mock.scenario.actions import ACTIONS, KINDS, STATES
from protocol.mock.scenario.file import ALL_SIDES, Scenario, ScenarioError, Step
from protocol.mock.scenario.stage import CHOICES, Stage
from protocol.mock.server import MockServer
from protocol.wire.enums import SupervisoryAction
from protocol.wire.messages import CloseReq, Message, SuperviseCallReq

_TRIGGER_OF = {
    SupervisoryAction.SUPERVISOR_BARGE_IN: "barge-in",
    SupervisoryAction.SUPERVISOR_INTERCEPT: "intercept",
    SupervisoryAction.SUPERVISOR_CLEAR: "clear",
    SupervisoryAction.SUPERVISOR_MONITOR: "monitor",
}
"""The trigger (the ``when`` of a step) that a SUPERVISE_CALL_REQ is."""


class Player:
    """A scenario that is played. Made before the servers start.

    Raises :class:`ScenarioError` for agents, teams and values that the centre does not have.
    """

    def __init__(self, scenario: Scenario, first: MockServer) -> None:
        self.scenario = scenario
        self.servers = {server.side: server for server in first.servers}
        self.site, self.floor = first.state.site, first.centre.floor
        self.stage = Stage(first.centre)
        self.done: set[int] = set()
        """Numbers of the steps that have happened."""
        self.skipped: list[Step] = []
        """Steps that were not possible at their time."""
        self._waiting = [step for step in scenario.steps if step.when]
        for step in scenario.steps:
            self._check(step)
        self._name_people()
        for server in first.servers:
            server.state.observe(on_open=lambda session: self._triggered("open"), on_request=self._request)
            server.set_faults(*scenario.faults)
        for step in scenario.steps:
            if step.at is not None:
                self._plan(step, step.at)

    @property
    def over(self) -> bool:
        """Have all steps happened, and is its time up?"""
        return len(self.done) == len(self.scenario.steps) and self.site.now >= self.scenario.seconds

    # --- inside -----------------------------------------------------------------------------------------------------

    def _name_people(self) -> None:
        for agent_id, name in self.scenario.names.items():
            if agent_id not in self.floor.by_id:
                raise ScenarioError(f"{self.scenario.name}: [names]: there is no agent {agent_id!r}")
            last_name, _, first_name = name.partition(", ")
            self.floor.rename_agent(self.floor.by_id[agent_id], first_name, last_name)
        for team_id, name in self.scenario.team_names.items():
            if team_id not in self.floor.by_team:
                raise ScenarioError(f"{self.scenario.name}: [team_names]: there is no team {team_id}")
            self.floor.rename_team(self.floor.by_team[team_id], name)

    def _check(self, step: Step) -> None:
        where = f"{self.scenario.name}: step {step.number}"
        for key in ("agent", "to"):
            who = step.fields.get(key)
            if who is not None and who not in self.floor.by_id and who not in CHOICES:
                raise ScenarioError(f"{where}: there is no agent {who!r} (ids, or {' or '.join(CHOICES)})")
        team = step.fields.get("team", 0)
        if team and team not in self.floor.by_team:
            raise ScenarioError(f"{where}: there is no team {team}")
        wanted = step.fields.get("state")
        if wanted is not None and wanted not in STATES:
            raise ScenarioError(f"{where}: state should be one of {', '.join(STATES)}")
        kind = step.fields.get("kind")
        if kind is not None and kind not in KINDS:
            raise ScenarioError(f"{where}: kind should be one of {', '.join(KINDS)}")
        if not 1 <= step.fields.get("count", 1) <= 10_000:
            raise ScenarioError(f"{where}: count should be from 1 to 10000")

    def _plan(self, step: Step, delay: float) -> None:
        self.site.later(delay, lambda: self._do(step))

    def _triggered(self, trigger: str) -> None:
        for step in [step for step in self._waiting if step.when == trigger]:
            self._waiting.remove(step)
            self._plan(step, step.wait)

    def _request(self, message: Message) -> None:
        if isinstance(message, SuperviseCallReq):
            action = SupervisoryAction.of(message.supervisory_action)
            self._triggered(_TRIGGER_OF.get(action, ""))
        elif isinstance(message, CloseReq):
            self._triggered("close")

    def _do(self, step: Step) -> None:
        if step.number in self.done:
            return  # it waited for a trigger, and happened before its latest time
        self.done.add(step.number)
        if step in self._waiting:
            self._waiting.remove(step)
        action, fields = ACTIONS[step.do], dict(step.fields)
        if action.act_on_server is not None:
            side = fields.pop("side", ALL_SIDES)
            for label, server in self.servers.items():
                if side in (label, ALL_SIDES):
                    action.act_on_server(server, **fields)
        elif action.act is not None and not action.act(self.stage, **fields):
            self.skipped.append(step)
        for follower in self.scenario.steps:
            if step.id and follower.after == step.id:
                self._plan(follower, follower.wait)
