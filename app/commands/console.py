"""``floorwalker``: the console with the server of the settings."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.clock import wall
from app.commands.prepare import logging_as_set, settings_with_password
from app.config import load_apart, log_words

if TYPE_CHECKING:  # for the types alone: see run()
    from app.config import Settings
    from app.ui import WorkerPort


def run(args: argparse.Namespace) -> int:
    """Open the console and return the exit status of the session: 0 if it was ever open, else 3 or 4."""
    load = load_apart(args.config)
    # Only now: the screen is loaded here, while the settings are loaded there.
    from app.commands.later_worker import LaterWorker
    from app.ui import need_terminal

    settings = settings_with_password(args.config, load)
    need_terminal()
    with logging_as_set(settings):
        return show_console(settings, LaterWorker(worker_maker(settings)), slow=args.slow)


def worker_maker(settings: Settings) -> Callable[[], WorkerPort]:
    """What loads and makes the worker. Raises SettingsProblem when a file of ``[server.tls]`` can't be used."""
    tls = None
    if settings.server.tls.enabled:
        from app.config import client_tls  # here: without TLS its modules are loaded with the worker

        tls = client_tls(settings)

    def make() -> WorkerPort:
        try:
            from app.worker import Worker  # here: in the thread that makes it, after the first frame
        finally:
            # All is loaded. Modules are never garbage: without this each full collection looks through them and stops
            # both loops for 15 ms. The command line has switched the collector off meanwhile.
            gc.freeze()
            gc.enable()
        return Worker(settings, wall=wall, tls=tls)

    return make


def show_console(settings: Settings, worker: WorkerPort, *, slow: bool = False) -> int:
    """Show the console as the settings say; see :func:`app.ui.terminal.show`. ``slow``: over a slow line anyway."""
    from app.ui import Appearance, ascii_by_itself, environment_at_start, show  # here: see run()

    ascii_set = settings.ui.ascii
    look = Appearance(
        theme=settings.ui.theme,
        ascii_glyphs=ascii_by_itself(environment_at_start()) if ascii_set is None else ascii_set,
        flash=settings.ui.flash,
        bell=settings.ui.bell,
        notify=settings.ui.notify,
        title=settings.ui.title,
        slow=slow or settings.ui.slow,
    )
    return show(worker, look, server=str(settings.server.side_a), log_words=log_words)
