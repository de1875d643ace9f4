"""Teams that can't be followed, and a session without Supervisor: from the mock's bytes to the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from floor_kit import EPOCH, Wired
from ui_kit import Console, emergency

from app.model import HIGH, Action, AlarmState, Severity, Target
from app.supervision import why_not
from protocol.wire import messages as m
from protocol.wire.enums import AgentState, CTIServiceMask, StatusCode

OFFERED = {"all but Peripheral Monitor": 0x85, "Client Events and Supervisor": 0x81}
NOT_ALLOWED = "Not allowed in this session (status 12)"


class Refusing(Wired):
    """A mock that offers these services, and refuses the monitors of teams."""

    def __init__(self, offered: int, *, refused: bool = True, agents: int = 4, teams: int = 3) -> None:
        self.offered, self.refused = offered, refused
        super().__init__(seed=2, agents=agents, teams=teams, still=True, emergencies=0, services=0xA5)

    def connect(self, side: str = "A") -> None:
        state = self.sides[side]
        state.settings = replace(state.settings, services_offered=self.offered)
        if self.refused:
            state.refusals[m.MonitorAgentTeamStartReq] = StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE
        else:
            state.refusals.clear()
        super().connect(side)


async def screen(made: Wired, *, width: int = 160, height: int = 40) -> str:
    """What the console shows of the floor now."""
    console = Console()
    console.clock.now = EPOCH + made.now
    async with console.app.run_test(size=(width, height)) as pilot:
        await console.push(pilot, made.floor)
        return console.text()


@pytest.mark.parametrize("offered", OFFERED.values(), ids=OFFERED.keys())
async def test_agents_of_a_team_whose_monitor_is_refused_are_marked_and_the_pane_says_why(offered: int) -> None:
    made = Refusing(offered)
    made.run(15.0)
    floor = made.floor
    assert floor.agents
    assert all(agent.not_followed == NOT_ALLOWED for agent in floor.agents.values())
    shown = await screen(made)
    assert shown.count("? not followed") == len(floor.agents)
    assert f"{len(floor.agents)} NOT FOLLOWED" in shown
    assert NOT_ALLOWED in shown.split("1 Team roster")[1].split("\n")[0]
    # A state that was told once is no state that lasts, and is counted as none.
    assert "0 ready" in shown.split("\n")[0]
    assert "0 not ready" in shown.split("\n")[0]
    assert not any(":" in row.split("2 Live")[0][:78] for row in shown.split("\n") if "? not followed" in row)
    narrow = await screen(made, width=80, height=24)
    assert "NOT FOLLOWED" in narrow
    assert "? not follow" in narrow


async def test_barge_in_is_not_offered_on_an_agent_who_is_not_followed_and_the_key_says_why() -> None:
    made = Refusing(0x85)
    made.run(15.0)
    agent_id = next(iter(made.floor.agents))
    console = Console()
    console.clock.now = EPOCH + made.now
    async with console.app.run_test(size=(160, 40)) as pilot:
        await console.push(pilot, made.floor)
        assert console.app.main.roster.select_agent(agent_id)
        console.app.main.refresh_keys()
        assert "b barges in" not in console.app.main.message_line._hint
        assert not next(key for key in console.app.main.footer.keys if key.key == "b").works
        await pilot.press("b")
        assert f"{agent_id} " in console.message
        assert f"is not followed: {NOT_ALLOWED}" in console.message
        assert console.worker.commands == []


async def test_an_agent_who_is_not_followed_and_calls_for_help_can_be_barged_in_on() -> None:
    made = Refusing(0x85)
    made.run(15.0)
    agent_id = next(iter(made.floor.agents))
    alarm = emergency(agent_id=agent_id, raised=EPOCH + made.now)
    floor = replace(made.floor, alarms=(alarm,))
    assert why_not(floor, Action.BARGE_IN, Target(agent_id, alarm.connection, alarm.alarm_id)) is None
    assert why_not(floor, Action.BARGE_IN, Target(agent_id)) is not None


@pytest.mark.parametrize(
    ("teams", "words"),
    [
        (1, "Team 501 not followed: "),
        (3, "Teams 501, 502, 503 not followed: "),
        (40, "40 teams (501, 502, 503 ...) not followed: "),
    ],
)
async def test_one_message_names_the_teams_that_are_refused(teams: int, words: str) -> None:
    made = Refusing(0x85, teams=teams)
    made.run(20.0)
    warned = [note.text for note in made.floor.notes if note.severity is Severity.WARNING]
    assert [text for text in warned if "followed" in text] == [f"{words}{NOT_ALLOWED}"]
    made.lose()
    made.connect()
    made.run(20.0)
    warned = [note.text for note in made.floor.notes if "not followed" in note.text]
    assert len(warned) == 2, "and once in each session"


async def test_the_empty_pane_of_calls_does_not_promise_those_of_agents_who_are_not_followed() -> None:
    made = Refusing(0xA5)
    made.run(15.0)
    assert "no live calls: calls appear here as they arrive" in await screen(made)
    made.lose()
    agents = made.server.centre.floor.agents
    made.server.centre.floor.set_state(agents[0], AgentState.LOGOUT)
    made.connect()
    made.run(15.0)
    assert "no live calls seen: 1 agent is not followed, whose calls may not appear" in await screen(made)
    made.lose()
    for agent in agents[1:]:
        made.server.centre.floor.set_state(agent, AgentState.LOGOUT)
    made.connect()
    made.run(15.0)
    assert "no live calls seen: no agent is followed, and calls may not appear" in await screen(made)


async def test_one_alarm_of_high_priority_says_so_once() -> None:
    made = Refusing(0x85)
    made.run(60.0)
    (alarm,) = made.floor.alarms
    assert alarm.kind.priority == HIGH
    assert (alarm.state, alarm.count) == (AlarmState.UNACK_ACTIVE, 1)
    assert alarm.text == f"teams 501, 502, 503 not followed: {NOT_ALLOWED}"
    made.lose()
    made.refused = False
    made.connect()
    made.run(15.0)
    (alarm, *_) = [alarm for alarm in made.floor.alarms if "not followed" in alarm.text]
    assert alarm.cleared is not None
    assert not any(agent.not_followed for agent in made.floor.agents.values())
    assert "NOT FOLLOWED" not in await screen(made)


async def test_an_agent_whose_phone_is_monitored_with_states_is_followed_all_the_same() -> None:
    made = Refusing(0xA5, agents=12)
    made.run(15.0)
    agents = made.floor.agents.values()
    assert {agent.agent_id for agent in agents if agent.not_followed} == {
        agent.agent_id for agent in made.server.centre.floor.agents if not agent.supervisor and not agent.signed_in
    }
    followed = next(agent for agent in agents if not agent.not_followed)
    made.server.centre.floor.set_state(made.server.centre.floor.by_id[followed.agent_id], 6)
    made.run(1.0)
    assert made.floor.agents[followed.agent_id].state == 6


async def test_with_all_events_every_state_comes_without_a_monitor() -> None:
    made = Wired(seed=2, agents=4, still=True, emergencies=0, services=0x95)
    made.lose()
    made.server.refusals[m.MonitorAgentTeamStartReq] = StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE
    made.connect()
    made.run(15.0)
    assert all(team.problem for team in made.floor.teams.values())
    assert not any(agent.not_followed for agent in made.floor.agents.values())
    assert not any("not followed" in alarm.text for alarm in made.floor.alarms)


async def test_that_supervisor_was_not_granted_is_said_at_the_opening() -> None:
    made = Refusing(int(CTIServiceMask.CTI_SERVICE_CLIENT_EVENTS))
    warned = [note.text for note in made.floor.notes if note.severity is Severity.WARNING]
    assert any("did not grant the Supervisor service" in text for text in warned)
    (alarm,) = made.floor.alarms
    assert (alarm.kind.priority, alarm.state) == (HIGH, AlarmState.UNACK_ACTIVE)
    made.run(15.0)
    assert [(a.alarm_id, a.count) for a in made.floor.alarms] == [(alarm.alarm_id, 1)]
    shown = await screen(made)
    assert "did not grant the Supervisor service" in shown.split("\n")[0]
    assert "no agents: the server did not grant the Supervisor service" in shown
    assert "waiting for" not in shown
