"""What painting costs: CPU and bytes of the console on a busy floor, beside the same rows in Textual's DataTable.

Run by hand: ``python tests/bench/ui_paint.py [--agents 2000] [--seconds 5] [--size 200x50] [--rounds 3]``. Absolute
times drift with the machine; the ratios of one run are what counts. Floors are made before the clock is started.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import random
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from textual.app import App, ComposeResult
from textual.drivers.headless_driver import HeadlessDriver
from textual.widgets import DataTable

sys.path.insert(0, str(Path(__file__).parents[2]))

from app.model import (
    Agent,
    Alarm,
    AlarmKind,
    AlarmState,
    Call,
    Command,
    ConnectionID,
    Floor,
    Link,
    LinkState,
    Party,
    Team,
)
from app.text.labels import agent_state, call_type, connection_state
from app.text.times import duration
from app.ui.app import Floorwalker

RATE = 20
"""Floors a second."""


class CountingDriver(HeadlessDriver):
    """A terminal of a fixed size that takes everything at once and counts it."""

    written = 0
    writes = 0

    @property
    def is_headless(self) -> bool:
        """False: so that frames are rendered to bytes."""
        return False

    def write(self, data: str) -> None:
        """Count the bytes of this write."""
        CountingDriver.written += len(data.encode())
        CountingDriver.writes += 1


class NoWorker:
    """A worker that never tells anything: the bench shows floors itself."""

    def start(self, on_floor: Callable[[Floor], None]) -> None:
        """Nothing to start."""

    def submit(self, command: Command) -> None:
        """Nobody to tell."""

    def stop(self, reason: str, *, clear_first: bool = False) -> None:
        """Nothing to stop."""

    def join(self, timeout: float) -> None:
        """Nothing to wait for."""


@dataclass
class Sample:
    """What a stretch of time cost."""

    wall: float
    cpu: float
    written: int
    lag: float
    """Longest time a floor's showing blocked the loop, in seconds."""
    floors: int = 0
    """Floors shown, each with time enough to be painted."""

    @property
    def per_floor(self) -> float:
        """CPU milliseconds a floor."""
        return 1000 * self.cpu / self.floors if self.floors else 0.0

    @property
    def load(self) -> float:
        """Percent of a core."""
        return 100 * self.cpu / self.wall

    @property
    def rate(self) -> float:
        """Bytes a second."""
        return self.written / self.wall


def first_floor(agents: int, draw: random.Random, crying: bool) -> Floor:
    """A floor of so many agents, two thirds of them on calls."""
    now = time.time()
    people, calls = {}, {}
    for n in range(agents):
        number, device = str(10000 + n), str(30000 + n)
        state = draw.choice((3, 3, 4, 4, 4, 4, 10, 2, 5))
        people[number] = Agent(
            number, f"Lastname{n % 97}, First{n % 31}", device, device, state=state, team_ids=(501 + n % 20,),
            reason_code=12 if state == 2 else None, state_since=now - draw.uniform(1, 900),
        )  # fmt: skip
        if state in (4, 10):
            ani = f"+4930{draw.randrange(10**7):07}"
            made = Call(
                ConnectionID(16777216 + n, 0, device), number, device, 3 if state == 4 else 4, 1, ani, "8005550101",
                began=now - draw.uniform(1, 900), state_since=now - 1, parties=(Party(device, number), Party(ani)),
            )  # fmt: skip
            calls[made.connection] = made
    alarm = Alarm(
        1, AlarmKind.EMERGENCY, AlarmState.UNACK_ACTIVE, now, "10004", "Lastname4, First4", "30004",
        ConnectionID(16777220, 0, "30004"), "emergency call", "+49301234567", last_raised=now,
    )  # fmt: skip
    teams = {501 + n: Team(501 + n, f"Team {n}") for n in range(20)}
    return Floor(
        1, now, Link(LinkState.ONLINE, "A", "ctisrv-a:42027", last_heard=now, ever_open=True),
        teams=teams, agents=people, calls=calls, alarms=(alarm,) if crying else (), reason_texts={12: "Lunch"},
    )  # fmt: skip


