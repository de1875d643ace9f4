"""``floorwalker check``: the way to an open session step by step, what works, what doesn't, and what to do."""

from __future__ import annotations

import argparse
import socket
import time

from app import exits
from app.commands.prepare import logging_as_set, settings_with_password
from app.commands.probe import Probe
from app.config import Address, Settings
from app.opening import service_names, session_settings
from protocol.messages import AgentTeamConfigEvent
from protocol.session import CLOSE_TIMEOUT, Session
from protocol.session_events import (
    CallDetails,
    Closed,
    Discovered,
    HeartbeatConfirmed,
    Lost,
    Opened,
    Received,
    Refused,
    SupervisorIdentified,
    TeamMonitored,
    TeamsListed,
    Undecodable,
)
from protocol.session_settings import SessionSettings, fallback, fallback_words

CONNECT_TIMEOUT = 10.0
"""Seconds for TCP to connect."""
DISCOVERY_TIMEOUT = 60.0
"""Seconds for teams, states and calls. A large floor may need longer: then what is known by then is told."""

_ADVICE = {
    1: "set a lower server.protocol_version (20, 17, 14 and 9 are worth trying)",
    7: "set server.peripheral_id to the PeripheralID of your agents' peripheral",
    8: "check supervisor.agent_id, agent_extension and agent_instrument: they have to fit each other",
    9: "sign in at your phone first, or set supervisor.agent_extension to open before you do",
    10: "another client id has this device open: close that program",
    11: "another program has this login open: close it",
    12: "the agent has to be configured as a supervisor, with the services of server.services",
    15: "this side is offline or on standby: the other side should be the active one",
    18: "the server takes no IdleTimeout this short: set a longer server.heartbeat_interval",
    32: "check supervisor.agent_id, agent_extension and agent_instrument: they have to fit each other",
    36: "check supervisor.client_id and its password",
}
_ADVICE.update(dict.fromkeys((92, 107, 110), _ADVICE[15]))


class Report:
    """Prints the steps as they are done, and keeps the worst that happened."""

    def __init__(self) -> None:
        self.status = exits.OK

    def ok(self, step: str, words: str) -> None:
        """This works."""
        self._line(step, "ok", words)

    def note(self, step: str, words: str, advice: str = "") -> None:
        """This works, but less than one would wish."""
        self._line(step, "note", words, advice)

    def failed(self, step: str, status: int, words: str, advice: str = "") -> None:
        """This doesn't work; ``status`` becomes the exit status unless there is one already."""
        self.status = self.status or status
        self._line(step, "failed", words, advice)

    def _line(self, step: str, verdict: str, words: str, advice: str = "") -> None:
        print(f"{step:<10} {verdict:<7} {exits.plain(words)}", flush=True)
        if advice:
            print(f"{'':<10} {'':<7} what to do: {exits.plain(advice)}", flush=True)


def run(args: argparse.Namespace) -> int:
    """Check the sides in turn until one opens a session; the exit status says what stands in the way."""
    settings = settings_with_password(args.config)
    with logging_as_set(settings):
        return check(settings)


def check(settings: Settings) -> int:
    """Go through the steps, printing each. 0: all works; 3: no connection; 4: refused; 1: opened, but not all works."""
    sides = [("A", settings.server.side_a)]
    if settings.server.side_b is not None:
        sides.append(("B", settings.server.side_b))
    statuses = []
    for side, address in sides:
        print(f"side {side}, {exits.plain(str(address))}", flush=True)
        report = Report()
        if _side(report, side, address, session_settings(settings)):
            return report.status
        statuses.append(report.status)
    return exits.REFUSED if exits.REFUSED in statuses else exits.NO_CONNECTION


def _side(report: Report, side: str, address: Address, wanted: SessionSettings) -> bool:
    """All steps with one side; did a session open?"""
    resolved = _resolve(report, address)
    while resolved:
        connection = _connect(report, resolved)
        if connection is None:
            return False
        with Probe(Session(wanted, side=side, address=str(address)), connection) as probe:
            if _open(report, probe, wanted):
                _open_session(report, probe, wanted)
                return True
        less = _less(report, probe, wanted)
        if less is None:
            return False
        wanted = less
    return False


def _resolve(report: Report, address: Address) -> list[str]:
    """The addresses behind the host's name, as ``host:port`` for each."""
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        report.failed(
            "resolve",
            exits.NO_CONNECTION,
            f"{address.host} has no address",
            "check the name in [server], and this machine's name service",
        )
        return []
    names = list(dict.fromkeys(str(Address(str(entry[4][0]), address.port)) for entry in found))
    report.ok("resolve", ", ".join(names))
    return names


def _connect(report: Report, names: list[str]) -> socket.socket | None:
    words = []
    for name in names:
        host, _, port = name.rpartition(":")
        began = time.monotonic()
        try:
            connection = socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_TIMEOUT)
        except OSError as error:
            words.append(f"{name}: {error.strerror or f'no answer within {CONNECT_TIMEOUT:g} s'}")
        else:
            report.ok("connect", f"{name} in {_milliseconds(time.monotonic() - began)}")
            return connection
    report.failed(
        "connect",
        exits.NO_CONNECTION,
        "; ".join(words),
        "check host and port, that the CTI Server runs on this side, and the firewalls between",
    )
    return None


