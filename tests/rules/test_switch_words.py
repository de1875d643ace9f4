"""Refusals by the switch in words, from the bytes of CONTROL_FAILURE_CONF to the request's outcome; who is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from session_help import Harness
from ui_kit import Console, busy

from protocol.session.events import Denied
from protocol.wire import messages as m


@pytest.mark.parametrize(
    ("error", "words"),
    [(13139, "can't be monitored"), (13140, "mobile agent"), (13141, "built-in bridge"),
     (13142, "calling search space"), (13145, "on hold or not ready")],
)  # fmt: skip
def test_the_switchs_own_error_is_said_in_words_with_its_number(error: int, words: str) -> None:
    h = Harness().open()
    invoke_id = h.request(m.SuperviseCallReq(supervisory_action=1))
    h.receive(m.ControlFailureConf(invoke_id=invoke_id, failure_code=33, peripheral_error_code=error))
    said = h.the_event(Denied).words
    assert words in said
    assert f"switch error {error}" in said


async def test_who_left_the_teams_is_not_counted() -> None:
    floor = busy()
    agents = {**floor.agents, "1002": replace(floor.agents["1002"], gone=True)}
    console = Console()
    async with console.app.run_test(size=(160, 40)) as pilot:
        await console.push(pilot, replace(floor, agents=agents))
        shown = console.text()
    assert "4 agents" not in shown
    assert shown.count("3 agents") == 2
