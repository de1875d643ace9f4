"""The lines above the panes: link and counts, the newest emergency, the supervisor's own engagement (YOU)."""

from __future__ import annotations

from dataclasses import replace

from app.alarms import ACTIVE, find, newest_emergency
from app.model import Action, Agent, Alarm, AlarmKind, AlarmState, Engagement, EngagementState, LinkState, Party
from app.supervision import agent_has_left, call_joined, hung_up_on
from app.text import (
    ALARM_KINDS,
    ENGAGEMENT_STATES,
    HEARTBEAT_LIMIT,
    LINK_STATES,
    age,
    alarm_age,
    clean,
    duration,
    running,
    time_of_day,
    together,
)
from app.ui.context import Context
from app.ui.offers import (
    acknowledged_soon,
    emergency_to_go_to,
    why_not_acknowledge,
    why_not_emergency,
    why_not_supervise,
)
from app.ui.panes.pane import blind, retry_does
from app.ui.panes.roster import RosterPane
from app.ui.widgets import Bar, Part, Stretch, Tally, who
from protocol.wire.enums import AgentState

_GONE, _NOT_FOLLOWED = "gone", "not followed"
"""What agents are counted as in place of their state."""
_COUNTED = (
    ("talking", AgentState.TALKING, 5),
    ("hold", AgentState.HOLD, 6),
    ("ready", AgentState.AVAILABLE, 7),
    ("not ready", AgentState.NOT_READY, 8),
)
"""Word, AgentState and :attr:`Part.drop` of each count."""
SHARED_BELOW = 30
"""Lines of a window below which the emergency and the supervisor's own engagement share one row."""
SHARES = 11, 9
"""How they share its cells: in a window of 40 columns both say what they are, and the emergency whose it is."""


def _counted_as(agent: Agent) -> int | str | None:
    """The agent's state, where it is told and counts."""
    return _GONE if agent.gone else _NOT_FOLLOWED if agent.not_followed else agent.state


class StatusLine(Bar):
    """Link state, side and address, protocol version, age of the last message, counts, time of day."""

    GAP = 2

    def __init__(self, *, ascii_glyphs: bool = False, id: str | None = None) -> None:  # noqa: A002
        """The line before the first floor; ``ascii_glyphs`` draws everything in ASCII."""
        super().__init__(ascii_glyphs=ascii_glyphs, id=id)
        self._flash_off = False
        self._agents: Tally[str] = Tally(_counted_as)

    def set_flash_off(self, off: bool) -> None:
        """Was all flashing stopped by key?"""
        self._flash_off = off
        self.update()

    def parts(self) -> list[Part]:
        """From the floor's link and agents; why the link isn't ONLINE comes right after its state."""
        link = self.floor.link
        word = LINK_STATES[link.state]
        unanswered = link.state is LinkState.ONLINE and link.no_answer
        style = "warm" if unanswered else word.style
        parts = [Part(((f"{word.mark(self.ascii_glyphs)} {word.word}", style),))]
        if unanswered:
            parts.append(Part((("no answer", "warm"),)))
        if link.state is not LinkState.ONLINE:
            parts += self._why()
        parts.append(Part(((f"side {clean(link.side)}", "dim"),), 10))
        parts.append(Part(((clean(link.address, 80), "dim"),), 9))
        parts.append(Part(((f"v{link.protocol_version}", "dim"),), 11))
        if link.state is LinkState.ONLINE and link.last_heard is not None:
            silence = self.now - link.last_heard
            heart = "<3" if self.ascii_glyphs else "♥"
            style = "hot" if silence > HEARTBEAT_LIMIT else "warm" if unanswered else "dim"
            parts.append(Part(((f"{heart} {age(silence):<4}", style),), 4))
        if link.state is LinkState.ONLINE and link.trouble:
            parts.append(Part(((link.trouble, "alarm"),), 1, least=16))
        if self.floor.alarm_index.how_many(*ACTIVE, kind=AlarmKind.JOURNAL):
            parts.append(Part((("JOURNAL", "alarm"),), 1))  # however many rows are above its own
        if self.floor.flood:
            parts.append(Part((("FLOOD", "alarm"), (f" {self.floor.alarms_lately} alarms", "")), 2))
        if self.floor.silenced:
            parts.append(Part((("sound off", "warm"),), 2, right=True))
        if self._flash_off:
            parts.append(Part((("flash off", "warm"),), 2, right=True))
        return [
            *parts,
            *self._counts(),
            Part(((time_of_day(self.now, self.floor.clock_steps), "strong"),), 3, right=True),
        ]

    def _why(self) -> list[Part]:
        """Why the link isn't ONLINE, what a person can do, and when the next attempt is due; the last is cut last."""
        link = self.floor.link
        parts = []
        if link.reason:
            parts.append(Part(((clean(link.reason), "warm"),), 2, least=12))
        if link.advice:
            parts.append(Part(((link.advice, ""),), 3, least=20))
        if link.retry_at is not None:
            left = max(0, round(link.retry_at - self.now))
            parts.append(Part(((f"again in {left} s", "strong"), (", ", "dim"), ("r", "key"), (" retries", "dim")), 1))
        elif link.advice:
            parts.append(Part((("r", "key"), (f" {retry_does(link)}", "dim")), 1))
        return parts

    def _counts(self) -> list[Part]:
        """Numbers of teams, agents, and agents by state, each as wide as the number of all agents."""
        floor = self.floor
        if not floor.agents and not floor.teams:
            return []
        counts = self._agents.follow(floor.agents)
        teams = len(floor.teams)
        agents = len(floor.agents) - counts[_GONE]
        wide = len(str(len(floor.agents)))
        parts = [
            Part(((f"{teams} team{'' if teams == 1 else 's'}", ""),), 12, right=True),
            Part(((f"{agents} agents", ""),), 9, right=True),
        ]
        for word, state, drop in _COUNTED:
            count = counts[state]
            parts.append(
                Part(((f"{count:>{wide}}", "strong" if count else "dim"), (f" {word}", "dim")), drop, right=True)
            )
        return parts


