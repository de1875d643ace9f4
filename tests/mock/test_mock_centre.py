"""The simulated contact centre: the same seed gives the same events, and states and calls are consistent."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

import pytest

from protocol.mock.centre.announcement import Announcement
from protocol.mock.centre.centre import Centre
from protocol.mock.settings import CentreSettings
from protocol.wire import messages as m
from protocol.wire.codec import Codec
from protocol.wire.enums import AgentState, LocalConnectionState

HOUR = 3600.0
SEEDS = range(1, 6)


@cache
def play(
    seed: int, seconds: float = HOUR, stride: float = HOUR, **settings: object
) -> tuple[Centre, list[Announcement]]:
    """A centre and its announcements of so many seconds. The result is not to be changed: tests share it."""
    centre = Centre(CentreSettings(seed=seed, **settings))  # type: ignore[arg-type]
    announced: list[Announcement] = []
    now = 0.0
    while now < seconds:
        now = min(now + stride, seconds)
        announced += centre.advance(now)
    return centre, announced


def encoded(announced: list[Announcement], version: int = 17) -> list[tuple[float, bytes, tuple[str, ...]]]:
    codec = Codec(version)
    return [(h.at, codec.encode(h.message), h.devices) for h in announced]


def test_the_same_seed_plays_the_same_centre() -> None:
    first, second = play(5, 600), play(5, 600, stride=600)
    assert encoded(first[1]) == encoded(second[1])
    assert [a.last_name for a in first[0].floor.agents] == [a.last_name for a in second[0].floor.agents]
    assert encoded(play(6, 600)[1]) != encoded(first[1])


def test_it_makes_no_difference_in_how_many_strides_the_time_passes() -> None:
    assert encoded(play(3, 300)[1]) == encoded(play(3, 300, stride=0.37)[1])


def test_nothing_happens_between_two_due_times() -> None:
    centre = Centre(CentreSettings(seed=2))
    for _ in range(500):
        due = centre.next_due()
        assert due >= centre.now
        assert centre.advance(due - 1e-6) == [] or due - 1e-6 < centre.now
        for announcement in centre.advance(due):
            assert announcement.at == due


@pytest.mark.parametrize("seed", SEEDS)
def test_the_floor_is_busy_from_the_first_moment(seed: int) -> None:
    centre = Centre(CentreSettings(seed=seed))
    states = Counter(agent.state for agent in centre.floor.agents)
    assert len(centre.floor.agents) == 36
    assert states[AgentState.TALKING] >= 8
    assert len(states) >= 4
    assert sum(len(calls) for calls in centre.floor.switch.calls.values()) >= 8
    assert centre.floor.by_id["1004"].last_name == "Okafor"
    assert centre.floor.by_id["1004"].extension == "3004"
    assert (centre.floor.supervisor.agent_id, centre.floor.supervisor.state) == ("9001", AgentState.NOT_READY)
    assert [team.team_id for team in centre.floor.teams] == [501, 502, 503]
    assert centre.floor.supervisor.team_ids == [501, 502, 503]
    assert len({a.last_name + a.first_name for a in centre.floor.agents}) == 36


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_that_belongs_to_a_floor_happens_within_the_hour(seed: int) -> None:
    _, announced = play(seed)
    kinds = Counter(h.message.name for h in announced)
    assert set(kinds) >= {
        "AGENT_STATE_EVENT",
        "BEGIN_CALL_EVENT",
        "CALL_SERVICE_INITIATED_EVENT",
        "CALL_ORIGINATED_EVENT",
        "CALL_REACHED_NETWORK_EVENT",
        "CALL_DELIVERED_EVENT",
        "CALL_ESTABLISHED_EVENT",
        "CALL_HELD_EVENT",
        "CALL_RETRIEVED_EVENT",
        "CALL_TRANSFERRED_EVENT",
        "CALL_CONFERENCED_EVENT",
        "CALL_DATA_UPDATE_EVENT",
        "CALL_FAILED_EVENT",
        "CALL_CONNECTION_CLEARED_EVENT",
        "CALL_CLEARED_EVENT",
        "END_CALL_EVENT",
        "EMERGENCY_CALL_EVENT",
        "SUPERVISOR_ASSIST_EVENT",
    }
    states = Counter(h.message.agent_state for h in announced if isinstance(h.message, m.AgentStateEvent))
    assert set(states) >= set(range(7)) - {AgentState.LOGIN} | {AgentState.RESERVED, AgentState.HOLD}
    reasons = {
        h.message.event_reason_code
        for h in announced
        if isinstance(h.message, m.AgentStateEvent) and h.message.agent_state == AgentState.NOT_READY
    }
    assert len(reasons) > 3
    begun = {h.message.call_type for h in announced if isinstance(h.message, m.BeginCallEvent)}
    assert begun >= {1, 2, 9, 10, 12}
    assert 900 < kinds["BEGIN_CALL_EVENT"] < 2600


def test_some_consultations_share_the_call_id() -> None:
    _, announced = play(1)
    devices: dict[tuple[int, str], set[str | None]] = defaultdict(set)
    for announcement in announced:
        if isinstance(announcement.message, m.BeginCallEvent) and announcement.devices:
            begun = announcement.message
            devices[begun.connection_call_id, announcement.devices[0]].add(begun.connection_device_id)
    assert any(len(ids) > 1 for ids in devices.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_begin_is_first_and_end_is_last_for_every_end_of_a_call(seed: int) -> None:
    first = Centre(CentreSettings(seed=seed))
    alive = {(leg.device, leg.call.call_id, leg.connection_device_id) for a in first.floor.agents for leg in a.legs}
    centre, announcements = play(seed)
    for announcement in announcements:
        message = announcement.message
        if announcement.connection is None or not announcement.devices:
            continue
        place = (announcement.devices[0], *announcement.connection)
        if isinstance(message, m.BeginCallEvent):
            assert place not in alive
            alive.add(place)
        elif isinstance(message, m.EndCallEvent):
            alive.remove(place)
        elif isinstance(message, m.CallDataUpdateEvent):
            alive.remove((place[0], message.connection_call_id, message.connection_device_id or ""))
            alive.add(place)
        elif isinstance(message, m.CallTransferredEvent | m.CallConferencedEvent):
            # The end that came from the secondary call is announced of the primary before it is renamed.
            assert place in alive or (place[0], message.secondary_call_id, place[2]) in alive
        else:
            assert place in alive or isinstance(message, m.CallConnectionClearedEvent)
    standing = {(leg.device, leg.call.call_id, leg.connection_device_id) for a in centre.floor.agents for leg in a.legs}
    assert {place for place in alive if place[0] != "3900"} == {p for p in standing if p in alive}
    assert len(standing - alive) == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_states_and_calls_agree_at_any_moment(seed: int) -> None:
    centre = Centre(CentreSettings(seed=seed))
    for second in range(1, 900):
        centre.advance(float(second))
        for agent in centre.floor.agents:
            states = {leg.state for leg in agent.legs}
            if agent.state == AgentState.TALKING:
                assert states & {LocalConnectionState.LCS_CONNECT, LocalConnectionState.LCS_INITIATE}
            if agent.state == AgentState.HOLD:
                assert states == {LocalConnectionState.LCS_HOLD}
            if agent.state in (AgentState.LOGOUT, AgentState.LOGIN):
                assert not agent.legs
            assert all(agent is leg.agent and leg in leg.call.legs and leg.call.alive for leg in agent.legs)
        assert all(call.alive for calls in centre.floor.switch.calls.values() for call in calls)


@pytest.mark.parametrize("seed", range(40))
def test_the_first_emergency_comes_within_ten_seconds(seed: int) -> None:
    _, announced = play(seed, 10)
    emergencies = [h for h in announced if isinstance(h.message, m.EmergencyCallEvent)]
    assert emergencies
    assert emergencies[0].alarm
    first = emergencies[0].message
    assert isinstance(first, m.EmergencyCallEvent)
    assert first.connection_device_id


@pytest.mark.parametrize("seed", SEEDS)
def test_then_about_one_a_minute_and_half_as_many_calls_for_help(seed: int) -> None:
    _, announced = play(seed)
    kinds = Counter(h.message.name for h in announced)
    assert 50 <= kinds["EMERGENCY_CALL_EVENT"] <= 72
    assert 15 <= kinds["SUPERVISOR_ASSIST_EVENT"] <= 36


@pytest.mark.parametrize("rate", [0.0, 6.0])
def test_other_rates_of_emergencies(rate: float) -> None:
    _, announced = play(1, 1200, emergencies_per_minute=rate)
    kinds = Counter(h.message.name for h in announced)
    assert 20 * rate * 0.7 <= kinds["EMERGENCY_CALL_EVENT"] <= 20 * rate * 1.3 + 1 if rate else True
    assert (kinds["EMERGENCY_CALL_EVENT"] == 0) == (rate == 0)
    assert (kinds["SUPERVISOR_ASSIST_EVENT"] == 0) == (rate == 0)


@pytest.mark.parametrize("seed", [*SEEDS, 11, 12, 13])
def test_a_call_with_an_emergency_lasts_a_minute_more(seed: int) -> None:
    _, announced = play(seed)
    ended = {h.connection: h.at for h in announced if isinstance(h.message, m.EndCallEvent)}
    count = 0
    for announcement in announced:
        alarm = announcement.message
        if isinstance(alarm, m.EmergencyCallEvent) and alarm.connection_device_id is not None:
            end = ended.get((alarm.connection_call_id, alarm.connection_device_id))
            if end is not None:
                count += 1
                assert end - announcement.at >= 60
    assert count > 30


def test_emergencies_also_come_as_calls_of_type_20_which_the_event_names() -> None:
    _, announced = play(2)
    named = {h.message.connection_call_id: h.at for h in announced if isinstance(h.message, m.EmergencyCallEvent)}
    begun = [h for h in announced if isinstance(h.message, m.BeginCallEvent) and h.message.call_type == 20]
    marked = [h for h in announced if isinstance(h.message, m.CallDataUpdateEvent) and h.message.call_type == 20]
    assert begun
    assert marked
    assert all(h.message.connection_call_id in named for h in begun)  # type: ignore[attr-defined]
    causes = {
        h.message.event_cause
        for h in announced
        if isinstance(h.message, m.CallOriginatedEvent)
        and h.message.connection_call_id in {b.message.connection_call_id for b in begun}  # type: ignore[attr-defined]
    }
    assert causes == {44}
    assists = [h for h in announced if isinstance(h.message, m.BeginCallEvent) and h.message.call_type == 19]
    assert assists


def test_a_still_centre_is_still() -> None:
    centre, announced = play(1, still=True)
    assert announced == []
    assert centre.next_due() == float("inf")
    assert {a.state for a in centre.floor.agents} == {AgentState.AVAILABLE}


@pytest.mark.parametrize(
    ("teams", "agents", "calls"), [(1, 1, 5.0), (3, 2, 60.0), (7, 5, 0.0), (2, 200, 300.0), (3, 36, 0.0)]
)
def test_centres_of_other_sizes(teams: int, agents: int, calls: float) -> None:
    centre, announced = play(1, 400, teams=teams, agents=agents, calls_per_minute=calls)
    assert len(centre.floor.teams) == teams
    assert sum(len(team.members) for team in centre.floor.teams) == agents
    assert len(centre.floor.by_extension) == len(centre.floor.by_id) == agents + 1
    assert any(isinstance(h.message, m.EmergencyCallEvent) for h in announced)


def test_numbers_of_agents_leave_out_the_supervisors() -> None:
    centre = Centre(CentreSettings(agents=1200, supervisor="1010", still=True))
    assert len(centre.floor.by_id) == 1201
    assert centre.floor.by_id["1010"] is centre.floor.supervisor
    assert centre.floor.by_extension["3900"] is centre.floor.supervisor


@pytest.mark.parametrize("version", range(9, 26))
def test_every_version_encodes_every_announcement(version: int) -> None:
    codec = Codec(version)
    for announcement in play(version, 300)[1]:
        data = codec.encode(announcement.message)
        assert len(data) < 1000
        again = codec.decode(announcement.message.message_type, data[8:])
        assert codec.encode(again) == data
