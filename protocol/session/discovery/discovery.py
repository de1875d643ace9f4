"""Finding the floor after OPEN_CONF: who the supervisor is, the teams, their members and states.

Pure: no I/O, and time is an argument. The session sends the queries and hands in the answers.

Source: GED-188, "Supervisor service" and "Agent team" messages: LIST_AGENT_TEAM_REQ needs the supervisor's skill target
id (ICMAgentID), which QUERY_AGENT_STATE_CONF and AGENT_STATE_EVENT carry.
"""

from __future__ import annotations

from protocol.session.discovery.configuration import ConfigurationRequest
from protocol.session.discovery.devices import Devices
from protocol.session.discovery.queries import Query, QueryKind, QueryQueue
from protocol.session.discovery.teams import Teams
from protocol.session.events import (
    AgentStateKnown,
    AskedAgain,
    Discovered,
    DiscoveryProblem,
    SessionEvent,
    SupervisorIdentified,
    TeamsListed,
)
from protocol.session.refusals import Refusal
from protocol.session.settings import SessionSettings
from protocol.wire.enums import StatusCode
from protocol.wire.messages import (
    AgentStateEvent,
    AgentTeamConfigEvent,
    ConfigBeginEvent,
    ListAgentTeamConf,
    ListAgentTeamReq,
    Message,
    MonitorAgentTeamStartConf,
    OpenConf,
    QueryAgentStateConf,
    QueryAgentStateReq,
)

_NO_ANSWER = "No answer in time."
_ASKED_AGAIN = (
    QueryKind.OWN_STATE,
    QueryKind.TEAMS,
    QueryKind.AGENT_STATE,
    QueryKind.DEVICE_CALLS,
    QueryKind.CALL,
)
"""Queries that are sent anew when everything is asked again: those that still wait are dropped for the new ones."""