class KeyBar(Bar):
    """A line that offers keys: those that do something where the cursor is."""

    def __init__(self, *, ascii_glyphs: bool = False, id: str | None = None) -> None:  # noqa: A002
        """The line without a cursor; ``ascii_glyphs`` draws everything in ASCII."""
        super().__init__(ascii_glyphs=ascii_glyphs, id=id)
        self._key_context: Context | None = None

    def keys_for(self, context: Context) -> None:
        """Offer the keys that do something in this context."""
        self._key_context = context
        self.update()

    @property
    def key_context(self) -> Context:
        """What a key pressed now acts on."""
        context = self._key_context
        if context is None:
            return Context(self.floor, RosterPane.PANE)
        return context if context.floor is self.floor else replace(context, floor=self.floor)


class EmergencyLine(KeyBar):
    """The newest unacknowledged emergency; where there is none, that there is none.

    In a window of less than SHARED_BELOW lines the supervisor's own engagement has no row and shares this one.
    """

    GAP = 2

    def __init__(self, *, ascii_glyphs: bool = False, id: str | None = None) -> None:  # noqa: A002
        """The line, not flashing; ``ascii_glyphs`` draws everything in ASCII."""
        super().__init__(ascii_glyphs=ascii_glyphs, id=id)
        self._flash_on = False
        self._typing = False
        self._you = YouLine(ascii_glyphs=ascii_glyphs)
        """What it says is drawn in this line where it is shared; it is no widget of the screen."""

    def alarm(self) -> Alarm | None:
        """The emergency shown; None when there is none."""
        return find(self.floor, newest_emergency(self.floor))

    def stretches(self) -> list[Stretch]:
        """The emergency, the engagement where it shares the line, or both."""
        alarm = self.alarm()
        shown = [Stretch(self.parts(), "banner" if alarm is not None else "")]
        if self.app.size.height >= SHARED_BELOW:
            return shown
        you = self._you
        you.floor, you.now, you._key_context = self.floor, self.now, self._key_context
        own = Stretch(you.parts(), you.overlay())
        if self.floor.engagement is None:
            own_phone = [part._replace(right=True) for part in own.parts]
            return shown if alarm is not None else [Stretch([*shown[0].parts, *own_phone], "")]
        if alarm is None:
            return [own]
        return [shown[0]._replace(share=SHARES[0]), own._replace(share=SHARES[1])]

    def set_flash(self, on: bool) -> None:
        """Take the phase of the flash clock: True draws the head cell reversed."""
        if on != self._flash_on:
            self._flash_on = on
            self.update()

    def parts(self) -> list[Part]:
        """Agent, extension, call, ANI, state, age, keys and counts."""
        alarm = self.alarm()
        if alarm is None:
            return self._nothing()
        word = ALARM_KINDS[alarm.kind]
        name, extension = who(self.floor, alarm.agent_id, alarm)
        flash = self._flash_on and alarm.state is AlarmState.UNACK_ACTIVE
        parts = [
            Part(((f" {word.mark(self.ascii_glyphs)} {word.word} ", "headflash" if flash else "headcell"),)),
            Part(((name, "headcell"),), 1, least=5),
            Part(((f"x{extension}" if extension else "", ""),), 7),
        ]
        if alarm.connection is not None:
            parts.append(Part(((f"call {alarm.connection.connection_call_id}", ""),), 5))
        if alarm.ani:
            parts.append(Part(((f"ANI {clean(alarm.ani)}", ""),), 6))
        if alarm.state is AlarmState.UNACK_CLEARED:
            parts.append(Part(((clean(alarm.cleared_reason) or "cleared", ""),), 4))
        if alarm.found_after_reconnect:
            parts.append(Part((("found after reconnect", ""),), 9))
        parts.append(Part(((alarm_age(alarm, self.now), "headcell"),), 3))
        lookup = self.floor.alarm_index
        open_ = lookup.how_many(AlarmState.UNACK_ACTIVE, kind=AlarmKind.EMERGENCY)
        over = lookup.how_many(AlarmState.UNACK_CLEARED, kind=AlarmKind.EMERGENCY)
        shelved = lookup.how_many(AlarmState.SHELVED)
        parts += [
            *self._keys(alarm),
            Part(((f"{open_} open" if open_ else "", ""),), 8, right=True),
            Part(((f"{over} over" if over else "", ""),), 9, right=True),
            Part(((f"{shelved} shelved" if shelved else "", ""),), 10, right=True),
        ]
        return parts

    def set_typing(self, typing: bool) -> None:
        """True while letters go to a text field, so that none of them is a key."""
        if typing is not self._typing:
            self._typing = typing
            self.update()

    def _nothing(self) -> list[Part]:
        """That no emergency is open; while the data are old, that none would be seen."""
        floor = self.floor
        if blind(floor):
            return [Part((("emergencies can't be seen now", "dim"),), 1)]
        acked = len(floor.emergencies())
        words = f"{acked} {'emergency' if acked == 1 else 'emergencies'} acked here" if acked else "no open emergency"
        return [Part(((words, "dim"),), 1)]

    def _keys(self, alarm: Alarm) -> list[Part]:
        """What ``e`` and ``a`` do now, where that is about emergencies in this line."""
        context = self.key_context
        there = emergency_to_go_to(context)
        if self._typing:
            return [Part((("esc e", "headcell"), (" go", "")), 2, right=True)]
        keys = []
        if why_not_emergency(context) is None:
            keys.append(Part((("e", "headcell"), (" go" if there == alarm.alarm_id else " next", "")), 2, right=True))
        if context.alarm_to_acknowledge == alarm.alarm_id and why_not_acknowledge(context) is None:
            keys.append(Part((("a", "headcell"), (" acknowledge", "")), 4, right=True))
        elif acknowledged_soon(context) == alarm.alarm_id:
            keys.append(Part((("a in a second", ""),), 4, right=True))  # as wide: what is beside it keeps its place
        return keys