def later_floors(floor: Floor, count: int, events: int, draw: random.Random, among: list[str]) -> list[Floor]:
    """So many floors, each with so many events more than the one before: states of agents, calls that come and go."""
    floors = []
    for step in range(1, count + 1):
        now = floor.now + 1 / RATE
        agents, calls = dict(floor.agents), dict(floor.calls)
        for number in draw.choices(among, k=events):
            agent = agents[number]
            pick = draw.random()
            connection = ConnectionID(16777216 + draw.randrange(10**6), 0, agent.extension)
            mine = [key for key in (ConnectionID(16777216 + int(number) - 10000, 0, agent.extension),) if key in calls]
            if pick < 0.6 or (pick < 0.8 and not mine):
                agents[number] = replace(agent, state=draw.choice((3, 4, 10, 2, 5)), state_since=now)
            elif pick < 0.8:
                calls[mine[0]] = replace(calls[mine[0]], state=draw.choice((3, 4)), state_since=now)
            elif pick < 0.9 or not calls:
                calls[connection] = Call(
                    connection, number, agent.extension, 2, 1, "+49301234567", "8005550101", began=now, state_since=now
                )
            else:
                key = draw.choice(list(calls)[-50:])
                calls[key] = replace(calls[key], state=0, ended=now)
        for key, call in list(calls.items()):
            if call.ended is not None and now - call.ended > 3:
                del calls[key]
        link = replace(floor.link, last_heard=now)
        floor = replace(floor, revision=step + 1, now=now, agents=agents, calls=calls, link=link)
        floors.append(floor)
    return floors


async def stretch(seconds: float, floors: list[Floor], show: Callable[[Floor], Any]) -> Sample:
    """Show these floors, one each 1/20 s, or nothing for so many seconds."""
    gc.collect()
    gc.freeze()  # the floors made beforehand are no load of the console's
    written, cpu, wall, lag = CountingDriver.written, time.process_time(), time.perf_counter(), 0.0
    for n in range(int(seconds * RATE)):
        await asyncio.sleep(1 / RATE)  # after each: who can't keep up paints every floor all the same, and is late
        if floors:
            before = time.perf_counter()
            show(floors[n])
            await asyncio.sleep(0)
            lag = max(lag, time.perf_counter() - before)
    spent = time.process_time() - cpu
    return Sample(time.perf_counter() - wall, spent, CountingDriver.written - written, lag, len(floors))


async def running(app: App[Any], size: tuple[int, int], work: Callable[[], Awaitable[Sample]]) -> Sample:
    """Run the app on a counting terminal for as long as a piece of work takes, and give what it gives."""
    app.driver_class = CountingDriver
    results: list[Sample] = []

    async def pilot(_: object) -> None:
        await asyncio.sleep(1.0)  # until the first layout is done
        results.append(await work())
        app.exit()

    await app.run_async(size=size, auto_pilot=pilot)
    return results[0]


def console() -> Floorwalker:
    """The console without a worker, silent."""
    return Floorwalker(NoWorker(), bell=False)


