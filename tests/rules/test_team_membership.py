"""Who is on a team, from the server's bytes through the session and the floor to the roster on the screen."""

from __future__ import annotations

from floor_kit import EPOCH, Wired
from session_help import BASIC, CONTROL, Harness
from ui_kit import Console

from app.floor.builder import FloorBuilder
from app.floor.fold import fold
from app.model import Floor, Me
from protocol.session.events import TeamLeft
from protocol.wire import messages as m

OWN = "9001"


class Chain:
    """A session that the test plays the server to, and the floor behind it; ``floor`` is what a console shows."""

    def __init__(self, services: int = BASIC) -> None:
        self.builder = FloorBuilder(Me(OWN), peripheral_id=5000)
        self.services = services
        self.now = 0.0
        self.opens()

    def opens(self) -> None:
        """A new session opens."""
        self.server = Harness()
        self.server.now = self.now
        self.server.open(self.services, peripheral_online=1)
        self.fold()

    def lost(self) -> None:
        self.server.session.connection_lost(self.now, "The connection broke.")
        self.server.collect()
        self.fold()

    def fold(self) -> None:
        for event in self.server.take_events():
            fold(self.builder, event, EPOCH + self.now)

    def receive(self, *messages: m.Message) -> None:
        self.server.receive(*messages)
        self.fold()

    def at(self, now: float) -> None:
        self.now = now
        self.server.at(now)
        self.fold()

    def team(self, operation: int, *agents: str, team_id: int = 501, flags: int = 0, **fields: object) -> None:
        """AGENT_TEAM_CONFIG_EVENT."""
        message = m.AgentTeamConfigEvent(
            peripheral_id=5000, team_id=team_id, config_operation=operation, atc_agent_id=list(agents),
            agent_flags=[flags for _ in agents], **fields,  # type: ignore[arg-type]
        )  # fmt: skip
        self.receive(message)

    def answer(self, request: type[m.Message], confirmation: m.Message) -> None:
        """Answer the newest request of a kind."""
        confirmation.invoke_id = self.server.sent_one(request).invoke_id  # type: ignore[attr-defined]
        self.receive(confirmation)

    @property
    def floor(self) -> Floor:
        return self.builder.snapshot(EPOCH + self.now)

    def members(self, team_id: int = 501) -> tuple[str, ...]:
        return self.floor.teams[team_id].agent_ids


async def roster(floor: Floor) -> str:
    """What the console shows of a floor."""
    console = Console()
    console.clock.now = floor.now
    async with console.app.run_test(size=(140, 40)) as pilot:
        await console.push(pilot, floor)
        return console.text()


def state(agent_id: str, monitor_id: int) -> m.AgentStateEvent:
    """AGENT_STATE_EVENT as a monitor brings it."""
    return m.AgentStateEvent(
        monitor_id=monitor_id, peripheral_id=5000, agent_id=agent_id, agent_extension="3" + agent_id[1:], agent_state=3
    )


async def test_members_of_a_team_that_only_the_list_names_are_known_by_its_monitor() -> None:
    chain = Chain(BASIC | CONTROL)
    chain.answer(m.QueryAgentStateReq, m.QueryAgentStateConf(icm_agent_id=700, agent_state=2))
    chain.answer(m.ListAgentTeamReq, m.ListAgentTeamConf(more=0, team_id=[502]))
    chain.receive(state("1004", 72))
    assert chain.members(502) == (), "which monitor that is, is not known yet"
    chain.answer(m.MonitorAgentTeamStartReq, m.MonitorAgentTeamStartConf(monitor_id=72))
    assert chain.members(502) == ("1004",)
    assert chain.server.sent_one(m.QueryAgentStateReq).agent_id == "1004", "and the session asks about the newcomer"
    chain.receive(state("1005", 72), state("1006", 99))
    assert chain.members(502) == ("1004", "1005")
    text = await roster(chain.floor)
    assert "1005" in text
    assert "1006" not in text


async def test_a_list_longer_than_a_message_goes_on_in_the_next_one_for_a_while() -> None:
    chain = Chain()
    first, rest = [f"{n}" for n in range(2000, 2064)], [f"{n}" for n in range(3000, 3010)]
    chain.team(0, *first)
    chain.at(4.9)
    chain.team(0, *rest)
    assert chain.members() == (*first, *rest)
    chain.team(0, *first)
    assert chain.members() == tuple(first), "the one before was not full: a new list"
    chain.at(9.9)
    chain.team(0, *rest)
    assert chain.members() == tuple(rest), "that was long ago: a new list"


