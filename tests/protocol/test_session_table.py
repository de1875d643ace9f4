"""The table of transitions, row by row: every state meets every input."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from session_help import BASIC, Harness, some_settings

from protocol.session.events import Closed, Lost, Refused
from protocol.session.session import SessionNotOpen
from protocol.session.states import TRANSITIONS, Input, State
from protocol.wire.enums import CTIServiceMask, StatusCode
from protocol.wire.messages import (
    CloseConf,
    CloseReq,
    FailureConf,
    FailureEvent,
    OpenConf,
    QueryAgentStateReq,
    StandbyActiveEvent,
)

STANDBY_SERVICE = int(CTIServiceMask.CTI_SERVICE_ACTIVE_STANDBY)


def _silent(h: Harness) -> None:
    h.at(h.now + 10_000)


def _broken(h: Harness) -> None:
    h.session.receive_data(b"\xff" * 8, h.now)


def _refused(h: Harness) -> None:
    h.receive(FailureConf(invoke_id=1, status=int(StatusCode.E_CTI_INVALID_PASSWORD)))


def _closed(h: Harness) -> None:
    asked = [m.invoke_id for m in h.sent_all(CloseReq)]
    h.receive(CloseConf(invoke_id=asked[-1] if asked else 2))


DO: dict[Input, Callable[[Harness], object]] = {
    Input.CONNECTED: lambda h: h.session.connected(h.now),
    Input.OPENED: lambda h: h.receive(OpenConf(invoke_id=1, services_granted=BASIC)),
    Input.STANDS_BY: lambda h: h.receive(OpenConf(invoke_id=1, services_granted=BASIC, session_type=2)),
    Input.ACTIVATED: lambda h: h.receive(StandbyActiveEvent()),
    Input.REFUSED: _refused,
    Input.FAILED: lambda h: h.receive(FailureEvent(status=15)),
    Input.BROKEN: _broken,
    Input.SILENT: _silent,
    Input.DISCONNECTED: lambda h: h.session.connection_lost(h.now, "gone"),
    Input.CLOSE: lambda h: h.session.close(h.now),
    Input.CLOSED: _closed,
}


def in_state(state: State) -> Harness:
    # With the service that makes a session hear of standby sides, which no other input minds.
    h = Harness(some_settings(protocol_version=25, services=BASIC | STANDBY_SERVICE))
    if state is State.NEW:
        return h
    h.connect()
    if state is State.OPENING:
        return h
    if state is State.ENDED:
        h.session.connection_lost(0.0, "gone")
        return h.collect()
    if state is State.STANDBY:
        return h.receive(OpenConf(invoke_id=1, services_granted=BASIC, session_type=2))
    h.receive(OpenConf(invoke_id=1, services_granted=BASIC, session_type=1))
    if state is State.CLOSING:
        h.session.close(0.0)
    return h.collect()


def test_the_table_has_every_state_and_ends() -> None:
    assert set(TRANSITIONS) == set(State)
    assert TRANSITIONS[State.ENDED] == {}
    assert set(DO) == set(Input)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("what", Input)
def test_each_state_meets_each_input(state: State, what: Input) -> None:
    h = in_state(state)
    assert h.session.state is state
    ends_before = [e for e in h.take_events() if isinstance(e, Lost | Closed | Refused)]
    DO[what](h)
    after = TRANSITIONS[state].get(what, state)
    assert h.session.state is after
    ends = [e for e in h.collect().events if isinstance(e, Lost | Closed | Refused)]
    assert len(ends) == (1 if after is State.ENDED and state is not State.ENDED else 0)
    assert h.session.wants_disconnect == (after is State.ENDED)
    assert len(ends_before) == (1 if state is State.ENDED else 0)


@pytest.mark.parametrize("state", [s for s in State if s is not State.OPEN])
def test_requests_need_an_open_session(state: State) -> None:
    h = in_state(state)
    with pytest.raises(SessionNotOpen):
        h.session.request(QueryAgentStateReq(), h.now)
    if state is not State.STANDBY:
        with pytest.raises(SessionNotOpen):
            h.session.heartbeat(h.now)


def test_closing_with_a_confirmation() -> None:
    h = in_state(State.OPEN)
    h.session.close(3.0)
    request = h.collect().sent_one(CloseReq)
    assert request.status == 0
    assert h.session.get_timer() == 8.0
    h.receive(CloseConf(invoke_id=request.invoke_id))
    assert h.the_event(Closed).confirmed
    assert h.session.get_timer() is None


def test_closing_without_an_answer_takes_five_seconds() -> None:
    h = in_state(State.OPEN)
    h.session.close(0.0)
    h.at(4.999)
    assert h.session.state is State.CLOSING
    h.at(5.0)
    assert not h.the_event(Closed).confirmed


def test_a_second_close_changes_nothing() -> None:
    h = in_state(State.CLOSING)
    h.session.close(2.0)
    assert len(h.collect().sent_all(CloseReq)) == 1
    assert h.session.get_timer() == 5.0


def test_a_refused_close_closes_unconfirmed() -> None:
    h = in_state(State.CLOSING)
    h.receive(FailureConf(invoke_id=h.sent_one(CloseReq).invoke_id, status=17))
    assert not h.the_event(Closed).confirmed


@pytest.mark.parametrize("state", [State.NEW, State.ENDED])
def test_bytes_without_a_connection_are_ignored(state: State) -> None:
    h = in_state(state)
    h.take_events()
    h.session.receive_data(b"\xff" * 100, 1.0)
    assert h.collect().events == []


def test_the_same_login_elsewhere_is_fatal() -> None:
    h = in_state(State.OPEN).receive(FailureEvent(status=11))
    refused = h.the_event(Refused)
    assert (refused.status, refused.fatal) == (11, True)
    assert "same login" in refused.words
    assert h.session.refusal_status == 11


@pytest.mark.parametrize("status", [4, 15, 16, 37, 92, 107, 110])
def test_failure_events_that_lose_the_session(status: int) -> None:
    h = in_state(State.OPEN).receive(FailureEvent(status=status))
    assert f"(status {status})" in h.the_event(Lost).reason


@pytest.mark.parametrize("status", [2, 12, 25, 90, 12345])
def test_failure_events_after_which_the_session_goes_on(status: int) -> None:
    h = in_state(State.OPEN).receive(FailureEvent(status=status))
    assert h.session.state is State.OPEN


def test_a_stream_out_of_step_is_lost() -> None:
    h = Harness(some_settings()).open()
    h.session.receive_data(bytes.fromhex("0001000100000001"), 1.0)
    assert "out of step" in h.collect().the_event(Lost).reason
