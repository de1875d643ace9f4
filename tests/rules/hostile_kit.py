"""Text that wants to do harm, messages full of it, and a terminal that keeps what is written to it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from call_kit import A, Bench
from rich.cells import cell_len
from textual.drivers.headless_driver import HeadlessDriver
from ui_kit import Console

from app.floor.call_events import CALL_EVENTS as CALL_MESSAGES
from app.floor.fold import MESSAGES
from protocol.session.events import (
    CallDetails,
    CallFound,
    Denied,
    DiscoveryProblem,
    Lost,
    ReceivedElsewhere,
    Refused,
    SessionEvent,
    TeamMember,
    TeamMembership,
    TeamMonitored,
    TeamsListed,
)
from protocol.wire import messages as m
from protocol.wire.fields import FloatingField, Kind, NamedArray, NamedVariable

TEXTS = {
    "markup": "[red]x[/] [@click=app.bell]y[/] [/] [b",
    "ansi": "a\x1b[6;66;6m\x1b[2J\x1b[?1049l\x1bc\x1b(0\x9b6;66m",
    "osc": "a\x1b]0;PWNED\x07\x1b]52;c;UFdORUQ=\x1b\\\x9d0;PWNED\x9c\x1bP1$r\x1b\\\x90q\x9c",
    "bidi and zero width": "a\u202egnp\u2066.\u200b\u200d\ufeff\u2069exe\u061c\u00ad",
    "wide and combining": "漢字かなe\u0301\u0301\u0301\u0301\u0301👩‍👩‍👧🇩🇪👍🏽ﷺ\u1160\ufe0f각",
    "nul and surrogates": "a\0b\0\0\ud800c\udfff\U0010ffff\x7f\x85\u2028",
    "255 bytes of anything": bytes(range(1, 256)).decode("latin-1"),
    "a formula": '=HYPERLINK("http://x","y")+cmd|\' /C calc\'!A0',
}
TOGETHER = {
    "markup, ansi, osc": TEXTS["markup"][:8] + TEXTS["ansi"] + TEXTS["osc"],
    "wide, bidi": TEXTS["wide and combining"][:6] + TEXTS["bidi and zero width"] + TEXTS["wide and combining"],
    "formula, nul": "=1\0\0\x7f" + TEXTS["nul and surrogates"],
    "255 bytes of anything": TEXTS["255 bytes of anything"],
}
"""The same in few, each with something bad among the first cells: a column of six shows it, too."""
ALL_AT_ONCE = "".join(text[:10] for text in TEXTS.values()) + "".join(TEXTS.values())

FOLDED = tuple(sorted({*MESSAGES, *CALL_MESSAGES}, key=lambda cls: cls.name))
"""Every message of the server that the console folds."""

_FIXED = {
    "peripheral_id": 5000, "monitor_id": 11, "connection_call_id": 8801, "connection_device_id_type": 0,
    "primary_call_id": 8801, "secondary_call_id": 8802, "local_connection_state": 3, "call_type": 1, "agent_state": 4,
    "event_cause": 0xFFFF, "team_id": 501, "config_operation": 1, "system_event_id": 5, "icm_agent_id": 0,
    "new_connection_call_id": 8801, "new_connection_device_id_type": 0, "num_records": 1,
}  # fmt: skip
_TAME = {"agent_id": "1001", "agent_extension": A, "agent_instrument": A}


def text_fields(cls: type[m.Message]) -> list[FloatingField]:
    """The floating fields of a message that hold text."""
    kinds = (Kind.STRING, Kind.NAMEDVAR, Kind.NAMEDARRAY, Kind.UNSPEC)
    return [field for field in cls.floating_fields if field.tag.kind in kinds]


def value(field: FloatingField, text: str) -> Any:
    """``text`` in the shape that the field has."""
    one: Any = text
    if field.tag.kind is Kind.NAMEDVAR:
        one = NamedVariable(text, text)
    elif field.tag.kind is Kind.NAMEDARRAY:
        one = NamedArray(1, text, text)
    elif field.tag.kind is Kind.UNSPEC:
        one = text.encode("utf-8", "surrogatepass")
    return [one] if field.repeats else one


def filled(cls: type[m.Message], text: str, only: FloatingField | None = None) -> m.Message:
    """A message with ``text`` in one of its text fields, or in all."""
    names = {field.attribute for field in (*cls.fixed_fields, *cls.floating_fields)}
    values: dict[str, Any] = {name: number for name, number in _FIXED.items() if name in names}
    tame = {"connection_device_id": A} | _TAME
    values |= {name: word for name, word in tame.items() if name in names}
    if cls is m.ConfigAgentEvent:
        values |= {"record_type": [0], "login_id": ["1001"]}
    elif cls in (m.CallConferencedEvent, m.CallTransferredEvent):
        values |= {"connected_party_call_id": [8801], "connected_party_device_id_type": [0]}
    values |= {field.attribute: value(field, text) for field in text_fields(cls) if only in (None, field)}
    return cls(**values)


def session_events(text: str) -> list[SessionEvent]:
    """What a session tells with words that may come from outside."""
    request = m.SuperviseCallReq()
    return [
        TeamsListed((501, 502), text),
        TeamMonitored(502, None, text),
        TeamMembership(503, (text,), text, (TeamMember(text, 0, 4, 9),)),
        CallDetails(True, text),
        DiscoveryProblem(text, text, text, False),
        Denied(7, request, 13, None, None, text),
        ReceivedElsewhere(5001, m.EmergencyCallEvent(peripheral_id=5001, agent_id=text)),
        CallFound(text, 8805, 0, text, 3, m.SnapshotCallConf(called_party_disposition=0)),
    ]


def losses(text: str) -> list[SessionEvent]:
    """How a session ends, with words that may come from outside."""
    return [Lost(text), Refused(5, text, False)]


def bench_full_of(text: str) -> Bench:
    """A floor on which every text is that one: an agent of that id on that phone, with calls and alarms."""
    bench = Bench()
    bench.tell(TeamMembership(501, ("1001", "1002", "1003", text), text, (TeamMember(text, 0, 4, 9),)))
    bench.event(filled(m.AgentStateEvent, text))
    for cls in FOLDED:
        if cls not in (m.CallClearedEvent, m.EndCallEvent, m.CallConnectionClearedEvent):
            bench.event(filled(cls, text))
    for event in session_events(text):
        bench.tell(event)
    bench.wait(1)
    return bench


class Tape(HeadlessDriver):
    """A terminal that keeps what is written to it."""

    written: list[str] = []  # noqa: RUF012

    @property
    def is_headless(self) -> bool:
        """False, so that frames are written."""
        return False

    def write(self, data: str) -> None:
        """Keep it."""
        self.written.append(data)


_OURS = re.compile(
    r"\x1b\[\?(?:1049|1000|1002|1003|1004|1006|1015|1016|2004|2026|2048|25|7)(?:[hl]|\$p)"  # modes that Textual sets
    r"|\x1b\[(?:[0-9]+;[0-9]+)?H|\x1b\[[0-9]+G"  # the cursor's place
    r"|\x1b\[(?:0|[1-9][0-9]?|10[0-7]|38;[25];[0-9;]+|48;[25];[0-9;]+)?(?:;(?:[0-9]{1,3}))*m"  # colours and bold
    r"|\x1b\]22;[a-z-]*\x07|\x1b\[(?:22|23);2t|\x1b\[>?=?[0-9;]*u|\x1b\[\?u|\x1b\[c|\x1b\[[0-9]* ?q"
)
_TITLE = re.compile(r"\x1b\]2;(?:EMERGENCY [0-9]+ open - )?floorwalker\x1b\\")
_NOTICE = re.compile(r"\x1b\]99;i=floorwalker-[0-9]+:(?:d=0|p=body);([^\x00-\x1f\x7f-\x9f]*)\x1b\\")
_FOREIGN = ("\x1b]52", "\x1b]0;", "\x1bc", "\x1b(0", "\x1bP")


def acting(written: str) -> str:
    """What of the written bytes acts on a terminal and is none of the console's own."""
    for sequence in _FOREIGN:
        if sequence in written:
            return sequence
    if re.search(r"\x1b\[[0-9;?]*(?:6;66|2J|1049l)", written):
        return "one of the escape sequences in the text"
    rest = written
    for pattern in (_TITLE, _NOTICE, _OURS):
        rest = pattern.sub("", rest)
    return "".join(sorted({c for c in set(rest) if _harmful(c)} - set("\n\r\x07")))


def _harmful(character: str) -> bool:
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return True
    code = ord(character)
    return 0xFE00 <= code <= 0xFE0F or 0x1F1E6 <= code <= 0x1F1FF or 0x1F3FB <= code <= 0x1F3FF


def crooked(console: Console) -> str:
    """What is wrong with the present screen: a line of another width, or a harmful character; empty when nothing."""
    width = console.app.size.width
    for y, strip in enumerate(console.app.screen._compositor.render_strips()):
        text = "".join(segment.text for segment in strip)
        if cell_len(text) != width:
            return f"line {y} is {cell_len(text)} cells wide: {text!r}"
        if any(map(_harmful, set(text))):
            return f"line {y} has a harmful character: {text!r}"
    return ""
