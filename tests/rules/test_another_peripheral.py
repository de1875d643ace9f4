"""Events of another peripheral with ids that our agents, teams and calls have, from bytes to the screen."""

from __future__ import annotations

from copy import copy

import pytest
from floor_kit import EPOCH, Wired
from session_help import BASIC, Harness
from ui_kit import Console

from app.floor.builder import FloorBuilder
from app.floor.fold import fold
from app.model import AlarmKind, Me, Severity
from protocol.mock.centre import agent_messages, call_messages
from protocol.session.events import ReceivedElsewhere
from protocol.session.peripherals import other_peripheral
from protocol.wire import messages as m
from protocol.wire.enums import NULL_PERIPHERAL_ID
from protocol.wire.messages import REGISTRY

OURS, ANOTHER = 5000, 5001
UNKNOWN = [0, NULL_PERIPHERAL_ID]
"""PeripheralID of a sender that names none."""


@pytest.fixture
def made() -> Wired:
    """Four agents, of whom 1001 talks on a call and 1002 is available; nothing happens by itself."""
    wired = Wired(seed=2, agents=4, still=True, emergencies=0, services=0xA5)
    floor = wired.server.centre.floor
    agent = floor.by_id["1001"]
    leg = floor.switch.add_leg(floor.switch.new_call(1, "5550000", "80055"), agent.extension, agent, 2)
    floor.switch.begin(leg)
    floor.switch.ring(leg)
    floor.switch.pick_up(leg)
    floor.settle(agent)
    wired.run(3.0)
    assert [call.agent_id for call in wired.floor.calls.values()] == ["1001"]
    wired.session_events.clear()
    return wired


def send(made: Wired, message: m.Message, peripheral_id: int = ANOTHER) -> None:
    """The server tells the session of something at a peripheral."""
    there = copy(message)
    there.peripheral_id = peripheral_id  # type: ignore[attr-defined]
    made.server.send(made.peer, there)
    made.pump()


def shown(made: Wired) -> tuple[object, ...]:
    """What the floor shows of its people, without the times."""
    floor = made.floor
    return (floor.teams, floor.agents, floor.calls, floor.alarms)


async def screen(made: Wired, *keys: str) -> str:
    """What the console shows of the floor after these keys."""
    console = Console()
    console.clock.now = EPOCH + made.now
    async with console.app.run_test(size=(140, 40)) as pilot:
        await console.push(pilot, made.floor)
        await pilot.press(*keys)
        await pilot.pause()
        return console.text()


def state_of(made: Wired, agent_id: str, state: int) -> m.Message:
    """AGENT_STATE_EVENT of an agent of that id in that state, as the team's monitor brings it."""
    agent = copy(made.server.centre.floor.by_id[agent_id])
    agent.state = state
    message = agent_messages.agent_state(ANOTHER, agent, made.now)
    message.monitor_id = next(team.monitor_id for team in made.floor.teams.values())  # type: ignore[attr-defined]
    return message


async def test_an_agents_state_at_another_peripheral_is_not_our_agents(made: Wired) -> None:
    before = shown(made)
    send(made, state_of(made, "1002", 2))
    assert shown(made) == before
    assert [type(e) for e in made.session_events] == [ReceivedElsewhere]
    assert "NOT READY" not in await screen(made)
    send(made, state_of(made, "1002", 2), OURS)
    assert made.floor.agents["1002"].state == 2
    assert "NOT READY" in (await screen(made)).upper()


@pytest.mark.parametrize("peripheral_id", UNKNOWN)
async def test_an_agents_state_without_a_peripheral_counts(made: Wired, peripheral_id: int) -> None:
    send(made, state_of(made, "1002", 2), peripheral_id)
    assert made.floor.agents["1002"].state == 2


async def test_a_team_of_another_peripheral_is_neither_ours_nor_added_to_ours(made: Wired) -> None:
    before = shown(made)
    made.server.received.clear()
    for team_id in (*made.floor.teams, 777):
        team = m.AgentTeamConfigEvent(
            team_id=team_id, config_operation=1, agent_team_name="Elsewhere", atc_agent_id=["1001", "4711"],
            agent_flags=[0, 0], atc_agent_state=[2, 2], atc_state_duration=[5, 5],
        )  # fmt: skip
        send(made, team)
    made.run(2.0)
    assert shown(made) == before
    assert not [r for r in made.server.received if isinstance(r, m.MonitorAgentTeamStartReq | m.QueryAgentStateReq)]
    text = await screen(made)
    assert "4711" not in text
    assert "Elsewhere" not in text


async def test_calls_at_another_peripheral_are_not_our_calls(made: Wired) -> None:
    before = shown(made)
    floor = made.server.centre.floor
    leg = floor.by_id["1001"].legs[0]
    other = floor.by_id["1002"]
    ringing = floor.switch.add_leg(floor.switch.new_call(20, "5559999", "80055"), other.extension, other, 2)
    for message in (
        call_messages.held(ANOTHER, leg, leg),
        call_messages.connection_cleared(ANOTHER, leg, leg, 0xFFFF),
        call_messages.cleared(ANOTHER, leg, 0xFFFF),
        call_messages.end_call(ANOTHER, leg),
        call_messages.begin_call(ANOTHER, ringing),
        call_messages.delivered(ANOTHER, ringing, ringing, 44),
    ):
        send(made, message)
    assert shown(made) == before
    assert "5559999" not in await screen(made, "2")
    send(made, call_messages.held(OURS, leg, leg), OURS)
    (call,) = made.floor.calls.values()
    assert call.state == 4


