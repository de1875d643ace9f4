"""Whatever comes in, in whatever order: a session gives a documented error or a result, ends once, and stays small."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from session_help import ALL, BASIC, CONTROL, MONITOR, Harness, some_settings

from protocol.session.events import (
    Closed,
    Confirmed,
    Denied,
    EventsResumed,
    EventsStopped,
    Lost,
    Opened,
    Refused,
    TimedOut,
)
from protocol.session.session import Session, SessionNotOpen
from protocol.session.states import State
from protocol.wire.codec import Codec
from protocol.wire.enums import StatusCode
from protocol.wire.framing import MAX_BODY, frame
from protocol.wire.messages import (
    AgentStateEvent,
    AgentTeamConfigEvent,
    CloseConf,
    ControlFailureConf,
    FailureConf,
    FailureEvent,
    HeartbeatConf,
    ListAgentTeamConf,
    ListAgentTeamReq,
    Message,
    MonitorAgentTeamStartConf,
    MonitorStartConf,
    OpenConf,
    QueryAgentStateConf,
    QueryAgentStateReq,
    SnapshotCallConf,
    SnapshotDeviceConf,
    SuperviseCallConf,
    SuperviseCallReq,
    SystemEvent,
)

SMALL = st.integers(1, 12)
NAMES = st.sampled_from(["1", "2", "9001", "2001"])
IDS = st.integers(0, 4)


def _members(draw_ids: list[str], team: int, operation: int, flags: int) -> AgentTeamConfigEvent:
    count = len(draw_ids)
    return AgentTeamConfigEvent(
        team_id=team,
        config_operation=operation,
        atc_agent_id=list(draw_ids),
        agent_flags=[flags] * count,
        atc_agent_state=[3] * count,
        atc_state_duration=[0] * count,
    )


def _calls(invoke_id: int, calls: list[int]) -> SnapshotDeviceConf:
    return SnapshotDeviceConf(
        invoke_id=invoke_id,
        call_connection_call_id=list(calls),
        call_connection_device_id_type=[0 for _ in calls],
        call_connection_device_id=["c" for _ in calls],
        call_state=[3 for _ in calls],
    )


MESSAGES: st.SearchStrategy[Message] = st.one_of(
    st.builds(
        OpenConf,
        invoke_id=SMALL,
        services_granted=st.sampled_from([BASIC, BASIC | CONTROL, BASIC | CONTROL | MONITOR, BASIC | CONTROL | ALL]),
        monitor_id=IDS,
        agent_instrument=NAMES,
    ),
    st.builds(FailureConf, invoke_id=SMALL, status=st.sampled_from([9, 12, 13, 25, 36, 83, 95])),
    st.builds(ControlFailureConf, invoke_id=SMALL, failure_code=st.sampled_from([8, 33])),
    st.builds(FailureEvent, status=st.sampled_from([11, 12, 15])),
    st.builds(HeartbeatConf, invoke_id=SMALL),
    st.builds(CloseConf, invoke_id=SMALL),
    st.builds(ListAgentTeamConf, invoke_id=SMALL, more=st.integers(0, 1), team_id=st.lists(IDS, max_size=3)),
    st.builds(MonitorAgentTeamStartConf, invoke_id=SMALL, monitor_id=IDS),
    st.builds(MonitorStartConf, invoke_id=SMALL, monitor_id=IDS),
    st.builds(QueryAgentStateConf, invoke_id=SMALL, icm_agent_id=IDS, agent_instrument=NAMES, agent_id=NAMES),
    st.builds(SuperviseCallConf, invoke_id=SMALL),
    st.builds(SnapshotCallConf, invoke_id=SMALL),
    st.builds(_calls, SMALL, st.lists(IDS, max_size=3)),
    st.builds(_members, st.lists(NAMES, max_size=3), IDS, st.integers(0, 3), st.sampled_from([0, 4])),
    st.builds(
        SystemEvent,
        pg_status=st.sampled_from([0, 1, 2, 4, 8, 9]),
        system_event_id=st.sampled_from([3, 4, 5]),
        system_event_arg1=st.sampled_from([5000, 5001]),
    ),
    st.builds(
        AgentStateEvent,
        peripheral_id=st.sampled_from([0, 5000, 5001, 0xFFFFFFFF]),
        monitor_id=IDS,
        agent_state=st.integers(0, 3),
        icm_agent_id=IDS,
        agent_id=NAMES,
        agent_instrument=NAMES,
    ),
)

STEPS = st.one_of(
    st.tuples(st.just("message"), MESSAGES),
    st.tuples(st.just("bytes"), st.binary(max_size=40)),
    st.tuples(st.just("frame"), st.tuples(st.integers(0, 300), st.binary(max_size=30))),
    st.tuples(st.just("time"), st.floats(0, 20)),
    st.tuples(st.just("late"), st.floats(0, 20)),
    st.tuples(st.just("request"), st.sampled_from([SuperviseCallReq, QueryAgentStateReq, ListAgentTeamReq])),
    st.tuples(st.just("heartbeat"), st.none()),
    st.tuples(st.just("connected"), st.none()),
    st.tuples(st.just("close"), st.none()),
    st.tuples(st.just("gone"), st.none()),
)


class Driver:
    """Takes steps with a session and checks its events."""

    def __init__(self) -> None:
        self.session = Session(some_settings(want_configuration=True))
        self.codec = Codec(17)
        self.now = 0.0
        self.asked: list[int] = []
        self.events: list[object] = []

    def step(self, kind: str, value: object) -> None:
        session = self.session
        match kind, value:
            case "message", Message():
                session.receive_data(self.codec.encode(value), self.now)
            case "bytes", bytes():
                session.receive_data(value, self.now)
            case "frame", (int(number), bytes(body)):
                session.receive_data(frame(number, body), self.now)
            case "time", float(seconds):
                self._pass(seconds)
            case "late", float(seconds):
                self.now += seconds
                session.handle_timer(self.now)
            case "request", type():
                try:
                    self.asked.append(session.request(value(), self.now))
                except SessionNotOpen:
                    assert session.state is not State.OPEN
            case "heartbeat", _:
                try:
                    session.heartbeat(self.now)
                except SessionNotOpen:
                    assert session.state is not State.OPEN
            case "connected", _:
                session.connected(self.now)
            case "close", _:
                session.close(self.now)
            case _:
                session.connection_lost(self.now, "gone")
        session.data_to_send()
        self.events += session.events()

    def _pass(self, seconds: float) -> None:
        """Time, with the timer rung exactly when it is due: each ring must move the timer on."""
        end = self.now + seconds
        rings = 0
        while (when := self.session.get_timer()) is not None and when <= end:
            self.now = max(self.now, when)
            self.session.handle_timer(self.now)
            after = self.session.get_timer()
            assert after is None or after > self.now, "a timer that was served may not be due again"
            rings += 1
            assert rings < 100
        self.now = end

    def check(self) -> None:
        ends = [i for i, e in enumerate(self.events) if isinstance(e, Lost | Closed | Refused)]
        assert len(ends) == (1 if self.session.state is State.ENDED else 0)
        if ends:
            assert ends[0] == len(self.events) - 1, "no event follows the end"
            assert self.session.get_timer() is None
        assert sum(isinstance(e, Opened) for e in self.events) <= 1
        flow = [type(e) for e in self.events if isinstance(e, EventsStopped | EventsResumed)]
        assert all(before is EventsStopped for before, after in pairwise([None, *flow]) if after is EventsResumed)
        outcomes = [e.invoke_id for e in self.events if isinstance(e, Confirmed | Denied | TimedOut)]
        assert len(set(outcomes)) == len(outcomes), "one outcome each"
        assert set(outcomes) <= set(self.asked)
        if ends:
            assert set(outcomes) == set(self.asked), "and no request without one"
        assert len(set(self.asked)) == len(self.asked)


@settings(max_examples=400, deadline=None)
@given(st.booleans(), st.lists(STEPS, max_size=40))
def test_any_order_of_anything(opened: bool, steps: list[tuple[str, object]]) -> None:
    driver = Driver()
    if opened:
        driver.step("connected", None)
        driver.step("message", OpenConf(invoke_id=1, services_granted=BASIC | CONTROL | MONITOR, monitor_id=1))
    for kind, value in steps:
        driver.step(kind, value)
    driver.check()
    driver.step("gone", None)
    driver.check()
    assert driver.session.state is State.ENDED


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.integers(1, 40))
def test_any_bytes_in_any_pieces(data: bytes, size: int) -> None:
    driver = Driver()
    driver.step("connected", None)
    for start in range(0, len(data), size):
        driver.step("bytes", data[start : start + size])
    driver.check()


def test_memory_is_bounded_by_one_message() -> None:
    h = Harness().open()
    h.session.receive_data((MAX_BODY).to_bytes(4, "big") + (30).to_bytes(4, "big"), 0.0)
    for _ in range(100):
        h.session.receive_data(b"x" * 4096, 0.0)
        h.collect()
        h.events.clear()
    assert h.session.wants_disconnect or h.session._frames.waiting <= MAX_BODY + 8


def test_answers_that_nobody_waits_for_leave_nothing_behind() -> None:
    h = Harness().open(BASIC | CONTROL)
    for number in range(2000):
        invoke_id = h.request(SuperviseCallReq())
        h.receive(SuperviseCallConf(invoke_id=invoke_id), SuperviseCallConf(invoke_id=100_000 + number))
        h.events.clear()
        h.sent.clear()
    assert len(h.session._requests._by_id) <= 2
    assert h.session.get_timer() is not None
    assert len(h.session._requests._deadlines) <= 2002


def test_every_status_has_words() -> None:
    for status in [*map(int, StatusCode), 4711]:
        h = Harness().connect().receive(FailureConf(invoke_id=1, status=status))
        assert h.the_event(Refused).words.count(f"(status {status})") == 1
