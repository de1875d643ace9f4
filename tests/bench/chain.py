"""A contact centre, the relay before it, and a program behind it: the console, or one of the references.

The centre is ``floorwalker mock`` in a process of its own, the program another process; both are started by their
command lines. Between them stands the relay, in the process that measures.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from protocol.wire import messages as m
from protocol.wire.codec import Codec
from protocol.wire.enums import AgentState

from .relay import Relay
from .terminal import ROOT, Terminal, environment, on_terminal

CONSOLE = (sys.executable, "-m", "app")
TABLES = (sys.executable, "-m", "tests.bench.tables")
CALLS_A_MINUTE = 3.05
"""Calls a minute for one event a second, in this centre."""
FIRST_MARK = 41_000
"""Reason codes from here on are the benchmark's own: no other number on the screen has five digits."""
FIRST_CALL_ID = 700_000_001
VERSION = 17


@contextmanager
def centre(agents: int, events_per_second: float) -> Iterator[int]:
    """A mock server of about that many events a second; its port."""
    command = [*CONSOLE, "mock", "--port", "0", "--agents", str(agents), "--emergencies-per-minute", "0"]
    command += ["--calls-per-minute", f"{CALLS_A_MINUTE * events_per_second:.2f}"]
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment(Path(folder)), bufsize=1
        )
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline().partition(" (")[0].rpartition(":")[2])
        finally:
            process.terminate()
            process.wait()
            process.stdout.close()


@contextmanager
def relayed(agents: int, events_per_second: float) -> Iterator[Relay]:
    """A centre with the relay before it."""
    with centre(agents, events_per_second) as port:
        relay = Relay(port)
        try:
            yield relay
        finally:
            relay.close()


def settings(relay: Relay, more: Mapping[str, str] = {}) -> dict[str, str]:
    """Settings, as environment variables, that lead to the relay."""
    return {
        "FLOORWALKER_SERVER__SIDE_A": f"127.0.0.1:{relay.port}",
        "FLOORWALKER_SERVER__PROTOCOL_VERSION": str(VERSION),
        "FLOORWALKER_SUPERVISOR__AGENT_ID": "9001",
        "FLOORWALKER_UI__TITLE": "false",
    } | dict(more)


@dataclass
class Floor:
    """What the relay learned of the centre while the program asked, and messages made of that."""

    agents: dict[str, m.QueryAgentStateConf]
    """The state of each agent when it was asked for, by agent id."""
    monitor_id: int
    codec: Codec
    _marks: int = 0
    _calls: int = 0

    def state(self, agent_id: str, state: AgentState, reason_code: int = 0) -> bytes:
        """AGENT_STATE_EVENT of an agent."""
        agent = self.agents[agent_id]
        return self.codec.encode(
            m.AgentStateEvent(
                monitor_id=self.monitor_id, peripheral_id=5000, session_id=0, agent_state=state,
                skill_group_state=state, event_reason_code=reason_code, mrd_id=1, num_tasks=0,
                icm_agent_id=agent.icm_agent_id, num_flt_skill_groups=0, agent_id=agent_id,
                agent_extension=agent.agent_extension, agent_instrument=agent.agent_instrument,
            )
        )  # fmt: skip

    def mark(self, agent_id: str) -> tuple[bytes, re.Pattern[str]]:
        """An event that makes an agent not ready for a reason that nobody else has, and how that looks."""
        self._marks += 1
        code = FIRST_MARK + self._marks % 20_000
        return self.state(agent_id, AgentState.NOT_READY, code), re.compile(rf"\b{code}\b")

    def emergency(self, agent_id: str) -> tuple[bytes, re.Pattern[str]]:
        """EMERGENCY_CALL_EVENT of an agent, of a call that nobody else has, and how it looks."""
        self._calls += 1
        call, agent = FIRST_CALL_ID + self._calls, self.agents[agent_id]
        event = m.EmergencyCallEvent(
            peripheral_id=5000, connection_call_id=call, connection_device_id_type=0, session_id=0,
            connection_device_id=agent.agent_instrument, agent_id=agent_id,
            agent_extension=agent.agent_extension, agent_instrument=agent.agent_instrument,
        )  # fmt: skip
        return self.codec.encode(event), re.compile(rf"EMERGENCY.*\b{call}\b")


def learned(frames: Sequence[bytes]) -> Floor:
    """The floor in what a server sent while it was asked for everything."""
    codec, agents, monitor_id = Codec(VERSION), {}, 0
    for one in frames:
        message = codec.decode(int.from_bytes(one[4:8], "big"), one[8:])
        if isinstance(message, m.QueryAgentStateConf) and message.agent_id and message.agent_extension:
            agents[message.agent_id] = message
        elif isinstance(message, m.MonitorAgentTeamStartConf):
            monitor_id = message.monitor_id
    agents.pop("9001", None)  # the supervisor
    return Floor(agents, monitor_id, codec)


