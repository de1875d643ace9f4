"""Words for numbers ([names], [teams], [reasons], [skill_groups]): from the settings file to the painted screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from ui_kit import Console
from worker_kit import SECONDS, Screen

from app.config.load import load_settings
from app.model import Floor
from app.worker.worker import Worker
from protocol.mock.centre.population import Agent
from protocol.mock.run import ThreadedServer
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.wire.enums import AgentState

LUNCH = 12
SIZE = (200, 50)
FILE = """
[server]
side_a = "127.0.0.1:{port}"
protocol_version = 15  # team events carry names from version 16 on

[supervisor]
agent_id = "9001"

[journal]
path = "{journal}"

[names]
{agent_id} = "Abara, Ngozi"

[teams]
{team_id} = "Invoices"

[reasons]
12 = "Lunch, at last"

[skill_groups]
{skill_group} = "Billing, English"
"""


@pytest.fixture
def server() -> Iterator[ThreadedServer]:
    running = ThreadedServer(
        MockSettings(centre=CentreSettings(agents=8, still=True, pace=0.0, emergencies_per_minute=0))
    ).start()
    yield running
    running.stop()


def of_two_skill_groups(server: ThreadedServer) -> Agent:
    """An agent with two skill groups, who has gone to lunch."""
    agent = next(agent for agent in server.server.centre.floor.agents if len(agent.skill_groups) == 2)
    server.call(lambda mock: mock.do(lambda centre: centre.floor.set_state(agent, AgentState.NOT_READY, LUNCH)))
    return agent


async def test_words_for_numbers_reach_the_roster_and_the_details(server: ThreadedServer, tmp_path: Path) -> None:
    agent = of_two_skill_groups(server)
    named, nameless = agent.skill_groups
    file = tmp_path / "config.toml"
    words = {"agent_id": agent.agent_id, "team_id": agent.team_ids[0], "skill_group": named}
    file.write_text(FILE.format(port=server.port, journal=tmp_path / "journal.sqlite3", **words))
    screen = Screen()
    worker = Worker(load_settings(file))
    worker.start(screen)

    def named(floor: Floor) -> bool:
        known = floor.agents.get(agent.agent_id)
        return known is not None and len(known.skill_groups) == 2 and not floor.agents_stale

    try:
        screen.until(named)
        server.call(lambda mock: mock.do(lambda centre: centre.floor.announce_state(agent)))
        floor = screen.until(lambda floor: named(floor) and floor.agents[agent.agent_id].reason_code == LUNCH)
    finally:
        worker.stop("test over")
        worker.join(SECONDS)
    console = Console()
    async with console.app.run_test(size=SIZE) as pilot:
        console.clock.now = floor.now
        await console.push(pilot, floor)
        assert console.app.main.roster.select_agent(agent.agent_id)
        await pilot.pause()
        pane = console.app.main.roster.region
        lines = [line[pane.x : pane.right] for line in console.text().split("\n")[pane.y : pane.bottom]]
        (row,) = [line for line in lines if agent.agent_id in line]
        assert "Abara, Ngozi" in row
        assert "Lunch, at" in row
        assert "Invoices" in row
        await pilot.press("enter")
        details = console.words()
        assert f"Agent {agent.agent_id} Abara, Ngozi" in details
        assert f"Not ready {LUNCH} Lunch, at last" in details
        assert f"team {agent.team_ids[0]} Invoices" in details
        assert f"skill groups Billing, English; {nameless} " in details
