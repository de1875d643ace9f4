"""The floor builder: the state of everything the console knows, how it is changed, and snapshots of it.

Pure of I/O and deterministic in (calls, times); times are steady seconds (:mod:`app.model`). The events of a session
are folded by :func:`app.floor.fold.fold`. Values are made when a snapshot is taken, for what changed since the last
one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from enum import IntEnum
from typing import Any

from app.alarms import ACTIVE, AlarmBook, AlarmTrigger, RecordAlarm
from app.floor.alarm_triggers import trigger_of_call
from app.floor.call_events import fold_call_event, fold_call_found
from app.floor.call_facts import Appeared, AsksForHelp, CallFact, Ended, Renamed
from app.floor.call_tracker import CallTracker
from app.floor.call_values import CallValues
from app.floor.directory import OWN, Directory
from app.floor.engagement_events import (
    PERHAPS_IN_CALL,
    fold_call_fact,
    joined_without_event,
    restored,
    settled,
    with_company,
)
from app.floor.freshness import Freshness, blind_words
from app.floor.link import NO_SUPERVISOR
from app.floor.long_states import too_long
from app.floor.own_phone import OwnPhone
from app.floor.roster import Roster
from app.model import (
    Acknowledge,
    AcknowledgeAll,
    Action,
    ActionPolicy,
    Agent,
    Alarm,
    AlarmCommand,
    AlarmKind,
    Call,
    ClockStep,
    ConnectionID,
    Engagement,
    EngagementState,
    Floor,
    Limits,
    Link,
    LinkState,
    Me,
    Note,
    Severity,
    Shelve,
    Silence,
    Supervise,
    Team,
    Unshelve,
)
from app.supervision import EngagementEvent, advance, request_sent, subject_of, time_passed, uncertain
from app.text import ACTION_WORDS, call_words, duration
from protocol.session.events import CallFound, OwnCallsListed
from protocol.wire.enums import CTIServiceMask, EventCause
from protocol.wire.messages import Message

MAX_NOTES = 200
"""Lines of the event log that are kept."""
MAX_CLOCK_STEPS = 100
"""Times at which the wall clock was set that are kept."""
MAX_OTHER_PERIPHERALS = 16
"""Other peripherals that are named in the event log in one session."""
MOST_TEAMS_NAMED = 6
"""Teams that are named one by one in a sentence."""
UNRECORDED = "not recorded: "
"""How the alarm about a journal that can't be written begins."""
LOST = "lost: "
"""How the alarm about a journal that was taken away begins."""
SESSION_KINDS = frozenset({AlarmKind.LINK, AlarmKind.LOGIN})
"""Alarms that an open session ends."""

_LOST = "the connection was lost: what became of it is unknown"
_WENT_WRONG = {EngagementState.REFUSED: "refused", EngagementState.OUTCOME_UNKNOWN: "has an unknown outcome"}


class Changed(IntEnum):
    """Whether the floor has changed, and how soon the screen should show it."""

    NO = 0
    YES = 1
    NOW = 2
    """An alarm: without waiting."""


