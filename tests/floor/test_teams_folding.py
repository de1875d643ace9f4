"""Teams and agents: who is on them, in which state, since when, under which name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from call_kit import T0, A, B, Bench, Front
from floor_kit import Wired

from app.floor.builder import FloorBuilder
from app.floor.fold import fold
from app.model import Me
from protocol.session.events import AgentStateKnown, Received, SupervisorIdentified, TeamMonitored, TeamsListed
from protocol.wire import messages as m
from protocol.wire.codec import Codec


class Empty:
    """An empty builder, behind a session that has just opened."""

    def __init__(self) -> None:
        self.now = T0
        self.front = Front(m.OpenConf(services_granted=0xA5, peripheral_online=1))
        self.builder = FloorBuilder(Me("9001"), names={"1002": "From, Settings"}, team_names={501: "Mine", 502: "Two"})

    def team(self, operation: int, *agents: str, team_id: int = 501, **fields: Any) -> None:
        message = m.AgentTeamConfigEvent(
            team_id=team_id, config_operation=operation, atc_agent_id=list(agents), **fields
        )
        for event in self.front.events_of(message, self.now):
            fold(self.builder, event, self.now)

    def members(self, team_id: int = 501) -> tuple[str, ...]:
        return self.builder.snapshot(self.now).teams[team_id].agent_ids


def test_operation_0_is_the_whole_team_1_adds_2_removes() -> None:
    floor = Empty()
    floor.team(0, "1001", "1002")
    floor.team(1, "1003")
    assert floor.members() == ("1001", "1002", "1003")
    floor.team(2, "1001")
    assert floor.members() == ("1002", "1003")
    gone = floor.builder.snapshot(T0).agents["1001"]
    assert (gone.gone, gone.team_ids) == (True, (501,))
    floor.team(0, "1002")
    assert floor.members() == ("1002",)
    assert set(floor.builder.snapshot(T0).agents) == {"1002"}


def test_operation_1_for_an_unknown_team_starts_it() -> None:
    floor = Empty()
    floor.team(1, "1001")
    assert floor.members() == ("1001",)


def test_a_full_list_goes_on_in_the_next_message() -> None:
    floor = Empty()
    first, rest = [f"{n}" for n in range(2000, 2064)], [f"{n}" for n in range(3000, 3010)]
    floor.team(0, *first)
    floor.now += 1
    floor.team(0, *rest)
    assert floor.members() == (*first, *rest)
    floor.now += 1
    floor.team(0, "1001")  # the one before was not full: a new list
    assert floor.members() == ("1001",)


def test_a_full_list_is_not_continued_five_seconds_later() -> None:
    floor = Empty()
    floor.team(0, *[f"{n}" for n in range(2000, 2064)])
    floor.now += 6
    floor.team(0, "1001")
    assert floor.members() == ("1001",)


def test_the_agent_who_came_back_is_not_gone() -> None:
    floor = Empty()
    floor.team(0, "1001", "1002")
    floor.team(2, "1001")
    floor.team(1, "1001", team_id=502)
    agent = floor.builder.snapshot(T0).agents["1001"]
    assert (agent.gone, agent.team_ids) == (False, (502,))


def test_states_flags_and_durations_of_the_list() -> None:
    floor = Empty()
    floor.team(0, "1001", "1002", agent_flags=[2, 4], atc_agent_state=[4, None], atc_state_duration=[60, None])
    agents = floor.builder.snapshot(T0).agents
    assert (agents["1001"].state, agents["1001"].state_since, agents["1001"].flags) == (4, T0 - 60, 2)
    assert (agents["1002"].state, agents["1002"].state_since, agents["1002"].flags) == (None, None, 4)


def test_names_of_teams_and_people() -> None:
    floor = Empty()
    floor.team(0, "1001", "1002", agent_team_name="Sales")
    floor.team(0, "1001", team_id=502)
    record = m.ConfigAgentEvent(
        num_records=2,
        record_type=[0, 0],
        login_id=["1001", "1002"],
        last_name=["Okafor", "Server"],
        first_name=["Ada", "Name"],
        extension=["3001", None],
        agent_skill_target_id=[6001, 6002],
    )
    fold(floor.builder, Received(record), T0)
    shown = floor.builder.snapshot(T0)
    assert {team.team_id: team.name for team in shown.teams.values()} == {501: "Sales", 502: "Two"}
    assert (shown.agents["1001"].name, shown.agents["1001"].extension) == ("Okafor, Ada", "3001")
    assert shown.agents["1002"].name == "From, Settings"
    assert shown.agents["1001"].icm_agent_id == 6001


RECORD = bytes.fromhex(
    "0001"  # NumRecords
    "b7 02 0000"  # RecordType
    "d0 04 00001388"  # FltPeripheralID
    "bd 02 0001"  # AgentType
    "be 05 3130303100"  # LoginID "1001"
    "8a 07 4f6b61666f7200"  # LastName "Okafor"
    "89 04 41646100"  # FirstName "Ada"
    "8d 04 00001771"  # AgentSkillTargetID
    "bf 02 0001"  # NumSkills
    "3e 04 00000015"  # FltSkillGroupNumber
    "40 02 0000"  # FltSkillGroupPriority
)
"""CONFIG_AGENT_EVENT of version 15 with the tags of a recorded session."""


def test_a_record_as_a_server_sends_it_gives_the_name_and_the_skill_target_id() -> None:
    floor = Empty()
    floor.team(0, "1001")
    fold(floor.builder, Received(Codec(15).decode(m.ConfigAgentEvent.message_type, RECORD)), T0)
    agent = floor.builder.snapshot(T0).agents["1001"]
    assert (agent.name, agent.icm_agent_id) == ("Okafor, Ada", 6001)


def test_oneself_is_not_on_the_roster() -> None:
    floor = Empty()
    floor.team(0, "9001", "1001", agent_flags=[1, 0])
    assert set(floor.builder.snapshot(T0).agents) == {"1001"}


def test_a_team_that_is_not_followed_has_its_problem() -> None:
    floor = Empty()
    fold(floor.builder, TeamsListed((503,)), T0)
    fold(floor.builder, TeamMonitored(503, None, "no such team (65)"), T0)
    assert floor.builder.snapshot(T0).teams[503].problem == "no such team (65)"


def test_state_with_reason_and_since() -> None:
    bench = Bench()
    bench.now += 100
    bench.state("1001", A, 2, event_reason_code=7, state_duration=40)
    agent = bench.floor.agents["1001"]
    assert (agent.state, agent.reason_code, agent.state_since) == (2, 7, bench.now - 40)
    before = agent.recent
    bench.now += 10
    bench.state("1001", A, 2, event_reason_code=7)  # a copy, through another monitor
    assert bench.floor.agents["1001"].state_since == agent.state_since
    assert bench.floor.agents["1001"].recent == before
    bench.state("1001", A, 4, event_reason_code=7, direction=1)
    agent = bench.floor.agents["1001"]
    assert (agent.state, agent.reason_code, agent.state_since, agent.direction) == (4, None, bench.now, 1)
    assert [change.state for change in agent.recent][-2:] == [2, 4]


def test_at_most_twenty_states_are_kept() -> None:
    bench = Bench()
    for index in range(60):
        bench.now += 1
        bench.state("1001", A, 3 + index % 2)
    assert len(bench.floor.agents["1001"].recent) == 20


def test_another_medium_does_not_touch_the_voice_state() -> None:
    bench = Bench()
    bench.state("1001", A, 4, mrd_id=1)
    bench.state("1001", A, 11, mrd_id=5000)
    assert bench.floor.agents["1001"].state == 4


@pytest.mark.parametrize(("count", "listed", "wanted"), [(0, [], (7,)), (2, [8, 9], (8, 9)), (None, [], (7,))])
def test_skill_groups_of_the_list_or_of_the_fixed_part(
    count: int | None, listed: list[int], wanted: tuple[int]
) -> None:
    bench = Bench()
    bench.state("1001", A, 3, num_flt_skill_groups=count, skill_group_number=7, flt_skill_group_number=listed)
    assert bench.floor.agents["1001"].skill_groups == wanted


def test_an_answer_to_a_question_tells_the_state_but_not_since_when() -> None:
    floor = Empty()
    floor.team(0, "1001")
    answer = m.QueryAgentStateConf(agent_state=5, agent_extension="3001", icm_agent_id=6001, skill_group_number=[7])
    fold(floor.builder, AgentStateKnown("1001", answer), T0)
    agent = floor.builder.snapshot(T0).agents["1001"]
    assert (agent.state, agent.state_since, agent.extension, agent.icm_agent_id) == (5, None, "3001", 6001)
    assert agent.skill_groups == (7,)


def test_the_supervisors_own_state() -> None:
    bench = Bench()
    bench.state("9001", "3900", 2, icm_agent_id=5990)
    bench.tell(SupervisorIdentified(5990))
    assert (bench.floor.me.state, bench.floor.me.icm_agent_id, bench.floor.me.extension) == (2, 5990, "3900")


def test_a_phone_belongs_to_who_signed_in_last() -> None:
    bench = Bench()
    bench.state("1001", A, 1)
    bench.state("1002", A, 3)
    bench.state("1001", A, 1)  # who signed out does not take it back
    bench.talk(8801, A)
    assert bench.call(8801, A).agent_id == "1002"
    bench.talk(8802, B)
    assert bench.call(8802, B).agent_id is None  # nobody sits there any more


def test_an_unknown_state_keeps_its_number() -> None:
    bench = Bench()
    bench.state("1001", A, 77)
    assert bench.floor.agents["1001"].state == 77
    bench.state("1001", A, 0xFFFF)  # a shortened message: not told
    assert bench.floor.agents["1001"].state == 77


def test_a_list_in_segments_last_first_and_each_twice_names_every_team() -> None:
    wired = Wired(still=True, agents=6, emergencies=0)
    wired.lose()
    for side in wired.sides.values():
        side.settings = replace(side.settings, announce_teams=0)
        side.scrambled_segments = 1
    wired.builder = FloorBuilder(Me("9001"), peripheral_id=5000)
    wired.connect()
    wired.run(3.0)
    assert set(wired.floor.teams) == {501, 502, 503}
    assert not any("list of teams" in note.text for note in wired.floor.notes)
