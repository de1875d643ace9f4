"""Lines that several phones share, and devices that are one agent's extension and another's instrument."""

from __future__ import annotations

import pytest
from call_kit import OWN, A, B, Bench

from app.model import Action, AlarmKind, Call, EngagementState, Supervise, Target
from protocol.session.events import CallFound, DeviceMonitored
from protocol.wire import messages as m

READY, TALKING, LOGOUT = 3, 4, 1
PHONE_1, PHONE_2 = "SEP1", "SEP2"
"""Instruments of agents 1001 and 1002, whose extension is the same line."""
MONITOR_1, MONITOR_2 = 31, 32


class Line(Bench):
    """Agents 1001 and 1002 share a line; each phone has a monitor.

    ``line``: its number, which is the extension of both. ``known``: the agents' states name it.
    """

    def __init__(self, line: str = "3777", *, known: bool = True) -> None:
        super().__init__()
        self.line, self.known = line, known
        self.tell(DeviceMonitored(PHONE_1, MONITOR_1))
        self.tell(DeviceMonitored(PHONE_2, MONITOR_2))
        self.is_in("1001", READY)
        self.is_in("1002", READY)

    def is_in(self, agent_id: str, state: int) -> None:
        phone, extension = (PHONE_1, A) if agent_id == "1001" else (PHONE_2, B)
        self.state(agent_id, self.line if self.known else extension, state, agent_instrument=phone)

    def monitors_say(self, message_of: object, *monitors: int) -> None:
        for monitor in monitors:
            self.event(message_of(monitor))  # type: ignore[operator]

    def rings(self, call_id: int, *monitors: int) -> None:
        at = {"connection_call_id": call_id, "connection_device_id": self.line, "connection_device_id_type": 0}
        self.monitors_say(
            lambda monitor: m.BeginCallEvent(monitor_id=monitor, call_type=1, ani="5551", **at), *monitors
        )
        self.monitors_say(
            lambda monitor: m.CallDeliveredEvent(
                monitor_id=monitor, local_connection_state=2, event_cause=0xFFFF, alerting_device_id=self.line,
                calling_device_id="5551", **at,
            ),
            *monitors,
        )  # fmt: skip

    def answered(self, call_id: int, *monitors: int) -> None:
        at = {"connection_call_id": call_id, "connection_device_id": self.line, "connection_device_id_type": 0}
        self.monitors_say(
            lambda monitor: m.CallEstablishedEvent(
                monitor_id=monitor, local_connection_state=3, event_cause=0xFFFF, answering_device_id=self.line,
                calling_device_id="5551", **at,
            ),
            *monitors,
        )  # fmt: skip

    @property
    def only(self) -> Call:
        (call,) = self.floor.calls.values()
        return call


BOTH = [(MONITOR_1, MONITOR_2), (MONITOR_2, MONITOR_1)]


@pytest.mark.parametrize("known", [True, False], ids=["the extension of both", "a line of neither"])
@pytest.mark.parametrize("talker", ["1001", "1002"])
@pytest.mark.parametrize("monitors", BOTH)
@pytest.mark.parametrize("state_first", [True, False])
def test_a_call_on_a_shared_line_is_the_talking_agents(
    known: bool, talker: str, monitors: tuple[int, int], state_first: bool
) -> None:
    line = Line(known=known)
    line.rings(8801, *monitors)
    if state_first:
        line.is_in(talker, TALKING)
    line.answered(8801, *monitors)
    line.is_in(talker, TALKING)
    assert (line.only.agent_id, line.only.state) == (talker, 3)
    assert [call.connection for call in line.floor.calls_of(talker)] == [line.only.connection]
    line.event(m.EmergencyCallEvent(connection_call_id=8801, connection_device_id=line.line,
                                    connection_device_id_type=0, agent_id=talker))  # fmt: skip
    (alarm,) = line.floor.alarms
    assert (alarm.kind, alarm.agent_id, alarm.connection) == (AlarmKind.EMERGENCY, talker, line.only.connection)


@pytest.mark.parametrize("known", [True, False], ids=["the extension of both", "a line of neither"])
@pytest.mark.parametrize("talker", ["1001", "1002"])
@pytest.mark.parametrize("phones", [(PHONE_1, PHONE_2), (PHONE_2, PHONE_1)])
def test_a_call_that_the_snapshots_of_both_phones_list_is_the_talking_agents(
    known: bool, talker: str, phones: tuple[str, str]
) -> None:
    line = Line(known=known)
    line.is_in(talker, TALKING)
    for phone in phones:
        line.tell(CallFound(phone, 8801, 0, line.line, 3, None))
    assert (line.only.agent_id, line.only.state) == (talker, 3)


@pytest.mark.parametrize("monitors", BOTH)
def test_who_talks_on_another_call_is_not_the_one(monitors: tuple[int, int]) -> None:
    line = Line()
    line.is_in("1002", TALKING)
    at = {"connection_call_id": 8700, "connection_device_id": PHONE_2, "connection_device_id_type": 0}
    line.event(m.BeginCallEvent(monitor_id=MONITOR_2, call_type=1, **at))
    line.event(m.CallEstablishedEvent(monitor_id=MONITOR_2, local_connection_state=3, event_cause=0xFFFF,
                                      answering_device_id=PHONE_2, **at))  # fmt: skip
    line.rings(8801, *monitors)
    line.answered(8801, *monitors)
    line.is_in("1001", TALKING)
    assert {(c.agent_id, c.connection.connection_call_id) for c in line.floor.calls.values()} == {
        ("1002", 8700),
        ("1001", 8801),
    }


