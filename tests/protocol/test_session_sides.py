"""Sides that change: standby sessions, planned switches (version 24), and sides that say they are out."""

from __future__ import annotations

import pytest
from session_help import BASIC, CONTROL, Harness, some_settings

from protocol.session.events import (
    AskedAgain,
    Closed,
    EventsResumed,
    EventsStopped,
    Lost,
    MaintenanceAsked,
    Opened,
    Received,
    StandingBy,
    TimedOut,
)
from protocol.session.states import State
from protocol.wire.enums import CTIServiceMask
from protocol.wire.messages import (
    ActiveMaintenanceEvent,
    ActiveMaintenanceReq,
    ActiveMaintenanceResp,
    CloseConf,
    CloseReq,
    FailureConf,
    FailureEvent,
    HeartbeatReq,
    OpenReq,
    QueryAgentStateReq,
    StandbyActiveEvent,
    StoppingRequestsToThisSideInd,
    SuperviseCallConf,
    SuperviseCallReq,
    SystemEvent,
)

STANDBY_SERVICE = int(CTIServiceMask.CTI_SERVICE_ACTIVE_STANDBY)
ACTIVE, STANDBY = 1, 2


def following(version: int = 25) -> Harness:
    return Harness(some_settings(protocol_version=version, services=BASIC | STANDBY_SERVICE))


@pytest.mark.parametrize(("version", "asked"), [(17, BASIC), (23, BASIC), (24, BASIC | STANDBY_SERVICE)])
def test_the_service_is_asked_for_where_the_version_knows_it(version: int, asked: int) -> None:
    assert following(version).connect().sent_one(OpenReq).services_requested == asked


def test_a_standby_session_waits_until_the_side_turns_active() -> None:
    h = following().open(session_type=STANDBY)
    assert h.the_event(StandingBy).confirmation.session_type == STANDBY
    assert h.events_of(Opened) == []
    assert (h.session.state, h.session.was_open) == (State.STANDBY, False)
    assert h.sent_all(QueryAgentStateReq) == []
    h.receive(StandbyActiveEvent())
    assert h.the_event(Opened).version == 25
    assert (h.session.state, h.session.was_open) == (State.OPEN, True)


def test_the_pg_status_of_a_standby_session_holds_when_the_side_turns_active() -> None:
    h = following().open(session_type=STANDBY, peripheral_online=1)
    h.receive(SystemEvent(pg_status=1, system_event_id=6))
    assert h.events_of(EventsStopped) == []
    h.receive(StandbyActiveEvent())
    assert not h.the_event(Opened).events_come
    assert h.the_event(EventsStopped) == EventsStopped(1, True)
    h.receive(SystemEvent(pg_status=0, system_event_id=9))
    assert [type(e) for e in h.events if isinstance(e, EventsResumed | AskedAgain)] == [EventsResumed, AskedAgain]


def test_a_standby_session_keeps_its_heartbeat_and_is_lost_without() -> None:
    h = following().open(session_type=STANDBY).at(10.0)
    assert len(h.sent_all(HeartbeatReq)) == 1
    h.at(40.0)
    assert "heartbeats" in h.the_event(Lost).reason


@pytest.mark.parametrize("session_type", [None, 0, ACTIVE])
def test_another_session_type_is_the_active_side(session_type: int | None) -> None:
    assert following().open(session_type=session_type).the_event(Opened)


def test_without_the_service_nothing_of_this_is_followed() -> None:
    h = Harness(some_settings(protocol_version=25)).open(session_type=STANDBY)
    assert h.the_event(Opened)
    h.take_sent()
    h.receive(ActiveMaintenanceReq(7), ActiveMaintenanceEvent(1), StandbyActiveEvent())
    assert len(h.events_of(Received)) == 3
    assert h.session.state is State.OPEN
    assert h.sent == []


def test_leaving_a_standby_side_is_reported_as_a_loss() -> None:
    h = following().open(session_type=STANDBY)
    h.session.leave(3.0, "This is the standby side.")
    request = h.collect().sent_one(CloseReq)
    h.receive(CloseConf(invoke_id=request.invoke_id))
    assert h.the_event(Lost).reason == "This is the standby side."
    assert h.events_of(Closed) == []


def test_maintenance_is_agreed_to_at_once() -> None:
    h = following().open(session_type=ACTIVE).receive(ActiveMaintenanceReq(7))
    answer = h.sent_one(ActiveMaintenanceResp)
    assert (answer.invoke_id, answer.maintenance_mode_accepted) == (7, 1)
    assert h.the_event(MaintenanceAsked).accepted


def test_maintenance_is_not_agreed_to_while_a_request_is_unanswered() -> None:
    h = following().open(session_type=ACTIVE)
    invoke_id = h.request(SuperviseCallReq())
    h.receive(ActiveMaintenanceReq(7))
    assert h.sent_one(ActiveMaintenanceResp).maintenance_mode_accepted == 0
    h.receive(SuperviseCallConf(invoke_id=invoke_id), ActiveMaintenanceReq(8))
    assert [m.maintenance_mode_accepted for m in h.sent_all(ActiveMaintenanceResp)] == [0, 1]


def test_queries_of_the_discovery_are_no_reason_against_maintenance() -> None:
    h = Harness(some_settings(protocol_version=25, services=BASIC | CONTROL | STANDBY_SERVICE))
    h.open(BASIC | CONTROL, session_type=ACTIVE)
    assert h.sent_all(QueryAgentStateReq)
    h.receive(ActiveMaintenanceReq(7))
    assert h.sent_one(ActiveMaintenanceResp).maintenance_mode_accepted == 1


def test_a_side_that_goes_into_maintenance_is_left_after_the_indication() -> None:
    h = following().open(session_type=ACTIVE)
    h.request(SuperviseCallReq())
    h.receive(ActiveMaintenanceEvent(1))
    assert h.sent_one(StoppingRequestsToThisSideInd)
    assert h.the_event(TimedOut)
    assert h.the_event(Lost).reason == "This side goes into maintenance."
    assert h.session.leave_side


def test_a_maintenance_that_does_not_come_changes_nothing() -> None:
    h = following().open(session_type=ACTIVE).receive(ActiveMaintenanceEvent(0))
    assert h.session.state is State.OPEN
    assert h.sent_all(StoppingRequestsToThisSideInd) == []


@pytest.mark.parametrize("status", [15, 92, 107, 110])
def test_a_side_that_is_out_of_service_is_left(status: int) -> None:
    refused = Harness().connect()
    refused.receive(FailureConf(invoke_id=refused.sent_one(OpenReq).invoke_id, status=status))
    assert refused.session.leave_side
    ended = Harness().open().receive(FailureEvent(status=status))
    assert ended.session.leave_side
    asked = Harness().open()
    invoke_id = asked.request(SuperviseCallReq())
    asked.receive(FailureConf(invoke_id=invoke_id, status=status))
    assert asked.session.leave_side
    assert f"(status {status})" in asked.the_event(Lost).reason


@pytest.mark.parametrize("status", [4, 16, 37])
def test_other_ends_are_no_reason_to_leave_the_side(status: int) -> None:
    assert not Harness().open().receive(FailureEvent(status=status)).session.leave_side
