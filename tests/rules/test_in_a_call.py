"""While the supervisor is in a call: every key, line, hint and answer is about that call. From bytes to the screen."""

from __future__ import annotations

import pytest
from schedule_kit import ChainConsole, press, settle
from textual.pilot import Pilot

from app.model import Action, ConnectionID, EngagementState, Supervise, Target
from app.ui.context import Pane
from app.ui.dialogs.confirm import QuestionDialog
from app.ui.handlers import ACTIONS, BY_ID
from app.ui.panes import PANES, RosterPane
from app.ui.widgets.footer import footer_keys
from protocol.mock.centre import Centre
from protocol.wire.enums import SupervisoryAction
from protocol.wire.messages import SuperviseCallReq

MINE = "1001"
"""The agent whose call the supervisor steps in on."""
SIZE = (160, 45)


def call_of(console: ChainConsole) -> ConnectionID:
    """The agent's call."""
    return console.chain.client.floor().calls_of(MINE)[0].connection


async def stepped_in(console: ChainConsole, pilot: Pilot[object], *actions: Action) -> Target:
    """The supervisor has done these things on the agent's call; the cursor is on another agent's row."""
    target = Target(MINE, call_of(console))
    for action in actions:
        console.chain.submit(Supervise(action, target))
        console.chain.run(2)
    await settle(console)
    console.app.main.go_to(RosterPane.PANE)
    assert console.app.main.roster.select_agent("1002")
    await settle(console)
    console.chain.commands.clear()
    return target


def line_of_you(console: ChainConsole) -> str:
    """The line YOU."""
    return next(line for line in console.text().split("\n") if line.startswith(" YOU"))


def hint_of(console: ChainConsole) -> str:
    """The hint, with no message before it."""
    console.app.main.dismiss_message()
    return console.app.main.message_line._hint


def offered(console: ChainConsole) -> set[str]:
    """The keys that the footer offers, not dimmed."""
    return {key.key for key in footer_keys(ACTIONS, console.app.main.context(), SIZE[0])[0] if key.works}


def requests(console: ChainConsole) -> list[SuperviseCallReq]:
    """What the server was asked."""
    return [message for message in console.chain.server.received if isinstance(message, SuperviseCallReq)]


# -- only one call can be intercepted --------------------------------------------------------------------------------


@pytest.mark.parametrize("pane", [pane.PANE for pane in PANES])
async def test_i_takes_the_call_that_one_is_in_wherever_the_cursor_is(pane: Pane) -> None:
    console = ChainConsole()
    async with console.app.run_test(size=SIZE) as pilot:
        target = await stepped_in(console, pilot, Action.BARGE_IN)
        console.app.main.go_to(pane)
        assert console.app.main.panes[pane].select_agent("1003")
        await settle(console)
        assert "i intercept" in line_of_you(console)
        assert hint_of(console).startswith("i takes the call over (the agent is dropped)")
        assert {"i", "c"} <= offered(console)
        press(console, "i")
        await settle(console)
        assert isinstance(console.app.screen, QuestionDialog), console.message
        call_id = call_of(console).connection_call_id
        assert f"Intercept call {call_id} of {MINE}" in console.words()
        press(console, "y")
        await settle(console)
        assert console.chain.commands == [Supervise(Action.INTERCEPT, target)]
        request = requests(console)[-1]
        assert request.supervisory_action == SupervisoryAction.SUPERVISOR_INTERCEPT
        assert (request.agent_connection_call_id, request.agent_connection_device_id) == (call_id, "3001")
        console.chain.run(2)
        engagement = console.chain.client.floor().engagement
        assert engagement is not None
        assert engagement.state is EngagementState.INTERCEPTED


async def test_where_i_is_not_possible_neither_line_nor_hint_nor_footer_offers_it() -> None:
    console = ChainConsole()
    async with console.app.run_test(size=SIZE) as pilot:
        await stepped_in(console, pilot, Action.BARGE_IN)
        console.chain.client.builder.not_offered(Action.INTERCEPT)
        console.chain.run(1)
        await settle(console)
        assert "intercept" not in line_of_you(console)
        assert "c clear" in line_of_you(console)
        assert not hint_of(console).startswith("i ")
        assert "i" not in offered(console)
        press(console, "i")
        await settle(console)
        assert "does not offer intercept" in console.message
        assert console.chain.commands == []


async def test_barging_in_from_monitoring_is_offered_only_where_the_cursor_is_on_that_call() -> None:
    console = ChainConsole()
    async with console.app.run_test(size=SIZE) as pilot:
        await stepped_in(console, pilot, Action.MONITOR)
        why_not = BY_ID["barge_in"].why_not(console.app.main.context())
        assert why_not is not None
        assert "clear it first" in why_not
        assert "b barge in" not in line_of_you(console)
        assert console.app.main.roster.select_agent(MINE)
        console.app.main.refresh_keys()
        await settle(console)
        assert "b barge in" in line_of_you(console)
        assert "b" in offered(console)


# -- after the agent has gone, the supervisor is all the caller has --------------------------------------------------


def caller_of(console: ChainConsole) -> str:
    """The number of the agent's caller."""
    return console.chain.client.floor().calls_of(MINE)[0].ani


