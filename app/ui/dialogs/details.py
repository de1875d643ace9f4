"""Details of an agent, a call or an alarm: rows of label and value made from the Floor."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from app.alarms import find
from app.model import Agent, Alarm, Call, ConnectionID, Floor, Team
from app.text import (
    ALARM_STATES,
    agent_state,
    agent_words,
    alarm_age,
    call_type,
    cells,
    clean,
    connection_state,
    duration,
    running,
    time_of_day,
    wrap,
)
from app.ui.dialogs.dialog import FloorDialog
from protocol.frozen import frozen
from protocol.wire.enums import AgentFlags, AgentState

LABEL_WIDTH = 16
"""Cells of the column of labels."""
LEAST_VALUE = 10
"""Cells of the column of values at least."""


@frozen
class Row:
    """One line of the details. A row without a label is a heading."""

    label: str
    value: str


@frozen
class Subject:
    """What the details are about, by id: the dialog shows the newest values of that agent, call or alarm."""

    agent_id: str | None = None
    connection: ConnectionID | None = None
    alarm_id: int | None = None


class DetailsDialog(FloorDialog[None]):
    """Call variables, parties, recent states of one subject."""

    BINDINGS = [  # noqa: RUF012
        Binding("enter", "close", "Back", show=False),
        Binding("j", "scroll_body(1)", show=False),
        Binding("k", "scroll_body(-1)", show=False),
    ]

    def __init__(self, subject: Subject, floor: Floor, now: float) -> None:
        super().__init__(floor, now, title=title(floor, subject))
        self.subject = subject
        self._drawn: tuple[list[Row], int] = ([], 0)

    def body(self) -> ComposeResult:
        """One text in a scroller."""
        with VerticalScroll(id="details-scroll"):
            yield Static(id="details", markup=False)

    def keys(self) -> str:
        """The keys that scroll and close."""
        return "↑ ↓ scroll    esc back"

    def draw(self) -> None:
        """Draw the rows of the newest floor, if they or the width differ from those drawn."""
        found = rows(self.floor, self.subject, self.now)
        width = self.query_one("#details-scroll").scrollable_content_region.width
        if (found, width) == self._drawn:
            return
        self._drawn = (found, width)
        self.query_one("#dialog").border_title = Content(clean(title(self.floor, self.subject)))
        text = Text()
        for index, row in enumerate(found):
            if not row.label:
                text.append(("\n" if index else "") + row.value + "\n", "bold")
            else:
                label = f"  {row.label:<{LABEL_WIDTH}}"
                first, *rest = wrap(row.value, max(LEAST_VALUE, width - cells(label))) or [""]
                text.append(label, "dim")
                text.append("".join(f"{line}\n" for line in (first, *(" " * cells(label) + more for more in rest))))
        self.query_one("#details", Static).update(text)

    def on_resize(self) -> None:
        """Draw for the new width, which is known after the layout."""
        super().on_resize()
        self.call_after_refresh(self.redraw)

    def action_scroll_body(self, lines: int) -> None:
        """Scroll by so many lines."""
        self.query_one("#details-scroll").scroll_relative(y=lines, animate=False)


# What the dialog says. Foreign text is cleaned here.


def title(floor: Floor, subject: Subject) -> str:
    """The dialog's title, not cleaned yet."""
    if subject.alarm_id is not None:
        return "Alarm"
    if subject.connection is not None:
        return f"Call {subject.connection.connection_call_id}"
    return f"Agent {agent_words(floor, subject.agent_id or '')}"


def rows(floor: Floor, subject: Subject, now: float) -> list[Row]:
    """Everything known of the subject at ``now`` (steady seconds): alarm, call, agent, the agent's other calls."""
    found: list[Row] = []
    alarm = find(floor, subject.alarm_id)
    if subject.alarm_id is not None:
        found += _alarm(floor, alarm, now) if alarm is not None else [Row("", "This alarm is not listed any more")]
    connection = subject.connection or (alarm.connection if alarm is not None else None)
    agent_id = subject.agent_id or (alarm.agent_id if alarm is not None else None)
    if connection is not None:
        call = floor.calls.get(connection)
        heading = f"Call {connection.connection_call_id}"
        found += _call(floor, call, now) if call is not None else [Row("", heading), Row("call", "not there any more")]
        agent_id = agent_id or (call.agent_id if call is not None else None)
    if agent_id:
        agent = floor.agents.get(agent_id)
        if agent is not None:
            found += _agent(floor, agent, now)
        else:
            found += [Row("", f"Agent {clean(agent_id)}"), Row("agent", "on none of your teams")]
        for other in floor.calls_of(agent_id):
            if other.connection != connection:
                found += _call(floor, other, now)
        if not floor.calls_of(agent_id) and not floor.call_details:
            found.append(Row("call", clean(floor.call_details_reason) or "details not granted: agent states only"))
    return found


def _row(label: str, value: str) -> list[Row]:
    """A row of cleaned text; none where there is no value."""
    cleaned = clean(value)
    return [Row(clean(label), cleaned)] if cleaned else []