@dataclass
class Chain:
    """The relay, the program on its terminal, and the floor."""

    relay: Relay
    terminal: Terminal
    floor: Floor
    filling: ExitStack

    def hold_back(self) -> None:
        """From now on nothing comes of the centre, nor of what fills its rate up."""
        self.filling.close()
        self.relay.holding_back = True

    def visible(self) -> list[str]:
        """Agents in sight: id and extension stand in one line."""
        self.terminal.forget()
        words = [set(re.findall(r"\w+", line)) for line in self.terminal.screen.lines]
        return [
            agent_id
            for agent_id, agent in self.floor.agents.items()
            if any({agent_id, agent.agent_extension} <= line for line in words)
        ]

    def in_fixed_order(self) -> None:
        """Sort the roster by agent id, so that no event moves a row out of sight. Raises TimeoutError."""
        self.terminal.type("1")
        time.sleep(1.0)
        for _ in range(8):
            order = self._order()
            if order == "by agent id":
                return
            self.terminal.type("o")
            deadline = time.perf_counter() + 10
            while self._order() == order and time.perf_counter() < deadline:
                time.sleep(0.2)
        raise TimeoutError("the roster can't be sorted by agent id")

    def _order(self) -> str:
        """How the roster is sorted: the lower border of the pane says so, left of the other pane's."""
        self.terminal.forget()
        found = re.search(r"\bo ((?:by )?\w+(?: \w+)?)", "\n".join(self.terminal.screen.lines))
        return found[1] if found else ""

    def rate_over(self, seconds: float) -> float:
        """Wait, and count messages a second meanwhile."""
        before, began = self.relay.events, time.perf_counter()
        time.sleep(seconds)
        return (self.relay.events - before) / (time.perf_counter() - began)


def await_rest(relay: Relay, seconds: float = 180) -> None:
    """Wait until the client has asked for everything: fewer than five requests in two seconds."""
    deadline = time.perf_counter() + seconds
    before = -10
    while len(relay.requests) < 10 or len(relay.requests) - before >= 5:
        if time.perf_counter() > deadline:
            raise TimeoutError(f"after {seconds:g} s the program still asks ({len(relay.requests)} requests)")
        before = len(relay.requests)
        time.sleep(2.0)


@contextmanager
def chain(
    agents: int,
    events_per_second: float,
    *,
    command: Sequence[str] = CONSOLE,
    more: Mapping[str, str] = {},
) -> Iterator[Chain]:
    """Centre, relay and program, once the program knows the floor.

    A small centre has fewer events than it is asked for: AGENT_STATE_EVENTs fill the rate up.
    """
    with tempfile.TemporaryDirectory() as folder, relayed(agents, events_per_second) as relay:
        relay.record = recorded = []
        with on_terminal(command, environment(Path(folder), settings(relay, more))) as terminal:
            await_rest(relay)
            relay.record = None
            terminal.forget()
            with ExitStack() as filling:
                floor = Chain(relay, terminal, learned(recorded), filling)
                missing = events_per_second - floor.rate_over(4.0)
                if missing > 0.05 * events_per_second:
                    states = (AgentState.AVAILABLE, AgentState.NOT_READY, AgentState.WORK_READY)
                    fill = [floor.floor.state(agent_id, state) for agent_id in floor.floor.agents for state in states]
                    filling.enter_context(steady(relay, fill, missing))
                yield floor


def events_of(relay: Relay, seconds: float) -> list[bytes]:
    """The messages of so many seconds, to be sent again."""
    relay.record = recorded = []
    time.sleep(seconds)
    relay.record = None
    return [one for one in recorded if not _answers(one)]


ANSWERS = frozenset(cls.message_type for cls in m.REGISTRY.values() if cls.name.endswith("_CONF"))


def _answers(one: bytes) -> bool:
    return int.from_bytes(one[4:8], "big") in ANSWERS


BATCH = 500
"""Messages that are written at once when events come as fast as they are taken."""


def repeated(events: Sequence[bytes], count: int) -> Iterator[tuple[bytes, int]]:
    """So many messages, the same ones over and over, as batches of bytes and their numbers."""
    done = 0
    while done < count:
        batch = [events[(done + n) % len(events)] for n in range(min(BATCH, count - done))]
        done += len(batch)
        yield b"".join(batch), len(batch)


@contextmanager
def steady(relay: Relay, events: Sequence[bytes], per_second: float, seed: int = 1) -> Iterator[None]:
    """While the block runs, send random ones of these messages at a rate, every 50 ms some."""
    draw, ended = random.Random(seed), threading.Event()

    def send() -> None:
        began, sent = time.perf_counter(), 0
        while not ended.wait(0.05):
            due = int((time.perf_counter() - began) * per_second) - sent
            if due > 0:
                relay.send(b"".join(draw.choices(events, k=due)), due)
                sent += due

    thread = threading.Thread(target=send, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
