"""Finding the floor after OPEN_CONF: who the supervisor is, the teams, their members and states. Pure: no time but what
is given, no I/O; the session sends the questions and hands in the answers.

Source: GED-188, "Supervisor service" and "Agent team" messages: LIST_AGENT_TEAM_REQ wants the
supervisor's skill target id (ICMAgentID), which comes with QUERY_AGENT_STATE_CONF or AGENT_STATE_EVENT.
"""

from __future__ import annotations

from protocol.session.discovery.configuration import ConfigurationRequest
from protocol.session.discovery.devices import DeviceWatch
from protocol.session.discovery.queries import Ask, Question, Questions
from protocol.session.discovery.teams import TeamWatch
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
from protocol.wire.enums import CTIServiceMask, StatusCode
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
_ASKED_AGAIN = (Ask.OWN_STATE, Ask.TEAMS, Ask.AGENT_STATE, Ask.DEVICE_CALLS, Ask.CALL)
"""Questions that are put anew when everything is asked again: those that still wait give way to the new ones."""


class Discovery:
    """One session's knowledge of who is on the floor, as far as it takes to ask for the rest.

    What was learnt is appended to ``events``.
    """

    def __init__(self, settings: SessionSettings, events: list[SessionEvent]) -> None:
        self.settings = settings
        self.events = events
        self.configuration = ConfigurationRequest(settings)
        self.questions = Questions()
        self.devices = DeviceWatch(settings, self.questions, events)
        self.teams = TeamWatch(settings, self.questions, self.devices, events)
        self._by_icm_id: dict[int, str] = {}
        self._own_extension = settings.agent_extension
        self._own_instrument = settings.agent_instrument
        self._icm_agent_id: int | None = None
        """The supervisor's own skill target id, once it is known."""
        self._configured = self._listed = self._finished = False
        self.deadline: float | None = None
        """Until when the server gets time to tell of teams unasked; None before opening and afterwards."""

    def opened(self, confirmation: OpenConf, now: float) -> None:
        """OPEN_CONF came: begin."""
        self.teams.own_id = self.teams.own_id or confirmation.agent_id or ""
        self._own_extension = confirmation.agent_extension or self._own_extension
        self._own_instrument = confirmation.agent_instrument or self._own_instrument
        may_ask = CTIServiceMask.CTI_SERVICE_CLIENT_CONTROL | CTIServiceMask.CTI_AGENT_STATE_CONTROL_ONLY
        self.teams.may_ask = bool(confirmation.services_granted & may_ask)
        self.deadline = now + self.settings.query_timeout
        if self.settings.skill_target_id is not None:
            self._identify(self.settings.skill_target_id)
        if self.teams.may_ask:
            self._ask_own_state()
        self.devices.opened(confirmation)

    def _ask_own_state(self) -> None:
        request = self.teams.query(self.teams.own_id)
        if not self.teams.own_id:
            request.agent_extension = self._own_extension or None
            request.agent_instrument = None if self._own_extension else self._own_instrument or None
        self.questions.ask(Question(Ask.OWN_STATE, self.teams.own_id or "own", request), urgent=True)

    def _identify(self, icm_agent_id: int) -> None:
        if self._icm_agent_id is not None or icm_agent_id <= 0:
            return
        self._icm_agent_id = icm_agent_id
        self.events.append(SupervisorIdentified(icm_agent_id))
        self._ask_teams(icm_agent_id)

    def _ask_teams(self, icm_agent_id: int) -> None:
        request = ListAgentTeamReq(supervisor_id=icm_agent_id)
        self.questions.ask(Question(Ask.TEAMS, str(icm_agent_id), request), urgent=True)

    def handle_timer(self, now: float) -> None:
        """The time for teams told unasked may be over."""
        if self.deadline is None or now < self.deadline:
            return
        self.deadline = None
        if self._icm_agent_id is None and not self._listed:
            problem = "The supervisor's skill target id (ICMAgentID) is not known: set it, or sign the supervisor in."
            self.events.append(TeamsListed((), problem))
        self._finish()

    def _finish(self) -> None:
        """Say Discovered once, when the first round is answered."""
        if self._finished or not self.questions.idle:
            return
        if self.deadline is not None and not (self._listed and self.teams.told):
            return
        self._finished = True
        self.deadline = None
        self.events.append(Discovered())
        if not self._configured:
            self._configured = True
            # Not sooner: see ConfigurationRequest.
            self.configuration.ask()

    # What the server tells unasked.

    def observe(self, message: Message, now: float) -> None:
        """Look at an event for teams, members and devices."""
        if isinstance(message, AgentStateEvent):
            self._agent_state(message)
        elif isinstance(message, AgentTeamConfigEvent):
            self.teams.config(message, now)
            self._finish()
        elif isinstance(message, ConfigBeginEvent):
            self.configuration.begun()

    def ask_again(self) -> None:
        """Events come again after a time without: ask for everything once more, also where the first round runs."""
        self._finished = False
        self.questions.withdraw(*_ASKED_AGAIN)
        self.events.append(AskedAgain(self.devices.sees_calls))
        if self.teams.may_ask:
            self._ask_own_state()
        if self._icm_agent_id is not None:
            self._ask_teams(self._icm_agent_id)
        self.teams.ask_again()
        self.devices.ask_again()
        self._finish()

    def _is_own(self, agent_id: str | None, extension: str | None, instrument: str | None) -> bool:
        if agent_id and self.teams.own_id:
            return agent_id == self.teams.own_id
        same_extension = bool(extension) and extension == self._own_extension
        return same_extension or (bool(instrument) and instrument == self._own_instrument)

    def _agent_state(self, event: AgentStateEvent) -> None:
        agent_id = event.agent_id or self._by_icm_id.get(event.icm_agent_id)
        if self._is_own(agent_id, event.agent_extension, event.agent_instrument):
            self._identify(event.icm_agent_id)
            self.teams.own_id = self.teams.own_id or agent_id or ""
            self.devices.own_device(event.agent_instrument, event.agent_extension)
            return
        if not agent_id:
            return
        self.teams.seen(event.monitor_id, agent_id)
        if agent_id in self.teams.agents:
            self.teams.whereabouts(agent_id, event.agent_state, event.agent_instrument, event.agent_extension)

    # What the server answers.

    def answered(self, question: Question, confirmation: Message) -> None:
        """A question was confirmed; of LIST_AGENT_TEAM_REQ with the teams of all segments."""
        self.questions.done(question)
        if isinstance(confirmation, ListAgentTeamConf):
            self._listed = True
            team_ids = tuple(dict.fromkeys(team_id for team_id in confirmation.team_id if team_id is not None))
            self.events.append(TeamsListed(team_ids))
            for team_id in team_ids:
                if team_id not in self.teams.known:
                    self.teams.add(team_id)
        elif isinstance(confirmation, MonitorAgentTeamStartConf):
            self.teams.monitored(question.about, confirmation.monitor_id)
        elif isinstance(confirmation, QueryAgentStateConf):
            self._state_known(question, confirmation)
        else:
            self.devices.answered(question, confirmation)
        self._finish()

    def _state_known(self, question: Question, confirmation: QueryAgentStateConf) -> None:
        asked = question.request.agent_id if isinstance(question.request, QueryAgentStateReq) else None
        agent_id = asked or confirmation.agent_id or ""
        self.events.append(AgentStateKnown(agent_id, confirmation))
        if question.ask is Ask.OWN_STATE:
            self.teams.own_id = self.teams.own_id or agent_id
            self.devices.own_device(confirmation.agent_instrument, confirmation.agent_extension)
            self._identify(confirmation.icm_agent_id)
            return
        if confirmation.icm_agent_id > 0:
            self._by_icm_id[confirmation.icm_agent_id] = agent_id
        if agent_id in self.teams.agents:
            self.teams.whereabouts(
                agent_id, confirmation.agent_state, confirmation.agent_instrument, confirmation.agent_extension
            )

    def failed(self, question: Question, refusal: Refusal | None) -> None:
        """A question was refused, or not answered in time (None)."""
        self.questions.done(question)
        words = _NO_ANSWER if refusal is None else refusal.words
        status = None if refusal is None else refusal.status
        dropped: list[Question] = []
        stopped = False
        if refusal is not None and refusal.not_granted and question.ask is not Ask.OWN_STATE:
            waiting = self.questions.stop(question.ask)
            stopped, dropped = waiting is not None, waiting or []
        for each in (question, *dropped):
            self._failed(each, refusal, words, status)
        told_elsewhere = (Ask.TEAMS, Ask.TEAM_MONITOR)
        away = question.ask is Ask.AGENT_STATE and status == StatusCode.E_CTI_AGENT_NOT_LOGGED_ON
        repeated = refusal is not None and refusal.not_granted and not stopped and question.ask is not Ask.OWN_STATE
        gone = status in (StatusCode.E_CTI_INVALID_MONITORID, StatusCode.E_CTI_MONITOR_ALREADY_EXISTS)
        if not (away or repeated or gone or question.ask in told_elsewhere):
            self.events.append(DiscoveryProblem(question.ask.value, question.subject, words, stopped))
        self._finish()

    def _failed(self, question: Question, refusal: Refusal | None, words: str, status: int | None) -> None:
        if question.ask is Ask.TEAMS:
            self._listed = True
            self.events.append(TeamsListed((), words))
        elif question.ask is Ask.TEAM_MONITOR:
            if status == StatusCode.E_CTI_AGENT_TEAM_MONITOR_ALREADY_EXISTS:
                self.teams.monitored(question.about, None)
            else:
                self.teams.not_monitored(question.about, words)
        else:
            self.devices.failed(question, refusal)
