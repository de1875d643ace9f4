"""``floorwalker check``: opening a session step by step, what works, what doesn't, and what to do about it."""

from __future__ import annotations

import argparse

from app import exits
from app.commands.check_probe import Probe
from app.commands.check_reach import connect, milliseconds, resolve, secure
from app.commands.check_report import Report, SideReport, result_json
from app.commands.prepare import logging_as_set, settings_with_password
from app.config import Address, Settings, client_tls, service_names, session_settings
from app.text import what_to_do
from protocol.session import CLOSE_TIMEOUT, SIDE_IS_OUT, Session, SessionSettings, fallback, fallback_words
from protocol.session.events import (
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
from protocol.tls import ClientTls
from protocol.wire.enums import StatusCode
from protocol.wire.messages import AgentTeamConfigEvent

DISCOVERY_TIMEOUT = 60.0
"""Seconds for teams, states and calls; after them what is known of a larger floor is reported."""


def run(args: argparse.Namespace) -> int:
    """Check the sides; the exit status is that of :func:`check`, or 2 for wrong settings."""
    try:
        settings = settings_with_password(args.config)
        with logging_as_set(settings):
            return check(settings, as_json=args.json)
    except exits.Stop as stop:
        if args.json and stop.status == exits.USAGE:
            print(result_json(stop.status, stop.message, []), flush=True)
        raise


def check(settings: Settings, *, as_json: bool = False) -> int:
    """Go through the steps with each side: all with the first that opens a session, up to OPEN_CONF with the others.

    0: a session opens and all in it works, whatever the other side's trouble; 1: it opens, but not all in it works;
    3: no connection; 4: refused. Raises SettingsProblem when a file of ``[server.tls]`` can't be used.
    """
    tls = client_tls(settings)
    sides = [("A", settings.server.side_a)]
    if settings.server.side_b is not None:
        sides.append(("B", settings.server.side_b))
    report = Report(as_json=as_json)
    first: str | None = None
    status = exits.NO_CONNECTION
    for side, address in sides:
        one = _Side(report.side(side, str(address)), side, address, tls, alone=len(sides) == 1)
        opened = one.go(session_settings(settings), through=first is None)
        if opened and first is None:
            first, status = side, one.report.status
        elif first is None and one.report.status == exits.REFUSED:
            status = exits.REFUSED
    if first is None:
        return report.result(status, "no session could be opened")
    words = f"a session opens on side {first}"
    return report.result(status, f"{words}, but not all in it works" if status else words)


class _Side:
    """The steps with one side."""

    def __init__(self, report: SideReport, side: str, address: Address, tls: ClientTls | None, *, alone: bool) -> None:
        self.report = report
        self._side, self._address, self._tls, self._alone = side, address, tls, alone

    def go(self, wanted: SessionSettings, *, through: bool) -> bool:
        """All steps, or without ``through`` those up to OPEN_CONF and the close; did a session open?"""
        names = resolve(self.report, self._address)
        while names:
            connection = connect(self.report, names)
            if connection is not None and self._tls is not None:
                connection = secure(self.report, connection, self._tls, self._address.host)
            if connection is None:
                return False
            session = Session(wanted, side=self._side, address=str(self._address))
            with Probe(session, connection, self._tls) as probe:
                if _open(self.report, probe, wanted, alone=self._alone):
                    if through:
                        _open_session(self.report, probe, wanted)
                    else:
                        _close(self.report, probe)
                    return True
            less = _less(self.report, probe, wanted)
            if less is None:
                return False
            wanted = less
        return False


def _open(report: SideReport, probe: Probe, wanted: SessionSettings, *, alone: bool) -> bool:
    answer = probe.wait_for(Opened, Refused, Lost, within=wanted.open_timeout + 1)
    if isinstance(answer, Opened):
        report.ok("open", f"protocol version {answer.version}, as agent {wanted.agent_id}")
        return True
    if isinstance(answer, Refused):
        if answer.status in SIDE_IS_OUT and not alone:
            hint = "nothing, as long as the other side is the active one: of two sides one stands by"
            report.note("open", answer.words, hint, exits.REFUSED)
        elif fallback(wanted, answer.status) is None:
            report.failed("open", exits.REFUSED, answer.words, what_to_do(answer.status))
        return False
    hints = ["is it really a CTI Server that listens there, and is this side active"]
    if probe.trouble is not None and (probe.tls is not None or probe.secured):
        hints = []  # it is clear what listens there
    if probe.trouble is not None:
        hints.append(probe.trouble.advice)
    words = answer.reason if isinstance(answer, Lost) else "no answer"
    report.failed("open", exits.NO_CONNECTION, words, "; ".join(hints))
    return False


def _less(report: SideReport, probe: Probe, wanted: SessionSettings) -> SessionSettings | None:
    """The settings without what was refused; None where the session needs it."""
    for refused in probe.all(Refused):
        less = fallback(wanted, refused.status)
        if less is not None:
            report.note("open", f"refused (status {refused.status}). {fallback_words(wanted, less)}")
            return less
    return None


def _open_session(report: SideReport, probe: Probe, wanted: SessionSettings) -> None:
    """The steps in the open session."""
    _granted(report, probe, wanted)
    complete = probe.wait_for(Discovered, Lost, within=DISCOVERY_TIMEOUT)
    _teams(report, probe)
    if complete is None and not probe.session.wants_disconnect:
        report.note("floor", f"not everything was answered within {DISCOVERY_TIMEOUT:g} s")
    for details in probe.all(CallDetails)[-1:]:
        add = report.ok if details.granted else report.note
        add("calls", details.words)
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


def _granted(report: SideReport, probe: Probe, wanted: SessionSettings) -> None:
    opened = probe.all(Opened)[0].confirmation
    granted = service_names(opened.services_granted)
    missing = [name for name in service_names(wanted.services) if name not in granted]
    words = ", ".join(granted) or "nothing"
    if "supervisor" in missing:
        report.failed("granted", exits.REFUSED, words, what_to_do(StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE))
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


def _teams(report: SideReport, probe: Probe) -> None:
    identified = probe.all(SupervisorIdentified)
    if identified:
        report.ok("agent", f"your skill target id is {identified[0].icm_agent_id}")
    configured = [e.message for e in probe.all(Received) if isinstance(e.message, AgentTeamConfigEvent)]
    teams = {team_id: "" for listed in probe.all(TeamsListed) for team_id in listed.team_ids}
    teams |= {message.team_id: message.agent_team_name or "" for message in configured}
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


def _heartbeat(report: SideReport, probe: Probe, wanted: SessionSettings) -> None:
    probe.heartbeat()
    answer = probe.wait_for(HeartbeatConfirmed, within=wanted.query_timeout)
    if answer is None:
        advice = "the network between may hold messages back, or the server is overloaded"
        report.failed("heartbeat", exits.NO_CONNECTION, f"no answer within {wanted.query_timeout:g} s", advice)
    else:
        report.ok("heartbeat", f"answered in {milliseconds(answer.round_trip)}")


def _close(report: SideReport, probe: Probe) -> None:
    probe.close()
    closed = probe.wait_for(Closed, within=CLOSE_TIMEOUT + 1)
    if closed is not None and closed.confirmed:
        report.ok("close", "confirmed")
    else:
        report.note("close", f"the server did not confirm it within {CLOSE_TIMEOUT:g} s")
