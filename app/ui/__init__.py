"""What is on screen: panes, dialogs, and one table of what the keys do.

The screen draws Floors and gives Commands; it meets the worker in :class:`WorkerPort` alone.
"""

from app.ui.ascii_only import ascii_by_itself, environment_at_start
from app.ui.handlers import readme_keys
from app.ui.terminal import Appearance, need_terminal, show
from app.ui.worker_port import WorkerPort

__all__ = [
    "Appearance",
    "WorkerPort",
    "ascii_by_itself",
    "environment_at_start",
    "need_terminal",
    "readme_keys",
    "show",
]
