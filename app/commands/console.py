"""``floorwalker``: the console with the server of the settings."""

from __future__ import annotations

import argparse

from app.commands.prepare import logging_as_set, settings_with_password
from app.ui.terminal import need_terminal, show
from app.worker.worker import Worker


def run(args: argparse.Namespace) -> int:
    """Open the console and return the exit status of the session: 0 if it was ever open, else 3 or 4."""
    settings = settings_with_password(args.config)
    need_terminal()
    with logging_as_set(settings):
        return show(settings, Worker(settings))
