"""A console on a floor made of bytes, and so many turns of the loop between keys, floors and beats."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from in_process import EPOCH, InProcessClient, servers_of
from textual import events
from textual.keys import _character_to_key, key_to_character
from ui_kit import Console

from app.model import Action, AlarmCommand, Command, EngagementState, Floor, Supervise, Target
from app.supervision.request import supervise_request
from app.supervision.rules import why_not
from app.ui.typing_guard import Pace
from protocol.mock.scenario.actions import ACTIONS
from protocol.mock.scenario.file import read_scenario
from protocol.mock.scenario.player import Player
from protocol.mock.settings import CentreSettings, MockSettings

CENTRE = """
summary = "Three agents talk, one of them has an emergency, another one asks for assistance"
seconds = 10
[centre]
agents = 6
teams = 2
still = true
"""
STEPS = ((1, "call", "1001"), (2, "call", "1002"), (3, "call", "1003"), (6, "emergency", "1003"), (7, "assist", "1001"))
EMERGENCY = "1003"
"""The agent who has the emergency."""


QUICK = Pace(look=0, swap=0)
"""Of somebody who knows the keys, and has looked at the screen before the first of them."""


class Chain:
    """A worker whose session, mock server and floor are in this loop: a request is bytes before ``submit`` returns."""

    def __init__(self) -> None:
        text = CENTRE + "".join(f'[[step]]\nat = {at}\ndo = "{do}"\nagent = "{agent}"\n' for at, do, agent in STEPS)
        scenario = read_scenario(text, "chain")
        (server,) = servers_of(MockSettings(scenario.settings(CentreSettings(seed=1, pace=0.0))))
        self.server = server
        self.player = Player(scenario, server)
        self.client = InProcessClient(server)
        self.client.run(12)
        self.commands: list[Command] = []
        self.on_floor: Callable[[Floor], None] = lambda _: None

    @property
    def now(self) -> float:
        """The wall clock."""
        return EPOCH + self.client.now

    def start(self, on_floor: Callable[[Floor], None]) -> None:
        self.on_floor = on_floor
        on_floor(self.client.floor())

    def submit(self, command: Command) -> None:
        self.commands.append(command)
        if isinstance(command, Supervise):
            floor = self.client.floor()
            if why_not(floor, command.action, command.target) is None:
                session = self.client.session
                assert session is not None
                invoke_id = session.request(
                    supervise_request(command.action, command.target, floor, 5000), self.client.now
                )
                self.client.builder.requested(command, invoke_id, self.now)
                self.client.turn()
                self.on_floor(self.client.floor())
        elif isinstance(command, AlarmCommand):
            self.client.builder.carry_out(command, "9001", self.now)
            self.on_floor(self.client.floor())

    def stop(self, reason: str, *, clear_first: bool = False) -> None:
        return None

    def join(self, timeout: float) -> None:
        return None

    def do(self, what: str, agent: str, seconds: float = 2.0) -> Floor:
        """A step of a scenario now, and the floor so many seconds later, which is not pushed yet."""
        act = ACTIONS[what].act
        assert act is not None
        self.server.do(lambda _: act(self.player.stage, agent=agent))
        self.client.run(seconds)
        return self.client.floor()

    def run(self, seconds: float) -> None:
        """Let time pass at the server, and tell the floor."""
        self.client.run(seconds)
        self.on_floor(self.client.floor())


def free() -> Floor:
    """The floor of a supervisor who is in no call."""
    return Chain().client.floor()


def barged_in() -> Floor:
    """The floor of a supervisor who has barged in on the call of 1001."""
    chain = Chain()
    chain.submit(Supervise(Action.BARGE_IN, Target("1001", chain.client.floor().calls_of("1001")[0].connection)))
    chain.run(2)
    floor = chain.client.floor()
    assert floor.engagement is not None
    assert floor.engagement.state is EngagementState.BARGED_IN
    return floor


class ChainConsole(Console):
    """A console over a whole chain: what its keys send is bytes at the mock server."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"pace": QUICK, **settings})
        self.chain = Chain()
        self.app.worker_port = self.chain
        self.app.clock = lambda: self.chain.now


def console_on(floor: Floor) -> Console:
    """A console over a worker that records, at the floor's time; its floor is pushed by :func:`tell`."""
    console = Console(pace=QUICK)
    console.clock.now = floor.now
    return console


def tell(console: Console, floor: Floor) -> None:
    """Hand over a floor as the worker does, and let it be handled in its turn."""
    assert console.worker.on_floor is not None
    console.worker.on_floor(floor)


def again(floor: Floor, now: float) -> Floor:
    """The same floor, pushed anew."""
    return replace(floor, revision=floor.revision + 1, now=now)


def press(console: Console, key: str, at: float | None = None) -> None:
    """Put a key where the terminal's driver puts it: at the end of the app's queue.

    ``at`` is when it was pressed, in the console's monotonic seconds; None is now.
    """
    name = _character_to_key(key) if len(key) == 1 else key
    event = events.Key(name, key if len(key) == 1 else key_to_character(key))
    if at is not None:
        event.time = at
    console.app.post_message(event)


async def turns(count: int) -> None:
    """So many turns of the loop."""
    for _ in range(count):
        await asyncio.sleep(0)


async def settle(console: Console) -> None:
    """Until nothing is left to be handled, the hand has rested after its last key, and the screen is painted."""
    app, quiet, rested = console.app, 0, False
    while quiet < 2:
        quiet += 1
        await turns(4)
        if quiet == 2 and not rested:
            rested, quiet = app.call_later(app.hand_rested), 0
        while not all(pump._message_queue.empty() for pump in (app, *app._registry)):
            quiet = 0
            await turns(4)
        app.screen._on_timer_update()
