"""The background worker: its own thread and event loop around client, floor and journal.

It hands Floors to the screen and carries out commands.
"""

from app.worker.session_log import log_event
from app.worker.worker import Worker

__all__ = [
    "Worker",
    "log_event",
]
