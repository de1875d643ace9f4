"""The words, glyphs and styles of every state, and the words for actions, agents and calls.

A :class:`Word` shows a state by word, by glyph and by style, so that nothing is told by colour alone.
Style names are those of :mod:`app.ui.themes`. A number that the guide doesn't have stays a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from app.model import Action, Alarm, AlarmKind, AlarmState, ConnectionID, EngagementState, Floor, LinkState
from app.text.times import running
from protocol.wire.enums import AgentState, CallType, LocalConnectionState

_FULL_STOP = re.compile(r"\.(?= \([^()]*\)$|$)")


class Word(NamedTuple):
    """How a state is shown on screen."""

    word: str
    glyph: str
    """One cell wide."""
    ascii_glyph: str
    """The glyph for terminals without the others: one ASCII character."""
    style: str = "plain"
    note: str = ""
    """What the word leaves out; shown where there is room."""

    def mark(self, ascii_glyphs: bool) -> str:
        """The glyph of the set in use."""
        return self.ascii_glyph if ascii_glyphs else self.glyph


HEARTBEAT_LIMIT = 25.0
"""Seconds since the server was last heard from which that age is a warning: 2.5 default heartbeat intervals."""

_UNKNOWN = Word("Unknown", "?", "?", "dim")

AGENT_STATES: dict[int, Word] = {
    AgentState.LOGIN: Word("Signed in", "◦", "i", "plain"),
    AgentState.LOGOUT: Word("Signed out", "·", ".", "dim"),
    AgentState.NOT_READY: Word("Not ready", "◌", "x", "plain"),
    AgentState.AVAILABLE: Word("Ready", "○", "o", "ready"),
    AgentState.TALKING: Word("Talking", "●", "*", "talking"),
    AgentState.WORK_NOT_READY: Word("Wrap-up", "◒", "W", "plain", "then not ready"),
    AgentState.WORK_READY: Word("Wrap-up", "◓", "w", "plain"),
    AgentState.BUSY_OTHER: Word("Busy", "◍", "#", "plain", "other skill group"),
    AgentState.RESERVED: Word("Reserved", "◎", "@", "plain"),
    AgentState.UNKNOWN: _UNKNOWN,
    AgentState.HOLD: Word("Hold", "◐", "H", "talking"),
    AgentState.ACTIVE: Word("Active", "▪", "a", "plain", "task"),
    AgentState.PAUSED: Word("Paused", "▫", "p", "plain", "task"),
    AgentState.INTERRUPTED: Word("Interrupted", "▯", "!", "plain", "task"),
    AgentState.NOT_ACTIVE: Word("Not active", "□", "-", "plain", "no task"),
}

CONNECTION_STATES: dict[int, Word] = {
    LocalConnectionState.LCS_NULL: Word("ended", "·", ".", "dim"),
    LocalConnectionState.LCS_INITIATE: Word("dialing", "◦", "d", "plain"),
    LocalConnectionState.LCS_ALERTING: Word("ringing", "◎", "@", "strong"),
    LocalConnectionState.LCS_CONNECT: Word("talking", "●", "*", "talking"),
    LocalConnectionState.LCS_HOLD: Word("hold", "◐", "H", "talking"),
    LocalConnectionState.LCS_QUEUED: Word("queued", "◌", "q", "plain"),
    LocalConnectionState.LCS_FAIL: Word("failed", "✗", "x", "warm"),
    LocalConnectionState.LCS_NONE: Word("", " ", " ", "dim"),
}

CALL_TYPES: dict[int, str] = {
    CallType.ACD_IN: "ACD in",
    CallType.PREROUTE_ACD_IN: "ACD in",
    CallType.PREROUTE_DIRECT_AGENT: "direct in",
    CallType.TRANSFER_IN: "transfer",
    CallType.OVERFLOW_IN: "overflow",
    CallType.OTHER_IN: "in",
    CallType.AUTO_OUT: "auto out",
    CallType.AGENT_OUT: "agent out",
    CallType.OUT: "out",
    CallType.AGENT_INSIDE: "inside",
    CallType.OFFERED: "offered",
    CallType.CONSULT: "consult",
    CallType.CONSULT_OFFERRED: "consult",
    CallType.CONSULT_CONFERENCE: "conf. cons.",
    CallType.CONFERENCE: "conference",
    CallType.UNMONITORED: "unmonitored",
    CallType.PREVIEW: "preview",
    CallType.RESERVATION: "reservation",
    CallType.ASSIST: "assist",
    CallType.EMERGENCY: "emerg.",
    CallType.SUPERVISOR_MONITOR: "monitor",
    CallType.SUPERVISOR_WHISPER: "whisper",
    CallType.SUPERVISOR_BARGEIN: "barge-in",
    CallType.SUPERVISOR_INTERCEPT: "intercept",
    CallType.TASK_ROUTED_BY_ICM: "task CCE",
    CallType.TASK_ROUTED_BY_APPLICATION: "task app",
    CallType.RESERVATION_PREVIEW: "res. preview",
    CallType.RESERVATION_PREVIEW_DIRECT: "res. direct",
    CallType.RESERVATION_PREDICTIVE: "res. predict",
    CallType.RESERVATION_CALLBACK: "res. callbk",
    CallType.RESERVATION_PERSONAL_CALLBACK: "res. personal",
    CallType.CUSTOMER_PREVIEW: "preview out",
    CallType.CUSTOMER_PREVIEW_DIRECT: "direct out",
    CallType.CUSTOMER_PREDICTIVE: "predict out",
    CallType.CUSTOMER_CALLBACK: "callback out",
    CallType.CUSTOMER_PERSONAL: "personal out",
    CallType.CUSTOMER_IVR: "IVR out",
    CallType.NON_ACD: "non-ACD",
    CallType.PLAY_AGENT_GREETING: "greeting",
    CallType.RECORD_AGENT_GREETING: "rec. greeting",
    CallType.VOICE_CALL_BACK: "callback",
    CallType.NULL_CALLTYPE: "-",
}
"""EMERGENCY is abbreviated: the whole word is on screen only while an alarm of that kind is listed."""

ALARM_KINDS: dict[AlarmKind, Word] = {
    kind: Word(kind.value, kind.glyph, kind.ascii_glyph, kind.style) for kind in AlarmKind
}

ALARM_STATES: dict[AlarmState, Word] = {
    AlarmState.UNACK_ACTIVE: Word("open", "!", "!", "strong"),
    AlarmState.ACK_ACTIVE: Word("acked here", "+", "+", "plain"),
    AlarmState.UNACK_CLEARED: Word("cleared", "~", "~", "plain"),
    AlarmState.SHELVED: Word("shelved", "z", "z", "dim"),
    AlarmState.NORMAL: Word("normal", "-", "-", "dim"),
}
"""``acked here``: the protocol has no acknowledgement, so other consoles don't know of it."""

