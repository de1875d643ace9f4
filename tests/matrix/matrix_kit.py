"""A real worker in its own thread against a mock server in its own, which has a manual clock."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from floors import shown, truth

from app.config import Address
from app.config.model import Journal, Reconnect, Server, Settings
from app.model import Action, EngagementState, Floor, LinkState, RetryNow, Supervise, Target
from app.worker.worker import Worker
from protocol.mock.run import ThreadedServer
from protocol.mock.server.server import ManualClock, MockServer
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.wire.messages import Message, SuperviseCallReq

PATIENCE = 20.0
"""Real seconds within which everything has to have happened."""
EPOCH = 1_800_000_000.0
STRIDE = 0.1
"""Seconds that the mock's clock moves while a test waits for 10 ms."""


class Rig:
    """A worker, its screen and its server."""

    def __init__(self, place: Path, *, heartbeat: float = 0.5, agents: int = 4, teams: int = 2) -> None:
        centre = CentreSettings(seed=5, agents=agents, teams=teams, still=True)
        self.server = ThreadedServer(MockSettings(centre, team_segment=1), clock=ManualClock()).start()
        self.floors = 0
        self.floor = Floor()
        self._news = threading.Condition()
        self.worker = Worker(self._settings(place, heartbeat), clock=self.now, rng=Random(1))

    def _settings(self, place: Path, heartbeat: float) -> Settings:
        # Without validation: a person may not ask for a heartbeat that fast.
        server = Server.model_construct(
            side_a=Address("127.0.0.1", self.server.port), heartbeat_interval=heartbeat, open_timeout=0.6,
            request_timeout=0.6, query_timeout=0.5,
            reconnect=Reconnect(waits=(3600.0,), jitter=0.0),
        )  # fmt: skip
        return Settings(
            server=server,
            supervisor={"agent_id": "9001"},  # type: ignore[arg-type]
            journal=Journal(path=str(place / "journal.sqlite3")),
        )

    def __call__(self, floor: Floor) -> None:
        with self._news:
            self.floor = floor
            self.floors += 1
            self._news.notify_all()

    def now(self) -> float:
        """The wall clock of the console: as far on as the server's clock is."""
        return EPOCH + self.server.server.now

    # What the server does.

    def do(self, act: Callable[[MockServer], object]) -> None:
        """Something on the server's own loop."""
        self.server.call(act)

    def fault(self, text: str) -> None:
        self.do(lambda server: server.fault(text))

    def mend(self) -> None:
        self.do(lambda server: server.mend())

    def poke(self) -> None:
        """Let something happen that the session is told of."""
        self.do(lambda server: server.do(lambda centre: centre.floor.announce_state(centre.floor.agents[-1])))

    def advance(self, seconds: float) -> None:
        self.do(lambda server: server.advance(seconds))

    def received(self, kind: type[Message]) -> list[Message]:
        return [message for message in list(self.server.server.received) if isinstance(message, kind)]

    def barge_ins(self) -> int:
        """How many SUPERVISE_CALL_REQ the server has got."""
        return len(self.received(SuperviseCallReq))

    def until_received(self, kind: type[Message], *, more_than: int = 0) -> None:
        """Wait until the server has got so many of a message; its clock stands still."""
        deadline = time.monotonic() + PATIENCE
        while len(self.received(kind)) <= more_than:
            assert time.monotonic() < deadline, f"{kind.name} never came; {self.floor.link} {self.floor.notes[-3:]}"
            with self._news:
                self._news.wait(0.005)

    # What the screen shows.

    def until(self, condition: Callable[[Floor], object], *, moving: bool = True) -> Floor:
        """Wait for a floor, while the server's time passes."""
        deadline = time.monotonic() + PATIENCE
        while not (self.floors and condition(self.floor)):
            floor = self.floor
            assert time.monotonic() < deadline, f"{floor.link}, {floor.engagement}, {floor.notes[-5:]}"
            if moving:
                self.advance(STRIDE)
            with self._news:
                self._news.wait(0.01)
        return self.floor

    def until_right(self) -> Floor:
        """Wait until the floor shows what is so in the centre, and nothing as old."""
        return self.until(
            lambda floor: (
                floor.link.state is LinkState.ONLINE
                and not floor.agents_stale
                and not floor.calls_stale
                and shown(floor) == self.server.call(truth)
            )
        )

    def engaged(self, *states: EngagementState) -> Floor:
        return self.until(lambda floor: floor.engagement is not None and floor.engagement.state in states)

    # What the person does.

    def supervise(self, action: Action) -> None:
        call = next(call for call in self.floor.calls.values() if call.agent_id == "1001")
        self.worker.submit(Supervise(action, Target("1001", call.connection)))

    def retry(self) -> None:
        """Press ``r`` until it is online: a press before the wait has begun has no effect, as while connected."""
        deadline = time.monotonic() + PATIENCE
        while self.floor.link.state is not LinkState.ONLINE:
            assert time.monotonic() < deadline, self.floor.link
            self.worker.submit(RetryNow())
            with self._news:
                self._news.wait_for(lambda: self.floor.link.state is LinkState.ONLINE, 0.2)


@contextmanager
def rig(place: Path, *, heartbeat: float = 0.5) -> Iterator[Rig]:
    """A rig that is taken down at the end; no thread and no file or socket may be left."""
    threads, files = set(threading.enumerate()), _open_files()
    made = Rig(place, heartbeat=heartbeat)
    try:
        yield made
    finally:
        made.worker.stop("test over")
        made.worker.join(PATIENCE)
        made.server.stop()
    assert made.floor.link.state is LinkState.CLOSED
    left = {thread for thread in threading.enumerate() if thread not in threads}
    assert not left, left
    gc.collect()  # a transport or task that nobody closed complains now, and a complaint is an error here
    assert _open_files() <= files


def _open_files() -> int:
    return len(os.listdir("/dev/fd"))
