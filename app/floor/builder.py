"""The floor builder: folds a session's events into what the console knows, and takes snapshots of it.

Pure of I/O and deterministic in (events, times). Folding an event costs the same on any floor; values are made when a
snapshot is taken, for what changed since the last one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.alarms import lifecycle as al
from app.alarms.states import ACTIVE
from app.floor.alarm_triggers import cry_of_call
from app.floor.call_facts import OWN, Appeared, AsksForHelp, Ended, Fact, Renamed
from app.floor.floor_core import Changed, FloorCore
from app.floor.fold import EVENTS, MESSAGES
from app.floor.long_states import over, too_long
from app.model import (
    ActionPolicy,
    Agent,
    Alarm,
    AlarmKind,
    Call,
    ConnectionID,
    Engagement,
    EngagementState,
    Floor,
    Limits,
    Me,
    Supervise,
    Team,
)
from app.supervision import engagement as en
from app.supervision.request import subject
from protocol.session import events as s

__all__ = ["Changed", "FloorBuilder"]

JOINED_AFTER = 2.0
"""Seconds after which an answered own phone on the agent's call counts as being in it, also without a conference."""


class FloorBuilder(FloorCore):
    """Everything the console knows, while it is being folded."""

    def __init__(
        self,
        me: Me,
        *,
        peripheral_id: int = 0,
        names: Mapping[str, str] | None = None,
        team_names: Mapping[int, str] | None = None,
        reason_texts: Mapping[int, str] | None = None,
        skill_group_names: Mapping[int, str] | None = None,
        first_alarm_id: int = 1,
        policy: ActionPolicy | None = None,
        limits: Limits | None = None,
    ) -> None:
        """``me`` as the settings know the supervisor; ``names`` (agent id -> name) outrank those of the server."""
        self.limits = limits or Limits()
        super().__init__(me, peripheral_id, names or {}, team_names or {}, first_alarm_id)
        self._reason_texts, self._skill_group_names = dict(reason_texts or {}), dict(skill_group_names or {})
        self._policy = policy or ActionPolicy()
        self._agents: dict[str, Agent] = {}
        self._teams: dict[int, Team] = {}
        self._calls: dict[ConnectionID, Call] = {}

    def apply(self, event: s.SessionEvent, now: float) -> Changed:
        """Fold one event of the session; ``now`` in wall-clock seconds, times inside events too."""
        self.changed = Changed.NO
        if isinstance(event, s.Received):
            self.last_heard = now
            handler = MESSAGES.get(type(event.message))
            if handler is not None:
                handler(self, event.message, now)
            elif self.calls.fold(event.message, now):
                self.fresh(calls=True)
                self.touch()
        else:
            EVENTS[type(event)](self, event, now)
        self.settle(now)
        return self.done()

    def tick(self, now: float) -> Changed:
        """What time does: ended calls and finished engagements leave, waiting has an end. Call it once a second."""
        self.changed = Changed.NO
        if self.calls.tick(now):
            self.touch()
        self._look_for_long_states(now)
        self.set_alarms(al.expire(self.alarms, now, lambda c: c in self.calls.rows.rows))
        if self.flood.tick(now):
            self.touch()
        if self.engagement is not None:
            self.engage(self._joined_by_now(self.engagement, now), now)
        if self.engagement is not None:
            self.engage(en.tick(self.engagement, now), now)
        return self.done()

    def _look_for_long_states(self, now: float) -> None:
        """Alarms of agents who are too long in a state, or are so no more. Old data say nothing about either."""
        if self.stale_since is not None:
            return
        lasting = too_long(self.limits, self.roster, self.calls.rows, now)
        self.set_alarms(over(self.alarms, lasting, now))
        known = {a.agent_id for a in self.alarms if a.kind is AlarmKind.LONG_STATE and a.state in ACTIVE}
        shelved = {a.agent_id for a in self.alarms if a.kind is AlarmKind.LONG_STATE and a.cleared is not None}
        for agent_id, cry in lasting.items():
            if agent_id not in known or agent_id in shelved:
                self.raise_alarm(cry, now)

    def settle(self, now: float) -> None:
        """Deal with what folding has left to be told on."""
        roster, calls = self.roster, self.calls
        if roster.moved:
            for device in roster.moved:
                calls.adopt(device, now)
            roster.moved.clear()
        if roster.newly_timed:
            for agent_id in roster.newly_timed:
                calls.age_by_state(agent_id)
            roster.newly_timed.clear()
        if roster.relisted:
            for agent_id in roster.relisted:
                calls.rows.touch(calls.rows.of_owner(agent_id))
            roster.relisted.clear()
        if roster.off_call:
            if self.alarms:
                gone = frozenset(roster.off_call)
                reason = "the agent is on no call any more"
                self.set_alarms(al.clear(self.alarms, lambda a: self._unseen_call_of(a, gone), reason, now))
            roster.off_call.clear()
        if calls.facts:
            facts = calls.facts[:]
            calls.facts.clear()
            for fact in facts:
                self._fact(fact, now)

    def _fact(self, fact: Fact, now: float) -> None:
        match fact:
            case Renamed(old, new):
                self.set_alarms(al.renamed(self.alarms, old, new))
            case Ended(connection, _, cause, reason):
                if cause == en.CEC_INTERCEPT:
                    reason = "a supervisor took the call over"
                self.set_alarms(al.call_ended(self.alarms, connection, reason, now))
            case AsksForHelp(connection, emergency):
                row = self.calls.rows.rows.get(connection)
                if row is not None:
                    self.raise_alarm(cry_of_call(self, row, emergency, found=self.rediscovering), now)
            case Appeared(connection):
                self._meet(connection)
        if self.engagement is not None:
            self.engage(en.fold(self.engagement, fact, now), now)

    def _meet(self, connection: ConnectionID) -> None:
        """A call has appeared that an alarm may have named before, in its own way."""
        row = self.calls.rows.rows.get(connection)
        if row is None or row.owner in (None, OWN) or not self.alarms:
            return
        for alarm in self.alarms:
            named = alarm.connection
            if named is None or named in self.calls.rows.rows or alarm.agent_id not in (row.owner, None):
                continue
            if named.connection_call_id == connection.connection_call_id:
                self.set_alarms(al.renamed(self.alarms, named, connection))

    def _unseen_call_of(self, alarm: Alarm, agents: frozenset[str]) -> bool:
        seen = alarm.connection is not None and alarm.connection in self.calls.rows.rows
        return alarm.kind in (AlarmKind.EMERGENCY, AlarmKind.ASSIST) and alarm.agent_id in agents and not seen

    def requested(self, command: Supervise, invoke_id: int, now: float) -> None:
        """A supervisory request was sent with that InvokeID."""
        agent_id, connection = subject(command.action, command.target, self.floor(now))
        self.invoke_id = invoke_id
        self.engage(en.requested(self.engagement, command.action, agent_id, connection, now), now)
        self.revision += 1

    def _joined_by_now(self, mine: Engagement, now: float) -> Engagement:
        """The own phone has answered on the agent's very call: one is in it, though no conference was told."""
        if mine.state is not EngagementState.PHONE_RINGS or now - mine.since < JOINED_AFTER or mine.connection is None:
            return mine
        row = self.calls.rows.rows.get(mine.own_connection) if mine.own_connection is not None else None
        if row is None or row.state != 3:
            return mine
        if now - (row.state_since if row.answered is None else row.answered) < JOINED_AFTER:
            return mine
        if row.connection.connection_call_id != mine.connection.connection_call_id:
            return mine
        return en.hear(now, mine, en.Heard.JOINED, doing=mine.action)

    def snapshot(self, now: float) -> Floor:
        """What is known now, as a value of its own."""
        roster, rows = self.roster, self.calls.rows
        if roster.dirty_agents:
            self._agents = dict(self._agents)
            for agent_id in roster.dirty_agents:
                _keep(self._agents, agent_id, roster.agent_value(agent_id))
            roster.dirty_agents.clear()
        if roster.dirty_teams:
            self._teams = dict(self._teams)
            for team_id in roster.dirty_teams:
                _keep(self._teams, team_id, roster.team_value(team_id))
            roster.dirty_teams.clear()
        if rows.dirty:
            self._calls = dict(self._calls)
            for connection in rows.dirty:
                _keep(self._calls, connection, self._call_value(connection))
            rows.dirty.clear()
        return self.floor(now)

    def _call_value(self, connection: ConnectionID) -> Call | None:
        row = self.calls.rows.rows.get(connection)
        if row is None or row.owner == OWN:
            return None
        listed = self.roster.listed(row.owner)
        return None if row.owner is not None and listed is None else row.value(listed, self.roster.person_at)

    def floor(self, now: float) -> Floor:
        if self._noted is None:
            self._noted = tuple(self._notes)
        return Floor(
            revision=self.revision,
            now=now,
            link=replace(self.link, last_heard=self.last_heard),
            me=self.roster.me,
            teams=self._teams,
            agents=self._agents,
            calls=self._calls,
            alarms=al.ordered(self.alarms),
            history=self.history,
            alarms_lately=self.flood.count,
            flood=self.flood.on,
            limits=self.limits,
            engagement=self.engagement,
            notes=self._noted,
            stale_since=self.stale_since,
            agents_stale=self.agents_stale,
            calls_stale=self.calls_stale,
            blind=self.blind,
            call_details=self.call_details,
            call_details_reason=self.call_details_reason,
            unoffered=self.unoffered,
            policy=self._policy,
            writing=self.writing,
            journal_trouble=self.journal_trouble,
            silenced=self.silenced,
            reason_texts=self._reason_texts,
            skill_group_names=self._skill_group_names,
        )


def _keep(values: dict[Any, Any], key: Any, value: Any) -> None:
    if value is None:
        values.pop(key, None)
    else:
        values[key] = value