def test_the_other_agent_takes_the_call_over_on_the_line() -> None:
    line = Line()
    line.rings(8801, MONITOR_1, MONITOR_2)
    line.answered(8801, MONITOR_1, MONITOR_2)
    line.is_in("1001", TALKING)
    assert line.only.agent_id == "1001"
    line.is_in("1001", READY)
    line.is_in("1002", TALKING)
    assert line.only.agent_id == "1002"
    # What a key was pressed on is with another agent now: nothing is sent.
    line.builder.requested(Supervise(Action.BARGE_IN, Target("1002", line.only.connection)), 7, line.now)
    engagement = line.floor.engagement
    assert engagement is not None
    assert (engagement.agent_id, engagement.state) == ("1002", EngagementState.BARGE_REQUESTED)


def test_one_call_is_one_row_until_it_ends_at_both() -> None:
    line = Line()
    line.rings(8801, MONITOR_1, MONITOR_2)
    assert len(line.floor.calls) == 1
    line.answered(8801, MONITOR_1, MONITOR_2)
    line.is_in("1002", TALKING)
    line.monitors_say(
        lambda monitor: m.CallConnectionClearedEvent(
            monitor_id=monitor, connection_call_id=8801, connection_device_id=line.line, connection_device_id_type=0,
            local_connection_state=0, event_cause=0xFFFF, releasing_device_id=line.line,
        ),
        MONITOR_1, MONITOR_2,
    )  # fmt: skip
    assert line.only.ended is not None
    assert not line.floor.calls_of("1002")


def crossed() -> Bench:
    """Agent 1001: extension 3001, instrument 4002. Agent 1002: extension 4002, instrument 4003."""
    bench = Bench()
    bench.state("1001", A, READY, agent_instrument="4002")
    bench.state("1002", "4002", READY, agent_instrument="4003")
    bench.tell(DeviceMonitored("4002", 41))
    bench.tell(DeviceMonitored("4003", 42))
    return bench


@pytest.mark.parametrize("last", ["1001", "1002"])
@pytest.mark.parametrize("found", [True, False], ids=["found", "seen"])
def test_the_instrument_decides_where_ids_are_crossed(last: str, found: bool) -> None:
    bench = crossed()
    devices = {"1001": (A, "4002"), "1002": ("4002", "4003")}
    extension, instrument = devices[last]
    bench.state(last, extension, TALKING, agent_instrument=instrument)
    for call_id, device, monitor in ((8801, "4002", 41), (8802, "4003", 42)):
        if found:
            bench.tell(CallFound(device, call_id, 0, device, 3, None))
            continue
        at = {"connection_call_id": call_id, "connection_device_id": device, "connection_device_id_type": 0}
        bench.event(m.BeginCallEvent(monitor_id=monitor, call_type=1, **at))
        bench.event(m.CallEstablishedEvent(monitor_id=monitor, local_connection_state=3, event_cause=0xFFFF,
                                           answering_device_id=device, calling_device_id="5551", **at))  # fmt: skip
    owners = {call.connection.connection_call_id: call.agent_id for call in bench.floor.calls.values()}
    assert owners == {8801: "1001", 8802: "1002"}
    parties = {c.connection.connection_call_id: [p.agent_id for p in c.parties] for c in bench.floor.calls.values()}
    assert parties[8802][0] == "1002", "and names no other agent by the shared number"


@pytest.mark.parametrize(
    ("fields", "who"), [({"agent_extension": "4002"}, "1002"), ({"agent_instrument": "4002"}, "1001")]
)
def test_an_alarm_names_the_agent_by_the_field_that_the_id_is_in(fields: dict[str, str], who: str) -> None:
    bench = crossed()
    bench.event(m.EmergencyCallEvent(connection_call_id=0xFFFFFFFF, connection_device_id_type=0, **fields))
    (alarm,) = bench.floor.alarms
    assert alarm.agent_id == who


def test_an_agent_whose_instrument_is_the_supervisors_extension_is_not_the_supervisor() -> None:
    bench = Bench()
    bench.builder.directory.set_me(instrument="4900")
    bench.state("1001", A, TALKING, agent_instrument=OWN)
    bench.tell(CallFound(OWN, 8801, 0, OWN, 3, None))
    (call,) = bench.floor.calls.values()
    assert call.agent_id == "1001"


def test_who_signs_in_where_another_has_signed_out_has_the_phone() -> None:
    bench = Bench()
    bench.state("1001", A, READY, agent_instrument=PHONE_1)
    bench.state("1001", A, LOGOUT)
    bench.state("1002", B, READY, agent_instrument=PHONE_1)
    bench.tell(CallFound(PHONE_1, 8801, 0, PHONE_1, 3, None))
    assert next(iter(bench.floor.calls.values())).agent_id == "1002"
