"""``floorwalker demo``: the console on a busy floor, which a mock server plays in a thread of its own."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from app import exits
from app.commands.console import show_console, worker_maker
from app.commands.later_worker import LaterWorker
from app.commands.mock import centre_settings, faults_and_scenarios, scenario_of
from app.commands.prepare import logging_as_set
from app.config import load_settings
from app.journal import JOURNAL_FILE
from app.ui import need_terminal
from protocol.mock import MockSettings, ThreadedServer, run_in_thread

SUPERVISOR = "9001"
REASONS = {
    11: "Break",
    12: "Lunch",
    13: "Meeting",
    14: "Training",
    15: "Paperwork",
    16: "Supervising",
    21: "End of shift",
}
"""Words for the mock centre's reason codes, as a site's settings have them in ``[reasons]``."""


def run(args: argparse.Namespace) -> int:
    """Start the mock server on a free loopback port and the console against it.

    Only ``[ui]``, ``[limits]`` and ``[log]`` are taken from the settings, so that no names of the site are shown. The
    journal is in a temporary folder, which is removed at the end.
    """
    try:
        with faults_and_scenarios():
            scenario = scenario_of(args)
            centre = centre_settings(args, SUPERVISOR, scenario)
            server = run_in_thread(MockSettings(centre=centre), scenario=scenario)
    except OSError as error:
        raise exits.Stop(exits.UNEXPECTED, f"no loopback port can be listened on ({error.strerror})") from None
    with TemporaryDirectory(prefix="floorwalker-demo-", ignore_cleanup_errors=True) as place:
        try:
            return _show(args, server, centre.peripheral_id, Path(place) / JOURNAL_FILE)
        finally:
            server.stop()


def _show(args: argparse.Namespace, server: ThreadedServer, peripheral_id: int, journal: Path) -> int:
    sides = zip("ab", server.addresses, strict=False)
    settings = load_settings(
        args.config,
        only=("ui", "limits", "log"),
        overrides={
            "server": {
                **{f"side_{side}": f"{host}:{port}" for side, (host, port) in sides},
                "peripheral_id": peripheral_id,
            },
            "supervisor": {"agent_id": SUPERVISOR},
            "journal": {"path": str(journal)},
            "reasons": REASONS,
        },
    )
    need_terminal()
    with logging_as_set(settings):
        return show_console(settings, LaterWorker(worker_maker(settings)), slow=args.slow)