def _since(floor: Floor, at: float | None, now: float) -> str:
    return "not known" if at is None else f"{duration(now - at)}  since {time_of_day(at, floor.clock_steps)}"


def _alarm(floor: Floor, alarm: Alarm, now: float) -> list[Row]:
    state = ALARM_STATES[alarm.state].word
    found = [Row("", clean(f"{alarm.kind.value}  {state}"))]
    found += _row("what", alarm.text)
    found += _row("raised", f"{alarm_age(alarm, now)}  since {time_of_day(alarm.since, floor.clock_steps)}")
    if alarm.count > 1:
        first = f"the first at {time_of_day(alarm.raised, floor.clock_steps)}, "
        first = first if int(alarm.since) != int(alarm.raised) else ""
        last = f"the last at {time_of_day(alarm.last_raised, floor.clock_steps)}"
        found += _row("raises", f"{alarm.count}, {first}{last}")
    if alarm.found_after_reconnect:
        found += _row("found", "after a reconnect: when it began is not known")
    if alarm.acknowledged is not None:
        waited = duration(alarm.acknowledged - alarm.raised)
        found += _row("acked here", f"{time_of_day(alarm.acknowledged, floor.clock_steps)}, after {waited}")
    if alarm.cleared is not None:
        found += _row("cleared", f"{time_of_day(alarm.cleared, floor.clock_steps)}  {alarm.cleared_reason}".rstrip())
    if alarm.agent_id is None and alarm.extension:
        found += _row("extension", alarm.extension)
    if alarm.connection is None:
        found += _row("caller", alarm.ani)
    return found


def _call(floor: Floor, call: Call, now: float) -> list[Row]:
    found = [Row("", clean(f"Call {call.connection.connection_call_id}  {connection_state(call.state).word}"))]
    if call.agent_id:
        found += _row("agent", agent_words(floor, call.agent_id))
    found += _row("caller (ANI)", call.ani)
    found += _row("DNIS", call.dnis)
    found += _row("dialled", call.dialed_number)
    found += _row("digits entered", call.caller_entered_digits)
    found += _row("type", call_type(call.call_type))
    if call.began_known:
        found += _row("began", _since(floor, call.began, now))
    else:
        found += _row("began", f"before it was first seen here, at least {_since(floor, call.began, now)}")
    if call.answered is not None and call.began_known:
        found += _row("answered", f"after {duration(call.answered - call.began)}")
    if call.state_since:
        found += _row("in this state", running(now - call.state_since, call.state_since_known).rstrip())
    if call.ended is not None:
        found += _row("ended", time_of_day(call.ended, floor.clock_steps))
    for party in call.parties:
        who = "you" if party.is_supervisor else agent_words(floor, party.agent_id) if party.agent_id else ""
        found += _row("party", f"{party.device_id}  {who}".rstrip())
    for device_id in call.supervised_by:
        found += _row("supervisor", f"{device_id} is on the call")
    found += _row("wrap-up", call.wrapup)
    for name, value in call.variables:
        found += _row(name, value)
    return found


def _agent(floor: Floor, agent: Agent, now: float) -> list[Row]:
    found = [Row("", clean(f"Agent {agent_words(floor, agent.agent_id)}"))]
    found += _row("state", _state(floor, agent.state, agent.reason_code))
    if agent.not_followed:
        found += _row("not followed", f"{clean(agent.not_followed)} The state is the last one told.")
    else:
        found += _row("in this state", _since(floor, agent.state_since, now))
    found += _row("extension", agent.extension)
    if agent.instrument != agent.extension:
        found += _row("instrument", agent.instrument)
    for team_id in agent.team_ids:
        team: Team | None = floor.teams.get(team_id)
        found += _row("team", f"{team_id}  {team.name if team is not None else ''}".rstrip())
    if agent.flags & AgentFlags.TEMPORARY_AGENT:
        found += _row("member", "temporary")
    if agent.skill_groups:
        names = floor.skill_group_names
        # Each is cleaned by itself: the limit of one text would cut off the later ones.
        words = "; ".join(clean(names.get(number) or str(number)) for number in agent.skill_groups)
        found.append(Row("skill groups", words))
    if agent.gone:
        found += _row("gone", "left the teams since")
    later: float | None = None
    for change in reversed(agent.recent):
        lasted = "" if later is None else f"  for {duration(later - change.at)}"
        found += _row(
            time_of_day(change.at, floor.clock_steps), _state(floor, change.state, change.reason_code) + lasted
        )
        later = change.at
    return found


def _state(floor: Floor, state: int | None, reason_code: int | None) -> str:
    """An agent's state in words, with its reason where the guide gives EventReasonCode a meaning."""
    word = agent_state(state)
    text = f"{word.word}, {word.note}" if word.note else word.word
    if reason_code is None or state not in (AgentState.NOT_READY, AgentState.LOGOUT):
        return text
    return f"{text} {reason_code}  {floor.reason_texts.get(reason_code, '')}".rstrip()