LINK_STATES: dict[LinkState, Word] = {
    LinkState.CONNECTING: Word(LinkState.CONNECTING.value, "◌", ".", "warm"),
    LinkState.OPENING: Word(LinkState.OPENING.value, "◎", "o", "warm"),
    LinkState.ONLINE: Word(LinkState.ONLINE.value, "●", "*", "good"),
    LinkState.RECONNECTING: Word(LinkState.RECONNECTING.value, "◐", "~", "hot"),
    LinkState.REFUSED: Word(LinkState.REFUSED.value, "✗", "x", "alarm"),
    LinkState.CLOSED: Word(LinkState.CLOSED.value, "○", "-", "hot"),
}

_ASKED = ("◌", ".", "warm")
_SEEN = ("●", "*", "engaged")
ENGAGEMENT_STATES: dict[EngagementState, Word] = {
    state: Word(state.value, *looks)
    for state, looks in {
        **{action.requested_state: _ASKED for action in Action},
        EngagementState.CONFIRMED: ("◎", "o", "warm"),
        EngagementState.PHONE_RINGS: ("◎", "o", "warm"),
        **{action.engaged_state: _SEEN for action in Action if action.engaged_state is not None},
        EngagementState.IN_A_CALL: _SEEN,
        EngagementState.CLEARED: ("○", "-", "plain"),
        EngagementState.REFUSED: ("✗", "x", "hot"),
        EngagementState.OUTCOME_UNKNOWN: ("?", "?", "hot"),
        EngagementState.ENDED: ("○", "-", "plain"),
    }.items()
}


class ActionWords(NamedTuple):
    """A supervisory action in words."""

    noun: str
    """The request: ``the server does not offer silent monitor``."""
    verb: str
    """What is done with a call: ``barge in to`` whatever call the agent is on."""
    on_call: str
    """What the supervisor then is, before ``this call``; empty for clear."""


ACTION_WORDS: dict[Action, ActionWords] = {
    Action.CLEAR: ActionWords("clear", "clear", ""),
    Action.MONITOR: ActionWords("silent monitor", "monitor", "monitoring"),
    Action.WHISPER: ActionWords("whisper", "whisper on", "whispering on"),
    Action.BARGE_IN: ActionWords("barge-in", "barge in to", "in"),
    Action.INTERCEPT: ActionWords("intercept", "intercept", "in"),
}


def agent_state(number: int | None) -> Word:
    """AgentState; None is not known yet, a number of no known state keeps its number."""
    if number is None:
        return _UNKNOWN
    return AGENT_STATES.get(number) or _UNKNOWN._replace(word=f"unknown ({number})")


def connection_state(number: int) -> Word:
    """LocalConnectionState of a call's connection."""
    return CONNECTION_STATES.get(number) or Word(f"unknown ({number})", "?", "?", "dim")


def call_type(number: int) -> str:
    """CallType in a short word."""
    return CALL_TYPES.get(number) or f"unknown ({number})"


def agent_words(floor: Floor, agent_id: str, alarm_id: int | None = None) -> str:
    """Id and name of the agent: ``1004 Okafor, Ada``; the name of the alarm for an agent on no team."""
    agent = floor.agents.get(agent_id)
    name = agent.name if agent is not None else ""
    if not name and alarm_id is not None:
        alarm = floor.alarm_index.by_id.get(alarm_id)
        name = alarm.name if alarm is not None else ""
    return f"{agent_id} {name}".strip() or "an unknown agent"


def together(people: Iterable[str]) -> str:
    """Who is on a call: ``1004 Okafor, Ada & +495559876 & you``. Names have commas, numbers may begin with a plus."""
    return " & ".join(people)


def clause(sentence: str) -> str:
    """A sentence as a part of another one: without its full stop, before a code in brackets too."""
    return _FULL_STOP.sub("", sentence)


def alarm_age(alarm: Alarm, now: float) -> str:
    """How long an alarm has waited at the whole second of ``now``; with a plus where its beginning was not seen.

    Every place that shows the age of an alarm has it from here.
    """
    return running(int(now) - alarm.since, alarm.since_known).rstrip()


def call_words(connection: ConnectionID) -> str:
    """The call as it is named on the screen: ``call 8801``."""
    return f"call {connection.connection_call_id}"
