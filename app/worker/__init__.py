"""The background worker: client, floor and journal in a thread of their own, which no terminal holds up."""

from app.worker.session_log import log_event
from app.worker.worker import Worker

__all__ = ["Worker", "log_event"]
