"""What a person does to alarms, carried out on the floor: each change is that person's in the journal."""

from __future__ import annotations

import logging

from app.floor.floor_core import FloorCore
from app.model import Acknowledge, AcknowledgeAll, Shelve, Silence, Unshelve

AlarmCommand = Acknowledge | AcknowledgeAll | Shelve | Unshelve | Silence

log = logging.getLogger("floorwalker")


def carry_out(floor: FloorCore, command: AlarmCommand, who: str, now: float) -> None:
    """Do it, in the name of the supervisor with that agent id."""
    floor.by = who
    try:
        match command:
            case Acknowledge(alarm_id, painted):
                log.info("alarm %d acknowledged", alarm_id)
                floor.acknowledge(alarm_id, now, painted)
            case AcknowledgeAll(alarm_ids, painted_at):
                log.info("%d alarms acknowledged", len(alarm_ids))
                floor.acknowledge_all(alarm_ids, now, painted_at)
            case Shelve(alarm_id, reason, seconds):
                log.info("alarm %d shelved for %g seconds: %s", alarm_id, seconds, reason)
                floor.shelve(alarm_id, reason, seconds, now)
            case Unshelve(alarm_id):
                log.info("alarm %d taken off the shelf", alarm_id)
                floor.unshelve(alarm_id, now)
            case Silence():
                floor.silence()
    finally:
        floor.by = ""
