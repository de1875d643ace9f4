"""The console on a pseudo terminal over a worker that has no server.

It tells one floor, another with one more emergency at each SIGUSR1, and writes down what was asked of it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

PROGRAM = """
import signal
import sys
import threading
from pathlib import Path
from app import cli
from app.ui import terminal, terminal_input
from app.commands.console import show_console
from app.commands.prepare import logging_as_set
from app.config.model import Settings
from app.model import Alarm, AlarmKind, AlarmState, Floor, Link, LinkState
from app.ui.terminal import need_terminal

what, trace, logfile = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
LINKS = {
    "open": Link(LinkState.ONLINE, ever_open=True, address="cti:1"),
    "refused": Link(LinkState.REFUSED, address="cti:1", reason="client id or password not valid (36)"),
    "down": Link(LinkState.RECONNECTING, address="cti:1", reason="connection refused"),
    "broken": None,
}
LINKS["deaf"] = LINKS["exits"] = LINKS["closes badly"] = LINKS["runs badly"] = LINKS["open"]

def fail(*_):
    raise ArithmeticError("a defect")

if what == "deaf":
    terminal_input.TerminalDriver.process_message = fail
if what == "closes badly":
    leave = terminal.TerminalConsole.leave
    terminal.TerminalConsole.leave = lambda self, reason: (self.call_later(fail), leave(self, reason))
if what == "runs badly":
    def run_badly(self):
        self.floor = Floor(alarms=(Alarm(1, AlarmKind.EMERGENCY, AlarmState.UNACK_ACTIVE, 1),))
        fail()
    terminal.TerminalConsole.run = run_badly
if what == "exits":
    terminal.TerminalConsole.on_ready = lambda self, event: self.exit()

class FakeWorker:
    alarms = ()
    def start(self, on_floor):
        self.on_floor = on_floor
        on_floor(Floor(link=LINKS[what]))
    def another_emergency(self):
        number = len(self.alarms) + 1
        self.alarms += (Alarm(number, AlarmKind.EMERGENCY, AlarmState.UNACK_ACTIVE, number, f"10{number}"),)
        self.on_floor(Floor(link=LINKS[what], alarms=self.alarms))
    def submit(self, command):
        with trace.open("a") as file:
            print("submit", type(command).__name__, file=file)
    def stop(self, reason, *, clear_first=False):
        with trace.open("a") as file:
            print("stop", reason, file=file)
    def join(self, timeout):
        with trace.open("a") as file:
            print("join", file=file)

def run(args):
    need_terminal()
    worker = FakeWorker()
    signal.signal(signal.SIGUSR1, lambda *_: threading.Thread(target=worker.another_emergency).start())
    settings = Settings(server={"side_a": "cti:1"}, supervisor={"agent_id": "9001"}, log={"file": logfile})
    with logging_as_set(settings):
        return show_console(settings, worker)

cli._run = run
sys.exit(cli.main([]))
"""


def start(on_terminal: Any, what: str, trace: Path) -> Any:
    """The console; the log is beside ``trace``, where what was asked of the worker is written."""
    return on_terminal(sys.executable, "-c", PROGRAM, what, str(trace), str(trace.with_name("log")))
