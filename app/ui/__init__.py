"""The console on the screen: one table of actions, panes, dialogs and widgets over the Floors that a worker gives."""

from app.ui.terminal import Appearance, need_terminal, show
from app.ui.worker_port import WorkerPort

__all__ = [
    "Appearance",
    "WorkerPort",
    "need_terminal",
    "show",
]