_KEYS: dict[EngagementState, tuple[Action, ...]] = {
    **{action.engaged_state: (Action.CLEAR,) for action in Action if action.engaged_state is not None},
    EngagementState.BARGED_IN: (Action.INTERCEPT, Action.CLEAR),
    EngagementState.MONITORING: (Action.BARGE_IN, Action.CLEAR),
    EngagementState.WHISPERING: (Action.BARGE_IN, Action.CLEAR),
    EngagementState.IN_A_CALL: (Action.INTERCEPT, Action.CLEAR),
}
"""What changes an engagement in this state; the last one ends it."""
_KEY_OF = {Action.BARGE_IN: ("b", "barge in"), Action.INTERCEPT: ("i", "intercept"), Action.CLEAR: ("c", "clear")}


ALONE = "alone in the call: c hangs up"
"""Everybody else has left the call of the supervisor's phone."""


class YouLine(KeyBar):
    """The supervisor's own engagement; where there is none, whose phone would be in it."""

    GAP = 2

    def overlay(self) -> str:
        """The tint of the supervisor's own line."""
        return "you" if self.floor.engagement is not None else ""

    def parts(self) -> list[Part]:
        """State, reason, call, people on it, duration, and the keys that change the engagement."""
        engagement = self.floor.engagement
        if engagement is None:
            return self._phone()
        word = ENGAGEMENT_STATES[engagement.state]
        name, _ = who(self.floor, engagement.agent_id)
        parts = [
            Part((("YOU  ", "strong"), (f"{word.mark(self.ascii_glyphs)} {word.word}", word.style))),
        ]
        reason = ALONE if engagement.alone and not engagement.pending else clean(engagement.reason)
        if reason:
            parts.append(Part(((reason, "strong"),), 1, least=16))
        call = engagement.connection or (engagement.own_connection if engagement.in_call else None)
        if call is not None:
            parts.append(Part(((f"call {call.connection_call_id}", ""),), 2))
        parts.append(Part(((self._people(engagement, name), ""),), 4, least=12))
        if engagement.in_call:
            lasted = running(self.now - engagement.began, engagement.began_known).rstrip()
        else:
            lasted = duration(self.now - engagement.since)
        parts.append(Part(((lasted, "strong"),), 3))
        if engagement.pending:
            parts.append(Part((("waiting for the server", "dim"),), 5, right=True))
        elif not engagement.over:
            # The footer has the keys too: they are left out first, the one that ends the engagement last of them.
            context = self.key_context
            actions = [a for a in _KEYS.get(engagement.state, ()) if why_not_supervise(a, context) is None]
            for drop, action in zip(range(4 + len(actions), 4, -1), actions, strict=True):
                key, does = _KEY_OF[action]
                if action is Action.CLEAR and hung_up_on(self.floor):
                    does = "hang up"
                parts.append(Part(((key, "key"), (f" {does}", "dim")), drop, right=True))
        return parts

    def _phone(self) -> list[Part]:
        """The supervisor's agent id and extension; nothing before they are known."""
        me = self.floor.me
        if not me.agent_id:
            return []
        extension = f" x{clean(me.extension)}" if me.extension else ""
        return [Part(((f"YOU  {clean(me.agent_id)}{extension}", "dim"),), 2)]

    def _people(self, engagement: Engagement, name: str) -> str:
        """Who is on the call, the supervisor last: ``1004 Okafor, Ada & 5559876 & you``."""
        if engagement.over:
            return name if engagement.agent_id else ""
        if engagement.in_call and (engagement.others or engagement.alone):
            return self._company(engagement, name)
        call = call_joined(self.floor)
        others: list[str] = []
        for party in sorted(call.parties if call is not None else (), key=lambda party: party.is_supervisor):
            own = call is not None and party.device_id == call.device_id
            if not party.is_supervisor and party.agent_id != engagement.agent_id and not own:
                others.append(self._party(party))
        if agent_has_left(self.floor):
            return f"{together((*(others or ['the caller']), 'you'))}, without {name}"
        if call is not None and any(party.is_supervisor for party in call.parties):
            others.append("you")
        return together((name, *others))

    def _company(self, engagement: Engagement, name: str) -> str:
        """Who is on the call of the supervisor's own phone, the agent first."""
        left = agent_has_left(self.floor) or engagement.alone
        others = [party for party in engagement.others if not party.agent_id or party.agent_id != engagement.agent_id]
        people = together((*((name,) if engagement.agent_id and not left else ()), *map(self._party, others), "you"))
        return f"{people}, without {name}" if engagement.agent_id and left else people

    def _party(self, party: Party) -> str:
        agent = self.floor.agents.get(party.agent_id or "")
        return clean((agent.name if agent else "") or party.device_id)
