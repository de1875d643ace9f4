"""An open session: heartbeats, requests and their one outcome, messages that can't be read."""

from __future__ import annotations

import pytest
from session_help import BASIC, CONTROL, Harness, some_settings

from protocol.session.events import (
    Closed,
    Confirmed,
    Denied,
    HeartbeatConfirmed,
    Lost,
    Received,
    TimedOut,
    Undecodable,
)
from protocol.session.states import State
from protocol.wire.errors import EncodeError
from protocol.wire.framing import frame
from protocol.wire.messages import (
    ActiveMaintenanceReq,
    CallClearedEvent,
    CloseReq,
    ConfigRequestEvent,
    ControlFailureConf,
    FailureConf,
    FailureEvent,
    HeartbeatConf,
    HeartbeatReq,
    ListAgentTeamConf,
    ListAgentTeamReq,
    OpenReq,
    QueryAgentStateConf,
    QueryAgentStateReq,
    SuperviseCallConf,
    SuperviseCallReq,
    UnknownMessage,
)


def opened(services: int = BASIC, **changes: object) -> Harness:
    """A session where nothing is left to discover by itself."""
    h = Harness(some_settings(**changes)).open(services)
    h.take_sent()
    h.take_events()
    return h


# Heartbeats.


def test_a_heartbeat_goes_out_after_nothing_was_sent_for_the_interval() -> None:
    h = opened()
    h.at(9.999)
    assert h.sent_all(HeartbeatReq) == []
    h.at(10.0)
    assert len(h.sent_all(HeartbeatReq)) == 1


def test_any_request_restarts_the_interval() -> None:
    h = opened()
    h.at(7.0)
    h.request(SuperviseCallReq())
    h.at(16.999)
    assert h.sent_all(HeartbeatReq) == []
    h.at(17.0)
    assert len(h.sent_all(HeartbeatReq)) == 1


def test_what_is_received_does_not_restart_it() -> None:
    h = opened()
    h.at(9.0).receive(CallClearedEvent()).at(10.0)
    assert len(h.sent_all(HeartbeatReq)) == 1


def test_the_round_trip_is_reported() -> None:
    h = opened()
    h.at(10.0)
    h.now = 10.25
    h.receive(HeartbeatConf(invoke_id=h.sent_one(HeartbeatReq).invoke_id))
    assert h.the_event(HeartbeatConfirmed).round_trip == 0.25


def test_three_missed_heartbeats_lose_the_session() -> None:
    h = opened()
    h.at(39.999)
    assert len(h.sent_all(HeartbeatReq)) == 3
    assert h.session.state is State.OPEN
    h.at(40.0)
    assert h.the_event(Lost).reason == "3 heartbeats in a row were not answered."


def test_one_confirmation_clears_the_earlier_misses() -> None:
    h = opened()
    h.at(30.0)
    h.receive(HeartbeatConf(invoke_id=h.sent_one(HeartbeatReq).invoke_id))
    h.at(69.999)
    assert h.session.state is State.OPEN
    h.at(70.0)
    assert h.session.state is State.ENDED


def test_a_late_confirmation_of_an_early_heartbeat_leaves_the_later_ones_open() -> None:
    h = opened()
    h.at(20.0)
    first, second = h.sent_all(HeartbeatReq)
    h.receive(HeartbeatConf(invoke_id=first.invoke_id))
    h.receive(HeartbeatConf(invoke_id=second.invoke_id))
    assert [e.round_trip for e in h.events_of(HeartbeatConfirmed)] == [10.0, 0.0]


def test_a_refused_heartbeat_loses_the_session() -> None:
    h = opened()
    h.at(10.0)
    h.receive(FailureConf(invoke_id=h.sent_one(HeartbeatReq).invoke_id, status=15))
    assert "(status 15)" in h.the_event(Lost).reason


def test_confirmations_of_unknown_heartbeats_are_nothing() -> None:
    assert opened().receive(HeartbeatConf(invoke_id=4711)).events == []


def test_a_heartbeat_can_be_asked_for() -> None:
    h = opened()
    h.session.heartbeat(3.0)
    assert len(h.collect().sent_all(HeartbeatReq)) == 1


def test_heartbeats_asked_for_in_a_row_are_not_missed_before_their_time() -> None:
    h = opened()
    for _ in range(5):
        h.session.heartbeat(0.0)
    h.at(9.999)
    assert h.session.state is State.OPEN
    h.at(10.0)
    assert h.session.state is State.ENDED


# Requests.


def test_invoke_ids_count_up_and_each_request_has_one_outcome() -> None:
    h = opened()
    first = h.request(SuperviseCallReq())
    second = h.request(SuperviseCallReq())
    assert (first, second) == (2, 3)
    h.now = 0.5
    h.receive(SuperviseCallConf(invoke_id=second, connection_call_id=9))
    confirmed = h.the_event(Confirmed)
    assert (confirmed.invoke_id, confirmed.seconds) == (second, 0.5)
    h.receive(ControlFailureConf(invoke_id=first, failure_code=33, peripheral_error_code=7))
    denied = h.the_event(Denied)
    assert (denied.invoke_id, denied.status, denied.failure_code, denied.peripheral_error_code) == (first, None, 33, 7)
    assert denied.words.endswith("(control failure 33, switch error 7)")
    h.at(1000.0)
    assert h.events_of(TimedOut) == []