async def test_after_an_intercept_c_would_hang_up_on_the_caller_and_asks() -> None:
    console = ChainConsole()
    async with console.app.run_test(size=SIZE) as pilot:
        caller = caller_of(console)
        target = await stepped_in(console, pilot, Action.BARGE_IN, Action.INTERCEPT)
        console.chain.run(20)  # the agent's end of the call has left the floor by now
        await settle(console)
        assert "c hang up" in line_of_you(console)
        assert f"{caller} & you, without {MINE}" in line_of_you(console)
        assert hint_of(console) == f"c hangs up on caller {caller}: it asks first"
        press(console, "c")
        await settle(console)
        assert isinstance(console.app.screen, QuestionDialog), console.message
        assert (
            f"Hang up on caller {caller}? You took call {target.connection.connection_call_id} over" in console.words()
        )
        assert "y hang up n no" in console.words()
        for no in ("enter", "n", "escape"):
            press(console, no)
            await settle(console)
            assert console.app.screen is console.app.main
            press(console, "c")
            await settle(console)
        console.chain.run(11)
        console.app.beat()
        await settle(console)
        assert console.app.screen is console.app.main, "the question lapses"
        assert console.chain.commands == []
        press(console, "c")
        await settle(console)
        press(console, "y")
        await settle(console)
        assert console.chain.commands == [Supervise(Action.CLEAR, target)]
        assert requests(console)[-1].supervisory_action == SupervisoryAction.SUPERVISOR_CLEAR


async def test_where_the_agent_hung_up_on_a_barge_in_c_asks_too_and_i_is_not_offered() -> None:
    console = ChainConsole()
    async with console.app.run_test(size=SIZE) as pilot:
        caller = caller_of(console)
        await stepped_in(console, pilot, Action.BARGE_IN)
        leave_agent(console)
        await settle(console)
        assert "i intercept" not in line_of_you(console)
        assert hint_of(console) == f"c hangs up on caller {caller}: it asks first"
        press(console, "c")
        await settle(console)
        assert isinstance(console.app.screen, QuestionDialog), console.message
        assert f"Hang up on caller {caller}? {MINE}" in console.words()


def leave_agent(console: ChainConsole) -> None:
    """The agent's phone leaves the call, and what the server says of it has come."""
    console.chain.server.do(lambda centre: centre.floor.switch.leave(centre.floor.by_id[MINE].legs[0]))
    console.chain.run(1)


@pytest.mark.parametrize("actions", [(Action.BARGE_IN,), (Action.BARGE_IN, Action.INTERCEPT)])
async def test_where_everybody_else_has_left_c_hangs_up_on_nobody_and_does_not_ask(actions: tuple[Action, ...]) -> None:
    console = ChainConsole()
    async with console.app.run_test(size=SIZE) as pilot:
        target = await stepped_in(console, pilot, *actions)
        if Action.INTERCEPT not in actions:
            leave_agent(console)
        leave_caller(console)
        await settle(console)
        assert "alone in the call: c hangs up" in line_of_you(console)
        assert hint_of(console) == "everybody else has left the call: c hangs up"
        press(console, "q")
        await settle(console)
        call = f"call {target.connection.connection_call_id}"
        assert f"Your phone is alone in {call}" in console.words()
        press(console, "n")
        await settle(console)
        press(console, "c")
        await settle(console)
        assert console.app.screen is console.app.main, console.words()
        assert console.chain.commands == [Supervise(Action.CLEAR, target)]


def leave_caller(console: ChainConsole) -> None:
    """The caller leaves the supervisor's call, and what the server says of it has come."""

    def leave(centre: Centre) -> None:
        call = centre.floor.supervisor.legs[0].call
        centre.floor.switch.leave(next(leg for leg in call.legs if leg.device == call.ani))

    console.chain.server.do(leave)
    console.chain.run(1)


async def test_while_the_agent_is_in_the_call_c_does_not_ask() -> None:
    console = ChainConsole()
    async with console.app.run_test(size=SIZE) as pilot:
        target = await stepped_in(console, pilot, Action.BARGE_IN)
        press(console, "c")
        await settle(console)
        assert console.chain.commands == [Supervise(Action.CLEAR, target)]


async def test_the_quit_question_names_who_is_left_in_the_call() -> None:
    console = ChainConsole()
    async with console.app.run_test(size=SIZE) as pilot:
        caller = caller_of(console)
        target = await stepped_in(console, pilot, Action.BARGE_IN)
        call = f"call {target.connection.connection_call_id}"
        name = console.chain.client.floor().agents[MINE].name
        press(console, "q")
        await settle(console)
        assert f"Your phone is in {call} with {MINE} {name} and caller {caller} (BARGED IN)" in console.words()
        assert "c clear and quit" in console.words()
        console.chain.submit(Supervise(Action.INTERCEPT, target))
        console.chain.run(2)
        await settle(console)
        assert f"in {call} with caller {caller}; {MINE} {name} has left it (INTERCEPTED)" in console.words()
        assert "c hang up and quit" in console.words()


# -- words about what one has done oneself ---------------------------------------------------------------------------


async def test_an_alarm_that_one_s_own_intercept_ended_says_you() -> None:
    console = ChainConsole()
    async with console.app.run_test(size=SIZE) as pilot:
        await stepped_in(console, pilot, Action.BARGE_IN)
        console.chain.do("emergency", MINE)
        await stepped_in(console, pilot, Action.INTERCEPT)
        (alarm,) = [a for a in console.chain.client.floor().emergencies() if a.agent_id == MINE]
        assert alarm.cleared_reason == "you took the call over"
        assert "you took the call over" in console.text()
        assert "a supervisor took" not in console.text()


# -- barge-in is offered where it is possible ------------------------------------------------------------------------


async def test_barge_in_is_not_offered_on_alarms_while_one_is_in_a_call() -> None:
    console = ChainConsole()
    async with console.app.run_test(size=(200, 50)) as pilot:
        await settle(console)
        assert console.text().count("b barge in") == 2
        console.app.main.refresh_keys()
        assert "then b to barge in" in hint_of(console)
        await stepped_in(console, pilot, Action.BARGE_IN)
        assert "b barge in" not in console.text()