class Discovery:
    """What one session knows of the floor, as far as it needs it to ask for the rest.

    Its findings are appended to ``events``.
    """

    def __init__(self, settings: SessionSettings, events: list[SessionEvent]) -> None:
        self.settings = settings
        self.events = events
        self.configuration = ConfigurationRequest(settings)
        self.queries = QueryQueue()
        self.devices = Devices(settings, self.queries, events)
        self.teams = Teams(settings, self.queries, self.devices, events)
        self._by_icm_id: dict[int, str] = {}
        """ICMAgentID -> agent id."""
        self._own_extension = settings.agent_extension
        self._own_instrument = settings.agent_instrument
        self._icm_agent_id: int | None = None
        """The supervisor's own skill target id; None until it is known."""
        self._configured = False
        """The configuration was asked for."""
        self._listed = False
        """LIST_AGENT_TEAM_REQ has its outcome."""
        self._finished = False
        """Discovered was given, and nothing was asked for again since."""
        self.deadline: float | None = None
        """Until when the server may send teams without being asked; None before opening and afterwards."""

    def opened(self, confirmation: OpenConf, now: float) -> None:
        """OPEN_CONF came: begin."""
        self.teams.opened(confirmation)
        self._own_extension = confirmation.agent_extension or self._own_extension
        self._own_instrument = confirmation.agent_instrument or self._own_instrument
        self.deadline = now + self.settings.query_timeout
        if self.settings.skill_target_id is not None:
            self._identify(self.settings.skill_target_id)
        if self.teams.states_granted:
            self._query_own_state()
        self.devices.opened(confirmation)

    def _query_own_state(self) -> None:
        request = self.teams.state_request(self.teams.own_id)
        if not self.teams.own_id:
            request.agent_extension = self._own_extension or None
            request.agent_instrument = None if self._own_extension else self._own_instrument or None
        self.queries.put(Query(QueryKind.OWN_STATE, self.teams.own_id or "own", request), urgent=True)

    def _identify(self, icm_agent_id: int) -> None:
        """The supervisor's skill target id is known; values that are none are ignored."""
        if self._icm_agent_id is not None or icm_agent_id <= 0:
            return
        self._icm_agent_id = icm_agent_id
        self.events.append(SupervisorIdentified(icm_agent_id))
        self._query_teams(icm_agent_id)

    def _query_teams(self, icm_agent_id: int) -> None:
        request = ListAgentTeamReq(supervisor_id=icm_agent_id)
        self.queries.put(Query(QueryKind.TEAMS, str(icm_agent_id), request), urgent=True)

    def handle_timer(self, now: float) -> None:
        """End the time for teams that the server sends without being asked, where it is over."""
        if self.deadline is None or now < self.deadline:
            return
        self.deadline = None
        if self._icm_agent_id is None and not self._listed:
            problem = "The supervisor's skill target id (ICMAgentID) is not known: set it, or sign the supervisor in."
            self.events.append(TeamsListed((), problem))
        self._finish()

    def _finish(self) -> None:
        """Give Discovered once every query has its outcome."""
        if self._finished or not self.queries.idle:
            return
        if self.deadline is not None and not (self._listed and self.teams.all_listed):
            return
        self._finished = True
        self.deadline = None
        self.events.append(Discovered())
        if not self._configured:
            self._configured = True
            # No request is open now, as ConfigurationRequest wants it.
            self.configuration.ask()

    # Events of the server.

    def observe(self, message: Message, now: float) -> None:
        """Take teams, members and devices from an event."""
        if isinstance(message, AgentStateEvent):
            self._agent_state(message)
        elif isinstance(message, AgentTeamConfigEvent):
            self.teams.config(message, now)
            self._finish()
        elif isinstance(message, ConfigBeginEvent):
            self.configuration.begun()

    def ask_again(self) -> None:
        """Events come again after an interruption: ask for everything once more, also during the first discovery."""
        self._finished = False
        self.queries.withdraw(*_ASKED_AGAIN)
        self.events.append(AskedAgain(self.devices.sees_calls))
        if self.teams.states_granted:
            self._query_own_state()
        if self._icm_agent_id is not None:
            self._query_teams(self._icm_agent_id)
        self.teams.ask_again()
        self.devices.ask_again()
        self._finish()

    def _is_own(self, agent_id: str | None, extension: str | None, instrument: str | None) -> bool:
        """Is that the supervisor?"""
        if agent_id and self.teams.own_id:
            return agent_id == self.teams.own_id
        same_extension = bool(extension) and extension == self._own_extension
        return same_extension or (bool(instrument) and instrument == self._own_instrument)

    def _agent_state(self, event: AgentStateEvent) -> None:
        agent_id = event.agent_id or self._by_icm_id.get(event.icm_agent_id)
        if self._is_own(agent_id, event.agent_extension, event.agent_instrument):
            self._identify(event.icm_agent_id)
            self.teams.identify(agent_id)
            self.devices.own_device(event.agent_instrument, event.agent_extension)
            return
        if not agent_id:
            return
        self.teams.state_came(event.monitor_id, agent_id)
        self.teams.member_state(agent_id, event.agent_state, event.agent_instrument, event.agent_extension)

    # Outcomes of the queries.

    def answered(self, query: Query, confirmation: Message) -> None:
        """A query was confirmed. The confirmation of LIST_AGENT_TEAM_REQ holds the teams of all segments."""
        if isinstance(confirmation, ListAgentTeamConf):
            self.teams_answered(query, [team_id for team_id in confirmation.team_id if team_id is not None])
            return
        self.queries.done(query)
        if isinstance(confirmation, MonitorAgentTeamStartConf):
            self.teams.monitored(query.context, confirmation.monitor_id)
        elif isinstance(confirmation, QueryAgentStateConf):
            self._state_known(query, confirmation)
        else:
            self.devices.answered(query, confirmation)
        self._finish()

    def teams_answered(self, query: Query, team_ids: list[int], problem: str = "") -> None:
        """The list of teams has come; ``problem`` says which part of it has not."""
        self.queries.done(query)
        self._take_teams(team_ids, problem)
        self._finish()

    def more_teams(self, segment: ListAgentTeamConf) -> None:
        """A segment has come of a list that counted as whole: its first number may be 0."""
        known = self.teams.team_ids
        late = [team_id for team_id in segment.team_id if team_id is not None and team_id not in known]
        if self._listed and late:
            self._take_teams(late)

    def _take_teams(self, team_ids: list[int], problem: str = "") -> None:
        self._listed = True
        listed = tuple(dict.fromkeys(team_ids))
        self.events.append(TeamsListed(listed, problem))
        self.teams.listed(listed)

    def _state_known(self, query: Query, confirmation: QueryAgentStateConf) -> None:
        asked = query.request.agent_id if isinstance(query.request, QueryAgentStateReq) else None
        agent_id = asked or confirmation.agent_id or ""
        self.events.append(AgentStateKnown(agent_id, confirmation))
        if query.kind is QueryKind.OWN_STATE:
            self.teams.identify(agent_id)
            self.devices.own_device(confirmation.agent_instrument, confirmation.agent_extension)
            self._identify(confirmation.icm_agent_id)
            return
        if confirmation.icm_agent_id > 0:
            self._by_icm_id[confirmation.icm_agent_id] = agent_id
        self.teams.member_state(
            agent_id, confirmation.agent_state, confirmation.agent_instrument, confirmation.agent_extension
        )

    def failed(self, query: Query, refusal: Refusal | None) -> None:
        """A query was refused, or not answered in time (None)."""
        self.queries.done(query)
        words = _NO_ANSWER if refusal is None else refusal.words
        status = None if refusal is None else refusal.status
        not_granted = refusal is not None and refusal.not_granted and query.kind is not QueryKind.OWN_STATE
        dropped = self.queries.stop(query.kind) if not_granted else None
        for each in (query, *(dropped or ())):
            self._without_answer(each, refusal, words, status)
        stopped_before = not_granted and dropped is None
        if not (stopped_before or query.kind in _WITH_OWN_EVENT or _is_expected(query, status)):
            self.events.append(DiscoveryProblem(query.kind.value, query.subject, words, dropped is not None))
        self._finish()

    def _without_answer(self, query: Query, refusal: Refusal | None, words: str, status: int | None) -> None:
        """What follows for teams and devices."""
        if query.kind is QueryKind.TEAMS:
            self._listed = True
            self.events.append(TeamsListed((), words))
        elif query.kind is QueryKind.TEAM_MONITOR:
            if status == StatusCode.E_CTI_AGENT_TEAM_MONITOR_ALREADY_EXISTS:
                self.teams.monitored(query.context, None)
            else:
                self.teams.not_monitored(query.context, words)
        else:
            self.devices.failed(query, refusal)


_WITH_OWN_EVENT = (QueryKind.TEAMS, QueryKind.TEAM_MONITOR)
"""Kinds whose failure TeamsListed and TeamMonitored report."""


def _is_expected(query: Query, status: int | None) -> bool:
    """Is the refusal no problem: the agent isn't signed in, or the monitor runs already or has ended?"""
    if status == StatusCode.E_CTI_AGENT_NOT_LOGGED_ON:
        return query.kind is QueryKind.AGENT_STATE
    return status in (StatusCode.E_CTI_INVALID_MONITORID, StatusCode.E_CTI_MONITOR_ALREADY_EXISTS)