async def busy(options: argparse.Namespace, events: int, visible_only: bool) -> Sample:
    """Events at full rate, clock and flash running."""
    draw = random.Random(options.seed)
    app = console()

    async def work() -> Sample:
        floor = first_floor(options.agents, draw, crying=True)
        app.show(floor)
        await asyncio.sleep(0.5)
        among = [row.key for row in app.main.roster.table.rows[:40]] if visible_only else list(floor.agents)
        floors = later_floors(floor, int(options.seconds * RATE), events // RATE, draw, among)
        return await stretch(options.seconds, floors, app.show)

    return await running(app, options.size, work)


async def idle(options: argparse.Namespace) -> Sample:
    """Nothing but the clock and a flashing alarm."""
    app = console()

    async def work() -> Sample:
        app.show(first_floor(options.agents, random.Random(options.seed), crying=True))
        await asyncio.sleep(0.5)
        return await stretch(options.seconds, [], app.show)

    return await running(app, options.size, work)


async def tick(options: argparse.Namespace) -> Sample:
    """One tick of the clock: bytes for the rows in sight."""
    app = console()

    async def work() -> Sample:
        floor = first_floor(options.agents, random.Random(options.seed), crying=False)
        app._may_flash = False
        app.show(floor)
        app.clock = lambda: floor.now  # the app's own clock stands still
        await asyncio.sleep(1.2)
        written, cpu = CountingDriver.written, time.process_time()
        app.main.tick(floor.now + 3)
        await asyncio.sleep(0.4)
        return Sample(1.0, time.process_time() - cpu, CountingDriver.written - written, 0.0)

    return await running(app, options.size, work)


class Tables(App[None]):
    """Roster and calls in DataTables: changed cells updated, times of the rows in sight once a second, never sorted."""

    CSS = "DataTable { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.floor = Floor()
        self.roster: DataTable[str] = DataTable()
        self.live: DataTable[str] = DataTable()

    def compose(self) -> ComposeResult:
        """One above the other."""
        yield self.roster
        yield self.live

    def on_mount(self) -> None:
        """Columns, and the clock."""
        for name in ("Agent", "Name", "Ext", "State", "Time", "Team", "Call"):
            self.roster.add_column(name, key=name)
        for name in ("Agent", "Call", "State", "ANI", "DNIS", "Type", "Time"):
            self.live.add_column(name, key=name)
        self.set_interval(1.0, self.tick)

    def tick(self) -> None:
        """Times of the rows in sight."""
        now = time.time()
        for table in (self.roster, self.live):
            top = int(table.scroll_y)
            for key in list(table.rows)[top : top + table.size.height]:
                number = str(key.value)
                agent = self.floor.agents.get(number)
                began = agent.state_since if agent else now
                table.update_cell(number, "Time", duration(now - (began or now)))

    def show(self, floor: Floor) -> None:
        """Only what is new, gone or other."""
        old, self.floor = self.floor, floor
        for number, agent in floor.agents.items():
            if number not in old.agents:
                self.roster.add_row(number, agent.name, agent.extension, "", "", "", "", key=number)
            if old.agents.get(number) is not agent:
                self.roster.update_cell(number, "State", agent_state(agent.state).word)
                self.roster.update_cell(number, "Time", duration(floor.now - (agent.state_since or 0)))
        for connection, call in floor.calls.items():
            key = str(connection)
            if connection not in old.calls:
                self.live.add_row(
                    call.agent_id or "", str(connection.connection_call_id), "", call.ani, call.dnis,
                    call_type(call.call_type), "", key=key,
                )  # fmt: skip
            if old.calls.get(connection) is not call:
                self.live.update_cell(key, "State", connection_state(call.state).word)
        for connection in old.calls.keys() - floor.calls.keys():
            self.live.remove_row(str(connection))


async def tables(options: argparse.Namespace, events: int) -> Sample:
    """The same events in DataTables."""
    draw = random.Random(options.seed)
    app = Tables()

    async def work() -> Sample:
        floor = first_floor(options.agents, draw, crying=True)
        app.show(floor)
        await asyncio.sleep(1.0)
        floors = later_floors(floor, int(options.seconds * RATE), events // RATE, draw, list(floor.agents))
        return await stretch(options.seconds, floors, app.show)

    return await running(app, options.size, work)


def say(words: str, samples: list[Sample]) -> float:
    """One line of the report; returns the median CPU time a floor."""
    load = median(sample.load for sample in samples)
    per_floor = median(sample.per_floor for sample in samples)
    rate = median(sample.rate for sample in samples)
    lag = max(sample.lag for sample in samples)
    cost = f"{load:6.1f} % of a core  {per_floor:5.1f} ms CPU a floor"
    print(f"{words:<36} {cost}  {rate / 1024:7.1f} KiB/s  blocked at most {1000 * lag:5.1f} ms")
    return per_floor


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agents", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=lambda text: tuple(map(int, text.split("x"))), default=(200, 50))
    parser.add_argument("--no-tables", action="store_true", help="leave the DataTable version out")
    options = parser.parse_args()
    runs: dict[str, list[Sample]] = {}
    for _ in range(options.rounds):
        for words, work in (
            ("500 events/s at 20 Hz", lambda: busy(options, 500, False)),
            ("500 events/s, all in sight", lambda: busy(options, 500, True)),
            ("idle: clock and flash", lambda: idle(options)),
            ("one tick", lambda: tick(options)),
            ("500 events/s in DataTables", lambda: tables(options, 500)),
        ):
            if "DataTables" in words and options.no_tables:
                continue
            runs.setdefault(words, []).append(asyncio.run(work()))
    ticks = runs.pop("one tick")
    costs = {words: say(words, samples) for words, samples in runs.items()}
    print(f"{'one tick of the rows in sight':<36} {median(sample.written for sample in ticks):6.0f} bytes")
    if not options.no_tables:
        ratio = costs["500 events/s in DataTables"] / costs["500 events/s at 20 Hz"]
        print(f"DataTables cost {ratio:.1f} times as much CPU a floor")


if __name__ == "__main__":
    main()
