"""``floorwalker``: the console with the server of the settings."""

from __future__ import annotations

import argparse

from app.clock import wall
from app.commands.prepare import logging_as_set, settings_with_password
from app.config import Settings, log_words
from app.ui import Appearance, WorkerPort, ascii_by_itself, environment_at_start, need_terminal, show
from app.worker import Worker


def run(args: argparse.Namespace) -> int:
    """Open the console and return the exit status of the session: 0 if it was ever open, else 3 or 4."""
    settings = settings_with_password(args.config)
    need_terminal()
    with logging_as_set(settings):
        return show_console(settings, Worker(settings, wall=wall))


def show_console(settings: Settings, worker: WorkerPort) -> int:
    """Show the console as the settings say; see :func:`app.ui.terminal.show`."""
    ascii_set = settings.ui.ascii
    look = Appearance(
        theme=settings.ui.theme,
        ascii_glyphs=ascii_by_itself(environment_at_start()) if ascii_set is None else ascii_set,
        flash=settings.ui.flash,
        bell=settings.ui.bell,
        notify=settings.ui.notify,
        title=settings.ui.title,
    )
    return show(worker, look, server=str(settings.server.side_a), log_words=log_words)