def test_a_refusal_by_the_server_has_its_status() -> None:
    h = opened()
    invoke_id = h.request(SuperviseCallReq())
    h.receive(FailureConf(invoke_id=invoke_id, status=12))
    denied = h.the_event(Denied)
    assert (denied.status, denied.failure_code) == (12, None)
    assert denied.words == "Not allowed in this session (status 12)"


def test_status_two_has_the_words_of_both_its_meanings() -> None:
    h = opened()
    invoke_id = h.request(SuperviseCallReq())
    words = h.receive(FailureConf(invoke_id=invoke_id, status=2)).the_event(Denied).words
    assert "does not know" in words
    assert "length" in words


def test_unknown_codes_keep_their_number() -> None:
    h = opened()
    invoke_id = h.request(SuperviseCallReq())
    denied = h.receive(FailureConf(invoke_id=invoke_id, status=777)).the_event(Denied)
    assert denied.words == "unknown (777) (status 777)"


def test_supervise_call_is_never_repeated_and_times_out_after_its_time() -> None:
    h = opened()
    invoke_id = h.request(SuperviseCallReq())
    h.at(14.999)
    assert h.events_of(TimedOut) == []
    h.at(15.0)
    assert h.the_event(TimedOut).invoke_id == invoke_id
    assert len(h.sent_all(SuperviseCallReq)) == 1
    h.receive(SuperviseCallConf(invoke_id=invoke_id))
    assert isinstance(h.the_event(Received).message, SuperviseCallConf)


def test_a_timeout_may_be_given() -> None:
    h = opened()
    h.request(SuperviseCallReq(), timeout=2.0)
    h.at(2.0)
    assert len(h.events_of(TimedOut)) == 1


def test_queries_are_repeated_once() -> None:
    h = opened()
    invoke_id = h.request(QueryAgentStateReq())
    h.at(5.0)
    first, second = h.sent_all(QueryAgentStateReq)
    assert first.invoke_id == invoke_id
    assert second.invoke_id == invoke_id + 1
    h.at(9.999)
    assert h.events_of(TimedOut) == []
    h.at(10.0)
    assert h.the_event(TimedOut).invoke_id == invoke_id
    assert len(h.sent_all(QueryAgentStateReq)) == 2


@pytest.mark.parametrize("which", [0, 1])
def test_an_answer_to_either_sending_counts_once(which: int) -> None:
    h = opened()
    invoke_id = h.request(QueryAgentStateReq())
    h.at(5.0)
    ids = [m.invoke_id for m in h.sent_all(QueryAgentStateReq)]
    h.receive(QueryAgentStateConf(invoke_id=ids[which]), QueryAgentStateConf(invoke_id=ids[1 - which]))
    assert h.the_event(Confirmed).invoke_id == invoke_id
    assert len(h.events_of(Received)) == 1


def test_a_list_is_whole_with_its_last_segment() -> None:
    h = opened()
    invoke_id = h.request(ListAgentTeamReq(supervisor_id=1))
    h.now = 4.0
    h.receive(ListAgentTeamConf(invoke_id=invoke_id, segment_number=1, more=1, team_id=[1, 2]))
    h.at(8.999)
    assert len(h.sent_all(ListAgentTeamReq)) == 1, "a segment is a sign of life"
    h.receive(ListAgentTeamConf(invoke_id=invoke_id, segment_number=2, more=1, team_id=[3]))
    h.receive(ListAgentTeamConf(invoke_id=invoke_id, segment_number=3, more=0, team_id=[4]))
    confirmation = h.the_event(Confirmed).confirmation
    assert isinstance(confirmation, ListAgentTeamConf)
    assert confirmation.team_id == [1, 2, 3, 4]


def test_the_segments_of_a_repeated_list_do_not_mix() -> None:
    h = opened()
    invoke_id = h.request(ListAgentTeamReq(supervisor_id=1))
    h.receive(ListAgentTeamConf(invoke_id=invoke_id, more=1, team_id=[1, 2])).at(5.0)
    again = h.sent_one(ListAgentTeamReq).invoke_id
    h.receive(ListAgentTeamConf(invoke_id=again, more=1, team_id=[1, 2]))
    h.receive(ListAgentTeamConf(invoke_id=again, more=0, team_id=[3]))
    confirmation = h.the_event(Confirmed).confirmation
    assert isinstance(confirmation, ListAgentTeamConf)
    assert confirmation.team_id == [1, 2, 3]


