"""The log's lines about a session: every step and refusal, and what a person does to alarms.

Never a message's contents and never a secret.
"""

from __future__ import annotations

import logging

from app.model import Acknowledge, AcknowledgeAll, AlarmCommand, Shelve, Unshelve
from protocol.session.events import (
    AskedAgain,
    Closed,
    Confirmed,
    Connecting,
    Denied,
    Discovered,
    DiscoveryProblem,
    EventsResumed,
    EventsStopped,
    Lost,
    MaintenanceAsked,
    Opened,
    Opening,
    Refused,
    SessionEvent,
    StandingBy,
    TeamMonitored,
    TeamsListed,
    TimedOut,
    Undecodable,
    Waiting,
)


def log_event(log: logging.Logger, event: SessionEvent) -> None:
    """Write the line for a session event, where it has one."""
    match event:
        case Connecting(side, address):
            log.info("connecting to side %s (%s)", side, address)
        case Opening():
            log.info("connected; asking for a session")
        case Opened(confirmation, version):
            log.info("session open: version %d, services 0x%X", version, confirmation.services_granted)
        case StandingBy():
            log.info("this is the standby side: waiting until it turns active")
        case MaintenanceAsked(accepted):
            log.warning("this side wants to go into maintenance: %s", "agreed to" if accepted else "not agreed to")
        case EventsStopped(pg_status, peripheral_online):
            words = "online" if peripheral_online else "offline"
            log.warning("no events come: PGStatus 0x%X, our peripheral is %s", pg_status, words)
        case EventsResumed(pg_status):
            log.info("events come again: PGStatus 0x%X", pg_status)
        case AskedAgain():
            log.info("everything is asked for once more")
        case Refused(status, words, fatal, again):
            level = logging.ERROR if fatal else logging.INFO if again else logging.WARNING
            log.log(level, "session refused with status %d: %s", status, words)
        case Lost(reason):
            log.warning("session lost: %s", reason)
        case Closed(confirmed):
            log.info("session closed%s", "" if confirmed else " without confirmation")
        case Waiting(reason, _):
            log.info("waiting for the next attempt: %s", reason)
        case Confirmed(invoke_id, request, _, seconds):
            log.info("%s (InvokeID %d) confirmed after %.3f s", request.name, invoke_id, seconds)
        case Denied(invoke_id=invoke_id, request=request, words=words):
            log.warning("%s (InvokeID %d) refused: %s", request.name, invoke_id, words)
        case TimedOut(invoke_id, request):
            log.warning("%s (InvokeID %d) got no answer: its outcome is unknown", request.name, invoke_id)
        case Undecodable(error):
            log.warning("a message could not be read: %s", error)
        case TeamsListed(team_ids, problem):
            log.info("teams: %s%s", ", ".join(map(str, team_ids)) or "none", f" ({problem})" if problem else "")
        case TeamMonitored(team_id, monitor_id, problem):
            if monitor_id is None:
                log.warning("team %d is not monitored: %s", team_id, problem)
            else:
                log.info("team %d is monitored", team_id)
        case DiscoveryProblem(question, subject, words, _):
            log.info("%s of %s: %s", question, subject, words)
        case Discovered():
            log.info("everything was asked for and answered")


def log_command(log: logging.Logger, command: AlarmCommand) -> None:
    """Write the line for a command about alarms, where it has one."""
    match command:
        case Acknowledge(alarm_id):
            log.info("alarm %d acknowledged", alarm_id)
        case AcknowledgeAll(alarm_ids):
            log.info("%d alarms acknowledged", len(alarm_ids))
        case Shelve(alarm_id, reason, seconds):
            log.info("alarm %d shelved for %g seconds: %s", alarm_id, seconds, reason)
        case Unshelve(alarm_id):
            log.info("alarm %d taken off the shelf", alarm_id)
