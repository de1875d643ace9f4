"""The words, glyphs and styles of every state: the one mapping that all of the screen reads.

A :class:`Word` says a state three times: by word, by glyph and by style, so that no meaning hangs on colour alone.
Style names are those of :mod:`app.ui.themes`. Numbers are the guide's; an unknown one stays a number.
"""

from __future__ import annotations

from typing import NamedTuple

from app.model import Action, AlarmKind, AlarmState, EngagementState, Limits, LinkState


class Word(NamedTuple):
    """How a state is said on screen."""

    word: str
    glyph: str
    """One cell wide."""
    ascii_glyph: str
    """The glyph for terminals without the others: one ASCII character."""
    style: str = "plain"
    note: str = ""
    """What the word leaves out; said where there is room."""

    def mark(self, ascii_glyphs: bool) -> str:
        """The glyph of the set in use."""
        return self.ascii_glyph if ascii_glyphs else self.glyph


HEARTBEAT_LIMIT = 25.0
"""Seconds of silence from which the heart's age warms up: two heartbeats and a half at the usual interval."""

LOGIN, LOGOUT, NOT_READY, AVAILABLE, TALKING = 0, 1, 2, 3, 4
WORK_NOT_READY, WORK_READY, BUSY_OTHER, RESERVED, UNKNOWN, HOLD = 5, 6, 7, 8, 9, 10

_UNKNOWN = Word("Unknown", "?", "?", "dim")

AGENT_STATES: dict[int, Word] = {
    LOGIN: Word("Signed in", "◦", "i", "plain"),
    LOGOUT: Word("Signed out", "·", ".", "dim"),
    NOT_READY: Word("Not ready", "◌", "x", "plain"),
    AVAILABLE: Word("Ready", "○", "o", "ready"),
    TALKING: Word("Talking", "●", "*", "talking"),
    WORK_NOT_READY: Word("Wrap-up", "◒", "W", "plain", "then not ready"),
    WORK_READY: Word("Wrap-up", "◓", "w", "plain"),
    BUSY_OTHER: Word("Busy", "◍", "#", "plain", "other skill group"),
    RESERVED: Word("Reserved", "◎", "@", "plain"),
    UNKNOWN: _UNKNOWN,
    HOLD: Word("Hold", "◐", "H", "talking"),
    11: Word("Active", "▪", "a", "plain", "task"),
    12: Word("Paused", "▫", "p", "plain", "task"),
    13: Word("Interrupted", "▯", "!", "plain", "task"),
    14: Word("Not active", "□", "-", "plain", "no task"),
}
"""AgentState."""

ALERTING, CONNECTED, HELD = 2, 3, 4

CONNECTION_STATES: dict[int, Word] = {
    0: Word("ended", "·", ".", "dim"),
    1: Word("dialing", "◦", "d", "plain"),
    ALERTING: Word("ringing", "◎", "@", "strong"),
    CONNECTED: Word("talking", "●", "*", "talking"),
    HELD: Word("hold", "◐", "H", "talking"),
    5: Word("queued", "◌", "q", "plain"),
    6: Word("failed", "✗", "x", "warm"),
    0xFFFF: Word("", " ", " ", "dim"),
}
"""LocalConnectionState."""

CALL_TYPES: dict[int, str] = {
    1: "ACD in",
    2: "ACD in",
    3: "direct in",
    4: "transfer",
    5: "overflow",
    6: "in",
    7: "auto out",
    8: "agent out",
    9: "out",
    10: "inside",
    11: "offered",
    12: "consult",
    13: "consult",
    14: "conf. cons.",
    15: "conference",
    16: "unmonitored",
    17: "preview",
    18: "reservation",
    19: "assist",
    20: "emerg.",
    21: "monitor",
    22: "whisper",
    23: "barge-in",
    24: "intercept",
    25: "task CCE",
    26: "task app",
    27: "res. preview",
    28: "res. direct",
    29: "res. predict",
    30: "res. callbk",
    31: "res. personal",
    32: "preview out",
    33: "direct out",
    34: "predict out",
    35: "callback out",
    36: "personal out",
    37: "IVR out",
    38: "non-ACD",
    39: "greeting",
    40: "rec. greeting",
    41: "callback",
    0xFFFF: "-",
}
"""CallType. Type 20 is abbreviated: the whole word is on screen only while an emergency is listed."""