class FloorBuilder:
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
        self.directory = Directory(me, dict(names or {}))
        self.roster = Roster(self.directory, dict(team_names or {}))
        self.calls = CallTracker(self.directory)
        self.alarm_book = AlarmBook(first_alarm_id)
        self.freshness = Freshness()
        self.peripheral_id = peripheral_id
        self._limits, self._policy = limits or Limits(), policy or ActionPolicy()
        self._reason_texts, self._skill_group_names = dict(reason_texts or {}), dict(skill_group_names or {})
        self._link = Link()
        self._other_peripherals: set[int] = set()
        """Other peripherals of which events have come in this session."""
        self._noted_not_followed = ""
        """What the event log says last about teams that are not followed."""
        self._asked = False
        """Everything has been asked for in this session, and answered."""
        self._engagement: Engagement | None = None
        self._own_phone = OwnPhone()
        self._invoke_id: int | None = None
        """Of the supervisory request that has no answer yet."""
        self._unoffered: frozenset[Action] = frozenset()
        self._writing: Action | None = None
        self._call_details, self._call_details_reason = True, ""
        self._journal_trouble = ""
        self._clock_steps: tuple[ClockStep, ...] = ()
        self._journal_loss = ""
        """Text of the alarm about a journal that was taken away, until it is acknowledged."""
        self._notes: deque[Note] = deque(maxlen=MAX_NOTES)
        self._notes_value: tuple[Note, ...] | None = ()
        self._agents: dict[str, Agent] = {}
        self._teams: dict[int, Team] = {}
        self._calls = CallValues()
        self._revision = 0
        self._changed = Changed.NO

    # -- what it knows -----------------------------------------------------------------------------------------------

    @property
    def link(self) -> Link:
        """The session with the CTI Server."""
        return self._link

    @property
    def engagement(self) -> Engagement | None:
        """The supervisor's own stepping in."""
        return self._engagement

    @property
    def clock_steps(self) -> tuple[ClockStep, ...]:
        """When the wall clock was set, oldest first."""
        return self._clock_steps

    @property
    def journal_trouble(self) -> str:
        """Why no audit line can be written now; empty while it can."""
        return self._journal_trouble

    def snapshot(self, now: float) -> Floor:
        """What is known now, as a value of its own."""
        changed_agents, changed_teams = self.directory.take_changed(), self.roster.take_changed_teams()
        changed_calls = self.calls.table.take_changed()
        if changed_agents:
            self._agents = _updated(self._agents, {a: self.roster.agent_value(a) for a in changed_agents})
        if changed_teams:
            self._teams = _updated(self._teams, {t: self.roster.team_value(t) for t in changed_teams})
        calls = self._calls.take({connection: self._call_value(connection) for connection in changed_calls})
        if self._notes_value is None:
            self._notes_value = tuple(self._notes)
        book, freshness = self.alarm_book, self.freshness
        return Floor(
            revision=self._revision,
            now=now,
            link=replace(self._link, last_heard=freshness.last_heard, no_answer=freshness.no_answer),
            me=self.directory.me,
            teams=self._teams,
            agents=self._agents,
            calls=calls,
            alarms=book.in_order(),
            history=book.history,
            alarms_lately=book.lately,
            flood=book.flood,
            limits=self._limits,
            engagement=self._engagement,
            own_call=self._own_call(),
            notes=self._notes_value,
            stale_since=freshness.stale_since,
            agents_stale=freshness.agents_stale,
            calls_stale=freshness.calls_stale,
            calls_loading=self.calls.asking and self._link.state is LinkState.ONLINE and self._call_details,
            blind=freshness.blind,
            call_details=self._call_details,
            call_details_reason=self._call_details_reason,
            unoffered=self._unoffered,
            policy=self._policy,
            writing=self._writing,
            journal_trouble=self._journal_trouble,
            silenced=book.silenced,
            reason_texts=self._reason_texts,
            skill_group_names=self._skill_group_names,
            clock_steps=self._clock_steps,
        )

    def _call_value(self, connection: ConnectionID) -> Call | None:
        """The call as the floor shows it; None where it is gone, the supervisor's own, or of an agent on no team."""
        row = self.calls.table.get(connection)
        if row is None:
            return None
        agent_id = self.directory.on_teams(row.owner)
        return row.value(agent_id, self.directory.owner_at) if agent_id is not None or row.owner is None else None

    def _own_call(self) -> Call | None:
        """The engagement's own connection, with the parties that are in the call now."""
        engagement = self._engagement
        row = self.calls.table.get(engagement.own_connection) if engagement is not None else None
        return row.value(None, self.directory.owner_at) if row is not None and row.ended is None else None

    # -- changes -----------------------------------------------------------------------------------------------------

    def touch(self, how: Changed = Changed.YES) -> None:
        """Something has changed that the screen shows."""
        self._revision += 1
        self._changed = max(self._changed, how)

    def take_changed(self) -> Changed:
        """Whether anything has changed since this was asked last; marks the calls that alarms are about."""
        changed, urgent = self.alarm_book.take_news()
        if changed:
            self.calls.mark_alarms(self.alarm_book.take_marks())
            self.touch(Changed.NOW if urgent else Changed.YES)
        how, self._changed = self._changed, Changed.NO
        return how

    def tick(self, now: float) -> Changed:
        """Time has passed: ended calls and finished engagements leave, waits end. To be called once a second."""
        if self.calls.tick(now):
            self.touch()
        self._check_long_states(now)
        self.alarm_book.tick(now, self.calls.table.__contains__)
        if self._engagement is not None:
            own_call = self.calls.table.get(self._engagement.own_connection)
            self.engage(joined_without_event(self._engagement, own_call, now), now)
        if self._engagement is not None:
            self.engage(time_passed(self._engagement, now), now)
        return self.take_changed()

    def _check_long_states(self, now: float) -> None:
        """Raise alarms for agents who are too long in a state, and clear those of others; not while data are old."""
        if self.freshness.stale_since is not None:
            return
        book, lasting = (
            self.alarm_book,
            too_long(self._limits, self.directory, self.calls.table, now, unfollowed=self.roster.why_not_followed),
        )
        over = [alarm for alarm in book.of_kind(AlarmKind.LONG_STATE) if alarm.agent_id not in lasting]
        book.clear(over, "the state has changed", now)
        listed = book.of_kind(AlarmKind.LONG_STATE)
        active = {alarm.agent_id for alarm in listed if alarm.state in ACTIVE}
        cleared = {alarm.agent_id for alarm in listed if alarm.cleared is not None}
        for agent_id, trigger in lasting.items():
            if agent_id not in active or agent_id in cleared:
                book.raise_alarm(trigger, now)

    def note(self, text: str, now: float, severity: Severity = Severity.INFO, *, about_link: bool = False) -> None:
        """A line for the event log; ``about_link``: true until the state of the link changes."""
        self._notes.append(Note(now, text, severity, about_link))
        self._notes_value = None
        self.touch()

    # -- the link ----------------------------------------------------------------------------------------------------

    def set_link(self, link: Link) -> None:
        """What is known of the session with the CTI Server."""
        if link != self._link:
            self._link = link
            self.touch()

    def check_server(self, now: float) -> None:
        """After link or teams have changed: an alarm while the server is in trouble or a team is not followed."""
        not_followed = self._not_followed()
        if not_followed not in ("", self._noted_not_followed):
            self.note(f"{not_followed[0].upper()}{not_followed[1:]}", now, Severity.WARNING)
        self._noted_not_followed = not_followed
        words = "; ".join(words for words in (self._link.trouble, not_followed) if words)
        if not words:
            self.alarm_book.clear_kinds(frozenset({AlarmKind.SERVER}), "all is well again", now)
            return
        uncleared = (alarm for alarm in self.alarm_book.of_kind(AlarmKind.SERVER) if alarm.cleared is None)
        known = next(uncleared, None)
        worse = known is not None and bool({*words.split("; ")} - {*known.text.split("; ")})
        self.alarm_book.raise_alarm(AlarmTrigger(AlarmKind.SERVER, words, worse=worse), now)

    def _not_followed(self) -> str:
        """Which teams are not followed and why, once all answers have come; empty where NO_SUPERVISOR says it."""
        if not self._asked or NO_SUPERVISOR in self._link.trouble:
            return ""
        return "; ".join(
            f"{_teams(sorted(teams))} not followed: {why}" for why, teams in self.roster.not_followed().items()
        )

    def session_opened(self, services_granted: int, now: float) -> None:
        """A new session is open: what belongs to the one before it is forgotten, or has to be named by this one."""
        self.freshness.session_opened(now)
        asks = bool(services_granted & CTIServiceMask.CTI_SERVICE_CLIENT_CONTROL)
        self._own_phone.session_opened(now, possible=asks)
        self._unoffered, self._call_details, self._call_details_reason = frozenset(), True, ""
        self._invoke_id = None
        self._other_peripherals.clear()
        self._asked = False
        self.directory.reopened()
        self.roster.reopened()
        self.calls.reopened()
        self.alarm_book.clear_kinds(SESSION_KINDS, "the session is open again", now)

    def session_lost(self, now: float) -> None:
        """An open session is over."""
        self.freshness.session_lost(now)
        self.touch()
        if self._engagement is not None:
            lost = advance(self._engagement, now, EngagementEvent.SESSION_LOST, reason=_LOST)
            self.engage(lost, now)

    def events_stopped(self, now: float) -> None:
        """No events come from now on."""
        self.freshness.events_stopped(now)
        self.check_server(now)
        self.touch()

    def events_resumed(self, now: float) -> None:
        """Events come: a time without them, where there was one, is over and noted in the event log."""
        blind = self.freshness.events_resumed(now)
        if blind is not None:
            self.note(blind_words(blind, self._clock_steps), now, Severity.WARNING)
        self.check_server(now)

    def discovered(self, now: float) -> None:
        """Everything has been asked for and answered."""
        self.roster.rediscovered()
        self.calls.rediscovered()
        self.freshness.discovered()
        self._asked = True
        self._own_phone.discovered()
        self.check_server(now)
        self.settle(now)
        engagement = self._engagement
        if engagement is not None and uncertain(engagement) and engagement.in_call:
            self.engage(replace(engagement, reason=PERHAPS_IN_CALL), now)
        self._settle_restored(now)
        self.touch()

    def session_closed(self) -> Changed:
        """The session is closed for good."""
        if self._link.state is not LinkState.CLOSED:
            self.set_link(replace(self._link, state=LinkState.CLOSED, retry_at=None))
        return self.take_changed()

    def fail(self, reason: str, now: float) -> Changed:
        """The worker itself has failed: no session any more, and why."""
        self.set_link(replace(self._link, state=LinkState.CLOSED, reason=reason, retry_at=None))
        self.freshness.went_stale(now)
        self.note(reason, now, Severity.ERROR)
        return self.take_changed()

    def other_peripheral(self, peripheral_id: int) -> bool:
        """Events of another peripheral come; True at the first of each peripheral in a session, to be noted."""
        if peripheral_id in self._other_peripherals or len(self._other_peripherals) >= MAX_OTHER_PERIPHERALS:
            return False
        self._other_peripherals.add(peripheral_id)
        return True

    # -- agents and calls --------------------------------------------------------------------------------------------

    def call_event(self, message: Message, now: float) -> None:
        """Fold a message where it is a call event."""
        if fold_call_event(self.calls, message, now):
            self.freshness.fresh_data(calls=True)
            self.touch()

    def call_found(self, event: CallFound, now: float) -> None:
        """Fold a call that a snapshot has found."""
        fold_call_found(self.calls, event, now)
        if self.directory.owner_at(event.device_id) is OWN:
            self._own_phone.found(event.connection_call_id)
        self.touch()

    def own_calls_listed(self, event: OwnCallsListed, now: float) -> None:
        """The server was asked for the calls of the own phone."""
        if event.call_ids is None:
            self._own_phone.refused(now, again=event.again)
            return
        self._own_phone.listed(event.call_ids, now)
        self.calls.own_calls_told(event.call_ids, now)

    def own_call_gone(self, engagement: Engagement, now: float) -> None:
        """The server says that the own phone is not in the call of the engagement."""
        row = self.calls.table.get(engagement.own_connection)
        if row is not None:
            self.calls.end(row, EventCause.CEC_NONE, now, lost=True)

    def take_question(self, now: float) -> bool:
        """Are the calls of the own phone to be asked for now? True once each time; what is known leaves no question."""
        online = self._asked and self._link.state is LinkState.ONLINE and self.freshness.stale_since is None
        if not online or (self._own_phone.told and not uncertain(self._engagement)):
            return False
        if not self._own_phone.due(now):
            return False
        self._own_phone.asked(now)
        return True

    def set_call_details(self, granted: bool, words: str, now: float) -> None:
        """Whether calls of other agents can be seen, and why not."""
        if (granted, words) != (self._call_details, self._call_details_reason):
            self.note(words, now, Severity.INFO if granted else Severity.WARNING)
        self._call_details, self._call_details_reason = granted, words
        self.touch()

    def settle(self, now: float) -> None:
        """At the end of an event: pass on what directory, roster and calls have found to the other parts."""
        roster, calls = self.roster, self.calls
        for device in self.directory.take_moved():
            calls.device_moved(device, now)
        for agent_id in roster.take_timed():
            calls.agent_state_timed(agent_id, now)
        for agent_id in roster.take_relisted():
            calls.table.mark_changed(*calls.table.of_owner(agent_id).rows)
        for agent_id in dict.fromkeys(roster.take_off_call()):
            alarms = self.alarm_book.calls_for_help_of(agent_id)
            unseen = [alarm for alarm in alarms if alarm.connection not in calls.table]
            self.alarm_book.clear(unseen, "the agent is on no call any more", now)
        for fact in calls.take_facts():
            self._fold_fact(fact, now)
        self._follow_own_phone(now)

    def _follow_own_phone(self, now: float) -> None:
        """What the calls of the own phone say about the engagement."""
        engagement = self._engagement
        if self._link.state is not LinkState.ONLINE:
            return
        if engagement is not None:
            engagement = settled(engagement, self.calls, told=self._own_phone.told, now=now)
        if engagement is None or engagement.over:
            engagement = restored(self.calls, complete=self._asked, now=now) or engagement
        if engagement is not None:
            self.engage(with_company(engagement, self.calls), now)

    def _fold_fact(self, fact: CallFact, now: float) -> None:
        match fact:
            case Renamed(old, new):
                self.alarm_book.rename_call(old, new)
            case Ended(connection, _, cause, reason):
                if cause == EventCause.CEC_SUPERVISOR_INTERCEPT:
                    reason = f"{'you' if self._intercepting(connection) else 'a supervisor'} took the call over"
                self.alarm_book.clear_call(connection, reason, now)
            case AsksForHelp(connection, emergency):
                row = self.calls.table.get(connection)
                if row is not None:
                    found = self.freshness.rediscovering
                    trigger = trigger_of_call(self.directory, self.calls, row, emergency=emergency, found=found)
                    self.alarm_book.raise_alarm(trigger, now)
            case Appeared(connection):
                self._name_in_alarms(connection)
        if self._engagement is not None:
            self.engage(fold_call_fact(self._engagement, fact, now), now)

    def _intercepting(self, connection: ConnectionID) -> bool:
        """Did the supervisor of this console ask to intercept that call of an agent?"""
        engagement = self._engagement
        if engagement is None or engagement.over or engagement.action is not Action.INTERCEPT:
            return False
        return engagement.connection == connection

    def _name_in_alarms(self, connection: ConnectionID) -> None:
        """A call has appeared: alarms that have named it by another device id take its id."""
        row = self.calls.table.get(connection)
        if row is None or not isinstance(row.owner, str):
            return
        for alarm in self.alarm_book.about_call(connection.connection_call_id):
            named = alarm.connection
            if named is not None and named not in self.calls.table and alarm.agent_id in (row.owner, None):
                self.alarm_book.rename_call(named, connection)

    # -- stepping in -------------------------------------------------------------------------------------------------

    def engage(self, engagement: Engagement | None, now: float) -> None:
        """The engagement is this now: a new state is noted, and a failure raises an alarm."""
        before = self._engagement
        if engagement is before:
            return
        self._engagement = engagement
        if uncertain(engagement) and not uncertain(before):
            self._own_phone.doubt(now)
        self.touch()
        if engagement is not None and (before is None or before.state is not engagement.state):
            self.note(_engagement_words(engagement), now)
        if engagement is not None and engagement.state in _WENT_WRONG:
            if before is None or (before.state, before.reason) != (engagement.state, engagement.reason):
                self.alarm_book.raise_alarm(self._trigger_of_engagement(engagement), now)
        else:
            self.alarm_book.clear_kinds(frozenset({AlarmKind.ACTION}), "that is past", now)

    def _trigger_of_engagement(self, engagement: Engagement) -> AlarmTrigger:
        went_wrong = f"{ACTION_WORDS[engagement.action].noun} {_WENT_WRONG[engagement.state]}"
        return AlarmTrigger(
            AlarmKind.ACTION,
            f"{went_wrong}: {engagement.reason or 'no event tells'}",
            engagement.agent_id,
            self.directory.name_of(engagement.agent_id),
            connection=engagement.connection,
        )

    def set_writing(self, action: Action | None) -> Changed:
        """The audit line of this action is being written; None: of none any more."""
        self._writing = action
        self.touch()
        return self.take_changed()

    def requested(self, command: Supervise, invoke_id: int, now: float) -> Changed:
        """A supervisory request was sent with that InvokeID."""
        agent_id, connection = subject_of(command.action, command.target, self._engagement)
        self._invoke_id = invoke_id
        self.engage(request_sent(self._engagement, command.action, agent_id, connection, now), now)
        return self.take_changed()

    def answered(self, invoke_id: int) -> Engagement | None:
        """A supervisory request has an outcome: the engagement where the request is its unanswered one, else None."""
        if invoke_id != self._invoke_id:
            return None
        self._invoke_id = None
        return self._engagement

    def not_offered(self, action: Action) -> None:
        """The server doesn't offer this action in this session."""
        self._unoffered |= {action}

    # -- alarms and the journal --------------------------------------------------------------------------------------

    def carry_out(self, command: AlarmCommand, who: str, now: float) -> Changed:
        """What the supervisor with that agent id does to alarms."""
        book = self.alarm_book
        match command:
            case Acknowledge(alarm_id, painted):
                book.acknowledge(alarm_id, now, painted, who)
            case AcknowledgeAll(alarm_ids, painted_at):
                book.acknowledge_all(alarm_ids, now, painted_at, who)
            case Shelve(alarm_id, reason, seconds):
                book.shelve(alarm_id, reason, seconds, now, who)
            case Unshelve(alarm_id):
                book.unshelve(alarm_id, now, who)
            case Silence():
                book.silence()
        self._end_journal_loss(now)
        return self.take_changed()

    def record_alarms(self, record: RecordAlarm, next_alarm_id: int) -> None:
        """Have each change of an alarm recorded from now on; ids of new alarms begin at ``next_alarm_id``."""
        self.alarm_book.record_with(record, next_alarm_id)

    def restore(self, alarms: tuple[Alarm, ...], next_alarm_id: int, now: float) -> Changed:
        """The alarms that an earlier run left behind join the list as they were; ids for new ones begin there.

        Alarms about the session and the journal are cleared where these work now.
        """
        book = self.alarm_book
        if book.restore(alarms, next_alarm_id):
            if not self._journal_trouble:
                self._clear_unrecorded(now)
            if self._link.state is LinkState.ONLINE:
                book.clear_kinds(SESSION_KINDS, "the session is open again", now)
                self.check_server(now)
        return self.take_changed()

    def _settle_restored(self, now: float) -> None:
        """All calls that are up have been found: those of restored calls for help that aren't among them are over.

        Only where the call would be seen: its agent is on the teams, and call details are granted.
        """

        def over(alarm: Alarm) -> bool:
            visible = alarm.connection is not None and self.directory.on_teams(alarm.agent_id) is not None
            return self._call_details and visible and alarm.connection not in self.calls.table

        self.alarm_book.settle_restored(over, "its call was over when the console was started again", now)

    def clock_set(self, correction: float, now: float) -> Changed:
        """The wall clock was set: it is ``correction`` seconds ahead of the steady one from now on."""
        moved = correction - (self._clock_steps[-1].correction if self._clock_steps else 0.0)
        self._clock_steps = (*self._clock_steps, ClockStep(now, correction))[-MAX_CLOCK_STEPS:]
        by = f"{abs(moved):.0f} s" if abs(moved) < 100 else duration(abs(moved))
        self.note(f"this computer's clock was set {'back' if moved < 0 else 'on'} by {by}: ages go on", now)
        return self.take_changed()

    def set_journal_trouble(self, trouble: str, now: float) -> Changed:
        """The journal can't be written, and why; an empty text: it can."""
        if trouble != self._journal_trouble:
            self._journal_trouble = trouble
            if trouble:
                self.alarm_book.raise_alarm(AlarmTrigger(AlarmKind.JOURNAL, UNRECORDED + trouble), now)
            else:
                self._clear_unrecorded(now)
                if self._journal_loss:
                    self.alarm_book.raise_alarm(AlarmTrigger(AlarmKind.JOURNAL, self._journal_loss), now)
            self.touch(Changed.NOW)
        return self.take_changed()

    def journal_lost(self, words: str, now: float) -> Changed:
        """The journal was taken away and how; the alarm stays until a person acknowledges it."""
        self._journal_loss = LOST + words
        self.alarm_book.raise_alarm(AlarmTrigger(AlarmKind.JOURNAL, self._journal_loss, worse=True), now)
        return self.take_changed()

    def _end_journal_loss(self, now: float) -> None:
        """An acknowledged loss is over: nothing that could still be done about it is shown by the alarm."""
        journal = self.alarm_book.of_kind(AlarmKind.JOURNAL)
        acknowledged = [a for a in journal if a.text.startswith(LOST) and a.acknowledged is not None]
        if acknowledged:
            self._journal_loss = ""
            self.alarm_book.clear(acknowledged, "it was acknowledged", now)

    def _clear_unrecorded(self, now: float) -> None:
        """The journal can be written."""
        journal = self.alarm_book.of_kind(AlarmKind.JOURNAL)
        unrecorded = [alarm for alarm in journal if alarm.text.startswith(UNRECORDED)]
        self.alarm_book.clear(unrecorded, "it is written again", now)


def _updated(values: dict[Any, Any], changed: Mapping[Any, Any]) -> dict[Any, Any]:
    """A copy of values with the changed ones; None: there is no such value any more."""
    updated = dict(values)
    for key, value in changed.items():
        if value is None:
            updated.pop(key, None)
        else:
            updated[key] = value
    return updated


def _teams(team_ids: list[int]) -> str:
    """Teams by their ids: ``team 501``, ``teams 501, 502``, ``40 teams (501, 502, 503 ...)``."""
    if len(team_ids) > MOST_TEAMS_NAMED:
        return f"{len(team_ids)} teams ({', '.join(map(str, team_ids[:3]))} ...)"
    return f"team{'' if len(team_ids) == 1 else 's'} {', '.join(map(str, team_ids))}"


def _engagement_words(engagement: Engagement) -> str:
    """The engagement as a line of the event log."""
    call = f", {call_words(engagement.connection)}" if engagement.connection is not None else ""
    because = f" ({engagement.reason})" if engagement.reason else ""
    return f"{engagement.state.value}: agent {engagement.agent_id}{call}{because}"