def _open(report: Report, probe: Probe, wanted: SessionSettings) -> bool:
    answer = probe.wait_for(Opened, Refused, Lost, within=wanted.open_timeout + 1)
    if isinstance(answer, Opened):
        report.ok("open", f"protocol version {answer.version}, as agent {wanted.agent_id}")
        return True
    if isinstance(answer, Refused):
        if fallback(wanted, answer.status) is None:
            report.failed("open", exits.REFUSED, answer.words, _ADVICE.get(answer.status, "ask the site's CTI people"))
        return False
    report.failed(
        "open",
        exits.NO_CONNECTION,
        answer.reason if isinstance(answer, Lost) else "no answer",
        "is it really a CTI Server that listens there, and is this side active?",
    )
    return False


def _less(report: Report, probe: Probe, wanted: SessionSettings) -> SessionSettings | None:
    """What to ask for after a refusal of something that can be done without."""
    for refused in probe.all(Refused):
        less = fallback(wanted, refused.status)
        if less is not None:
            report.note("open", f"refused (status {refused.status}). {fallback_words(wanted, less)}")
            return less
    return None


def _open_session(report: Report, probe: Probe, wanted: SessionSettings) -> None:
    """The steps inside the session."""
    _granted(report, probe, wanted)
    complete = probe.wait_for(Discovered, Lost, within=DISCOVERY_TIMEOUT)
    _teams(report, probe)
    if complete is None and not probe.session.wants_disconnect:
        report.note("floor", f"not everything was answered within {DISCOVERY_TIMEOUT:g} s")
    for details in probe.all(CallDetails)[-1:]:
        tell = report.ok if details.granted else report.note
        tell("calls", details.words)
    undecodable = probe.all(Undecodable)
    if undecodable:
        report.failed("messages", exits.UNEXPECTED, f"{len(undecodable)} could not be decoded", "see the log")
    if not probe.session.wants_disconnect:
        _heartbeat(report, probe, wanted)
    if not probe.session.wants_disconnect:
        _close(report, probe)
    ends: list[Lost | Refused] = [*probe.all(Lost), *probe.all(Refused)]
    for ended in ends:
        words = ended.reason if isinstance(ended, Lost) else ended.words
        status = exits.NO_CONNECTION if isinstance(ended, Lost) else exits.REFUSED
        report.failed("session", status, words, "run the check again; the log has every step")


def _granted(report: Report, probe: Probe, wanted: SessionSettings) -> None:
    opened = probe.all(Opened)[0].confirmation
    granted = service_names(opened.services_granted)
    missing = [name for name in service_names(wanted.services) if name not in granted]
    words = ", ".join(granted) or "nothing"
    if "supervisor" in missing:
        report.failed("granted", exits.REFUSED, words, _ADVICE[12])
    elif missing:
        report.note("granted", f"{words}; not granted: {', '.join(missing)}")
    else:
        report.ok("granted", words)
    if opened.pg_status or not opened.peripheral_online:
        report.note(
            "centre",
            f"the peripheral is {'online' if opened.peripheral_online else 'offline'}, PGStatus {opened.pg_status}",
            "events may be missing until the site is healthy again",
        )


def _teams(report: Report, probe: Probe) -> None:
    identified = probe.all(SupervisorIdentified)
    if identified:
        report.ok("agent", f"your skill target id is {identified[0].icm_agent_id}")
    told = [e.message for e in probe.all(Received) if isinstance(e.message, AgentTeamConfigEvent)]
    teams = {team_id: "" for listed in probe.all(TeamsListed) for team_id in listed.team_ids}
    teams |= {message.team_id: message.agent_team_name or "" for message in told}
    problems = [listed.problem for listed in probe.all(TeamsListed) if listed.problem]
    if teams:
        names = ", ".join(f"{team_id} {name}".strip() for team_id, name in sorted(teams.items()))
        report.ok("teams", f"{len(teams)}: {names}")
    else:
        report.failed(
            "teams",
            exits.UNEXPECTED,
            " ".join(problems) or "the server names none",
            "sign in at your phone, or set supervisor.skill_target_id; you have to be supervisor of a team",
        )
    for monitored in probe.all(TeamMonitored):
        if monitored.problem:
            advice = "is the team yours, and the session a supervisor's?"
            report.failed("monitor", exits.REFUSED, f"team {monitored.team_id}: {monitored.problem}", advice)
        else:
            report.ok("monitor", f"team {monitored.team_id} is followed")


def _heartbeat(report: Report, probe: Probe, wanted: SessionSettings) -> None:
    probe.heartbeat()
    answer = probe.wait_for(HeartbeatConfirmed, within=wanted.query_timeout)
    if answer is None:
        advice = "the network between may hold messages back, or the server is overloaded"
        report.failed("heartbeat", exits.NO_CONNECTION, f"no answer within {wanted.query_timeout:g} s", advice)
    else:
        report.ok("heartbeat", f"answered in {_milliseconds(answer.round_trip)}")


def _close(report: Report, probe: Probe) -> None:
    probe.close()
    closed = probe.wait_for(Closed, within=CLOSE_TIMEOUT + 1)
    if closed is not None and closed.confirmed:
        report.ok("close", "confirmed")
    else:
        report.note("close", f"the server did not confirm it within {CLOSE_TIMEOUT:g} s")


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
