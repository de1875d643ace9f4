"""Every scenario that ships, played to its end with a manual clock; and what is wrong with a wrong file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from floors import shown, truth
from in_process import InProcessClient, servers_of

from app.model import AlarmKind, LinkState
from protocol.mock.scenario.file import Scenario, ScenarioError, available_scenarios, load_scenario, read_scenario
from protocol.mock.scenario.player import Player
from protocol.mock.server.server import MockServer
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.wire.messages import SuperviseCallReq

ROOT = Path(__file__).parents[2]
SCENARIOS = {scenario.name: scenario for scenario in available_scenarios()}
STEP = '[[step]]\nat = 1\ndo = "call"\nagent = "1001"\n'


def played(
    scenario: Scenario, *, stride: float = 0.5, **chosen: int
) -> tuple[InProcessClient, Player, list[MockServer]]:
    """A scenario from its beginning to its end, with a client that comes back after each loss."""
    servers = servers_of(MockSettings(scenario.settings(CentreSettings(), **chosen)), scenario.sides)
    player = Player(scenario, servers[0])
    client = InProcessClient(*servers)
    client.run(scenario.seconds + 10, stride)
    return client, player, servers


@cache
def once(name: str) -> tuple[InProcessClient, Player, list[MockServer]]:
    """A scenario that ships, played to its end. Nobody lets more time pass: tests share it."""
    return played(SCENARIOS[name])


@pytest.mark.parametrize("name", SCENARIOS)
def test_played_to_its_end_the_floor_is_right_again(name: str) -> None:
    client, player, servers = once(name)
    assert player.over
    assert player.skipped == []
    floor = client.floor()
    assert floor.link.state is LinkState.ONLINE, client.links
    assert shown(floor) == truth(servers[0])
    assert {team.name for team in floor.teams.values()} == {team.name for team in servers[0].centre.floor.teams}
    if any("emergenc" in step.do for step in SCENARIOS[name].steps):
        assert any(alarm.kind is AlarmKind.EMERGENCY for alarm in floor.alarms)


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_same_seed_gives_the_same_bytes(name: str) -> None:
    first, second = once(name)[0], played(SCENARIOS[name])[0]
    assert first.raw
    assert first.raw == second.raw
    assert first.links == second.links


def test_another_seed_gives_other_bytes() -> None:
    assert played(SCENARIOS["busy-day"], seed=1)[0].raw != played(SCENARIOS["busy-day"], seed=2)[0].raw


def test_side_a_dies_when_somebody_barges_in() -> None:
    scenario = SCENARIOS["side-a-dies-in-a-barge-in"]
    servers = servers_of(MockSettings(scenario.settings(CentreSettings())), scenario.sides)
    player = Player(scenario, servers[0])
    client = InProcessClient(*servers)
    client.run(10)
    emergency = next(alarm for alarm in client.floor().alarms if alarm.kind is AlarmKind.EMERGENCY)
    assert emergency.connection is not None
    call_id, kind, device = emergency.connection
    client.request(
        SuperviseCallReq(
            0, 5000, agent_connection_call_id=call_id, agent_connection_device_id_type=kind,
            agent_connection_device_id=device, supervisor_connection_call_id=0xFFFFFFFF,
            supervisor_connection_device_id_type=0xFFFF, supervisory_action=3,
        )
    )  # fmt: skip
    client.run(1.5)
    assert servers[0].faults.down
    assert client.floor().agents_stale
    client.run(10)
    floor = client.floor()
    assert (floor.link.state, floor.link.side) == (LinkState.ONLINE, "B")
    assert shown(floor) == truth(servers[1])
    client.run(70)
    assert player.over
    assert servers[0].faults.on() == ["standby=15"]


def test_scenarios_have_a_summary() -> None:
    assert len(SCENARIOS) >= 10
    assert all(20 <= len(scenario.summary) <= 120 for scenario in SCENARIOS.values())


def test_they_are_inside_the_package_and_the_wheel() -> None:
    folder = resources.files("protocol.mock").joinpath("scenarios")
    assert {path.name for path in folder.iterdir()} >= {f"{name}.toml" for name in SCENARIOS}
    built = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    assert built["targets"]["wheel"]["packages"] == ["app", "protocol"]  # whole folders, whatever is in them
    assert "exclude" not in built


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "x: summary is missing"),
        ("summary = 3", "x: summary should be text"),
        ('summary = "s"\nsumary = 1', "x: unknown key 'sumary'; the keys of a scenario are summary, seconds"),
        ('summary = "s"\nsides = 3', "x: sides should be 1 or 2"),
        ("summary = ", "x: Invalid value"),
        ('summary = "s"\nstep = [1]', "x: step 1: should be a table"),
        ('summary = "s"\n[centre]\nagnets = 3', "x: [centre]: unknown key 'agnets'"),
        ('summary = "s"\n[centre]\nagents = true', "x: [centre]: agents should be a whole number"),
        ('summary = "s"\nfaults = ["latncy"]', "x: no fault is called 'latncy'"),
        ('summary = "s"\n[names]\n1001 = 7', "x: [names]: 1001 should be text"),
        ('summary = "s"\n[team_names]\nb = "x"', "x: [team_names]: keys should be team ids"),
        ('summary = "s"\n' + STEP + '[[step]]\nat = 2\ndo = "cal"', "x: step 2: does 'cal', which is not known"),
        ('summary = "s"\n[[step]]\nat = 2', "x: step 1: has no do"),
        ('summary = "s"\n' + STEP + "agnet = 1", "x: step 1: unknown key 'agnet'; the keys of call are"),
        ('summary = "s"\n[[step]]\nat = 2\ndo = "call"', "x: step 1: agent is missing"),
        ('summary = "s"\n[[step]]\ndo = "call"\nagent = "1001"', "x: step 1: one of at, after and when is needed"),
        ('summary = "s"\n' + STEP + 'after = "z"', "x: step 1: one of at, after and when is needed"),
        ('summary = "s"\n[[step]]\nafter = "z"\ndo = "mend"', "x: step 1: after 'z': no earlier step has that id"),
        ('summary = "s"\n' + 2 * (STEP + 'id = "a"\n'), "x: step 2: id 'a' is taken"),
        ('summary = "s"\n[[step]]\nwhen = "noon"\ndo = "mend"', "x: step 1: when should be one of open, barge-in"),
        ('summary = "s"\n[[step]]\nat = -1\ndo = "mend"', "x: step 1: at should be from 0"),
        ('summary = "s"\n[[step]]\nat = 1\ndo = "mend"\nside = "B"', 'x: step 1: side should be "A": there is one'),
        ('summary = "s"\n[[step]]\nat = 1\ndo = "fault"\nfaults = ["down=3"]', "x: step 1: down takes no value"),
        ('summary = "s"\n' + STEP + 'dnis = "' + "9" * 40 + '"', "x: step 1: dnis takes 41 bytes with its end"),
        ('summary = "s"\n' + STEP + 'variables = { 11 = "x" }', "x: step 1: variables are numbered 1 to 10"),
        (
            'summary = "s"\n[[step]]\nat = 1\ndo = "text"\ntext = "a\\u0000"',
            "x: step 1: text: a text may not hold",
        ),
    ],
)
def test_what_is_wrong_is_named(text: str, words: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        read_scenario(text, "x")
    assert str(caught.value).startswith(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (STEP.replace("1001", "7777"), "x: step 1: there is no agent '7777'"),
        ('[[step]]\nat = 1\ndo = "move"\nagent = "1001"\nteam = 9', "x: step 1: there is no team 9"),
        (
            '[[step]]\nat = 1\ndo = "state"\nagent = "1001"\nstate = "bored"',
            "x: step 1: state should be one of",
        ),
        ('[[step]]\nat = 1\ndo = "storm"\ncount = 0\nover = 1', "x: step 1: count should be from 1"),
        ('[names]\n77 = "A, B"', "x: [names]: there is no agent '77'"),
        ('[team_names]\n77 = "A"', "x: [team_names]: there is no team 77"),
    ],
)
def test_people_who_are_not_there_are_named(text: str, words: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        Player(read_scenario('summary = "s"\n' + text, "x"), MockServer())
    assert str(caught.value).startswith(words)


def test_a_step_that_is_not_possible_is_passed_over() -> None:
    scenario = read_scenario(
        'summary = "s"\n[centre]\nstill = true\n[[step]]\nat = 1\ndo = "hold"\nagent = "1001"', "x"
    )
    _, player, _ = played(scenario)
    assert player.over
    assert [step.do for step in player.skipped] == ["hold"]


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('summary = "mine"\n' + STEP, encoding="utf-8")
    assert load_scenario(str(path)).summary == "mine"
    path.write_bytes(b"\xff")
    with pytest.raises(ScenarioError, match="is not UTF-8"):
        load_scenario(str(path))
    with pytest.raises(ScenarioError, match="cannot be read"):
        load_scenario(str(tmp_path / "none.toml"))
    with pytest.raises(ScenarioError, match="no scenario is called 'nope'; there are busy-day"):
        load_scenario("nope")