async def test_operation_1_starts_the_list_of_a_team_in_two_messages() -> None:
    """As a recorded session (version 15) has it: members first, then supervisors, without a name."""
    chain = Chain()
    chain.team(1, "1", "2")
    chain.team(1, "7", flags=4)
    assert chain.members() == ("1", "2", "7")
    assert chain.floor.agents["7"].flags == 4


async def test_who_is_taken_off_is_shown_as_gone_until_the_next_whole_list() -> None:
    chain = Chain()
    chain.team(0, "1001", "1002", agent_team_name="Sales")
    chain.team(2, "1001")
    assert chain.members() == ("1002",)
    assert chain.floor.agents["1001"].gone
    assert "1001" in await roster(chain.floor)
    chain.team(0, "1002")
    assert set(chain.floor.agents) == {"1002"}
    assert "1001" not in await roster(chain.floor)
    assert chain.floor.teams[501].name == "Sales"


async def test_removing_from_a_team_that_is_not_known_makes_none() -> None:
    chain = Chain()
    chain.team(2, "1001", team_id=777)
    assert chain.floor.teams == {}


async def test_a_team_that_the_supervisor_was_taken_off_goes_with_those_who_are_on_no_other() -> None:
    chain = Chain()
    chain.team(0, "1001", "1002")
    chain.team(0, "1002", "1003", team_id=502)
    chain.answer(m.MonitorAgentTeamStartReq, m.MonitorAgentTeamStartConf(monitor_id=72))
    chain.team(2, OWN, team_id=501, flags=4)
    assert set(chain.floor.teams) == {502}
    assert {a.agent_id: a.team_ids for a in chain.floor.agents.values()} == {"1002": (502,), "1003": (502,)}
    text = await roster(chain.floor)
    assert "1001" not in text
    assert "1002" in text
    chain.team(1, "1001", team_id=501)
    assert chain.members(501) == ("1001",)


async def test_after_a_reconnect_the_teams_are_as_the_new_session_tells_and_until_then_as_they_were() -> None:
    chain = Chain()
    chain.team(0, "1001", "1002", "1003")
    chain.team(0, "1004", team_id=502)
    chain.lost()
    chain.opens()
    chain.team(1, "1001", team_id=501)
    chain.team(1, "1002", team_id=502)
    assert {a.agent_id: a.team_ids for a in chain.floor.agents.values()} == {
        "1001": (501,), "1002": (501, 502), "1003": (501,), "1004": (502,),
    }, "what is not asked again yet stays, marked as old"  # fmt: skip
    assert chain.floor.agents_stale
    chain.answer(m.MonitorAgentTeamStartReq, m.MonitorAgentTeamStartConf(monitor_id=72))
    for request in chain.server.sent_all(m.MonitorAgentTeamStartReq):
        chain.receive(m.MonitorAgentTeamStartConf(invoke_id=request.invoke_id, monitor_id=70 + request.team_id))
    chain.at(6.0)
    assert not chain.floor.agents_stale
    assert {a.agent_id: a.team_ids for a in chain.floor.agents.values()} == {"1001": (501,), "1002": (502,)}
    assert (chain.members(501), chain.members(502)) == (("1001",), ("1002",))


async def test_the_mocks_teams_change_while_people_look() -> None:
    wired = Wired(seed=2, agents=6, still=True, emergencies=0)
    wired.run(2.0)
    floor = wired.server.centre.floor
    first, second = floor.teams[:2]
    moved = first.members[0]
    wired.server.send(wired.peer, floor.team_config(first, [moved], 2))
    wired.pump()
    assert wired.floor.agents[moved.agent_id].gone
    wired.server.send(wired.peer, floor.team_config(second, [moved], 1))
    wired.pump()
    agent = wired.floor.agents[moved.agent_id]
    assert (agent.gone, agent.team_ids) == (False, (second.team_id,))
    assert moved.agent_id in wired.floor.teams[second.team_id].agent_ids
    assert moved.agent_id not in wired.floor.teams[first.team_id].agent_ids
    assert not any(isinstance(event, TeamLeft) for event in wired.session_events)