@pytest.mark.parametrize(
    ("cls", "kind"), [(m.EmergencyCallEvent, AlarmKind.EMERGENCY), (m.SupervisorAssistEvent, AlarmKind.ASSIST)]
)
async def test_an_alarm_at_another_peripheral_is_not_taken_for_our_agents_and_is_written_down(
    made: Wired, cls: type[m.Message], kind: AlarmKind
) -> None:
    agent = made.server.centre.floor.by_id["1001"]
    message = agent_messages.alarm(cls, ANOTHER, agent, agent.legs[0])
    send(made, message)
    floor = made.floor
    assert floor.alarms == ()
    assert all(call.alarm is None for call in floor.calls.values())
    assert floor.notes[-1].severity is Severity.WARNING
    assert "peripheral 5001" in floor.notes[-1].text
    assert "1001" in floor.notes[-1].text
    assert "peripheral 5001" in await screen(made, "l")
    send(made, message, OURS)
    (alarm,) = made.floor.alarms
    assert (alarm.kind, alarm.agent_id, alarm.count) == (kind, "1001", 1)


@pytest.mark.parametrize("peripheral_id", UNKNOWN)
@pytest.mark.parametrize("cls", [m.EmergencyCallEvent, m.SupervisorAssistEvent])
async def test_an_alarm_without_a_peripheral_is_not_lost(made: Wired, cls: type[m.Message], peripheral_id: int) -> None:
    agent = made.server.centre.floor.by_id["1001"]
    send(made, agent_messages.alarm(cls, ANOTHER, agent, agent.legs[0]), peripheral_id)
    (alarm,) = made.floor.alarms
    assert alarm.agent_id == "1001"


def test_the_reserved_word_of_contact_center_express_is_no_peripheral(made: Wired) -> None:
    agent = made.server.centre.floor.by_id["1001"]
    send(made, agent_messages.alarm(m.SupervisorAssistEvent, 1, agent, None), 1)
    (alarm,) = made.floor.alarms
    assert (alarm.kind, alarm.agent_id) == (AlarmKind.ASSIST, "1001")


@pytest.mark.parametrize(("peripheral_id", "agent_id"), [(OURS, "1001"), (ANOTHER, None)])
def test_an_unreadable_emergency_is_always_an_alarm_but_not_ours_where_it_is_another_peripherals(
    made: Wired, peripheral_id: int, agent_id: str | None
) -> None:
    (connection,) = made.floor.calls
    body = peripheral_id.to_bytes(4, "big") + connection.connection_call_id.to_bytes(4, "big") + b"\0\0"
    body += bytes(4) + b"\x05\xff"
    made.session.receive_data(len(body).to_bytes(4, "big") + (123).to_bytes(4, "big") + body, made.now)
    made.pump()
    (alarm,) = made.floor.emergencies()
    assert alarm.agent_id == agent_id


def test_names_of_another_peripherals_agents_are_not_given_to_ours(made: Wired) -> None:
    record = m.ConfigAgentEvent(
        record_type=[0, 0, 0],
        flt_peripheral_id=[ANOTHER, OURS, NULL_PERIPHERAL_ID],
        login_id=["1001", "1002", "1003"],
        last_name=["Stranger", "Ours", "Anybody"],
        first_name=["A", "B", "C"],
        agent_skill_target_id=[1, 2, 3],
    )
    made.server.send(made.peer, record)
    made.pump()
    names = {agent_id: agent.name for agent_id, agent in made.floor.agents.items()}
    assert (names["1001"], names["1002"], names["1003"]) == ("", "Ours, B", "Anybody, C")


def test_events_that_are_left_out_are_said_once_a_session(made: Wired) -> None:
    for _ in range(3):
        send(made, state_of(made, "1002", 2))
        made.run(1.0)
    notes = [note for note in made.floor.notes if "peripheral 5001" in note.text]
    assert len(notes) == 1
    assert notes[0].severity is Severity.INFO
    assert made.floor.link.last_heard is not None


def test_the_own_state_at_another_peripheral_identifies_nobody() -> None:
    h = Harness().open(BASIC, peripheral_online=1)
    h.receive(m.AgentStateEvent(peripheral_id=ANOTHER, agent_id="9001", agent_extension="900", icm_agent_id=4))
    assert [type(e) for e in h.events][-1] is ReceivedElsewhere
    assert h.sent_all(m.ListAgentTeamReq) == []
    builder = FloorBuilder(Me("9001"), peripheral_id=OURS)
    for event in h.events:
        fold(builder, event, EPOCH)
    assert builder.snapshot(EPOCH).me.icm_agent_id is None


def test_every_event_with_a_peripheral_is_judged_by_it_but_those_about_clients() -> None:
    """What the server tells with a PeripheralID in its fixed part, by name."""
    named = {
        cls.name
        for cls in REGISTRY.values()
        if cls.name.endswith("_EVENT") and any(field.name == "PeripheralID" for field in cls.fixed_fields)
    }
    judged = {cls.name for number, cls in REGISTRY.items() if other_peripheral(number, ANOTHER, OURS) == ANOTHER}
    assert named - judged == {
        "CLIENT_SESSION_OPENED_EVENT", "CLIENT_SESSION_CLOSED_EVENT", "CONFIG_REQUEST_EVENT",
        "CONFIG_REQUEST_KEY_EVENT",
    }  # fmt: skip
    assert {"AGENT_STATE_EVENT", "AGENT_TEAM_CONFIG_EVENT", "CALL_DATA_UPDATE_EVENT", "EMERGENCY_CALL_EVENT"} <= judged
    assert all(other_peripheral(number, value, OURS) is None for number in REGISTRY for value in (OURS, *UNKNOWN))
