"""Finding teams, members, states and devices after OPEN_CONF."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from session_help import ALL, BASIC, CONTROL, MONITOR, Harness, some_settings

from protocol.session.discovery.queries import WINDOW
from protocol.session.events import (
    AgentStateKnown,
    AskedAgain,
    CallDetails,
    CallFound,
    Confirmed,
    Denied,
    DeviceMonitored,
    Discovered,
    DiscoveryProblem,
    EventsResumed,
    EventsStopped,
    Opened,
    OwnCallsListed,
    Received,
    SupervisorIdentified,
    TeamMonitored,
    TeamsListed,
    TimedOut,
)
from protocol.wire.messages import (
    AgentStateEvent,
    AgentTeamConfigEvent,
    ConfigBeginEvent,
    ConfigRequestEvent,
    ControlFailureConf,
    FailureConf,
    ListAgentTeamConf,
    ListAgentTeamReq,
    Message,
    MonitorAgentTeamStartConf,
    MonitorAgentTeamStartReq,
    MonitorAgentTeamStopReq,
    MonitorStartConf,
    MonitorStartReq,
    MonitorStopConf,
    MonitorStopReq,
    QueryAgentStateConf,
    QueryAgentStateReq,
    SnapshotCallConf,
    SnapshotCallReq,
    SnapshotDeviceConf,
    SnapshotDeviceReq,
    SystemEvent,
    UnknownMessage,
)

FULL = BASIC | CONTROL | MONITOR
OWN = 700


def team_event(team_id: int, *agent_ids: str, operation: int = 0, flags: int = 0) -> AgentTeamConfigEvent:
    return AgentTeamConfigEvent(
        peripheral_id=5000,
        team_id=team_id,
        config_operation=operation,
        atc_agent_id=list(agent_ids),
        agent_flags=[flags for _ in agent_ids],
        atc_agent_state=[3 for _ in agent_ids],
        atc_state_duration=[1 for _ in agent_ids],
    )


def state_event(agent_id: str, state: int = 3, monitor_id: int = 1, **fields: object) -> AgentStateEvent:
    return AgentStateEvent(monitor_id=monitor_id, agent_id=agent_id, agent_state=state, **fields)  # type: ignore[arg-type]


class Centre:
    """A contact centre that answers what a discovery asks, in whatever order the test wants."""

    def __init__(self, teams: dict[int, list[str]], signed_out: tuple[str, ...] = ()) -> None:
        self.teams = teams
        self.signed_out = signed_out

    def answer(self, request: Message) -> Message | None:
        number = getattr(request, "invoke_id", 0)
        if isinstance(request, QueryAgentStateReq):
            return self._state(number, request.agent_id or "")
        if isinstance(request, ListAgentTeamReq):
            assert request.supervisor_id == OWN
            return ListAgentTeamConf(invoke_id=number, more=0, team_id=list(self.teams))
        if isinstance(request, MonitorAgentTeamStartReq):
            return MonitorAgentTeamStartConf(invoke_id=number, monitor_id=100 + request.team_id)
        if isinstance(request, MonitorStartReq):
            return MonitorStartConf(invoke_id=number, monitor_id=1000 + int(request.monitored_device_id or "0"))
        if isinstance(request, MonitorStopReq):
            return MonitorStopConf(invoke_id=number)
        if isinstance(request, SnapshotDeviceReq):
            return SnapshotDeviceConf(invoke_id=number)
        return None

    def _state(self, number: int, agent_id: str) -> Message:
        if agent_id == "9001":
            return QueryAgentStateConf(
                invoke_id=number, icm_agent_id=OWN, agent_extension="900", agent_instrument="900", agent_state=2
            )
        if agent_id in self.signed_out:
            return FailureConf(invoke_id=number, status=9)
        device = str(2000 + int(agent_id))
        return QueryAgentStateConf(
            invoke_id=number, icm_agent_id=int(agent_id), agent_state=3, agent_extension=device, agent_instrument=device
        )

    def play(self, h: Harness, pick: Callable[[int], int] = lambda count: 0, most: int = 10_000) -> Harness:
        """Answer everything that was sent, until nothing is left; ``pick`` chooses which open request comes next."""
        waiting: list[Message] = []
        for _ in range(most):
            waiting += h.take_sent()
            if not waiting:
                break
            said = self.answer(waiting.pop(pick(len(waiting))))
            if said is not None:
                h.receive(said)
        return h


def started(services: int = FULL, **changes: object) -> Harness:
    """An open session; its queries are in ``sent``."""
    h = Harness(some_settings(**changes)).open(
        services, monitor_id=7, agent_instrument="900", agent_extension="900", peripheral_online=1
    )
    h.sent = [m for m in h.sent if m.name != "OPEN_REQ"]
    return h


def discovered(teams: dict[int, list[str]], services: int = FULL) -> tuple[Harness, Centre]:
    """A session that knows the whole floor."""
    h, centre = started(services), Centre(teams)
    h.receive(*(team_event(team_id, *members) for team_id, members in teams.items()))
    centre.play(h)
    assert len(h.events_of(Discovered)) == 1
    h.take_events()
    return h, centre


# The first round.


def test_the_whole_first_round() -> None:
    h = started()
    teams = {1: ["11", "12"], 2: ["12", "21"], 3: []}
    h.receive(team_event(1, "11", "12"), team_event(2, "12", "21"), team_event(3))
    Centre(teams, signed_out=("21",)).play(h)
    assert h.the_event(CallDetails).granted
    assert h.the_event(SupervisorIdentified).icm_agent_id == OWN
    assert h.the_event(TeamsListed) == TeamsListed((1, 2, 3))
    assert sorted(e.team_id for e in h.events_of(TeamMonitored)) == [1, 2, 3]
    assert {e.monitor_id for e in h.events_of(TeamMonitored)} == {101, 102, 103}
    assert sorted(e.agent_id for e in h.events_of(AgentStateKnown)) == ["11", "12", "9001"]
    assert {(e.device_id, e.monitor_id) for e in h.events_of(DeviceMonitored)} == {
        ("900", 7),
        ("2011", 3011),
        ("2012", 3012),
    }
    assert isinstance(h.events[-1], Discovered)
    assert h.events_of(DiscoveryProblem) == []
    assert [type(e) for e in h.events if isinstance(e, Confirmed | Denied | TimedOut)] == []


def test_a_team_that_only_the_list_knows_is_monitored_too() -> None:
    h = started()
    h.receive(team_event(1, "11"))
    Centre({1: ["11"], 5: []}).play(h)
    assert {e.team_id for e in h.events_of(TeamMonitored)} == {1, 5}
    assert h.events_of(Discovered) == [], "its members may still come"
    h.at(5.0)
    assert len(h.events_of(Discovered)) == 1


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.permutations([1, 2, 3]))
def test_the_order_of_answers_does_not_matter(chance, order) -> None:  # type: ignore[no-untyped-def]
    teams = {1: ["11", "12"], 2: ["12", "21", "22"], 3: ["31"]}
    h = started()
    h.receive(*(team_event(team_id, *teams[team_id]) for team_id in order))
    Centre(teams, signed_out=("22",)).play(h, pick=lambda count: chance.randrange(count + 1) % max(count, 1))
    assert isinstance(h.events[-1], Discovered)
    assert {e.team_id for e in h.events_of(TeamMonitored)} == {1, 2, 3}
    assert {e.agent_id for e in h.events_of(AgentStateKnown)} == {"9001", "11", "12", "21", "31"}
    assert {e.device_id for e in h.events_of(DeviceMonitored)} == {"900", "2011", "2012", "2021", "2031"}


def test_a_window_of_queries_is_in_flight() -> None:
    h = started()
    h.receive(team_event(1, *(str(n) for n in range(1, 60))))
    assert len(h.sent) == WINDOW
    first = h.take_sent()[0]
    said = Centre({1: []}).answer(first)
    assert said is not None
    h.receive(said)
    assert len(h.sent) == 1


SEGMENTS = {1: [501, 502], 2: [503], 3: [504, 505]}
"""SegmentNumber -> TeamIDs of a list of teams."""


def segment_of_list(invoke_id: int, number: int, *, base: int = 1) -> ListAgentTeamConf:
    last = number == max(SEGMENTS)
    return ListAgentTeamConf(invoke_id, segment_number=number - 1 + base, more=int(not last), team_id=SEGMENTS[number])


@pytest.mark.parametrize("base", [0, 1])
@pytest.mark.parametrize(
    "order", [(1, 2, 3), (1, 1, 2, 2, 3, 3), (2, 1, 3), (3, 2, 1), (3, 1, 3, 1, 2)], ids=lambda order: str(order)
)
def test_segments_of_the_list_are_collected_until_all_are_there(order: tuple[int, ...], base: int) -> None:
    h = started(skill_target_id=OWN)
    number = h.sent_one(ListAgentTeamReq).invoke_id
    for count, each in enumerate(order):
        if {*SEGMENTS} - {*order[:count]} - ({1} if base == 0 else set()):
            assert h.events_of(TeamsListed) == []
        h.receive(segment_of_list(number, each, base=base))
    # Numbered from 0, nothing tells that the first is missing: where it comes last its teams are taken late.
    listed = h.events_of(TeamsListed)
    assert sorted(team_id for event in listed for team_id in event.team_ids) == [501, 502, 503, 504, 505]
    assert not any(event.problem for event in listed)
    asked = {m.team_id for m in h.sent_all(MonitorAgentTeamStartReq)}
    assert asked == {501, 502, 503, 504, 505}


def test_segments_without_numbers_count_as_they_come() -> None:
    h = started(skill_target_id=OWN)
    number = h.sent_one(ListAgentTeamReq).invoke_id
    h.receive(ListAgentTeamConf(invoke_id=number, more=1, team_id=[1, 2]))
    assert h.events_of(TeamsListed) == []
    h.receive(ListAgentTeamConf(invoke_id=number, more=0, team_id=[2, 3]))
    assert h.the_event(TeamsListed).team_ids == (1, 2, 3)


def test_a_missing_segment_is_asked_for_again_and_then_named() -> None:
    h = started(skill_target_id=OWN)
    first = h.sent_one(ListAgentTeamReq).invoke_id
    h.receive(segment_of_list(first, 1), segment_of_list(first, 3))
    h.at(5.0)
    again = h.sent_one(ListAgentTeamReq).invoke_id
    assert again != first
    h.receive(segment_of_list(again, 1), segment_of_list(again, 3))
    assert h.events_of(TeamsListed) == []
    h.at(11.0)
    listed = h.the_event(TeamsListed)
    assert (listed.team_ids, listed.problem) == (
        (501, 502, 504, 505),
        "Segment 2 of the list of teams did not come.",
    )
    assert {m.team_id for m in h.sent_all(MonitorAgentTeamStartReq)} == {501, 502, 504, 505}


def test_two_answers_that_lack_different_segments_make_a_whole_list() -> None:
    h = started(skill_target_id=OWN)
    first = h.sent_one(ListAgentTeamReq).invoke_id
    h.receive(segment_of_list(first, 1), segment_of_list(first, 2)).at(5.0)
    again = h.sent_one(ListAgentTeamReq).invoke_id
    h.receive(segment_of_list(again, 1), segment_of_list(again, 3)).at(11.0)
    listed = h.the_event(TeamsListed)
    assert (listed.team_ids, listed.problem) == ((501, 502, 503, 504, 505), "")


# Who am I.


def test_a_configured_skill_target_id_is_used_at_once() -> None:
    h = started(skill_target_id=42)
    assert h.the_event(SupervisorIdentified).icm_agent_id == 42
    assert h.sent_one(ListAgentTeamReq).supervisor_id == 42


def test_the_own_state_event_identifies_where_queries_are_not_granted() -> None:
    h = started(BASIC)
    assert h.sent == []
    h.receive(state_event("9001", icm_agent_id=OWN))
    assert h.the_event(SupervisorIdentified).icm_agent_id == OWN
    assert h.sent_one(ListAgentTeamReq).supervisor_id == OWN


def test_an_extension_can_name_the_supervisor() -> None:
    h = Harness(some_settings(agent_id="", agent_extension="900")).open(BASIC | CONTROL)
    request = h.sent_one(QueryAgentStateReq)
    assert (request.agent_id, request.agent_extension, request.agent_instrument) == (None, "900", None)
    h.receive(state_event("9001", agent_extension="900", icm_agent_id=OWN))
    assert h.the_event(SupervisorIdentified).icm_agent_id == OWN


@pytest.mark.parametrize("nothing", [0, -1])
def test_an_empty_skill_target_id_identifies_nobody(nothing: int) -> None:
    h = started(BASIC).receive(state_event("9001", icm_agent_id=nothing))
    assert h.events_of(SupervisorIdentified) == []


def test_an_unknown_supervisor_is_reported_when_the_time_for_it_is_over() -> None:
    h = started(BASIC)
    h.at(4.999)
    assert h.events_of(TeamsListed) == []
    h.at(5.0)
    assert "skill target id" in h.the_event(TeamsListed).problem
    assert len(h.events_of(Discovered)) == 1
    h.receive(state_event("9001", icm_agent_id=OWN))
    assert len(h.sent_all(ListAgentTeamReq)) == 1, "and it is still asked when it becomes known"


# Refusals.


def test_a_refused_list_of_teams_is_reported_in_words() -> None:
    h = started(skill_target_id=OWN)
    h.receive(FailureConf(invoke_id=h.sent_one(ListAgentTeamReq).invoke_id, status=12))
    assert h.the_event(TeamsListed).problem == "Not allowed in this session (status 12)"


def test_a_team_already_monitored_counts_as_running() -> None:
    h = started().receive(team_event(1))
    h.receive(FailureConf(invoke_id=h.sent_one(MonitorAgentTeamStartReq).invoke_id, status=83))
    assert h.the_event(TeamMonitored) == TeamMonitored(1, None)


def test_a_refused_team_monitor_has_its_problem() -> None:
    h = started().receive(team_event(1))
    h.receive(FailureConf(invoke_id=h.sent_one(MonitorAgentTeamStartReq).invoke_id, status=65))
    assert "(status 65)" in h.the_event(TeamMonitored).problem


def test_states_that_are_not_granted_are_queried_no_more_and_that_is_reported_once() -> None:
    h = started().receive(team_event(1, *(str(n) for n in range(1, 40))))
    asked = [m for m in h.take_sent() if isinstance(m, QueryAgentStateReq) and m.agent_id != "9001"]
    for request in asked:
        h.receive(FailureConf(invoke_id=request.invoke_id, status=12))
    assert h.the_event(DiscoveryProblem) == DiscoveryProblem(
        "agent state", "1", "Not allowed in this session (status 12)", True
    )
    assert h.sent_all(QueryAgentStateReq) == []
    h.receive(team_event(2, "88"))
    assert h.sent_all(QueryAgentStateReq) == []


def test_an_agent_who_is_not_signed_in_is_no_problem_but_an_unknown_one_is() -> None:
    h = started().receive(team_event(1, "11", "12"))
    first, second = [m for m in h.sent if isinstance(m, QueryAgentStateReq) and m.agent_id != "9001"]
    h.receive(FailureConf(invoke_id=first.invoke_id, status=9), FailureConf(invoke_id=second.invoke_id, status=8))
    problem = h.the_event(DiscoveryProblem)
    assert (problem.subject, problem.stopped) == ("12", False)


def test_device_monitors_that_are_not_granted_are_reported_once_as_call_details() -> None:
    h = started().receive(team_event(1, *(str(n) for n in range(1, 30))))
    centre = Centre({1: []})
    for _ in range(200):
        for request in h.take_sent():
            if isinstance(request, MonitorStartReq):
                h.receive(FailureConf(invoke_id=request.invoke_id, status=12))
            elif (said := centre.answer(request)) is not None:
                h.receive(said)
    assert [e.granted for e in h.events_of(CallDetails)] == [True, False]
    assert len(h.events_of(DiscoveryProblem)) == 1
    assert len(h.events_of(Discovered)) == 1


def test_one_refused_device_is_one_problem() -> None:
    h, _ = discovered({1: ["11"]})
    h.receive(state_event("11", agent_instrument="555"))
    request = h.sent_one(MonitorStartReq)
    h.receive(ControlFailureConf(invoke_id=request.invoke_id, failure_code=42))
    problem = h.the_event(DiscoveryProblem)
    assert (problem.question, problem.subject, problem.stopped) == ("device monitor", "555", False)


def test_no_answer_to_a_state_is_a_problem_after_one_repeat() -> None:
    h = started().receive(team_event(1, "11"))
    h.at(9.999)
    assert h.events_of(DiscoveryProblem) == []
    h.at(10.0)
    assert {(p.subject, p.words) for p in h.events_of(DiscoveryProblem)} == {
        ("9001", "No answer in time."),
        ("900", "No answer in time."),
        ("11", "No answer in time."),
    }


# Devices.


def test_a_device_monitor_is_asked_for_as_the_guide_says() -> None:
    h, _ = discovered({1: ["11"]})
    h.receive(state_event("11", agent_instrument="555", agent_extension="444"))
    request = h.sent_one(MonitorStartReq)
    assert request == MonitorStartReq(
        invoke_id=request.invoke_id,
        peripheral_id=5000,
        connection_call_id=0,
        call_msg_mask=0x0007EFFF,
        agent_state_mask=0,
        connection_device_id_type=0xFFFF,
        monitored_device_type=76,
        monitored_device_id="555",
    )


def test_an_extension_is_monitored_as_a_device_identifier() -> None:
    h = started().receive(team_event(1, "11"), state_event("11", agent_extension="444"))
    Centre({1: ["11"]}).play(h, most=0)
    asked = []
    centre = Centre({1: ["11"]}, signed_out=("11",))
    for _ in range(20):
        for request in h.take_sent():
            asked += [request] if isinstance(request, MonitorStartReq) else []
            if (said := centre.answer(request)) is not None:
                h.receive(said)
    assert [(m.monitored_device_type, m.monitored_device_id) for m in asked] == [(0, "444")]


def test_signing_in_later_starts_and_signing_out_stops_a_monitor() -> None:
    h = started().receive(team_event(1, "11"))
    centre = Centre({1: ["11"]}, signed_out=("11",))
    centre.play(h)
    assert {e.device_id for e in h.events_of(DeviceMonitored)} == {"900"}
    h.receive(state_event("11", state=0, agent_instrument="555"))
    centre.play(h)
    assert {e.device_id for e in h.events_of(DeviceMonitored)} == {"900", "555"}
    h.receive(state_event("11", state=4, agent_instrument="555"))
    assert h.sent == []
    h.receive(state_event("11", state=1, agent_instrument="555"))
    assert h.sent_one(MonitorStopReq).monitor_id == 1555


def test_a_device_shared_by_two_is_stopped_when_both_are_gone() -> None:
    h, centre = discovered({1: ["11", "12"]})
    h.receive(state_event("12", agent_instrument="2011"))
    assert [m.monitor_id for m in h.sent_all(MonitorStopReq)] == [3012]
    centre.play(h)
    h.receive(team_event(1, "11", operation=2))
    assert h.sent == []
    h.receive(team_event(1, "12", operation=2))
    assert h.sent_one(MonitorStopReq).monitor_id == 3011


def test_a_monitor_that_comes_too_late_is_stopped() -> None:
    h, _centre = discovered({1: ["11"]})
    h.receive(state_event("11", agent_instrument="555"))
    asked = h.sent_one(MonitorStartReq)
    h.take_sent()
    h.receive(team_event(1, "11", operation=2))
    assert h.sent == []
    h.receive(MonitorStartConf(invoke_id=asked.invoke_id, monitor_id=77))
    assert 77 in [m.monitor_id for m in h.sent_all(MonitorStopReq)]
    assert h.events_of(DeviceMonitored) == []


def test_the_own_device_is_reported_when_it_becomes_known() -> None:
    h = Harness(some_settings()).open(BASIC | CONTROL, monitor_id=7)
    assert h.events_of(DeviceMonitored) == []
    h.receive(state_event("9001", agent_instrument="900", agent_extension="800"))
    h.receive(state_event("9001", agent_extension="800"))
    assert h.events_of(DeviceMonitored) == [DeviceMonitored("900", 7)]
    assert [m.agent_instrument for m in h.sent_all(SnapshotDeviceReq)] == ["900"]
    h.receive(state_event("9001", agent_instrument="901"))
    assert h.events_of(DeviceMonitored)[1:] == [DeviceMonitored("901", 7)]


def test_the_own_device_is_not_monitored_twice() -> None:
    h, _centre = discovered({1: ["11", "9001"]})
    h.receive(state_event("9001", agent_instrument="901"), state_event("11", agent_instrument="901"))
    assert h.sent_all(MonitorStartReq) == []


def test_an_agents_phone_with_the_number_of_the_own_extension_is_monitored() -> None:
    h = Harness(some_settings()).open(BASIC | MONITOR, monitor_id=7, agent_instrument="901", agent_extension="900")
    h.receive(team_event(1, "11"), state_event("11", agent_instrument="900", agent_extension="555"))
    assert [m.monitored_device_id for m in h.sent_all(MonitorStartReq)] == ["900"]
    h.receive(team_event(1, "11", "12"), state_event("12", agent_extension="900"))
    assert len(h.sent_all(MonitorStartReq)) == 1


def test_the_calls_of_the_own_phone_are_told_whole_and_can_be_asked_for_again() -> None:
    h = Harness(some_settings()).open(BASIC | CONTROL, monitor_id=7, agent_instrument="900")
    asked = h.sent_one(SnapshotDeviceReq)
    h.receive(SnapshotDeviceConf(invoke_id=asked.invoke_id, call_connection_call_id=[8, 9],
                                 call_connection_device_id_type=[0, 0], call_connection_device_id=["900", "900"],
                                 call_state=[3, 4]))  # fmt: skip
    assert h.the_event(OwnCallsListed) == OwnCallsListed((8, 9))
    h.take_events()
    h.take_sent()
    h.session.ask_own_calls(h.now)
    asked = h.collect().sent_one(SnapshotDeviceReq)
    h.receive(SnapshotDeviceConf(invoke_id=asked.invoke_id))
    assert h.the_event(OwnCallsListed) == OwnCallsListed(())
    h.take_events()
    for status, again in ((97, True), (12, False)):
        h.session.ask_own_calls(h.now)
        h.receive(FailureConf(invoke_id=h.collect().sent_one(SnapshotDeviceReq).invoke_id, status=status))
        assert h.events_of(OwnCallsListed)[-1] == OwnCallsListed(None, again)
    h.take_sent()
    h.session.ask_own_calls(h.now)
    assert h.collect().sent == []


def test_all_events_asks_for_calls_instead_of_monitors() -> None:
    h = started(FULL | ALL).receive(team_event(1, "11", "12"))
    centre = Centre({1: ["11", "12"]})
    snapshots = []
    for _ in range(20):
        for request in h.take_sent():
            assert not isinstance(request, MonitorStartReq)
            if isinstance(request, SnapshotDeviceReq):
                snapshots.append(request.agent_instrument)
                one = [5, 0, "c5", 3] if request.agent_instrument == "2011" else None
                h.receive(
                    SnapshotDeviceConf(
                        invoke_id=request.invoke_id,
                        call_connection_call_id=[one[0]] if one else [],  # type: ignore[list-item]
                        call_connection_device_id_type=[one[1]] if one else [],  # type: ignore[list-item]
                        call_connection_device_id=[one[2]] if one else [],  # type: ignore[list-item]
                        call_state=[one[3]] if one else [],  # type: ignore[list-item]
                    )
                )
            elif isinstance(request, SnapshotCallReq):
                assert (request.connection_call_id, request.connection_device_id) == (5, "c5")
                h.receive(SnapshotCallConf(invoke_id=request.invoke_id, call_type=20, ani="123"))
            elif (said := centre.answer(request)) is not None:
                h.receive(said)
    assert sorted(snapshots) == ["2011", "2012", "900"]
    found = h.the_event(CallFound)
    assert (found.device_id, found.connection_call_id, found.connection_device_id) == ("2011", 5, "c5")
    assert (found.local_connection_state, found.confirmation and found.confirmation.ani) == (3, "123")
    assert isinstance(h.events[-1], Discovered)


def test_a_call_whose_snapshot_is_refused_is_found_without_it() -> None:
    h = started(FULL | ALL)
    device = h.sent_one(SnapshotDeviceReq)
    calls = SnapshotDeviceConf(
        invoke_id=device.invoke_id,
        call_connection_call_id=[5, 6, 7],
        call_connection_device_id_type=[0, 0, 0],
        call_connection_device_id=["a", "b", "c"],
        call_state=[3, 4, 2],
    )
    h.receive(calls)
    first = h.sent_all(SnapshotCallReq)[0]
    h.receive(FailureConf(invoke_id=first.invoke_id, status=12))
    for other in h.sent_all(SnapshotCallReq)[1:]:
        h.receive(FailureConf(invoke_id=other.invoke_id, status=12))
    assert [(e.connection_call_id, e.confirmation) for e in h.events_of(CallFound)] == [(5, None), (6, None), (7, None)]
    assert [p.question for p in h.events_of(DiscoveryProblem)] == ["call"]


@pytest.mark.parametrize(
    ("services", "granted"), [(BASIC, False), (BASIC | CONTROL, False), (BASIC | MONITOR, True), (BASIC | ALL, True)]
)
def test_what_was_granted_says_whether_calls_are_seen(services: int, granted: bool) -> None:
    assert started(services).the_event(CallDetails).granted is granted


# Teams that change.


def test_new_members_and_teams_are_found_later() -> None:
    h, centre = discovered({1: ["11"]})
    h.receive(team_event(1, "12", operation=1), team_event(4, "41", operation=1))
    centre.play(h)
    assert {e.team_id for e in h.events_of(TeamMonitored)} == {4}
    assert {e.agent_id for e in h.events_of(AgentStateKnown)} == {"12", "41"}
    assert {e.device_id for e in h.events_of(DeviceMonitored)} == {"2012", "2041"}
    assert h.events_of(Discovered) == [], "said once"


def test_a_full_list_replaces_the_team() -> None:
    h, _ = discovered({1: ["11", "12"]})
    h.receive(team_event(1, "12", "13"))
    assert [m.monitor_id for m in h.sent_all(MonitorStopReq)] == [3011]
    assert [m.agent_id for m in h.sent_all(QueryAgentStateReq)] == ["13"]


def test_a_second_full_list_shortly_after_one_of_64_adds() -> None:
    members = [str(n) for n in range(100, 170)]
    h, centre = started(), Centre({1: members})
    h.receive(team_event(1, *members[:64]))
    h.now = 4.9
    h.receive(team_event(1, *members[64:]))
    centre.play(h)
    assert {e.agent_id for e in h.events_of(AgentStateKnown)} == {"9001", *members}
    assert h.sent_all(MonitorStopReq) == []
    h.take_sent()
    h.receive(team_event(1, *members[64:]))
    centre_stops = []
    for _ in range(100):
        for request in h.take_sent():
            centre_stops += [request] if isinstance(request, MonitorStopReq) else []
            if (said := centre.answer(request)) is not None:
                h.receive(said)
    assert len(centre_stops) == 64, "a later one replaces"


def test_a_full_list_long_after_one_of_64_replaces() -> None:
    members = [str(n) for n in range(100, 164)]
    h, _ = discovered({1: members})
    h.receive(team_event(1, *members))
    h.now = 5.0
    h.receive(team_event(1, *members[:-1]))
    assert [m.monitor_id for m in h.sent_all(MonitorStopReq)] == [1000 + 2000 + 163]


def test_leaving_a_team_as_a_mere_member_keeps_its_monitor() -> None:
    h, _ = discovered({1: ["11", "9001"]})
    h.receive(team_event(1, "9001", operation=2, flags=2))
    assert h.sent == []


def test_the_supervisor_is_asked_for_once_though_a_member() -> None:
    h = started().receive(team_event(1, "9001", "11"))
    assert [m.agent_id for m in h.sent_all(QueryAgentStateReq)] == ["9001", "11"]


def test_queries_about_teams_overtake_those_about_agents() -> None:
    h = started().receive(team_event(1, *(str(n) for n in range(1, 60))))
    h.take_sent()
    h.receive(team_event(2, "99"))
    assert h.sent == [], "the window is full"
    h.at(10.0)
    assert h.sent_all(MonitorAgentTeamStartReq) != []
    first = h.sent_all(MonitorAgentTeamStartReq)[0].invoke_id
    fresh = [m for m in h.sent_all(QueryAgentStateReq) if m.agent_id not in {str(n) for n in range(1, 9)} | {"9001"}]
    assert all(m.invoke_id > first for m in fresh)


def test_removing_from_an_unknown_team_does_nothing() -> None:
    h, _ = discovered({1: ["11"]})
    h.receive(team_event(9, "11", operation=2))
    assert h.sent == []


def test_leaving_a_team_as_its_supervisor_ends_its_monitor() -> None:
    h, _centre = discovered({1: ["11", "9001"], 2: ["21"]})
    h.receive(team_event(1, "9001", operation=2, flags=4))
    assert [m.monitor_id for m in h.sent_all(MonitorAgentTeamStopReq)] == [101]
    assert [m.monitor_id for m in h.sent_all(MonitorStopReq)] == [3011]
    h.take_sent()
    h.receive(team_event(1, "11", "9001", operation=1))
    assert [m.team_id for m in h.sent_all(MonitorAgentTeamStartReq)] == [1]


def test_an_agent_whose_state_comes_with_a_team_monitor_is_a_member() -> None:
    h, centre = discovered({1: ["11"]})
    h.receive(state_event("99", monitor_id=101, agent_instrument="2099"), state_event("98", monitor_id=9))
    centre.play(h)
    assert [e.agent_id for e in h.events_of(AgentStateKnown)] == ["99"]
    assert {e.device_id for e in h.events_of(DeviceMonitored)} == {"2099"}


# Configuration.


def test_configuration_is_asked_for_after_the_first_round() -> None:
    h = started(want_configuration=True).receive(team_event(1))
    asked: list[Message] = []
    centre = Centre({1: []})
    for _ in range(10):
        for request in h.take_sent():
            asked.append(request)
            if (said := centre.answer(request)) is not None:
                h.receive(said)
    assert asked[-1] == ConfigRequestEvent(config_information=6, peripheral_id=5000)


@pytest.mark.parametrize(("version", "words"), [(17, 3), (25, 2)])
def test_a_badly_formed_configuration_request_is_sent_in_its_other_form_once(version: int, words: int) -> None:
    h = started(BASIC, want_configuration=True, protocol_version=version)
    h.at(5.0)
    assert isinstance(h.sent[-1], ConfigRequestEvent)
    h.take_sent()
    h.session.receive_data(h.codec.encode(FailureConf(invoke_id=6, status=25)), 6.0)
    data = h.session.data_to_send()
    assert data[:8] == (4 * words).to_bytes(4, "big") + (232).to_bytes(4, "big")
    assert len(data) == 8 + 4 * words
    h.session.receive_data(h.codec.encode(FailureConf(invoke_id=6, status=25)), 6.0)
    assert h.session.data_to_send() == b""


def test_no_other_form_once_the_configuration_comes() -> None:
    h = started(BASIC, want_configuration=True)
    h.at(5.0)
    h.take_sent()
    h.receive(ConfigBeginEvent(), FailureConf(invoke_id=6, status=25))
    assert [m for m in h.sent if isinstance(m, UnknownMessage | ConfigRequestEvent)] == []


# Asking again inside the session.

GONE = SystemEvent(pg_status=1, system_event_id=6)
BACK = SystemEvent(pg_status=0, system_event_id=3)


@pytest.mark.parametrize("services", [FULL, BASIC | CONTROL | ALL])
def test_after_the_pg_came_back_states_and_calls_are_asked_again(services: int) -> None:
    h, centre = discovered({1: ["11", "12"]}, services)
    h.receive(GONE)
    assert h.sent == []
    h.receive(BACK)
    assert h.the_event(AskedAgain).calls
    centre.play(h)
    assert {e.agent_id for e in h.events_of(AgentStateKnown)} == {"9001", "11", "12"}
    if services & MONITOR:
        assert {e.device_id for e in h.events_of(DeviceMonitored)} == {"2011", "2012"}
    assert isinstance(h.events[-1], Discovered)
    assert h.events_of(DiscoveryProblem) == []


def test_device_monitors_begin_anew_after_the_pg_came_back() -> None:
    h, _ = discovered({1: ["11"]})
    h.receive(GONE, BACK)
    asked = [type(m) for m in h.sent if isinstance(m, MonitorStopReq | MonitorStartReq)]
    assert asked == [MonitorStopReq, MonitorStartReq]
    assert h.sent_all(SnapshotDeviceReq)[0].agent_instrument == "900"


@pytest.mark.parametrize(
    "event",
    [
        SystemEvent(pg_status=2, system_event_id=2),
        SystemEvent(pg_status=0, system_event_id=1),
        SystemEvent(pg_status=4, system_event_id=4, system_event_arg1=6000),
        SystemEvent(pg_status=0, system_event_id=9),
    ],
)
def test_pg_states_in_which_events_go_on_ask_nothing_again(event: SystemEvent) -> None:
    h, _ = discovered({1: ["11"]})
    h.receive(event, BACK)
    assert h.sent == []
    assert h.events_of(AskedAgain) == []


def test_a_peripheral_that_came_back_is_asked_again_too() -> None:
    h, centre = discovered({1: ["11"]})
    h.receive(SystemEvent(system_event_id=4, system_event_arg1=5000))
    h.receive(SystemEvent(system_event_id=3, system_event_arg1=5000))
    centre.play(h)
    assert isinstance(h.events[-1], Discovered)


def test_without_client_control_asking_again_ends_at_once() -> None:
    h = started(BASIC)
    h.receive(team_event(1)).at(5.0)
    Centre({1: []}).play(h)
    h.take_events()
    h.receive(GONE, BACK)
    kinds = [type(e) for e in h.events if not isinstance(e, Received)]
    assert kinds == [EventsStopped, EventsResumed, AskedAgain, Discovered]
    assert not h.the_event(AskedAgain).calls


def test_the_list_of_teams_and_monitors_that_were_refused_are_asked_for_again() -> None:
    h, centre = discovered({1: ["11"]})
    h.receive(team_event(2, "21"))
    for request in h.take_sent():
        refused = isinstance(request, MonitorAgentTeamStartReq)
        said = FailureConf(invoke_id=request.invoke_id, status=17) if refused else centre.answer(request)
        assert said is not None
        h.receive(said)
    centre.play(h)
    assert h.the_event(TeamMonitored).problem
    h.take_events()
    h.receive(GONE, BACK)
    assert [m.supervisor_id for m in h.sent_all(ListAgentTeamReq)] == [OWN]
    assert [m.team_id for m in h.sent_all(MonitorAgentTeamStartReq)] == [2], "that of team 1 is running"
    centre.play(h)
    assert h.the_event(TeamMonitored) == TeamMonitored(2, 102)
    assert isinstance(h.events[-1], Discovered)


def test_events_that_come_again_in_the_first_round_have_everything_asked_again_in_it() -> None:
    h = started()
    centre = Centre({1: ["11"]})
    h.receive(team_event(1, "11"))
    asked = h.take_sent()
    h.receive(GONE)
    for request in asked:
        h.receive(FailureConf(invoke_id=request.invoke_id, status=17))
    h.receive(BACK)
    centre.play(h)
    assert {e.agent_id for e in h.events_of(AgentStateKnown)} == {"9001", "11"}
    assert [e.monitor_id for e in h.events_of(TeamMonitored)] == [None, 101]
    assert len(h.events_of(Discovered)) == 1


def test_a_pg_that_comes_and_goes_makes_no_heap_of_questions() -> None:
    members = [str(n) for n in range(1, 60)]
    h = started().receive(team_event(1, *members))
    for _ in range(20):
        h.receive(GONE, BACK)
    centre = Centre({1: members})
    asked = [m.agent_id for m in h.sent_all(QueryAgentStateReq)]
    for _ in range(1000):
        for request in h.take_sent():
            asked += [request.agent_id] if isinstance(request, QueryAgentStateReq) else []
            if (said := centre.answer(request)) is not None:
                h.receive(said)
    assert {*members} <= {*asked}
    assert len(asked) <= 2 * (len(members) + 1) + WINDOW
    assert sum(isinstance(e, Discovered) for e in h.events) == 1


@pytest.mark.parametrize(("pg_status", "online"), [(1, 1), (8, 1), (4, 0)])
def test_a_session_says_when_it_opens_that_no_events_come(pg_status: int, online: int) -> None:
    h = Harness().open(FULL, pg_status=pg_status, peripheral_online=online)
    assert not h.the_event(Opened).events_come
    assert h.the_event(EventsStopped) == EventsStopped(pg_status, bool(online))
    assert h.events.index(h.the_event(EventsStopped)) == h.events.index(h.the_event(Opened)) + 1
    h.receive(SystemEvent(pg_status=0, system_event_id=3, system_event_arg1=5000))
    assert h.the_event(EventsResumed) == EventsResumed(0)


@pytest.mark.parametrize(("pg_status", "online"), [(0, 1), (2, 1), (4, 1), (0x10, 1)])
def test_a_session_that_opens_with_events_says_so(pg_status: int, online: int) -> None:
    h = Harness().open(FULL, pg_status=pg_status, peripheral_online=online)
    assert h.the_event(Opened).events_come
    assert h.events_of(EventsStopped) == []