def test_a_list_without_end_is_cut_off() -> None:
    h = opened()
    invoke_id = h.request(ListAgentTeamReq(supervisor_id=1))
    segment = ListAgentTeamConf(invoke_id=invoke_id, more=1, team_id=list(range(64)))
    for _ in range(64):
        h.receive(segment)
    assert len(h.events_of(Confirmed)) == 1


def test_an_answer_of_another_kind_answers_nothing() -> None:
    h = opened()
    invoke_id = h.request(SuperviseCallReq())
    h.receive(QueryAgentStateConf(invoke_id=invoke_id))
    assert h.events_of(Confirmed) == []
    h.receive(SuperviseCallConf(invoke_id=invoke_id))
    assert len(h.events_of(Confirmed)) == 1


@pytest.mark.parametrize("lost", [True, False])
def test_open_requests_get_an_outcome_when_the_session_ends(lost: bool) -> None:
    h = opened()
    invoke_id = h.request(SuperviseCallReq())
    if lost:
        h.session.connection_lost(1.0, "gone")
    else:
        h.receive(FailureEvent(status=11))
    events = h.collect().events
    assert isinstance(events[0], TimedOut)
    assert events[0].invoke_id == invoke_id
    assert len(events) == 2


def test_a_request_still_gets_its_answer_while_closing() -> None:
    h = opened()
    invoke_id = h.request(SuperviseCallReq())
    h.session.close(1.0)
    h.receive(SuperviseCallConf(invoke_id=invoke_id))
    assert h.the_event(Confirmed).invoke_id == invoke_id
    h.at(6.0)
    assert len(h.events_of(Closed)) == 1


def test_a_request_that_cannot_be_written_leaves_nothing_behind() -> None:
    h = opened()
    with pytest.raises(EncodeError):
        h.session.request(QueryAgentStateReq(agent_id="9" * 99), 0.0)
    assert h.collect().sent == []
    h.at(30.0)
    assert h.events_of(TimedOut) == []


@pytest.mark.parametrize("message", [CallClearedEvent(), OpenReq(), CloseReq(), HeartbeatReq(), ConfigRequestEvent()])
def test_only_requests_can_be_requested(message: CallClearedEvent) -> None:
    with pytest.raises(ValueError, match=message.name):
        opened().session.request(message, 0.0)


def test_messages_without_an_answer_are_sent() -> None:
    h = opened()
    h.session.send(ConfigRequestEvent(config_information=4, peripheral_id=5000), 1.0)
    assert len(h.collect().sent_all(ConfigRequestEvent)) == 1


# What comes in.


def test_server_requests_and_unknown_types_are_received() -> None:
    h = opened(protocol_version=24)
    h.receive(ActiveMaintenanceReq(invoke_id=1), UnknownMessage(9999, b"x"))
    assert [type(e.message) for e in h.events_of(Received)] == [ActiveMaintenanceReq, UnknownMessage]


def test_one_bad_message_does_not_end_the_session() -> None:
    h = opened()
    h.session.receive_data(frame(30, b"\0\0\0") + h.codec.encode(CallClearedEvent()), 1.0)
    events = h.collect().events
    assert isinstance(events[0], Undecodable)
    assert isinstance(events[1], Received)
    assert h.session.state is State.OPEN


def test_an_unreadable_refusal_denies_its_request() -> None:
    h = opened()
    invoke_id = h.request(SuperviseCallReq())
    h.session.receive_data(frame(35, invoke_id.to_bytes(4, "big") + b"\0\x21\0\0\0\0\xff\xff"), 1.0)
    denied = h.collect().the_event(Denied)
    assert denied.words == "Refused; the reason could not be read."
    assert (denied.status, denied.failure_code) == (None, None)


def test_an_unreadable_confirmation_leaves_the_outcome_unknown_at_once() -> None:
    h = opened(BASIC | CONTROL)
    invoke_id = h.request(SuperviseCallReq())
    body = invoke_id.to_bytes(4, "big") + bytes(6) + b"\x19\xff"
    h.session.receive_data(frame(125, body), 1.0)
    assert h.collect().the_event(TimedOut).invoke_id == invoke_id


def test_an_unreadable_answer_to_a_query_is_not_asked_for_again() -> None:
    h = opened()
    invoke_id = h.request(QueryAgentStateReq())
    h.session.receive_data(frame(37, invoke_id.to_bytes(4, "big") + b"\0"), 1.0)
    assert h.collect().the_event(TimedOut).invoke_id == invoke_id
    h.at(9.0)
    assert len(h.sent_all(QueryAgentStateReq)) == 1


def test_closing_ends_the_discovery_without_an_event() -> None:
    h = Harness().open(BASIC | CONTROL)
    asked = [m.invoke_id for m in h.sent_all(QueryAgentStateReq)]
    assert asked
    h.session.close(0.0)
    h.collect().take_events()
    h.receive(*(FailureConf(invoke_id=number, status=8) for number in asked))
    h.at(4.9)
    assert [type(event) for event in h.events] == [Received] * len(asked)