ALARM_KINDS: dict[AlarmKind, Word] = {
    AlarmKind.EMERGENCY: Word(AlarmKind.EMERGENCY.value, "▲", "!", "alarm"),
    AlarmKind.ASSIST: Word(AlarmKind.ASSIST.value, "◆", "A", "warm"),
    AlarmKind.LINK: Word(AlarmKind.LINK.value, "■", "L", "warm"),
    AlarmKind.SERVER: Word(AlarmKind.SERVER.value, "▣", "S", "warm"),
    AlarmKind.LOGIN: Word(AlarmKind.LOGIN.value, "▤", "I", "warm"),
    AlarmKind.LONG_STATE: Word(AlarmKind.LONG_STATE.value, "◔", "T", "warm"),
    AlarmKind.ACTION: Word(AlarmKind.ACTION.value, "▸", "C", "warm"),
    AlarmKind.JOURNAL: Word(AlarmKind.JOURNAL.value, "▥", "J", "warm"),
}

ALARM_STATES: dict[AlarmState, Word] = {
    AlarmState.UNACK_ACTIVE: Word("open", "!", "!", "strong"),
    AlarmState.ACK_ACTIVE: Word("acked here", "+", "+", "plain"),
    AlarmState.UNACK_CLEARED: Word("cleared", "~", "~", "plain"),
    AlarmState.SHELVED: Word("shelved", "z", "z", "dim"),
    AlarmState.NORMAL: Word("normal", "-", "-", "dim"),
}
"""``acked here`` and never ``handled``: the protocol has no acknowledgement, other consoles don't know of it."""

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
        EngagementState.BARGE_REQUESTED: _ASKED,
        EngagementState.INTERCEPT_REQUESTED: _ASKED,
        EngagementState.CLEAR_REQUESTED: _ASKED,
        EngagementState.MONITOR_REQUESTED: _ASKED,
        EngagementState.WHISPER_REQUESTED: _ASKED,
        EngagementState.CONFIRMED: ("◎", "o", "warm"),
        EngagementState.PHONE_RINGS: ("◎", "o", "warm"),
        EngagementState.BARGED_IN: _SEEN,
        EngagementState.INTERCEPTED: _SEEN,
        EngagementState.MONITORING: _SEEN,
        EngagementState.WHISPERING: _SEEN,
        EngagementState.CLEARED: ("○", "-", "plain"),
        EngagementState.REFUSED: ("✗", "x", "hot"),
        EngagementState.OUTCOME_UNKNOWN: ("?", "?", "hot"),
        EngagementState.ENDED: ("○", "-", "plain"),
    }.items()
}

ACTION_WORDS: dict[Action, str] = {
    Action.CLEAR: "clear",
    Action.MONITOR: "monitor",
    Action.WHISPER: "whisper",
    Action.BARGE_IN: "barge in",
    Action.INTERCEPT: "intercept",
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


LIMIT_OF_STATE: dict[int | None, str] = {
    HOLD: "hold",
    NOT_READY: "not_ready",
    WORK_READY: "wrap_up",
    WORK_NOT_READY: "wrap_up",
    TALKING: "talking",
}
"""AgentState -> the name of its limit in :class:`~app.model.Limits` and in the settings."""
LIMIT_OF_CONNECTION = {HELD: "hold", CONNECTED: "talking", ALERTING: "ringing"}
"""LocalConnectionState -> the same."""


def _warmth(limit: float, seconds: float) -> str:
    if not limit or seconds < limit:
        return ""
    return "warm" if seconds < 2 * limit else "hot"


def agent_warmth(state: int | None, seconds: float, limits: Limits) -> str:
    """Style of a state that lasts so many seconds: ``""`` within its limit, then ``warm``, ``hot`` past twice."""
    name = LIMIT_OF_STATE.get(state)
    return _warmth(getattr(limits, name), seconds) if name is not None else ""


def connection_warmth(state: int, seconds: float, limits: Limits) -> str:
    """The same for a call's connection."""
    name = LIMIT_OF_CONNECTION.get(state)
    return _warmth(getattr(limits, name), seconds) if name is not None else ""
