"""What the worker's tests share: a screen that waits for Floors, settings, and a mock server's centre to act on."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from app.config.model import Settings
from app.journal.audit_chain import AuditLine
from app.journal.schema import open_reading
from app.journal.statements import audit_lines
from app.model import EngagementState, Floor, Target
from app.worker.worker import Worker
from protocol.mock.centre import Centre, Consultation
from protocol.mock.run import ThreadedServer
from protocol.wire.enums import LocalConnectionState
from protocol.wire.messages import Message, SuperviseCallReq

SECONDS = 20.0
"""How long a test waits for what should come at once."""


class Screen:
    """Takes the worker's Floors, as the console does."""

    def __init__(self) -> None:
        self.floors: list[Floor] = []
        self.threads: set[str] = set()
        self._news = threading.Condition()

    def __call__(self, floor: Floor) -> None:
        with self._news:
            self.floors.append(floor)
            self.threads.add(threading.current_thread().name)
            self._news.notify_all()

    @property
    def floor(self) -> Floor:
        return self.floors[-1]

    def until(self, condition: Callable[[Floor], object]) -> Floor:
        with self._news:
            met = self._news.wait_for(lambda: bool(self.floors) and condition(self.floors[-1]), SECONDS)
            last = self.floors[-1]
            assert met, f"not seen within {SECONDS} s: {last.link}, {last.engagement}, {last.notes[-5:]}"
            return last

    def engaged(self, state: EngagementState) -> Floor:
        return self.until(lambda floor: floor.engagement is not None and floor.engagement.state is state)


def settings_for(server: ThreadedServer, **supervisor: str) -> Settings:
    """Settings for that server; the journal is where ``FLOORWALKER_JOURNAL__PATH`` says."""
    who = {"agent_id": "9001"} | supervisor
    return Settings(server={"side_a": f"127.0.0.1:{server.port}"}, supervisor=who, reasons={7: "Lunch"})  # type: ignore[arg-type]


def worker_of(screen: Screen) -> Worker:
    return screen.worker  # type: ignore[attr-defined,no-any-return]


def talkers(floor: Floor) -> list[Target]:
    """The agents who talk and have no other call, with that call."""
    return [
        Target(call.agent_id, call.connection)
        for call in floor.calls.values()
        if call.state == LocalConnectionState.LCS_CONNECT and call.agent_id and len(floor.calls_of(call.agent_id)) == 1
    ]


def talker(floor: Floor) -> Target:
    """The first of them."""
    assert talkers(floor), "nobody talks"
    return talkers(floor)[0]


def sent(server: ThreadedServer, kind: type = SuperviseCallReq) -> list[object]:
    return [message for message in list(server.server.received) if isinstance(message, kind)]


class Disk:
    """A disk that answers when it is told to; give :meth:`connecting` to the worker."""

    def __init__(self) -> None:
        self.answers = threading.Event()
        self.answers.set()
        self.fails = ""
        """With what words writing fails; empty: it works."""
        self.asked = threading.Event()
        """Somebody waits for it."""

    def connecting(self, path: Path) -> sqlite3.Connection:
        disk = self

        class Connection(sqlite3.Connection):
            def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
                if sql.startswith(("INSERT", "BEGIN")):
                    if not disk.answers.is_set():
                        disk.asked.set()
                        assert disk.answers.wait(SECONDS)
                    if disk.fails:
                        raise sqlite3.OperationalError(disk.fails)
                return super().execute(sql, *parameters)

        return sqlite3.connect(path, isolation_level=None, check_same_thread=False, factory=Connection)


def lines(path: Path) -> list[AuditLine]:
    """The audit as somebody else sees it."""
    with closing(open_reading(path)) as db:
        return list(audit_lines(db))


def audit(path: Path) -> list[tuple[str, str, str, str | None]]:
    """The audit as (request or outcome, action, outcome, device)."""
    return [(line.kind, line.action, line.outcome, line.connection_device_id) for line in lines(path)]


class Watched(deque[Message]):
    """Takes the place of the mock's list of what it received: notes what the audit held when a request came."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.known: list[list[AuditLine]] = []

    def append(self, message: Message) -> None:
        if isinstance(message, SuperviseCallReq):
            self.known.append(lines(self.path))
        super().append(message)


def consult(centre: Centre, agent_id: str, to: str) -> Consultation:
    """The agent holds the call and talks to another agent about it."""
    agent, target = centre.floor.by_id[agent_id], centre.floor.by_id[to]
    return centre.simulation.consults.connect(agent.legs[-1], agent, target)
