"""From bytes on the connection to the roster's rows: session, floor and screen, with nothing made by hand between."""

from __future__ import annotations

import struct

import pytest
from ui_kit import NOW, Console

from app.floor.builder import FloorBuilder
from app.floor.fold import fold
from app.model import Me
from protocol.session.session import Session
from protocol.session.settings import SessionSettings


def frame(message_type: int, body: str) -> bytes:
    """A message whose body is given in hexadecimal."""
    raw = bytes.fromhex(body)
    return struct.pack(">II", len(raw), message_type) + raw


class Line:
    """A session of version 17 and the floor that is folded from what the server sends."""

    def __init__(self) -> None:
        self.session = Session(SessionSettings(agent_id="9001", want_configuration=False), side="A", address="here:1")
        self.builder = FloorBuilder(Me("9001"), peripheral_id=5000)
        self.now = 0.0
        self.session.connected(self.now)
        invoke_id = self.session.data_to_send()[8:12].hex()
        # OPEN_CONF: InvokeID, services, MonitorID, PGStatus, time, online, PeripheralType, AgentState.
        self.receive(frame(4, f"{invoke_id} 00000081 00000000 00000000 6553f100 0001 0011 0003"))

    def receive(self, data: bytes) -> None:
        """Bytes from the server."""
        self.session.receive_data(data, self.now)
        for event in self.session.events():
            fold(self.builder, event, NOW + self.now)


# AGENT_TEAM_CONFIG_EVENT: peripheral 5000, team 5011, ConfigOperation 1 (add); per member AtcAgentID 86, AgentFlags 87,
# AtcAgentState 88, AtcStateDuration 89. No guide has a tag 254.
TEAM = "00001388 00001393 {count:04x} 0001"
MEMBER = "56 02 3{digit}00 57 02 0000 58 02 0003 59 04 0000000a"
UNKNOWN = "fe 02 0001"
# AGENT_STATE_EVENT up to the floating part: not ready (2), for nobody in particular.
STATE = (
    "00000000 00001388 00000000 0011 0002 00000000 ffffffff ffffffff 0000 0002 0000"
    "00000000 00000000 0001 00000001 000013ec 00000001 0000"
)


@pytest.mark.parametrize("place", ["before", "between", "behind"])
async def test_an_agent_with_an_id_of_one_digit_is_on_the_roster_whatever_tag_is_beside_it(place: str) -> None:
    line = Line()
    five, seven = MEMBER.format(digit=5), MEMBER.format(digit=7)
    parts = {"before": [UNKNOWN, five, seven], "between": [five, UNKNOWN, seven], "behind": [five, seven, UNKNOWN]}
    line.receive(frame(128, TEAM.format(count=2) + " ".join(parts[place])))
    # The same type again, without the unknown tag: with a made-up DepartmentID in front, agent 6 would be nobody.
    line.receive(frame(128, TEAM.format(count=2) + MEMBER.format(digit=6) + MEMBER.format(digit=8)))
    # Likewise the state: its first floating field is the agent's id.
    line.receive(frame(30, f"{STATE} {UNKNOWN} 05 02 3500 04 05 3330303500"))
    line.receive(frame(30, f"{STATE} 05 02 3600 04 05 3330303600"))

    floor = line.builder.snapshot(NOW)
    assert {a.agent_id: (a.state, a.extension) for a in floor.agents.values()} == {
        "5": (2, "3005"),
        "6": (2, "3006"),
        "7": (3, ""),
        "8": (3, ""),
    }
    console = Console()
    async with console.app.run_test(size=(120, 40)) as pilot:
        await console.push(pilot, floor)
        roster = console.app.main.query_one("#roster").region
        rows = [row[roster.x + 1 : roster.right - 1] for row in console.text().split("\n")[roster.y : roster.bottom]]
    assert [" ".join(row.split()) for row in rows[2:6]] == [
        "▸7 - ○ Ready 0:10 -",
        "8 - ○ Ready 0:10 -",
        "5 - ◌ Not ready 0:00 -",
        "6 - ◌ Not ready 0:00 -",
    ]
