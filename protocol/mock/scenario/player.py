"""Plays a scenario on the sides of a mock server: each step at its time, the same seed the same bytes."""

from __future__ import annotations

from typing import Any

from protocol.mock.scenario.actions import ACTIONS, STATES
from protocol.mock.scenario.file import Scenario, ScenarioError, Step
from protocol.mock.scenario.stage import Stage
from protocol.mock.server.faults import KINDS
from protocol.mock.server.server import MockServer
from protocol.wire.enums import SupervisoryAction, SystemEventID
from protocol.wire.messages import CloseReq, Message, SuperviseCallReq

_TRIGGER_OF = {
    SupervisoryAction.SUPERVISOR_BARGE_IN: "barge-in",
    SupervisoryAction.SUPERVISOR_INTERCEPT: "intercept",
    SupervisoryAction.SUPERVISOR_CLEAR: "clear",
    SupervisoryAction.SUPERVISOR_MONITOR: "monitor",
}
CHOICES = ("free", "talking")
"""Words in place of an AgentID."""


class Player:
    """A scenario on its way. Make it before the servers start; raises :class:`ScenarioError` for people not there."""

    def __init__(self, scenario: Scenario, first: MockServer) -> None:
        self.scenario = scenario
        self.servers = {server.side: server for server in first.servers}
        self.site, self.centre = first.office.site, first.centre
        self.stage = Stage(self.centre)
        self.done: set[int] = set()
        """Numbers of the steps that have happened."""
        self.skipped: list[Step] = []
        """Steps that were not possible when their time came."""
        self._waiting = [step for step in scenario.steps if step.when]
        for step in scenario.steps:
            self._check(step)
        self._name_people()
        for server in first.servers:
            server.office.on_open.append(lambda session: self._heard("open"))
            server.office.on_request.append(self._request)
            names = [server.faults.put(text) for text in scenario.faults]
            server.switched(*names)
        for step in scenario.steps:
            if step.at is not None:
                self._plan(step, step.at)

    @property
    def over(self) -> bool:
        """Have all steps happened, and is its time up?"""
        return len(self.done) == len(self.scenario.steps) and self.site.now >= self.scenario.seconds

    # Inside.

    def _name_people(self) -> None:
        for agent_id, name in self.scenario.names.items():
            if agent_id not in self.centre.by_id:
                raise ScenarioError(f"{self.scenario.name}: [names]: there is no agent {agent_id!r}")
            agent = self.centre.by_id[agent_id]
            agent.last_name, comma, first = name.partition(", ")
            agent.first_name = first if comma else ""
        for team_id, name in self.scenario.team_names.items():
            if team_id not in self.centre.by_team:
                raise ScenarioError(f"{self.scenario.name}: [team_names]: there is no team {team_id}")
            self.centre.by_team[team_id].name = name

    def _check(self, step: Step) -> None:
        where = f"{self.scenario.name}: step {step.number}"
        for key in ("agent", "to"):
            who = step.fields.get(key)
            if who is not None and who not in self.centre.by_id and who not in CHOICES:
                raise ScenarioError(f"{where}: there is no agent {who!r} (ids, or {' or '.join(CHOICES)})")
        team = step.fields.get("team", 0)
        if team and team not in self.centre.by_team:
            raise ScenarioError(f"{where}: there is no team {team}")
        wanted = step.fields.get("state")
        if wanted is not None and wanted not in STATES:
            raise ScenarioError(f"{where}: state should be one of {', '.join(STATES)}")
        if not 1 <= step.fields.get("count", 1) <= 10_000:
            raise ScenarioError(f"{where}: count should be from 1 to 10000")

    def _plan(self, step: Step, delay: float) -> None:
        self.site.later(delay, lambda: self._do(step))

    def _heard(self, trigger: str) -> None:
        for step in [step for step in self._waiting if step.when == trigger]:
            self._waiting.remove(step)
            self._plan(step, step.wait)

    def _request(self, message: Message) -> None:
        if isinstance(message, SuperviseCallReq):
            action = SupervisoryAction.of(message.supervisory_action)
            self._heard(_TRIGGER_OF.get(action, ""))
        elif isinstance(message, CloseReq):
            self._heard("close")

    def _do(self, step: Step) -> None:
        if step.number in self.done:
            return  # it was waited for, and happened before its latest time
        self.done.add(step.number)
        if step in self._waiting:
            self._waiting.remove(step)
        act = ACTIONS[step.do].act
        if act is None:
            self._to_servers(step.do, dict(step.fields))
        elif not act(self.stage, **step.fields):
            self.skipped.append(step)
        for follower in self.scenario.steps:
            if step.id and follower.after == step.id:
                self._plan(follower, follower.wait)

    def _to_servers(self, do: str, fields: dict[str, Any]) -> None:
        side = fields.get("side", "all")
        servers = [server for label, server in self.servers.items() if side in (label, "all")]
        for server in servers:
            if do == "text":
                server.office.system_event(SystemEventID.SYS_TEXT_FYI, text=fields["text"])
            elif do == "die":
                server.faults.put("down")
                server.switched("down")
            elif do == "fault":
                server.switched(*[server.faults.put(text) for text in fields["faults"]])
            else:
                names = [str(name).partition("=")[0].replace("-", "_") for name in fields.get("faults", KINDS)]
                for name in names:
                    server.faults.clear(name)
                server.switched(*names)
